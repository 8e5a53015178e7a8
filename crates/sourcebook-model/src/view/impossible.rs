//! Places at which no value is valid.

use crate::document::{Number, SchemaType, Value};

use super::intersect::type_of;
use super::shape::Shape;

impl Shape<'_> {
    /// Whether no value is valid, as far as types, values and limits tell. A value whose text is one of
    /// a type counts as one: documents write numbers as texts, and texts as numbers.
    pub fn is_impossible(&self) -> bool {
        self.is_never || (!self.null && self.allows_nothing_but_null())
    }

    /// Whether no value but `null` is valid, as far as types, values and limits tell.
    pub(crate) fn allows_nothing_but_null(&self) -> bool {
        let is_without_type = self.types.is_empty() && !self.is_inferred;
        let is_written = !self.types.is_empty() && !self.is_inferred;
        let is_limited =
            || is_written && self.types.iter().all(|kind| self.bounds.contradict(*kind));
        let can_be = |value| !is_written || self.types.iter().any(|kind| can_be(*kind, value));
        let is_without_value = self
            .allowed
            .as_ref()
            .is_some_and(|allowed| !allowed.iter().any(|one| can_be(one.value)));
        is_without_type || is_without_value || is_limited()
    }
}

fn can_be(kind: SchemaType, value: &Value) -> bool {
    let of = type_of(value);
    match (kind, value) {
        (SchemaType::Number, _) if of == SchemaType::Integer => true,
        (SchemaType::String, value) => !value.is_container(),
        (SchemaType::Boolean, Value::String(text)) => matches!(&**text, "true" | "false"),
        (SchemaType::Number | SchemaType::Integer, Value::String(text)) => {
            Number::parse(text.trim()).is_some()
        }
        (kind, _) => kind == of,
    }
}
