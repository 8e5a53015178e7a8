//! Texts by name: a JSON object in one text, or a mapping in YAML.

use std::collections::BTreeMap;

use serde_json::Value as Json;
use sourcebook_syntax::NodeRef;

use super::{Given, Unset, Value, ValueError, ValueProblems};
use crate::kind::Kind;
use crate::node;

impl Value for BTreeMap<String, String> {
    const KIND: Kind = Kind::Map;

    fn parse(text: &str) -> Result<Self, ValueError> {
        serde_json::from_str(text).map_err(|_| ValueError::Malformed {
            expected: "JSON object with strings as values",
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

    fn read(given: &Given<'_>, problems: &mut ValueProblems) -> Option<Self> {
        match given {
            Given::Node(node) if node.is_object() => read_members(*node, problems),
            _ => read_text(given, problems),
        }
    }
}

/// Reads every member, also after a mistake, so that all are found.
fn read_members(
    mapping: NodeRef<'_>,
    problems: &mut ValueProblems,
) -> Option<BTreeMap<String, String>> {
    let read = |(name, value): (&str, NodeRef<'_>)| {
        let text = problems.within(&format!(".{name}"), |problems| {
            if value.is_null() {
                return Some(String::new());
            }
            String::read(&Given::Node(value), problems)
        });
        text.map(|text| (name.to_owned(), text))
    };
    let members: Vec<_> = mapping.members().map(read).collect();
    members.into_iter().collect()
}

fn read_text(given: &Given<'_>, problems: &mut ValueProblems) -> Option<BTreeMap<String, String>> {
    if let Given::Node(node) = given {
        let found = node::name(*node);
        problems.add(Some(node.span()), None, ValueError::WrongNode { found, wanted: "a mapping" });
        return None;
    }
    let text = given.single_text(Kind::Map, problems)?;
    let read = <BTreeMap<String, String> as Value>::parse(text);
    read.map_err(|error| problems.add(None, Some(text), error)).ok()
}

impl Unset for BTreeMap<String, String> {
    fn unset() -> Self {
        Self::new()
    }
}
