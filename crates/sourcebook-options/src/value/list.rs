//! Lists: separated by commas in one text, or a list in YAML.

use std::collections::HashSet;

use serde_json::Value as Json;
use sourcebook_syntax::NodeRef;

use super::{Given, Pattern, Secret, Unset, Value, ValueError, ValueProblems, csv};
use crate::kind::Kind;
use crate::node;

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

    fn read(given: &Given<'_>, problems: &mut ValueProblems) -> Option<Self> {
        match given {
            Given::Texts(texts) => read_texts(texts, problems),
            Given::Node(node) if node::is_list(*node) => read_items(*node, problems),
            Given::Node(node) => {
                let found = node::name(*node);
                problems.add(
                    Some(node.span()),
                    None,
                    ValueError::WrongNode { found, wanted: "a list" },
                );
                None
            }
        }
    }
}

/// Every flag adds its items.
fn read_texts<T: Item>(texts: &[String], problems: &mut ValueProblems) -> Option<Vec<T>> {
    let mut items = Some(Vec::new());
    for text in texts {
        let read = <Vec<T> as Value>::parse(text);
        match read {
            Ok(read) => items = items.map(|items: Vec<T>| [items, read].concat()),
            Err(error) => {
                problems.add(None, (!T::SECRET).then_some(text), error);
                items = None;
            }
        }
    }
    items
}

/// Reads every item, also after a problem, so that all are found.
fn read_items<T: Item>(list: NodeRef<'_>, problems: &mut ValueProblems) -> Option<Vec<T>> {
    let read = |(at, node): (usize, NodeRef<'_>)| {
        problems.within(&format!("[{at}]"), |problems| {
            if node.is_null() {
                problems.add(Some(node.span()), None, ValueError::EmptyItem);
                return None;
            }
            T::read(&Given::Node(node), problems)
        })
    };
    let items: Vec<Option<T>> = list.items().enumerate().map(read).collect();
    let is_distinct = T::KEY.is_none_or(|key| are_distinct(key, list, problems));
    items.into_iter().collect::<Option<_>>().filter(|_| is_distinct)
}

/// Whether the items differ in the member `key`; every repetition is a problem.
fn are_distinct(key: &'static str, list: NodeRef<'_>, problems: &mut ValueProblems) -> bool {
    let mut seen = HashSet::new();
    let mut is_distinct = true;
    for (at, node) in list.items().enumerate() {
        let Some(member) = node.get(key) else { continue };
        let Some(text) = member.spelling() else { continue };
        if !seen.insert(text) {
            is_distinct = false;
            problems.within(&format!("[{at}].{key}"), |problems| {
                problems.add(Some(member.span()), Some(text), ValueError::Duplicate { key });
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
        expected: "comma-separated list",
        reason: Some(reason.to_owned()),
        help: "write `a,b`; an item with a comma or a quote goes in quotes: `\"a,b\"`",
    })
}
