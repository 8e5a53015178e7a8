//! Objects with names of OpenAPI 3.

use foldhash::HashSet;

use crate::document::{Described, Document, Id, Origin, PathItem, Seen, Use, Value};

use super::bodies::{REQUEST_BODY, RESPONSE};
use super::callbacks::{CALLBACK, EXAMPLE, LINK};
use super::members::Members;
use super::parameters::HEADER;
use super::paths::{Of, PATH_ITEM};
use super::references::ComponentKind;
use super::writer::Writer;
use super::{LossKind, Subject};

impl Document {
    /// Whether anything has a name of its own. Members that have no effect are not written.
    pub(super) fn has_components(&self) -> bool {
        let components = &self.components;
        !components.schemas.is_empty()
            || !components.responses.is_empty()
            || !components.parameters.is_empty()
            || !components.examples.is_empty()
            || !components.request_bodies.is_empty()
            || !components.headers.is_empty()
            || !components.security_schemes.is_empty()
            || !components.links.is_empty()
            || !components.callbacks.is_empty()
            || !components.path_items.is_empty()
            || components.extensions.iter().any(|(name, _)| name.starts_with("x-"))
    }
}

impl<'d> Writer<'d> {
    pub(super) fn components(&mut self, members: &mut Members) {
        let components = self.inside("components", Self::components_itself);
        members.object("components", components);
    }

    fn components_itself(&mut self) -> Members {
        let components = &self.document.components;
        let schemas = self.named_schemas("schemas");
        let mut others = Members::default();
        let responses = &components.responses;
        self.entries(&mut others, responses, &RESPONSE, |one| one.origin, Self::response_itself);
        let parameters = self.inside("parameters", Self::shared_parameters);
        others.object("parameters", parameters);
        let none = |_: &_| Origin::default();
        self.entries(&mut others, &components.examples, &EXAMPLE, none, Self::example);
        let bodies = &components.request_bodies;
        self.entries(
            &mut others,
            bodies,
            &REQUEST_BODY,
            |one| one.origin,
            Self::request_body_itself,
        );
        let none = |_: &_| Origin::default();
        self.entries(&mut others, &components.headers, &HEADER, none, Self::header);
        let security = self.inside("securitySchemes", Self::security_schemes);
        others.object("securitySchemes", security);
        let none = |_: &_| Origin::default();
        self.entries(&mut others, &components.links, &LINK, none, Self::link);
        let none = |_: &_| Origin::default();
        self.entries(&mut others, &components.callbacks, &CALLBACK, none, Self::callback);
        self.shared_path_items(&mut others);
        self.lose_media_types();
        let mut members = Members::default();
        // They come last, because everything else may add to them.
        let schemas = self.with_waiting(schemas, "schemas");
        members.object("schemas", schemas);
        members.append(others);
        members.extensions(&components.extensions);
        members
    }

    /// The schemas with names, under `folder`.
    pub(super) fn named_schemas(&mut self, folder: &'static str) -> Members {
        let document = self.document;
        let mut members = Members::default();
        for (name, id) in &document.components.schemas {
            let written = self.names.fit("schemas", name);
            if written != *name {
                // What is lost of its name shows in the schema of the new one.
                self.renamed(name, &written);
            }
            let origin = document.schemas[*id].origin;
            let value = self.about(Subject::Schema(name.clone()), origin, |writer| {
                if written != *name {
                    writer.lose(LossKind::Name, format!("the name `{name}`"), "");
                }
                writer.inside(folder, |w| w.inside(&written, |w| w.schema(*id)))
            });
            members.push(&written, value);
        }
        members
    }

    /// Adds the schemas that were given a name on the way.
    pub(super) fn with_waiting(&mut self, mut schemas: Members, folder: &'static str) -> Members {
        while let Some((name, id)) = self.waiting.pop() {
            let origin = self.document.schemas[id].origin;
            let value = self.about(Subject::Schema(name.clone()), origin, |writer| {
                writer.inside(folder, |w| w.inside(&name, |w| w.schema(id)))
            });
            schemas.push(&name, value);
        }
        schemas
    }

    fn entries<T: Described + 'd>(
        &mut self,
        members: &mut Members,
        entries: &'d [(String, Use<T>)],
        kind: &ComponentKind<T>,
        origin: impl Fn(&T) -> Origin,
        write: impl Fn(&mut Self, Seen<'d, T>) -> Value,
    ) {
        let mut written = Members::default();
        for (name, used) in entries {
            let name = self.names.fit(kind.name, name);
            let subject = Subject::Component { kind: kind.name, name: name.clone() };
            let origin = origin(&T::arena(self.document)[used.id]);
            let value = self.about(subject, origin, |writer| {
                writer.inside(kind.name, |writer| {
                    writer.inside(&name, |w| w.component(&name, used, kind, |w, one| write(w, one)))
                })
            });
            written.push(&name, value);
        }
        members.object(kind.name, written);
    }

    fn shared_path_items(&mut self, members: &mut Members) {
        let items = &self.document.components.path_items;
        if self.is_3_1() {
            self.entries(
                members,
                items,
                &PATH_ITEM,
                |one| one.origin,
                |writer, item| writer.path_item_itself(item, Of::Subject),
            );
            return;
        }
        self.lose_unused_path_items();
    }

    /// Where components hold no path items, those of paths stand there.
    pub(super) fn lose_unused_path_items(&mut self) {
        let document = self.document;
        let paths = document.paths.iter().chain(&document.webhooks).map(|(_, used)| used);
        let callbacks = document.callbacks.iter().flat_map(|(_, one)| &one.expressions);
        let callbacks = callbacks.map(|(_, used)| used);
        let used: HashSet<Id<PathItem>> = paths.chain(callbacks).map(|used| used.id).collect();
        let layers = used.iter().flat_map(|id| &document.path_items[*id].layers);
        let below: HashSet<Origin> = layers.copied().collect();
        for (name, item) in &document.components.path_items {
            let origin = document.path_items[item.id].origin;
            if !used.contains(&item.id) && !below.contains(&origin) {
                let subject = Subject::Component { kind: PATH_ITEM.name, name: name.clone() };
                self.about(subject, origin, |writer| {
                    writer.lose(LossKind::Unused, format!("the path item `{name}`"), "");
                });
            }
        }
    }

    /// Media types with names (3.2) stand where they are used.
    pub(super) fn lose_media_types(&mut self) {
        let document = self.document;
        for (name, _) in &document.components.media_types {
            self.lose(LossKind::Detail, format!("the name `{name}` of a media type"), "components");
        }
    }
}
