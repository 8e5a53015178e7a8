//! The pages of the default layout: an index, a page for each tag, webhooks, schemas, security.

mod anchors;
mod author_links;
mod bodies;
mod chosen;
mod descriptions;
mod examples;
mod fields;
mod fragments;
mod index;
mod lists;
mod long_pages;
mod media_types;
mod nesting;
mod operation;
mod outline;
mod parts;
mod places;
mod requests;
mod responses;
mod samples;
mod schemas;
mod security;
pub mod settings;
mod status;
mod tags;
mod templated;

use std::sync::OnceLock;

use sourcebook_model::Document;
use sourcebook_model::view::Views;

use super::{Rendered, RenderedPage};
use crate::facts::pages::MARK;
use crate::products::markdown::inline::heading;
use crate::products::markdown::writer::Writer;
use crate::templates::Templates;
use crate::threads;

use author_links::DeadLinks;
use fragments::Fragments;
use long_pages::LongPages;
pub use long_pages::{LongPage, LongPart};
use outline::{Entry, Outline};
use parts::subject;
use places::Places;
use samples::Samples;
use settings::{OperationPages, PagesSettings, SchemaFiles};

pub use parts::{PagePart, PartOf, parts};

/// Minimum number of operations for which a thread is worth its start.
const OPERATIONS_FOR_A_THREAD: usize = 32;

/// Number of bytes from which on schemas are split into pages by their letters.
const LONG: usize = 500_000;

/// What every part of the pages looks at.
struct Reference<'d> {
    document: &'d Document,
    views: Views<'d>,
    settings: &'d PagesSettings,
    templates: &'d Templates,
    places: Places<'d>,
    samples: Samples,
    /// What links of the author's name; made when a text has one.
    fragments: OnceLock<Fragments>,
    dead_links: DeadLinks,
    long_pages: LongPages,
}

/// Renders all pages of a document.
pub fn render(document: &Document, settings: &PagesSettings) -> Rendered {
    render_with(document, settings, Templates::built_in())
}

/// The same, with operations and schemas as the templates of a project have them. Whether each could be
/// rendered, the templates tell afterwards.
pub fn render_with(
    document: &Document,
    settings: &PagesSettings,
    templates: &Templates,
) -> Rendered {
    let (mut reference, outline) = Reference::new(document, settings);
    reference.templates = templates;
    let schemas = reference.schemas();
    let size = |entry: &Entry<'_>| entry.operation.responses.len();
    let operations = threads::map(&outline.operations, OPERATIONS_FOR_A_THREAD, size, |entry| {
        reference.piece(entry)
    });
    let mut pages = vec![reference.index_page(&outline)];
    for section in &outline.sections {
        let mut page = reference.tag_head(&outline, section).finish();
        let own = operations.get(section.own.clone()).unwrap_or_default();
        let entries = outline.operations.get(section.own.clone()).unwrap_or_default();
        if settings.pages == OperationPages::Tag {
            for piece in own {
                page.extend(["\n", piece]);
            }
        }
        let page = RenderedPage { file: section.file.to_string(), text: page };
        let sizes = own.iter().map(String::len);
        let parts = entries.iter().zip(sizes).map(|(entry, size)| reference.long_part(entry, size));
        reference.long_pages.look_at(&page, parts);
        pages.push(page);
    }
    if settings.pages == OperationPages::Operation {
        let alone = outline.operations.iter().zip(operations);
        pages.extend(alone.map(|(entry, piece)| {
            let text = [MARK, "\n\n", &piece].concat();
            let page = RenderedPage { file: entry.place.file.to_string(), text };
            let part = std::iter::once_with(|| reference.long_part(entry, piece.len()));
            reference.long_pages.look_at(&page, part);
            page
        }));
    }
    pages.extend(reference.webhooks_page(&outline));
    pages.extend(schemas);
    pages.extend(reference.security_page());
    Rendered {
        pages,
        dead_links: reference.dead_links.into_list(),
        long_pages: reference.long_pages.into_list(),
    }
}

impl<'d> Reference<'d> {
    /// A document, and which of its operations stand where.
    fn new(document: &'d Document, settings: &'d PagesSettings) -> (Self, Outline<'d>) {
        let (outline, mut places) = outline::outline(document, settings);
        places.split_schemas(settings.schemas.unwrap_or(SchemaFiles::One));
        let reference = Self {
            document,
            views: Views::new(document),
            settings,
            templates: Templates::built_in(),
            places,
            samples: Samples::default(),
            fragments: OnceLock::new(),
            dead_links: DeadLinks::default(),
            long_pages: LongPages::default(),
        };
        (reference, outline)
    }

    /// The pages of schemas. Where nothing else is said, only what they come to tells whether one is
    /// enough, and links from any other page depend on it.
    fn schemas(&mut self) -> Vec<RenderedPage> {
        let one = schemas::pages(self);
        let is_long = one.iter().map(|page| page.text.len()).sum::<usize>() > LONG;
        if !is_long || self.settings.schemas.is_some() {
            return one;
        }
        self.places.split_schemas(SchemaFiles::Letter);
        self.fragments = OnceLock::new();
        self.dead_links = DeadLinks::default();
        self.long_pages = LongPages::default();
        schemas::pages(self)
    }

    /// An operation of the paths, as part of a page or as one of its own.
    fn piece(&self, entry: &Entry<'d>) -> String {
        let level = match self.settings.pages {
            OperationPages::Tag => 2,
            OperationPages::Operation => 1,
        };
        let mut piece = Writer::default();
        self.operation(&mut piece, entry, level);
        piece.finish()
    }

    fn webhooks_page(&self, outline: &Outline<'d>) -> Option<RenderedPage> {
        if outline.webhooks.is_empty() {
            return None;
        }
        let mut page = tags::webhooks_head(outline);
        let mut sizes = Vec::with_capacity(outline.webhooks.len());
        for entry in &outline.webhooks {
            let start = page.len();
            self.operation(&mut page, entry, 2);
            sizes.push(page.len() - start);
        }
        let page = RenderedPage { file: "webhooks.md".to_owned(), text: page.finish() };
        let parts = outline.webhooks.iter().zip(sizes);
        self.long_pages.look_at(&page, parts.map(|(entry, size)| self.long_part(entry, size)));
        Some(page)
    }

    /// What an operation takes of its page.
    fn long_part(&self, entry: &Entry<'d>, bytes: usize) -> LongPart {
        let key = entry.operation.method.to_ascii_lowercase();
        let place = self.document.place_of_member(entry.item.origin, &key);
        LongPart { subject: subject(entry), place, bytes }
    }
}

/// A page with its first line and its title, which is a plain text.
fn page(title: &str) -> Writer {
    let mut page = Writer::default();
    page.block(MARK);
    page.heading(1, None, &heading(title));
    page
}

#[cfg(test)]
mod tests;
