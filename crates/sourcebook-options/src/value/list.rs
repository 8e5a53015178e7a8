//! Lists: separated by commas in one text, or a list in YAML.

use std::collections::HashSet;

use serde_json::Value as Json;

use super::{Faults, Given, Pattern, Secret, Unset, Value, ValueError, csv};
use crate::kind::Kind;
use crate::yaml::{Content, Node};

/// A type of which an option may have a list.
pub trait Item: Value {
    /// The kind of the list.
    const LIST: Kind;

    /// The member of a structure in which no two items of a list may be alike.
    const KEY: Option<&'static str> = None;
}

impl Item for String {
    const LIST: Kind = Kind::StringArray;
}

/// Commas in an expression must stand in quotes, as in any text of a list.
impl Item for Pattern {
    const LIST: Kind = Kind::StringArray;
}

impl Item for Secret {
    const LIST: Kind = Kind::StringArray;
}

impl<T: Item> Value for Vec<T> {
    const KIND: Kind = T::LIST;
    const SECRET: bool = T::SECRET;

    fn parse(text: &str) -> Result<Self, ValueError> {
        if T::LIST.is_structured() {
            return Err(ValueError::OnlyYaml);
        }
        split(text)?.iter().map(|item| T::parse(item)).collect()
    }

    fn to_text(&self) -> String {
        if T::LIST.is_structured() {
            return self.to_json().to_string();
        }
        if T::SECRET {
            return String::new();
        }
        let items: Vec<_> = self.iter().map(T::to_text).collect();
        csv::join(items.iter().map(String::as_str))
    }

    /// A list of secrets is shown as an empty one.
    fn to_json(&self) -> Json {
        if T::SECRET { Json::Array(Vec::new()) } else { self.iter().map(T::to_json).collect() }
    }

    fn read(given: &Given<'_>, faults: &mut Faults) -> Option<Self> {
        match given {
            Given::Texts(texts) => read_texts(texts, faults),
            Given::Node(Node { content: Content::Sequence(items), .. }) => {
                read_nodes(items, faults)
            }
            Given::Node(node) => {
                let found = node.content.name();
                faults.add(
                    Some(node.span),
                    None,
                    ValueError::WrongNode { found, wanted: "a list" },
                );
                None
            }
        }
    }
}

/// Every flag adds its items.
fn read_texts<T: Item>(texts: &[String], faults: &mut Faults) -> Option<Vec<T>> {
    let mut items = Some(Vec::new());
    for text in texts {
        let read = <Vec<T> as Value>::parse(text);
        match read {
            Ok(read) => items = items.map(|items: Vec<T>| [items, read].concat()),
            Err(error) => {
                faults.add(None, (!T::SECRET).then_some(text), error);
                items = None;
            }
        }
    }
    items
}

/// Reads every item, also after a fault, so that all are found.
fn read_nodes<T: Item>(nodes: &[Node], faults: &mut Faults) -> Option<Vec<T>> {
    let read = |(at, node): (usize, &Node)| {
        faults.within(&format!("[{at}]"), |faults| {
            if matches!(node.content, Content::Null) {
                faults.add(Some(node.span), None, ValueError::EmptyItem);
                return None;
            }
            T::read(&Given::Node(node), faults)
        })
    };
    let items: Vec<Option<T>> = nodes.iter().enumerate().map(read).collect();
    let is_distinct = T::KEY.is_none_or(|key| are_distinct(key, nodes, faults));
    items.into_iter().collect::<Option<_>>().filter(|_| is_distinct)
}

/// Whether the items differ in the member `key`; every repetition is a fault.
fn are_distinct(key: &'static str, nodes: &[Node], faults: &mut Faults) -> bool {
    let mut seen = HashSet::new();
    let mut is_distinct = true;
    for (at, node) in nodes.iter().enumerate() {
        let Some(member) = node.at(key) else { continue };
        let Content::Scalar(text) = &member.content else { continue };
        if !seen.insert(text) {
            is_distinct = false;
            faults.within(&format!("[{at}].{key}"), |faults| {
                faults.add(Some(member.span), Some(text), ValueError::Duplicate { key });
            });
        }
    }
    is_distinct
}

impl<T: Item> Unset for Vec<T> {
    fn unset() -> Self {
        Self::new()
    }
}

fn split(text: &str) -> Result<Vec<String>, ValueError> {
    csv::split(text).map_err(|reason| ValueError::Malformed {
        expected: "a list of items separated by commas",
        reason: Some(reason.to_owned()),
        help: "write `a,b`; an item with a comma or a quote goes in quotes: `\"a,b\"`",
    })
}
