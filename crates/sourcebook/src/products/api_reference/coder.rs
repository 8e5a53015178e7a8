//! The pages of the former chain of tools: one for each tag, one or more for schemas, one for
//! authentication, an index.
//!
//! Code renders what is repeated (tables, header lists, examples) to finished blocks; templates
//! only place them. What is wrong on purpose is in `compat.rs`.

mod bodies;
mod code_sample;
mod compat;
mod enumerations;
mod extras;
mod links;
mod operation;
mod overview;
mod parameters;
mod responses;
mod rows;
mod samples;
mod schemas;
mod section;
mod sections;
mod shared_responses;
mod shown;
mod status;
mod table;
mod view;

use serde::Serialize;
use sourcebook_model::Document;

use crate::products::markdown::text;
use crate::templates::{Blocks, TemplateError, Templates};
use crate::threads;
use crate::value_text::ValueStyle;

use super::RenderedPage;
use super::settings::ReferenceSettings;

use compat::cycles::{self, Marks};
use links::{Links, NamedSchema};
use samples::Samples;
use section::{OperationEntry, SharedSection, TagSection};

/// How example values are written.
const STYLE: ValueStyle = ValueStyle { javascript: true };

/// Everything that rendering reads.
#[derive(Clone, Copy)]
struct Renderer<'d> {
    document: &'d Document,
    settings: &'d ReferenceSettings,
    /// Schemas that are taken for a reference to another one.
    marks: &'d Marks,
    links: &'d Links,
    samples: &'d Samples,
    templates: &'d Templates,
}

/// What `api/section.hbs` places.
#[derive(Debug, Serialize)]
struct SectionContext<'a> {
    title: &'a str,
    description: &'a str,
    operations: Blocks,
}

/// What `api/schemas.hbs` places.
#[derive(Debug, Serialize)]
struct SchemasContext<'a> {
    title: &'a str,
    schemas: Blocks,
}

/// Renders all pages of a document.
///
/// # Errors
/// When a template uses an unknown value.
pub(super) fn render(
    document: &Document,
    settings: &ReferenceSettings,
    templates: &Templates,
) -> Result<Vec<RenderedPage>, TemplateError> {
    let marks = cycles::marks(document);
    let links = Links::new(document, settings);
    let samples = Samples::new(document);
    let renderer =
        Renderer { document, settings, marks: &marks, links: &links, samples: &samples, templates };
    let pages = renderer.pages(&sections::sections(document, settings));
    templates.take_error().map_or(Ok(pages), Err)
}

/// A part of a page that one thread renders.
#[derive(Clone, Copy)]
enum Piece<'a> {
    Operation(&'a OperationEntry<'a>),
    SharedResponses(&'a SharedSection<'a>),
    Schema(&'a NamedSchema),
}

/// A page that is put together of pieces.
enum Frame<'a> {
    Section(&'a TagSection<'a>),
    Schemas(&'a str),
}

/// So many pieces are worth a thread of their own.
const PIECES_FOR_A_THREAD: usize = 16;

impl<'d> Renderer<'d> {
    fn pages(&self, sections: &'d [TagSection<'d>]) -> Vec<RenderedPage> {
        let schema_pages = self.links.pages();
        let of_sections = sections.iter().map(|section| {
            let operations = section.entries.iter().map(Piece::Operation);
            let pieces: Vec<_> =
                operations.chain(section.shared.iter().map(Piece::SharedResponses)).collect();
            (Frame::Section(section), pieces)
        });
        let of_schemas = schema_pages.iter().map(|(file, schemas)| {
            let pieces: Vec<_> = schemas.iter().map(|schema| Piece::Schema(schema)).collect();
            (Frame::Schemas(file), pieces)
        });
        let parts: Vec<(Frame<'_>, Vec<Piece<'_>>)> = of_sections.chain(of_schemas).collect();
        let mut pages = self.leading_pages(sections);
        pages.extend(self.framed_pages(parts));
        pages
    }

    fn leading_pages(&self, sections: &[TagSection<'_>]) -> Vec<RenderedPage> {
        let mut pages =
            vec![RenderedPage { file: "index.md".to_owned(), text: self.index_page(sections) }];
        if self.has_authentication() {
            let text = self.authentication_page();
            pages.push(RenderedPage { file: "authentication.md".to_owned(), text });
        }
        pages
    }

    /// Renders all pieces, and then the pages around them.
    fn framed_pages(&self, parts: Vec<(Frame<'_>, Vec<Piece<'_>>)>) -> Vec<RenderedPage> {
        let pieces: Vec<Piece<'_>> = parts.iter().flat_map(|(_, pieces)| pieces).copied().collect();
        let work = |piece: &Piece<'_>| self.render_piece(*piece);
        let mut texts = threads::map(&pieces, PIECES_FOR_A_THREAD, |_| 0, work).into_iter();
        let framed: Vec<(Frame<'_>, Vec<String>)> = parts
            .into_iter()
            .map(|(frame, pieces)| (frame, texts.by_ref().take(pieces.len()).collect()))
            .collect();
        let size = |(_, texts): &(_, Vec<String>)| texts.iter().map(String::len).sum();
        threads::map(&framed, 1, size, |(frame, texts)| match frame {
            Frame::Section(section) => self.section_page(section, texts),
            Frame::Schemas(file) => self.schemas_page(file, texts),
        })
    }

    fn section_page(&self, section: &TagSection<'_>, operations: &[String]) -> RenderedPage {
        let description = section.description.unwrap_or_default();
        let context =
            SectionContext { title: section.tag, description, operations: Blocks::of(operations) };
        let text = self.templates.render_around("api/section.hbs", &context, operations);
        RenderedPage { file: section.file.clone(), text: compat::finish(&text) }
    }

    fn schemas_page(&self, file: &str, schemas: &[String]) -> RenderedPage {
        let title = match file.strip_prefix("schemas-").and_then(|rest| rest.strip_suffix(".md")) {
            Some(part) => format!("Schemas: {part}"),
            None => "Schemas".to_owned(),
        };
        let context = SchemasContext { title: &title, schemas: Blocks::of(schemas) };
        let text = self.templates.render_around("api/schemas.hbs", &context, schemas);
        RenderedPage { file: file.to_owned(), text: compat::finish(&text) }
    }

    fn render_piece(&self, piece: Piece<'_>) -> String {
        match piece {
            Piece::Operation(entry) => Renderer { ..*self }.operation(entry),
            Piece::SharedResponses(shared) => Renderer { ..*self }.shared_responses(shared),
            Piece::Schema(schema) => self.schema(schema),
        }
    }
}
