//! The members of a JSON object in source order, their values unread but with their places.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

/// The members of an object in source order, their values unread.
pub(super) struct Members<'a>(pub(super) Vec<(Cow<'a, str>, &'a RawValue)>);

impl<'a> Members<'a> {
    /// The value of a member; the first where there are several.
    pub(super) fn get(&self, name: &str) -> Option<&'a RawValue> {
        self.0.iter().find(|(own, _)| own == name).map(|(_, value)| *value)
    }
}

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Collect;

        impl<'de> Visitor<'de> for Collect {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a JSON object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(Name(name)) = map.next_key()? {
                    members.push((name, map.next_value()?));
                }
                Ok(Members(members))
            }
        }

        deserializer.deserialize_map(Collect)
    }
}

/// A key that is borrowed where it has no escapes.
#[derive(Deserialize)]
struct Name<'a>(#[serde(borrow)] Cow<'a, str>);

/// The value at a JSON pointer whose names need no escapes.
pub(super) fn at<'a>(text: &'a str, pointer: &str) -> Option<&'a RawValue> {
    let mut value: &RawValue = serde_json::from_str(text).ok()?;
    for step in pointer.split('/').skip(1) {
        value = match step.parse::<usize>() {
            Ok(index) => *serde_json::from_str::<Vec<&RawValue>>(value.get()).ok()?.get(index)?,
            Err(_) => serde_json::from_str::<Members<'_>>(value.get()).ok()?.get(step)?,
        };
    }
    Some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pointer_leads_to_a_value() {
        let text = r#"{"a": [{"b": 1}, {"b": "two"}]}"#;
        let table = [
            ("/a/1/b", Some(r#""two""#)),
            ("/a/0", Some(r#"{"b": 1}"#)),
            ("", Some(text)),
            ("/a/2", None),
            ("/a/b", None),
            ("/c", None),
        ];
        for (pointer, expected) in table {
            assert_eq!(at(text, pointer).map(RawValue::get), expected, "{pointer}");
        }
    }
}
