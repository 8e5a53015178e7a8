//! A part of an API document, as it was before it was joined with others.

use serde::Deserialize;
use serde_json::{Map, Value};
use sourcebook_model::document::METHODS;
use sourcebook_syntax::Place;

/// Maximum number of operations of a part that are named; more are counted.
const MAX_NAMED: usize = 3;

/// A document or a fragment of one.
#[derive(Debug, Clone)]
pub struct Part {
    prefix: String,
    document: Map<String, Value>,
    /// Where the server says so.
    pub place: Place,
}

/// An object with a name that a part declares.
#[derive(Debug, Clone)]
pub struct Component<'p> {
    /// The members that lead to it: `components`, `schemas`, the name.
    pub path: Vec<&'p str>,
    /// Its contents.
    pub value: &'p Value,
}

impl Component<'_> {
    /// Where objects of its kind stand: `components.schemas`.
    pub fn kind(&self) -> String {
        self.path[..self.path.len() - 1].join(".")
    }

    /// Its name.
    pub fn name(&self) -> &str {
        self.path.last().copied().unwrap_or_default()
    }
}

/// A part as the facts document has it.
#[derive(Deserialize)]
pub(super) struct PartShape {
    #[serde(default)]
    prefix: String,
    openapi: Map<String, Value>,
}

impl Part {
    pub(super) fn new(shape: PartShape, place: Place) -> Self {
        Self { prefix: shape.prefix, document: shape.openapi, place }
    }

    /// Everything that it declares under a name, of every kind. Swagger 2.0 keeps the kinds at the
    /// top level.
    pub fn components(&self) -> Vec<Component<'_>> {
        let kinds =
            self.document.get("components").and_then(Value::as_object).into_iter().flatten();
        let kinds = kinds.map(|(kind, values)| (vec!["components", kind.as_str()], values));
        let of_2_0 = ["definitions", "parameters", "responses", "securityDefinitions"];
        let of_2_0 =
            of_2_0.into_iter().filter_map(|kind| Some((vec![kind], self.document.get(kind)?)));
        let all = kinds.chain(of_2_0.filter(|_| self.document.contains_key("swagger")));
        all.flat_map(|(path, values)| {
            let named = values.as_object().into_iter().flatten();
            named.filter(|(name, _)| !name.starts_with("x-")).map(move |(name, value)| Component {
                path: [path.as_slice(), &[name.as_str()]].concat(),
                value,
            })
        })
        .collect()
    }

    /// The names of its webhooks.
    pub fn webhooks(&self) -> impl Iterator<Item = &str> {
        let hooks = self.document.get("webhooks").and_then(Value::as_object);
        hooks.into_iter().flatten().map(|(name, _)| name.as_str())
    }

    /// What it requires of all its operations.
    pub fn security(&self) -> Option<&Vec<Value>> {
        self.document.get("security").and_then(Value::as_array)
    }

    /// Its operations: methods in upper case, and the paths that they have in the joined document.
    pub fn operations(&self) -> Vec<(String, String)> {
        let operations = self.described().into_iter();
        operations.map(|(method, path, _)| (method.to_ascii_uppercase(), path)).collect()
    }

    /// The operations that leave their security to the part.
    pub fn operations_without_security(&self) -> Vec<String> {
        let operations = self.described().into_iter();
        let own = |(_, _, value): &(&str, String, &Value)| value.get("security").is_none();
        operations
            .filter(own)
            .map(|(method, path, _)| format!("{} {path}", method.to_ascii_uppercase()))
            .collect()
    }

    fn described(&self) -> Vec<(&str, String, &Value)> {
        let paths = self.document.get("paths").and_then(Value::as_object).into_iter().flatten();
        paths
            .flat_map(|(path, item)| {
                let members = item.as_object().into_iter().flatten();
                let operations = members.filter(|(name, _)| METHODS.contains(&name.as_str()));
                operations.map(move |(method, value)| (method.as_str(), self.joined(path), value))
            })
            .collect()
    }

    /// A path as it is below the part's prefix.
    fn joined(&self, path: &str) -> String {
        match (self.prefix.trim_end_matches('/'), path) {
            ("", path) => path.to_owned(),
            (prefix, "/") => prefix.to_owned(),
            (prefix, path) => format!("{prefix}{path}"),
        }
    }

    /// What people know it by: its operations.
    pub fn label(&self) -> String {
        let operations = self.operations();
        let named = operations.iter().take(MAX_NAMED);
        let named: Vec<String> = named.map(|(method, path)| format!("`{method} {path}`")).collect();
        match operations.len() {
            0 => "no operations".to_owned(),
            count if count > MAX_NAMED => {
                format!("{} and {} more", named.join(", "), count - MAX_NAMED)
            }
            _ => named.join(", "),
        }
    }
}
