//! JSON objects of which a few members are read or changed, and the rest stays as it came.
//!
//! Members keep their order and values their text, so that nothing is lost of numbers, or of
//! members that the bridge knows nothing of.

use std::fmt;

use serde::de::{MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;
use serde_json::value::{RawValue, to_raw_value};

use crate::aibridge::lenient_json;

/// A value whose text is kept.
pub(crate) type Raw = Box<RawValue>;

/// The text of a value.
pub(crate) fn raw(value: &impl Serialize) -> Raw {
    // Only values with keys that are no texts have no JSON, and there are none of them.
    to_raw_value(value).unwrap_or_else(|_| RawValue::NULL.to_owned())
}

/// What stands between the quotes of a text, as it is written. Written behind each other, pieces
/// make one text, even where one of them ends with half of a surrogate pair.
pub(crate) fn written(value: &RawValue) -> Option<&str> {
    value.get().strip_prefix('"')?.strip_suffix('"')
}

/// The text that is written so between its quotes.
pub(crate) fn quoted(written: &str) -> Raw {
    RawValue::from_string(format!("\"{written}\"")).unwrap_or_else(|_| RawValue::NULL.to_owned())
}

/// An object with its members in their order.
#[derive(Debug, Clone, Default)]
pub(crate) struct Object(Vec<(String, Raw)>);

impl Object {
    /// Reads a text; absent when it is not an object.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    /// The value of a member. Of members with the same name the last one counts.
    pub(crate) fn get(&self, key: &str) -> Option<&RawValue> {
        self.0.iter().rev().find(|(name, _)| name == key).map(|(_, value)| &**value)
    }

    /// The value of a member, read.
    pub(crate) fn value(&self, key: &str) -> Value {
        let value = self.get(key).and_then(|value| serde_json::from_str(value.get()).ok());
        value.unwrap_or_default()
    }

    /// A member that is an object itself.
    pub(crate) fn object(&self, key: &str) -> Option<Self> {
        Self::parse(self.get(key)?.get())
    }

    /// The elements of a member that is a list.
    pub(crate) fn list(&self, key: &str) -> Option<Vec<Raw>> {
        list(self.get(key)?.get())
    }

    /// A member that is a text.
    pub(crate) fn text(&self, key: &str) -> Option<String> {
        lenient_json::read_string(self.get(key)?.get())
    }

    /// A member that is a whole number.
    pub(crate) fn number(&self, key: &str) -> Option<u64> {
        self.get(key)?.get().parse().ok()
    }

    /// Puts a value in the place of the one that was there, or at the end.
    pub(crate) fn set(&mut self, key: &str, value: Raw) {
        match self.0.iter_mut().rev().find(|(name, _)| name == key) {
            Some((_, old)) => *old = value,
            None => self.0.push((key.to_owned(), value)),
        }
    }

    /// Takes a member out; `true` when there was one.
    pub(crate) fn remove(&mut self, key: &str) -> bool {
        let count = self.0.len();
        self.0.retain(|(name, _)| name != key);
        self.0.len() < count
    }

    /// The members.
    pub(crate) fn members(&self) -> impl Iterator<Item = (&str, &RawValue)> {
        self.0.iter().map(|(name, value)| (name.as_str(), &**value))
    }

    /// The object's text.
    pub(crate) fn to_raw(&self) -> Raw {
        raw(self)
    }
}

/// The elements of a list.
pub(crate) fn list(text: &str) -> Option<Vec<Raw>> {
    serde_json::from_str(text).ok()
}

impl Serialize for Object {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, value) in &self.0 {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Object {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(ObjectVisitor)
    }
}

struct ObjectVisitor;

impl<'de> Visitor<'de> for ObjectVisitor {
    type Value = Object;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Object, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(Object(members))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_changed_keeps_its_order_and_its_text() {
        let text =
            r#"{"z":1.50,"a":12345678901234567890123,"\u00e9":{"y": 1, "x":[ 2 ]},"z":true}"#;
        let mut object = Object::parse(text).unwrap();
        assert_eq!(object.value("z"), true);
        object.set("a", raw(&1));
        object.set("new", raw(&"x"));
        assert_eq!(
            object.to_raw().get(),
            r#"{"z":1.50,"a":1,"é":{"y": 1, "x":[ 2 ]},"z":true,"new":"x"}"#
        );
        assert!(object.remove("z") && !object.remove("z"));
        assert_eq!(object.get("z").map(RawValue::get), None);
        assert!(Object::parse("[1]").is_none());
    }
}
