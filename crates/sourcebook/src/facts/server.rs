//! What a server knows of itself beside its API document: the routes that it serves, and the parts
//! that the document was joined of.

mod part;
mod served;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;
use sourcebook_syntax::{FileId, Place};

use super::SCHEMA;
use super::fault::{Fault, key_span, span};
use super::members::Members;
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

/// The faults of the members that are about the server.
pub(super) fn faults(text: &str) -> Vec<Fault> {
    let codes = Codes { invalid: &INVALID_FACTS, unknown: &UNKNOWN_FACT };
    let (Ok(schema), Ok(members)) =
        (serde_json::from_str(SCHEMA), serde_json::from_str::<Members<'_>>(text))
    else {
        return Vec::new();
    };
    let own = members.0.iter().filter(|(name, _)| MEMBERS.contains(&name.as_ref()));
    own.flat_map(|(name, value)| shape::check(&schema, codes, text, name, value)).collect()
}

/// Reads the members that are about the server, from a text without such faults.
pub(super) fn read(text: &str, file: FileId) -> ServerFacts {
    let Ok(members) = serde_json::from_str::<Members<'_>>(text) else {
        return ServerFacts::default();
    };
    ServerFacts {
        routes: items(text, file, &members, ("routes", "path")).map(|routes| {
            let route = |(one, place): (RouteShape, Place)| Route {
                path: one.path,
                methods: one.methods.iter().map(|method| method.to_ascii_uppercase()).collect(),
                outside: one.outside,
                place,
            };
            routes.into_iter().map(route).collect()
        }),
        parts: items(text, file, &members, ("parts", "openapi"))
            .map(|parts| parts.into_iter().map(|(shape, place)| Part::new(shape, place)).collect()),
    }
}

/// The items of a member that is a list, each with the place of what marks it: of a text, or of the
/// key of an object.
fn items<T: DeserializeOwned>(
    text: &str,
    file: FileId,
    members: &Members<'_>,
    (name, marked): (&str, &str),
) -> Option<Vec<(T, Place)>> {
    let list: Vec<&RawValue> = serde_json::from_str(members.get(name)?.get()).ok()?;
    let item = |(at, raw): (usize, &RawValue)| {
        let members: Members<'_> = serde_json::from_str(raw.get()).ok()?;
        let value = members.get(marked)?;
        let is_object = value.get().starts_with('{');
        let span = if is_object { key_span(text, marked, value) } else { span(text, value) };
        let place = Place { file, span, pointer: format!("/{name}/{at}") };
        Some((serde_json::from_str(raw.get()).ok()?, place))
    };
    Some(list.into_iter().enumerate().filter_map(item).collect())
}
