//! Texts by name: a JSON object in one text, or a mapping in YAML.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::{Faults, Given, Unset, Value, ValueError};
use crate::kind::Kind;
use crate::yaml::{Content, Node};

impl Value for BTreeMap<String, String> {
    const KIND: Kind = Kind::Map;

    fn parse(text: &str) -> Result<Self, ValueError> {
        serde_json::from_str(text).map_err(|_| ValueError::Malformed {
            expected: "a JSON object with texts as members",
            reason: None,
            help: "write it like `{\"name\": \"text\"}`",
        })
    }

    fn to_text(&self) -> String {
        self.to_json().to_string()
    }

    fn to_json(&self) -> Json {
        self.iter().map(|(name, text)| (name.clone(), Json::from(text.clone()))).collect()
    }

    fn read(given: &Given<'_>, faults: &mut Faults) -> Option<Self> {
        let Given::Node(Node { content: Content::Mapping(entries), .. }) = given else {
            return read_text(given, faults);
        };
        let read = |entry: &crate::yaml::Entry| {
            let text =
                faults.within(&format!(".{}", entry.key), |faults| match entry.value.content {
                    Content::Null => Some(String::new()),
                    _ => String::read(&Given::Node(&entry.value), faults),
                });
            text.map(|text| (entry.key.clone(), text))
        };
        let entries: Vec<_> = entries.iter().map(read).collect();
        entries.into_iter().collect()
    }
}

fn read_text(given: &Given<'_>, faults: &mut Faults) -> Option<BTreeMap<String, String>> {
    if let Given::Node(node) = given {
        let found = node.content.name();
        faults.add(Some(node.span), None, ValueError::WrongNode { found, wanted: "a mapping" });
        return None;
    }
    let text = given.single_text(Kind::Map, faults)?;
    let read = <BTreeMap<String, String> as Value>::parse(text);
    read.map_err(|error| faults.add(None, Some(text), error)).ok()
}

impl Unset for BTreeMap<String, String> {
    fn unset() -> Self {
        Self::new()
    }
}
