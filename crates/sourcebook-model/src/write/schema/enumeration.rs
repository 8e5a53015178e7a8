//! The values of `enum`, each once where a version wants that, and what extensions say of them.

use foldhash::HashSet;

use crate::document::{Schema, Value, Version};
use crate::view::{Canonical, is_about_values};

use super::super::LossKind;
use super::super::writer::Writer;

impl Writer<'_> {
    /// The values of `enum`.
    pub(in super::super) fn allowed_values(&self, schema: &Schema) -> Vec<Value> {
        match self.kept_values(schema) {
            Some(kept) => kept.into_iter().map(|at| schema.enumeration[at].clone()).collect(),
            None => schema.enumeration.clone(),
        }
    }

    /// The positions of the values that stay, where some are left out: before 3.1 none may stand twice.
    /// A document stays as it is in its own version.
    fn kept_values(&self, schema: &Schema) -> Option<Vec<usize>> {
        if self.is_3_1() || self.document.version == self.version() {
            return None;
        }
        let mut known = HashSet::default();
        let values = schema.enumeration.iter().enumerate();
        let kept = values.filter(|(_, value)| known.insert(Canonical::of(value)));
        let kept: Vec<usize> = kept.map(|(at, _)| at).collect();
        (kept.len() < schema.enumeration.len()).then_some(kept)
    }

    /// The value of an extension; of a list that says something of each value of `enum`, what it says of
    /// those that stay.
    pub(in super::super) fn about_values(
        &mut self,
        schema: &Schema,
        name: &str,
        value: &Value,
    ) -> Value {
        let Value::Array(entries) = value else { return value.clone() };
        let kept = self.kept_values(schema).filter(|_| is_about_values(name));
        let Some(kept) = kept else { return value.clone() };
        let of_enumeration = entries.iter().take(schema.enumeration.len()).enumerate();
        if of_enumeration.clone().any(|(at, _)| !kept.contains(&at)) {
            let what = format!("what `{name}` says of a value that stands twice");
            self.lose(LossKind::RepeatedValue, what, name);
        }
        let kept = of_enumeration.filter(|(at, _)| kept.contains(at)).map(|(_, entry)| entry);
        let further = entries.iter().skip(schema.enumeration.len());
        Value::Array(kept.chain(further).cloned().collect())
    }

    /// Whether a schema that says so itself allows `null`: since 3.1 its values must have it too.
    pub(in super::super) fn allows_null(&self, schema: &Schema) -> bool {
        let is_old = self.document.version < Version::OpenApi3_1;
        let values = &schema.enumeration;
        let is_among_values = || {
            (values.is_empty() || values.contains(&Value::Null))
                && schema.constant.as_ref().is_none_or(|value| *value == Value::Null)
        };
        schema.nullable && (is_old || is_among_values())
    }
}
