//! Bounds on values.

use crate::document::{Bound, Limits, Schema, Value};

use super::super::members::Members;
use super::super::writer::Writer;
use super::super::{LossKind, Target};

impl Writer<'_> {
    /// The bounds on numbers and texts.
    pub(in crate::write) fn scalar_limits(&self, members: &mut Members, schema: &Schema) {
        let Some(limits) = schema.limits.as_deref() else { return };
        let number = |value: &&Value| matches!(value, Value::Number(_));
        members.value("multipleOf", limits.multiple_of.as_ref().filter(number));
        if self.target == Target::OpenApi3_1 {
            bound_of_3_1(members, ["minimum", "exclusiveMinimum"], limits.least());
            bound_of_3_1(members, ["maximum", "exclusiveMaximum"], limits.most());
        } else {
            bound(members, ["minimum", "exclusiveMinimum"], limits.least());
            bound(members, ["maximum", "exclusiveMaximum"], limits.most());
        }
        members.count("minLength", limits.min_length);
        members.count("maxLength", limits.max_length);
        members.text("pattern", limits.pattern.as_deref());
    }

    /// The bounds on lists.
    pub(in crate::write) fn list_limits(&mut self, members: &mut Members, schema: &Schema) {
        let none = Limits::default();
        let limits = schema.limits.as_deref().unwrap_or(&none);
        members.count("minItems", limits.min_items);
        let most = [limits.max_items, self.most_first_items(schema)].into_iter().flatten().min();
        members.count("maxItems", most);
        members.flag("uniqueItems", limits.unique_items);
        let of_contained =
            [("minContains", limits.min_contains), ("maxContains", limits.max_contains)];
        for (name, count) in of_contained {
            if self.is_3_1() {
                members.count(name, count);
            } else {
                self.lose_member(LossKind::Keyword, name, count.is_some());
            }
        }
    }

    /// How many items a list may have where none may follow the first ones, which before 3.1 only a number
    /// can say.
    fn most_first_items(&self, schema: &Schema) -> Option<u32> {
        self.has_no_more_items(schema).then(|| u32::try_from(schema.prefix_items.len()).ok())?
    }

    /// Whether `items: false` is written as a number of items.
    pub(super) fn has_no_more_items(&self, schema: &Schema) -> bool {
        !self.is_3_1() && self.document.ends_list(schema)
    }

    pub(super) fn object_limits(members: &mut Members, limits: Option<&Limits>) {
        members.count("minProperties", limits.and_then(|limits| limits.min_properties));
        members.count("maxProperties", limits.and_then(|limits| limits.max_properties));
    }
}

/// A bound as 3.1 writes it: the exclusive one is a number.
fn bound_of_3_1(
    members: &mut Members,
    [inclusive, exclusive]: [&str; 2],
    bound: Option<Bound<'_>>,
) {
    if let Some(bound) = bound {
        members.push(if bound.is_exclusive { exclusive } else { inclusive }, bound.value.clone());
    }
}

/// A bound as 2.0 and 3.0 write it: a flag says that it is exclusive.
fn bound(members: &mut Members, [inclusive, exclusive]: [&str; 2], bound: Option<Bound<'_>>) {
    if let Some(bound) = bound {
        members.push(inclusive, bound.value.clone());
        members.flag(exclusive, bound.is_exclusive);
    }
}
