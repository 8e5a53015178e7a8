//! The members of a JSON object, in their order and as they were written.
//!
//! What is not understood crosses without a change: numbers keep their digits, texts their
//! escapes.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

/// The members of an object, those with the same name too.
#[derive(Debug)]
pub(super) struct Members<'t>(Vec<(String, &'t RawValue)>);

impl<'t> Members<'t> {
    /// Reads an object.
    pub(super) fn parse(text: &'t [u8]) -> serde_json::Result<Self> {
        serde_json::from_slice(text)
    }

    /// The value of a member; of several with its name the last one, which is the one that counts.
    pub(super) fn get(&self, name: &str) -> Option<&'t RawValue> {
        self.0.iter().rev().find(|(own, _)| own == name).map(|(_, value)| *value)
    }

    /// The members without those of these names.
    pub(super) fn without(mut self, names: &[&str]) -> Self {
        self.0.retain(|(name, _)| !names.contains(&name.as_str()));
        self
    }

    /// The object, with further members before its own.
    pub(super) fn write(&self, further: &[(&str, String)]) -> String {
        let own = self.0.iter().map(|(name, value)| (name.as_str(), value.get()));
        let all = further.iter().map(|(name, value)| (*name, value.as_str())).chain(own);
        let mut text = String::from("{");
        for (name, value) in all {
            if text.len() > 1 {
                text.push(',');
            }
            text.push_str(&serde_json::Value::from(name).to_string());
            text.push(':');
            text.push_str(value);
        }
        text.push('}');
        text
    }
}

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(InOrder)
    }
}

struct InOrder;

impl<'de> Visitor<'de> for InOrder {
    type Value = Members<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members<'de>, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(Members(members))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_keep_their_order_and_their_spelling() {
        let text = br#" {"b" : 1.50e1, "a":[ {"x":"\u00e9"} ], "gone":0, "\u0061\"":null} "#;
        let members = Members::parse(text).unwrap();
        assert_eq!(members.get("b").unwrap().get(), "1.50e1");
        assert!(members.get("c").is_none());
        let written = members.without(&["gone"]).write(&[("first", "[1]".to_owned())]);
        let expected = r#"{"first":[1],"b":1.50e1,"a":[ {"x":"\u00e9"} ],"a\"":null}"#;
        assert_eq!(written, expected);
    }

    #[test]
    fn of_members_with_one_name_the_last_counts() {
        let members = Members::parse(br#"{"a":1,"a":2}"#).unwrap();
        assert_eq!(members.get("a").unwrap().get(), "2");
        assert_eq!(members.without(&["a"]).write(&[]), "{}");
    }

    #[test]
    fn only_objects_have_members() {
        for text in ["[]", "1", "", "{", "{\"a\":1}x", "null"] {
            assert!(Members::parse(text.as_bytes()).is_err(), "{text}");
        }
    }
}
