//! The API reference: one page per tag, one or more for schemas, one for authentication, an index.
//!
//! Code renders what is repeated (tables, header lists, examples) to finished blocks; templates
//! only place them. What differs between the default and the compatible output is decided by a
//! [`Profile`](profile::Profile).

mod bodies;
mod code_sample;
mod compat;
mod extras;
mod links;
mod operation;
mod overview;
mod parameters;
mod profile;
mod responses;
mod rows;
mod schemas;
mod sections;
pub mod settings;
mod status;
mod table;
mod text;
mod types;
mod value_text;
mod view;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use serde::Serialize;
use sourcebook_model::Document;

use crate::templates::Templates;

use links::{Links, NamedSchema};
use profile::{Mended, Profile};
use sections::{Entry, Section};
use settings::{Compatibility, Settings};

/// A page: its file name and its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The name inside the output folder.
    pub file: String,
    /// Markdown.
    pub text: String,
}

/// Everything that rendering reads.
#[derive(Clone, Copy)]
struct Reference<'d> {
    document: &'d Document,
    settings: &'d Settings,
    profile: &'d dyn Profile,
    links: &'d Links,
    templates: &'d Templates,
}

/// What `api/section.hbs` places.
#[derive(Debug, Serialize)]
struct SectionContext<'a> {
    marked: bool,
    title: &'a str,
    description: String,
    operations: &'a str,
}

/// What `api/schemas.hbs` places.
#[derive(Debug, Serialize)]
struct SchemasContext<'a> {
    marked: bool,
    title: &'a str,
    schemas: &'a str,
}

/// What `api/callback.hbs` places.
#[derive(Debug, Serialize)]
struct CallbackContext {
    name: String,
    method: String,
    expression: String,
    description: String,
    body_examples: String,
    parameters: String,
    responses: String,
}

/// Renders all pages of a document.
pub fn render(document: &Document, settings: &Settings, templates: &Templates) -> Vec<Page> {
    match settings.compatibility {
        Compatibility::None => render_with(document, settings, templates, &Mended),
        Compatibility::Coder => {
            render_with(document, settings, templates, &compat::Coder::new(document))
        }
    }
}

fn render_with(
    document: &Document,
    settings: &Settings,
    templates: &Templates,
    profile: &dyn Profile,
) -> Vec<Page> {
    let links = Links::new(document, settings, profile);
    let reference = Reference { document, settings, profile, links: &links, templates };
    let sections = sections::sections(document, settings, profile);
    reference.pages(&sections)
}

/// A piece of work that one thread does.
#[derive(Clone, Copy)]
enum Piece<'a> {
    Operation(&'a Entry<'a>),
    Schema(&'a NamedSchema),
}

impl<'d> Reference<'d> {
    fn pages(&self, sections: &'d [Section<'d>]) -> Vec<Page> {
        let schema_pages = self.links.pages();
        let pieces: Vec<Piece<'_>> = sections
            .iter()
            .flat_map(|section| section.entries.iter().map(Piece::Operation))
            .chain(
                schema_pages.iter().flat_map(|(_, list)| list.iter().map(|one| Piece::Schema(one))),
            )
            .collect();
        let mut texts = self.render_pieces(&pieces).into_iter();
        let mut pages = Vec::with_capacity(sections.len() + schema_pages.len() + 2);
        pages.push(Page { file: "index.md".to_owned(), text: self.index_page(sections) });
        if self.has_authentication() {
            let text = self.authentication_page();
            pages.push(Page { file: "authentication.md".to_owned(), text });
        }
        for section in sections {
            let operations: String = texts.by_ref().take(section.entries.len()).collect();
            pages.push(self.section_page(section, &operations));
        }
        for (file, schemas) in &schema_pages {
            let schemas: String = texts.by_ref().take(schemas.len()).collect();
            pages.push(self.schemas_page(file, &schemas));
        }
        pages
    }

    fn section_page(&self, section: &Section<'_>, operations: &str) -> Page {
        let full = self.profile.shows_everything();
        let description = section.description.unwrap_or_default();
        let context = SectionContext {
            marked: full,
            title: &if full { text::one_line(section.title) } else { section.title.into() },
            description: if full { extras::prose(description) } else { description.to_owned() },
            operations,
        };
        let text = self.templates.render("api/section.hbs", &context);
        Page { file: section.file.clone(), text: self.profile.finish(text) }
    }

    fn schemas_page(&self, file: &str, schemas: &str) -> Page {
        let title = match file.strip_prefix("schemas-").and_then(|rest| rest.strip_suffix(".md")) {
            Some(part) => format!("Schemas: {part}"),
            None => "Schemas".to_owned(),
        };
        let marked = self.profile.shows_everything();
        let context = SchemasContext { marked, title: &title, schemas };
        let text = self.templates.render("api/schemas.hbs", &context);
        Page { file: file.to_owned(), text: self.profile.finish(text) }
    }

    /// Renders the pieces, in order, on as many threads as there are processors.
    fn render_pieces(&self, pieces: &[Piece<'_>]) -> Vec<String> {
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        let threads = threads.min(pieces.len() / PIECES_PER_THREAD);
        if threads < 2 {
            return pieces.iter().map(|piece| self.render_piece(*piece)).collect();
        }
        let texts: Vec<Mutex<String>> = pieces.iter().map(|_| Mutex::default()).collect();
        let next = AtomicUsize::new(0);
        let work = || {
            loop {
                let at = next.fetch_add(1, Ordering::Relaxed);
                let Some(piece) = pieces.get(at) else { break };
                let text = self.render_piece(*piece);
                *texts[at].lock().unwrap_or_else(PoisonError::into_inner) = text;
            }
        };
        std::thread::scope(|scope| {
            for _ in 1..threads {
                scope.spawn(work);
            }
            work();
        });
        texts
            .into_iter()
            .map(|text| text.into_inner().unwrap_or_else(PoisonError::into_inner))
            .collect()
    }

    fn render_piece(&self, piece: Piece<'_>) -> String {
        match piece {
            Piece::Operation(entry) => Reference { ..*self }.operation(entry),
            Piece::Schema(schema) => self.schema(schema),
        }
    }
}

/// A thread of its own pays off from about this many pieces.
const PIECES_PER_THREAD: usize = 16;
