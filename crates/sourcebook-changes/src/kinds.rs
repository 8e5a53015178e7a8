//! Kinds of values: types, of which whole numbers are a part of their own.

use sourcebook_model::document::{Number, SchemaType, Value};
use sourcebook_model::view::type_of;

/// A set of kinds of values. Whole numbers are a kind of their own, so that `integer` is a part of
/// `number`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Kinds(u8);

impl Kinds {
    const NULL: u8 = 1;
    const INTEGER: u8 = 4;
    const FRACTION: u8 = 8;
    const STRING: u8 = 16;
    const ARRAY: u8 = 32;
    const OBJECT: u8 = 64;
    const EVERY: u8 = 127;

    /// Every kind.
    pub(crate) const ALL: Self = Self(Self::EVERY);

    /// No kind.
    pub(crate) const NONE: Self = Self(0);

    /// The kind of one type.
    pub(crate) fn of(kind: SchemaType) -> Self {
        Self(Self::bits(kind))
    }

    /// What is in both.
    #[must_use]
    pub(crate) fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// What is in either.
    #[must_use]
    pub(crate) fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The same with or without `null`.
    #[must_use]
    pub(crate) fn with_null(self, is_there: bool) -> Self {
        Self((self.0 & !Self::NULL) | u8::from(is_there))
    }

    /// Whether something is here that is not there.
    pub(crate) fn exceeds(self, other: Self) -> bool {
        self.0 & !other.0 != 0
    }

    pub(crate) fn has_null(self) -> bool {
        self.has_bits(Self::NULL)
    }

    fn bits(kind: SchemaType) -> u8 {
        match kind {
            SchemaType::Null => Self::NULL,
            SchemaType::Boolean => 2,
            SchemaType::Integer => Self::INTEGER,
            SchemaType::Number => Self::INTEGER | Self::FRACTION,
            SchemaType::String => Self::STRING,
            SchemaType::Array => Self::ARRAY,
            SchemaType::Object => Self::OBJECT,
        }
    }

    fn has_bits(self, kind: u8) -> bool {
        self.0 & kind != 0
    }

    /// Whether a value is of one of the kinds.
    pub(crate) fn has(self, value: &Value) -> bool {
        let kind = match type_of(value) {
            SchemaType::Number => Self::FRACTION,
            kind => Self::bits(kind),
        };
        self.has_bits(kind)
    }

    pub(crate) fn has_numbers(self) -> bool {
        self.has_bits(Self::INTEGER)
    }

    /// Whether all numbers are whole.
    pub(crate) fn has_only_integers(self) -> bool {
        !self.has_bits(Self::FRACTION)
    }

    pub(crate) fn has_strings(self) -> bool {
        self.has_bits(Self::STRING)
    }

    pub(crate) fn has_arrays(self) -> bool {
        self.has_bits(Self::ARRAY)
    }

    pub(crate) fn has_objects(self) -> bool {
        self.has_bits(Self::OBJECT)
    }

    /// As people write it: `string or null`.
    pub(crate) fn words(self) -> String {
        match self.0 {
            0 => return "no value".to_owned(),
            Self::EVERY => return "any value".to_owned(),
            _ => {}
        }
        let is_there = |kind: &SchemaType| match kind {
            SchemaType::Number => self.has_bits(Self::FRACTION),
            SchemaType::Integer => self.has_bits(Self::INTEGER) && !self.has_bits(Self::FRACTION),
            kind => self.has_bits(Self::bits(*kind)),
        };
        let names = SchemaType::ALL.into_iter().filter(is_there).map(SchemaType::name);
        names.collect::<Vec<_>>().join(" or ")
    }

    /// One value of each kind that the other set lacks.
    pub(crate) fn examples_beside(self, other: Self) -> Vec<Value> {
        let text = |text: &str| Number::parse(text).map(Value::Number);
        let all = [
            (Self::NULL, Some(Value::Null)),
            (2, Some(Value::Bool(true))),
            (Self::INTEGER, text("1")),
            (Self::FRACTION, text("1.5")),
            (Self::STRING, Some(Value::string("string"))),
            (Self::ARRAY, Some(Value::Array(Vec::new()))),
            (Self::OBJECT, Some(Value::Object(Vec::new()))),
        ];
        let is_wanted = |kind: u8| self.has_bits(kind) && !other.has_bits(kind);
        all.into_iter()
            .filter(|(kind, _)| is_wanted(*kind))
            .filter_map(|(_, value)| value)
            .collect()
    }
}
