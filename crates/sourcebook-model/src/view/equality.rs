//! Equality of values as JSON Schema has it: `1` is `1.0`, and the order of members says nothing.

use crate::document::{Number, Value};

use super::decimal::Decimal;

/// A value in the one form that all equal values have.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Canonical<'v> {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number.
    Number(Decimal),
    /// A number that is too long to be computed with, as it is written.
    Long(&'v str),
    /// A text.
    String(&'v str),
    /// A list.
    Array(Vec<Self>),
    /// Members in the order of their names.
    Object(Vec<(&'v str, Self)>),
}

impl<'v> Canonical<'v> {
    /// The one form of a value.
    pub fn of(value: &'v Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(value) => Self::Bool(*value),
            Value::Number(number) => Self::of_number(number),
            Value::String(text) => Self::String(text),
            Value::Array(items) => Self::Array(items.iter().map(Self::of).collect()),
            Value::Object(members) => {
                let members = members.iter().map(|(name, value)| (&**name, Self::of(value)));
                let mut members: Vec<_> = members.collect();
                members.sort_unstable_by_key(|(name, _)| *name);
                Self::Object(members)
            }
        }
    }

    fn of_number(number: &'v Number) -> Self {
        Decimal::of(number).map_or(Self::Long(number.as_str()), Self::Number)
    }
}

/// Whether two values are equal.
pub fn equal(one: &Value, other: &Value) -> bool {
    Canonical::of(one) == Canonical::of(other)
}
