//! The names of components, and the references to them.

use foldhash::{HashMap, HashMapExt, HashSet};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use crate::document::{
    Callback, Described, Document, Example, Header, Id, Link, Origin, Parameter, PathItem,
    RequestBody, Response, Schema, Use, Version,
};
use sourcebook_syntax::push_token;

use super::Target;
use super::words::Words;

/// Characters that a fragment of a URI cannot hold (RFC 3986, section 3.5).
const NOT_IN_FRAGMENTS: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// Which object has which name, as it is written.
pub(super) struct Names {
    pub(super) schemas: HashMap<Id<Schema>, String>,
    pub(super) responses: HashMap<Id<Response>, String>,
    pub(super) parameters: HashMap<Id<Parameter>, String>,
    pub(super) examples: HashMap<Id<Example>, String>,
    pub(super) request_bodies: HashMap<Id<RequestBody>, String>,
    pub(super) headers: HashMap<Id<Header>, String>,
    pub(super) links: HashMap<Id<Link>, String>,
    pub(super) callbacks: HashMap<Id<Callback>, String>,
    pub(super) path_items: HashMap<Id<PathItem>, String>,
    /// What components that are references say of themselves, by kind and written name.
    pub(super) words: HashMap<(&'static str, String), Words>,
    /// Names that may not be written as they are, by kind and name.
    fitted: HashMap<(&'static str, String), String>,
}

impl Names {
    pub(super) fn new(document: &Document, target: Target) -> Self {
        let components = &document.components;
        let mut fitted = HashMap::new();
        let swagger2 = target == Target::Swagger2_0;
        if !swagger2 {
            fit_all(document, &mut fitted);
        }
        let mut schemas = HashMap::new();
        for (name, id) in &components.schemas {
            schemas.entry(*id).or_insert_with(|| fit(&fitted, "schemas", name));
        }
        let mut names = Self {
            schemas,
            responses: definitions(&fitted, "responses", &components.responses),
            parameters: definitions(&fitted, "parameters", &components.parameters),
            examples: definitions(&fitted, "examples", &components.examples),
            request_bodies: definitions(&fitted, "requestBodies", &components.request_bodies),
            headers: definitions(&fitted, "headers", &components.headers),
            links: definitions(&fitted, "links", &components.links),
            callbacks: definitions(&fitted, "callbacks", &components.callbacks),
            path_items: definitions(&fitted, "pathItems", &components.path_items),
            words: HashMap::new(),
            fitted,
        };
        if target != Target::OpenApi3_1 {
            names.path_items.clear();
        }
        if swagger2 {
            names.examples.clear();
            names.headers.clear();
            names.share_bodies(document);
            if document.version == Version::Swagger2_0 {
                names.share_for_all_media_types(document);
            }
        }
        names.note_words(document);
        names
    }

    /// Notes what stands beside the references among the components.
    fn note_words(&mut self, document: &Document) {
        let components = &document.components;
        self.note_words_of("responses", &components.responses, document);
        self.note_words_of("parameters", &components.parameters, document);
        self.note_words_of("examples", &components.examples, document);
        self.note_words_of("requestBodies", &components.request_bodies, document);
        self.note_words_of("headers", &components.headers, document);
        self.note_words_of("links", &components.links, document);
        self.note_words_of("callbacks", &components.callbacks, document);
        self.note_words_of("pathItems", &components.path_items, document);
    }

    fn note_words_of<T: Described>(
        &mut self,
        kind: &'static str,
        entries: &[(String, Use<T>)],
        document: &Document,
    ) {
        for (name, used) in entries.iter().filter(|(_, used)| used.reference.is_some()) {
            let words = Words::of(&document.seen(used));
            self.words.insert((kind, self.fit(kind, name)), words);
        }
    }

    /// In 2.0 a shared object has no media types of its own, so what the model keeps apart because
    /// operations give it different ones has one name.
    fn share_for_all_media_types(&mut self, document: &Document) {
        let responses: HashMap<Origin, String> = self
            .responses
            .iter()
            .map(|(id, name)| (document.responses[*id].origin, name.clone()))
            .collect();
        for (id, response) in document.responses.iter() {
            if let Some(name) = responses.get(&response.origin) {
                self.responses.entry(id).or_insert_with(|| name.clone());
            }
        }
        let bodies: HashMap<Origin, String> = self
            .request_bodies
            .iter()
            .map(|(id, name)| (document.request_bodies[*id].origin, name.clone()))
            .collect();
        for (id, body) in document.request_bodies.iter() {
            if let Some(name) = bodies.get(&body.origin) {
                self.request_bodies.entry(id).or_insert_with(|| name.clone());
            }
        }
    }

    /// In 2.0 bodies are parameters, so they may not have the name of another one.
    fn share_bodies(&mut self, document: &Document) {
        let components = &document.components;
        let mut taken: HashSet<String> =
            components.parameters.iter().map(|(name, _)| name.clone()).collect();
        self.request_bodies.clear();
        for (name, used) in &components.request_bodies {
            let numbered = (2..).map(|number| format!("{name}_{number}"));
            let mut candidates = std::iter::once(name.clone()).chain(numbered);
            let free = candidates.find(|one| taken.insert(one.clone())).unwrap_or_default();
            if free != *name {
                self.fitted.insert(("requestBodies", name.clone()), free.clone());
            }
            // A form has no name under which 2.0 could share it: its fields are parameters.
            if !document.request_bodies[used.id].is_form() {
                self.request_bodies.entry(used.id).or_insert(free);
            }
        }
    }

    /// A component's name as it is written.
    pub(super) fn fit(&self, kind: &'static str, name: &str) -> String {
        fit(&self.fitted, kind, name)
    }

    /// Takes a name for a schema that has none.
    pub(super) fn add_schema(&mut self, id: Id<Schema>) -> String {
        let taken: HashSet<&String> = self.schemas.values().collect();
        let numbered = (2..).map(|number| format!("Schema_{number}"));
        let mut candidates = std::iter::once("Schema".to_owned()).chain(numbered);
        let name = candidates.find(|name| !taken.contains(name)).unwrap_or_default();
        self.schemas.insert(id, name.clone());
        name
    }
}

/// The reference to a JSON pointer of the same document.
pub(super) fn reference(pointer: &str) -> String {
    format!("#{}", utf8_percent_encode(pointer, NOT_IN_FRAGMENTS))
}

/// The reference to a component. (Swagger 2.0 has no folder around them, and other names for two.)
pub(super) fn reference_to(target: Target, kind: &str, name: &str) -> String {
    let mut pointer = match (target, kind) {
        (Target::Swagger2_0, "schemas") => "/definitions/".to_owned(),
        (Target::Swagger2_0, "requestBodies") => "/parameters/".to_owned(),
        (Target::Swagger2_0, kind) => format!("/{kind}/"),
        (_, kind) => format!("/components/{kind}/"),
    };
    push_token(&mut pointer, name);
    reference(&pointer)
}

fn fit(fitted: &HashMap<(&'static str, String), String>, kind: &'static str, name: &str) -> String {
    fitted.get(&(kind, name.to_owned())).map_or_else(|| name.to_owned(), Clone::clone)
}

/// Entries that hold their object come before those that refer to one.
fn definitions<T>(
    fitted: &HashMap<(&'static str, String), String>,
    kind: &'static str,
    entries: &[(String, Use<T>)],
) -> HashMap<Id<T>, String> {
    let mut names = HashMap::new();
    for with_reference in [false, true] {
        for (name, used) in entries {
            let is_found = used.reference.as_ref().is_none_or(|reference| reference.is_found);
            if used.reference.is_some() == with_reference && is_found {
                names.entry(used.id).or_insert_with(|| fit(fitted, kind, name));
            }
        }
    }
    names
}

/// Finds a name for every component whose own is not letters, digits, `.`, `-` and `_`.
fn fit_all(document: &Document, fitted: &mut HashMap<(&'static str, String), String>) {
    let components = &document.components;
    let mut kind = |kind: &'static str, names: Vec<&String>| {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
        let fits = |name: &&&String| !name.is_empty() && name.chars().all(is_plain);
        let mut taken: HashSet<String> = names.iter().filter(fits).map(|&n| n.clone()).collect();
        for name in names.iter().filter(|name| !fits(name)) {
            let plain: String = name.chars().map(|c| if is_plain(c) { c } else { '_' }).collect();
            let plain = if plain.is_empty() { "_".to_owned() } else { plain };
            let numbered = (2..).map(|number| format!("{plain}_{number}"));
            let mut candidates = std::iter::once(plain.clone()).chain(numbered);
            let free = candidates.find(|one| taken.insert(one.clone())).unwrap_or(plain.clone());
            fitted.insert((kind, (*name).clone()), free);
        }
    };
    kind("schemas", components.schemas.iter().map(|(name, _)| name).collect());
    kind("responses", components.responses.iter().map(|(name, _)| name).collect());
    kind("parameters", components.parameters.iter().map(|(name, _)| name).collect());
    kind("examples", components.examples.iter().map(|(name, _)| name).collect());
    kind("requestBodies", components.request_bodies.iter().map(|(name, _)| name).collect());
    kind("headers", components.headers.iter().map(|(name, _)| name).collect());
    kind("securitySchemes", components.security_schemes.iter().map(|(name, _)| name).collect());
    kind("links", components.links.iter().map(|(name, _)| name).collect());
    kind("callbacks", components.callbacks.iter().map(|(name, _)| name).collect());
    kind("pathItems", components.path_items.iter().map(|(name, _)| name).collect());
}
