//! What a server knows of itself beside its API document: the routes that it serves, and the parts
//! that the document was joined of.

mod part;
mod served;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use sourcebook_syntax::{Diagnostic, NodeRef, Place, Tree};

use super::SCHEMA;
use super::shape::{self, Codes};
use crate::codes::{INVALID_FACTS, UNKNOWN_FACT};

pub use part::{Component, Part};
pub use served::{PathTemplates, Served};

/// The members of the facts document that are about it.
pub(super) const MEMBERS: [&str; 2] = ["routes", "parts"];

/// What a server says; nothing where it does not say it.
#[derive(Debug, Default)]
pub struct ServerFacts {
    /// Every route that it serves.
    pub routes: Option<Vec<Route>>,
    /// The documents and fragments that its API document was joined of, as they were before.
    pub parts: Option<Vec<Part>>,
}

/// A route that a server serves.
#[derive(Debug, Clone)]
pub struct Route {
    /// The path from the root of the server, with parameters as `{name}` and the rest of a path as
    /// `{*name}`.
    pub path: String,
    /// In upper case; empty where any method may be answered.
    pub methods: Vec<String>,
    /// Why it is no part of the API, where it is none.
    pub outside: Option<String>,
    /// Where the server says so.
    pub place: Place,
}

impl Route {
    /// Whether requests with a method are answered.
    pub fn answers(&self, method: &str) -> bool {
        self.methods.is_empty()
            || self.methods.iter().any(|own| own == method)
            || (method == "HEAD" && self.methods.iter().any(|own| own == "GET"))
    }
}

#[derive(Deserialize)]
struct RouteShape {
    path: String,
    #[serde(default)]
    methods: Vec<String>,
    outside: Option<String>,
}

/// What is wrong with the members that are about the server.
pub(super) fn check(tree: &Tree) -> Vec<Diagnostic> {
    let codes = Codes { invalid: &INVALID_FACTS, unknown: &UNKNOWN_FACT };
    let Ok(schema) = serde_json::from_str(SCHEMA) else {
        return Vec::new();
    };
    shape::check(&schema, codes, tree.root(), &MEMBERS)
}

/// Reads the members that are about the server, where nothing is wrong with them.
pub(super) fn read(tree: &Tree) -> ServerFacts {
    let route = |(one, place): (RouteShape, Place)| Route {
        path: one.path,
        methods: one.methods.iter().map(|method| method.to_ascii_uppercase()).collect(),
        outside: one.outside,
        place,
    };
    let part = |(shape, place)| Part::new(shape, place);
    ServerFacts {
        routes: items(tree, "routes", "path").map(|list| list.into_iter().map(route).collect()),
        parts: items(tree, "parts", "openapi").map(|list| list.into_iter().map(part).collect()),
    }
}

/// The items of a member that is a list, each with the place of what marks it: of a text, or of the
/// key of an object.
fn items<T: DeserializeOwned>(tree: &Tree, name: &str, marked: &str) -> Option<Vec<(T, Place)>> {
    let item = |item: NodeRef<'_>| {
        let value = item.get(marked)?;
        let marked = if value.is_object() { item.key_place(marked)? } else { value.place() };
        let place = Place { pointer: item.place().pointer, ..marked };
        Some((serde_json::from_str(item.source()).ok()?, place))
    };
    Some(tree.root().get(name)?.items().filter_map(item).collect())
}
