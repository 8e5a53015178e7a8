//! `true` and `false`.

use serde_json::Value as Json;

use super::{Unset, Value, ValueError};
use crate::kind::Kind;

impl Value for bool {
    const KIND: Kind = Kind::Bool;

    /// Takes what Go takes.
    fn parse(text: &str) -> Result<Self, ValueError> {
        match text {
            "true" | "True" | "TRUE" | "t" | "T" | "1" => Ok(true),
            "false" | "False" | "FALSE" | "f" | "F" | "0" => Ok(false),
            _ => Err(ValueError::Malformed {
                expected: "boolean",
                reason: None,
                help: "write `true` or `false`",
            }),
        }
    }

    fn to_text(&self) -> String {
        self.to_string()
    }

    fn to_json(&self) -> Json {
        (*self).into()
    }
}

impl Unset for bool {
    fn unset() -> Self {
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_words_are_taken() {
        for (text, expected) in [("true", true), ("T", true), ("1", true), ("False", false)] {
            assert_eq!(bool::parse(text), Ok(expected), "{text}");
        }
        for text in ["yes", "on", "2", "tRUE", " true"] {
            assert!(bool::parse(text).is_err(), "{text}");
        }
    }
}
