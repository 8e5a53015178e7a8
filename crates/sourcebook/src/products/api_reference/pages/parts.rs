//! The pages in parts: one for each operation and schema, and what stands around them. They tell
//! what two documents say differently.

use std::fmt;

use sourcebook_model::document::Schema;
use sourcebook_model::{Document, Id, Subject};

use super::outline::{Entry, Outline, Role};
use super::settings::{PagesSettings, SchemaFiles};
use super::{OPERATIONS_FOR_A_THREAD, Reference, schemas};
use crate::threads;

/// A part of the pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PagePart {
    /// What it is about.
    pub of: PartOf,
    /// Its Markdown.
    pub text: String,
}

/// What a part of the pages is about.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PartOf {
    /// An operation, a webhook's operation or a schema.
    Subject(Subject),
    /// A page, without the operations or schemas on it, by its file.
    Page(String),
}

impl fmt::Display for PartOf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Subject(subject) => subject.fmt(f),
            Self::Page(file) => write!(f, "page `{file}`"),
        }
    }
}

/// Renders a document in parts, as pages show it by the default settings, with every schema.
pub fn parts(document: &Document) -> Vec<PagePart> {
    let settings = PagesSettings { schemas: Some(SchemaFiles::One), ..PagesSettings::default() };
    let (reference, outline) = Reference::new(document, &settings);
    let mut parts = reference.pages_around(&outline);
    let operations: Vec<&Entry<'_>> = outline.operations.iter().chain(&outline.webhooks).collect();
    let size = |entry: &&Entry<'_>| entry.operation.responses.len();
    parts.extend(threads::map(&operations, OPERATIONS_FOR_A_THREAD, size, |entry| PagePart {
        of: PartOf::Subject(subject(entry)),
        text: reference.piece(entry),
    }));
    let schemas: Vec<&(&str, Id<Schema>)> =
        reference.places.schema_pages().iter().flat_map(|page| &page.schemas).collect();
    let size = |(_, id): &&(&str, Id<Schema>)| document.schemas[*id].properties.len();
    parts.extend(threads::map(&schemas, schemas::SCHEMAS_FOR_A_THREAD, size, |(name, id)| {
        PagePart {
            of: PartOf::Subject(Subject::Schema((*name).to_owned())),
            text: reference.schema("schemas.md", (name, *id), 2),
        }
    }));
    for part in &mut parts {
        // Before 3.1 every list says what its items are, if only that they are anything.
        part.text = part.text.replace("array of any", "array");
    }
    parts
}

impl<'d> Reference<'d> {
    /// What stands around operations and schemas.
    fn pages_around(&self, outline: &Outline<'d>) -> Vec<PagePart> {
        let mut pages = vec![self.index_page(outline)];
        pages.extend(self.security_page());
        let pages = pages.into_iter().map(|page| (page.file, page.text));
        let heads = outline
            .sections
            .iter()
            .map(|section| (section.file.to_string(), self.tag_head(outline, section).finish()));
        let part = |(file, text)| PagePart { of: PartOf::Page(file), text };
        pages.chain(heads).map(part).collect()
    }
}

/// What an entry is about.
pub(super) fn subject(entry: &Entry<'_>) -> Subject {
    let (method, place) = (entry.operation.method.clone(), entry.path.to_owned());
    match entry.role {
        Role::Operation | Role::Callback(_) => Subject::Operation { method, path: place },
        Role::Webhook => Subject::Webhook { method, name: place },
    }
}
