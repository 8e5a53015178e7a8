//! What the author's fragments name: anchors and headings of ours, headings of the author's, and, as
//! other tools write them, operations, tags, sections and components.

use std::sync::Arc;

use foldhash::{HashMap, HashSet};
use percent_encoding::percent_decode_str;
use sourcebook_model::document::{OperationId, PathItem, Use};

use super::Reference;
use super::places::Place;
use crate::facts::pages::{anchors, slug};

/// Where a fragment leads.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Led {
    /// To where it says, on the page itself.
    Alive,
    /// To this destination.
    To(String),
    /// To nothing that is known.
    Nowhere,
}

/// Everything that a fragment can name.
#[derive(Debug, Default)]
pub(super) struct Fragments {
    /// What each page has by that name.
    on_page: HashSet<(Arc<str>, String)>,
    /// The first page that has it, for all pages.
    anywhere: HashMap<String, Place>,
    /// Our ids of headings, by their file and the id that a site gives them by itself.
    headings: HashMap<(Arc<str>, String), String>,
    /// Operations by their id, and by method and path.
    operations: HashMap<String, Place>,
    requests: HashMap<(String, String), Place>,
    /// Pages of tags, by the slug of their name.
    tags: HashMap<String, Arc<str>>,
    /// Headings of the document's own description.
    sections: HashSet<String>,
    schemas: HashMap<String, Place>,
    schemes: HashMap<String, Place>,
}

/// The page that has the document's own description.
const INDEX: &str = "index.md";

impl Fragments {
    pub(super) fn of(reference: &Reference<'_>) -> Self {
        let mut fragments = Self::default();
        fragments.add_operations(reference);
        fragments.add_components(reference);
        fragments.add_descriptions(reference);
        fragments
    }

    /// Where a fragment on a page leads.
    pub(super) fn lead(&self, file: &str, fragment: &str) -> Led {
        let name = percent_decode_str(fragment).decode_utf8_lossy();
        let here = (Arc::from(file), name.clone().into_owned());
        if let Some(id) = self.headings.get(&here)
            && *id != *name
        {
            return Led::To(["#", id].concat());
        }
        if name.is_empty() || self.on_page.contains(&here) {
            return Led::Alive;
        }
        let place = self.named(&name).or_else(|| self.anywhere.get(&*name).cloned());
        match place {
            Some(place) if place.id.is_empty() => Led::To(place.file.to_string()),
            Some(place) => Led::To(place.link(file)),
            None => Led::Nowhere,
        }
    }

    /// What is meant by a path of names: a JSON pointer into the document, or a fragment of Redoc
    /// (`operation/…`, `tag/…`, `section/…`, `schema/…`) or Swagger UI (`/TAG/OPERATION_ID`).
    fn named(&self, name: &str) -> Option<Place> {
        let steps: Vec<&str> = name.split('/').collect();
        let (_, last) = name.rsplit_once('/')?;
        match steps[..] {
            ["", "components", "schemas", schema, ..]
            | ["", "definitions", schema, ..]
            | ["schema", schema, ..] => self.schemas.get(&unescaped(schema)).cloned(),
            ["", "components", "securitySchemes", scheme, ..]
            | ["", "securityDefinitions", scheme, ..] => {
                self.schemes.get(&unescaped(scheme)).cloned()
            }
            ["" | "tag", .., "paths", path, method] | ["paths", path, method] => {
                self.requests.get(&(method.to_lowercase(), unescaped(path))).cloned()
            }
            ["operation", ..] => self.operation(&name["operation/".len()..]),
            ["tag", _, "operation", ..] | ["", _, _] => self.operation(last),
            ["tag", tag] => {
                let file = Arc::clone(self.tags.get(&slug(tag))?);
                Some(Place { file, id: String::new() })
            }
            ["section", ..] => self.section(last),
            _ => None,
        }
    }

    fn operation(&self, id: &str) -> Option<Place> {
        self.operations.get(id).cloned()
    }

    fn section(&self, name: &str) -> Option<Place> {
        let id = slug(name);
        if self.sections.contains(&id) {
            return Some(Place { file: Arc::from(INDEX), id });
        }
        self.schemes.get(name).cloned()
    }

    fn add_operations(&mut self, reference: &Reference<'_>) {
        let document = reference.document;
        let all = document.paths.iter().chain(&document.webhooks);
        for (path, used) in all {
            self.add_item(reference, path, used);
        }
    }

    fn add_item(&mut self, reference: &Reference<'_>, path: &str, used: &Use<PathItem>) {
        let item = &reference.document.path_items[used.id];
        for (index, operation) in item.operations.iter().enumerate() {
            let id = OperationId { item: used.id, index };
            let Some(found) = reference.places.operation(id) else { continue };
            let place = &found.place;
            let automatic = slug(&found.text);
            if !automatic.is_empty() {
                let key = (Arc::clone(&place.file), automatic.clone());
                self.headings.entry(key).or_insert_with(|| place.id.clone());
                self.anywhere.entry(automatic).or_insert_with(|| place.clone());
            }
            if let Some(id) = &operation.operation_id {
                self.operations.entry(id.clone()).or_insert_with(|| place.clone());
            }
            let request = (operation.method.to_lowercase(), path.to_owned());
            self.requests.entry(request).or_insert_with(|| place.clone());
            self.add_anchor(place);
        }
    }

    fn add_components(&mut self, reference: &Reference<'_>) {
        let components = &reference.document.components;
        for (name, id) in &components.schemas {
            let Some(place) = reference.places.schema(*id) else { continue };
            self.schemas.insert(name.clone(), place.clone());
            self.add_anchor(place);
        }
        for (name, _) in &components.security_schemes {
            let Some(place) = reference.places.scheme(reference.document, name) else { continue };
            self.schemes.insert(name.clone(), place.clone());
            self.add_anchor(place);
        }
    }

    /// The author's headings and anchors, where descriptions stand under a heading of ours.
    fn add_descriptions(&mut self, reference: &Reference<'_>) {
        let document = reference.document;
        if let Some(text) = &document.info.description {
            self.sections.extend(anchors(text));
            self.add_text(INDEX, text);
        }
        for (name, file) in reference.places.tags() {
            self.tags.insert(slug(name), Arc::clone(file));
            let tag = document.tags.iter().find(|tag| tag.name == *name);
            if let Some(text) = tag.and_then(|tag| tag.description.as_ref()) {
                self.add_text(file, text);
            }
        }
        for (_, used) in document.paths.iter().chain(&document.webhooks) {
            for (index, operation) in document.path_items[used.id].operations.iter().enumerate() {
                let id = OperationId { item: used.id, index };
                let place = reference.places.operation(id);
                if let (Some(found), Some(text)) = (place, &operation.description) {
                    self.add_text(&found.place.file, text);
                }
            }
        }
        for (_, id) in &document.components.schemas {
            let text = &document.schemas[*id].description;
            if let (Some(place), Some(text)) = (reference.places.schema(*id), text) {
                self.add_text(&place.file, text);
            }
        }
    }

    fn add_text(&mut self, file: &str, text: &str) {
        for id in anchors(text) {
            self.add_anchor(&Place { file: Arc::from(file), id });
        }
    }

    fn add_anchor(&mut self, place: &Place) {
        self.on_page.insert((Arc::clone(&place.file), place.id.clone()));
        self.anywhere.entry(place.id.clone()).or_insert_with(|| place.clone());
    }
}

/// A step of a JSON pointer (RFC 6901, section 4).
fn unescaped(step: &str) -> String {
    step.replace("~1", "/").replace("~0", "~")
}

#[cfg(test)]
mod tests;
