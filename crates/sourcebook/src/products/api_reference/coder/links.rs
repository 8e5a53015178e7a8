//! Where schemas stand, and links that lead there.

use std::collections::HashMap;

use sourcebook_model::document::Schema;
use sourcebook_model::{Document, Id};

use super::compat;
use super::text;
use crate::products::api_reference::file_names::file_name;
use crate::products::api_reference::settings::{FileNaming, ReferenceSettings, SchemaPages};

/// A named schema and where it stands.
pub(super) struct NamedSchema {
    pub(super) id: Id<Schema>,
    /// The name as pages show it.
    pub(super) name: String,
    /// The page's file.
    pub(super) file: String,
    /// The anchor of its heading.
    pub(super) anchor: String,
}

/// All named schemas, in the order in which pages show them.
pub(super) struct Links {
    pub(super) schemas: Vec<NamedSchema>,
    by_id: HashMap<Id<Schema>, usize>,
}

impl Links {
    pub(super) fn new(document: &Document, settings: &ReferenceSettings) -> Self {
        let mut links = Self { schemas: Vec::new(), by_id: HashMap::new() };
        for (name, id) in compat::schema_names(document) {
            let file = schema_file(&name, settings.schema_pages);
            let anchor = compat::anchor(&name);
            links.by_id.entry(id).or_insert(links.schemas.len());
            links.schemas.push(NamedSchema { id, name, file, anchor });
        }
        links
    }

    /// The name under which a schema is shown.
    pub(super) fn name(&self, id: Id<Schema>) -> Option<&str> {
        self.by_id.get(&id).map(|&at| self.schemas[at].name.as_str())
    }

    /// A link to a schema, seen from a page.
    pub(super) fn link(&self, id: Id<Schema>, from: &str) -> Option<String> {
        let schema = &self.schemas[*self.by_id.get(&id)?];
        let label = text::link_label(&schema.name);
        let file = if schema.file == from { "" } else { schema.file.as_str() };
        Some(format!("[{label}]({file}#{})", schema.anchor))
    }

    /// The files of the schema pages in order, each with its schemas.
    pub(super) fn pages(&self) -> Vec<(&str, Vec<&NamedSchema>)> {
        let mut pages: Vec<(&str, Vec<&NamedSchema>)> = Vec::new();
        let mut at: HashMap<&str, usize> = HashMap::new();
        for schema in &self.schemas {
            let page = *at.entry(&schema.file).or_insert_with(|| {
                pages.push((&schema.file, Vec::new()));
                pages.len() - 1
            });
            pages[page].1.push(schema);
        }
        pages
    }
}

/// The page on which a schema of this name stands.
fn schema_file(name: &str, pages: SchemaPages) -> String {
    let (namespace, rest) = name.rsplit_once('.').unwrap_or(("", name));
    match pages {
        SchemaPages::One => "schemas.md".to_owned(),
        SchemaPages::Namespace if namespace.is_empty() => "schemas.md".to_owned(),
        SchemaPages::Namespace => {
            file_name(&format!("schemas-{namespace}"), FileNaming::Kebab, |_| false)
        }
        SchemaPages::Letter => {
            let first = rest.chars().find(char::is_ascii_alphabetic);
            match first {
                Some(first) => format!("schemas-{}.md", first.to_ascii_lowercase()),
                None => "schemas.md".to_owned(),
            }
        }
    }
}
