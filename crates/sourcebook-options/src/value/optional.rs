//! Values that may be unset.

use serde_json::Value as Json;

use super::{Given, Unset, Value, ValueError, ValueProblems};
use crate::kind::Kind;

impl<T: Value> Value for Option<T> {
    const KIND: Kind = T::KIND;
    const SECRET: bool = T::SECRET;

    fn parse(text: &str) -> Result<Self, ValueError> {
        T::parse(text).map(Some)
    }

    fn to_text(&self) -> String {
        self.as_ref().map_or_else(String::new, T::to_text)
    }

    /// Null when unset, except that a secret does not even tell whether it is set.
    fn to_json(&self) -> Json {
        match self {
            Some(value) => value.to_json(),
            None if T::SECRET && matches!(T::KIND, Kind::String) => "".into(),
            None => Json::Null,
        }
    }

    fn read(given: &Given<'_>, problems: &mut ValueProblems) -> Option<Self> {
        T::read(given, problems).map(Some)
    }
}

impl<T: Value> Unset for Option<T> {
    fn unset() -> Self {
        None
    }
}
