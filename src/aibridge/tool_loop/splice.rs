//! Changes single members of a request, and leaves every other byte as it came.

use std::fmt;

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use crate::aibridge::object::{self, Raw, raw};

/// The request with elements behind those of a list, which is made where there is none. Absent
/// when the request is no object, or the member no list.
pub(super) fn append(text: &str, key: &str, elements: &[Raw]) -> Option<String> {
    let joined = elements.iter().map(|element| element.get()).collect::<Vec<_>>().join(",");
    let members: Borrowed<'_> = serde_json::from_str(text).ok()?;
    let Some(old) = members.get(key).filter(|value| value.get() != "null") else {
        return set(text, key, &format!("[{joined}]"));
    };
    let count = object::list(old.get())?.len();
    let comma = if count > 0 && !elements.is_empty() { "," } else { "" };
    // A list ends with its bracket.
    let at = offset(text, old.get()) + old.get().len() - 1;
    Some([&text[..at], comma, &joined, &text[at..]].concat())
}

/// The request with a member's value replaced, or with a further member.
pub(super) fn set(text: &str, key: &str, value: &str) -> Option<String> {
    let members: Borrowed<'_> = serde_json::from_str(text).ok()?;
    if let Some(old) = members.get(key) {
        let at = offset(text, old.get());
        return Some([&text[..at], value, &text[at + old.get().len()..]].concat());
    }
    let end = text.rfind('}')?;
    let comma = if text[..end].trim_end().ends_with('{') { "" } else { "," };
    Some([&text[..end], comma, raw(&key).get(), ":", value, &text[end..]].concat())
}

/// Where a part of a text stands in it.
fn offset(text: &str, part: &str) -> usize {
    part.as_ptr().addr() - text.as_ptr().addr()
}

/// The members of an object, with their values where they stand.
struct Borrowed<'t>(Vec<(String, &'t RawValue)>);

impl<'t> Borrowed<'t> {
    /// The last value with this name, which is the one that counts.
    fn get(&self, key: &str) -> Option<&'t RawValue> {
        self.0.iter().rev().find(|(name, _)| name == key).map(|(_, value)| *value)
    }
}

impl<'de> Deserialize<'de> for Borrowed<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(BorrowedVisitor)
    }
}

struct BorrowedVisitor;

impl<'de> Visitor<'de> for BorrowedVisitor {
    type Value = Borrowed<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Borrowed<'de>, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(Borrowed(members))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_are_added_and_nothing_else_changes() {
        let table = [
            ("{\"a\" : 1.0}\n", Some("{\"a\" : 1.0,\"t\":[1,{\"x\":2}]}\n")),
            ("{ }", Some("{ \"t\":[1,{\"x\":2}]}")),
            ("{\"t\": [ ], \"b\":2}", Some("{\"t\": [ 1,{\"x\":2}], \"b\":2}")),
            ("{\"t\":[ 0 ] }", Some("{\"t\":[ 0 ,1,{\"x\":2}] }")),
            ("{\"t\":null}", Some("{\"t\":[1,{\"x\":2}]}")),
            ("{\"t\":[0],\"t\":[3]}", Some("{\"t\":[0],\"t\":[3,1,{\"x\":2}]}")),
            ("{\"t\":\"text\"}", None),
            ("[]", None),
        ];
        let elements = [raw(&1), raw(&serde_json::json!({"x": 2}))];
        for (text, expected) in table {
            assert_eq!(append(text, "t", &elements).as_deref(), expected, "{text}");
        }
        assert_eq!(append("{\"t\":[0 ]}", "t", &[]).unwrap(), "{\"t\":[0 ]}");
    }

    #[test]
    fn values_are_replaced_in_their_place() {
        assert_eq!(set("{\"a\": \"x\" }", "a", "[2]").unwrap(), "{\"a\": [2] }");
        assert_eq!(set("{}", "a", "1").unwrap(), "{\"a\":1}");
    }
}
