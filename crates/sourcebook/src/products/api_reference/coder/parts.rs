//! The pages in pieces: one for each operation and schema, and what stands around them. They tell
//! what two documents say differently.

use std::fmt;

use sourcebook_model::{Document, Subject};

use crate::templates::{TemplateError, Templates};
use crate::threads;

use super::default_layout::DefaultLayout;
use super::links::Links;
use super::samples::Samples;
use super::section::{OperationEntry, TagSection};
use super::sections;
use super::{PIECES_FOR_A_THREAD, Piece, Renderer};
use crate::products::api_reference::settings::ReferenceSettings;

/// A piece of the pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PagePart {
    /// What it is about.
    pub of: PartOf,
    /// Its Markdown.
    pub text: String,
}

/// What a piece of the pages is about.
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

/// Renders a document as the default pages do, in pieces.
///
/// # Errors
/// When a template uses an unknown value.
pub fn parts(
    document: &Document,
    settings: &ReferenceSettings,
    templates: &Templates,
) -> Result<Vec<PagePart>, TemplateError> {
    let links = Links::new(document, settings, &DefaultLayout);
    let samples = Samples::new(document);
    let layout = &DefaultLayout;
    let renderer =
        Renderer { document, settings, layout, links: &links, samples: &samples, templates };
    let sections = sections::sections(document, settings, layout);
    let parts = renderer.parts(&sections);
    templates.take_error().map_or(Ok(parts), Err)
}

impl<'d> Renderer<'d> {
    fn parts(&self, sections: &'d [TagSection<'d>]) -> Vec<PagePart> {
        let mut parts: Vec<PagePart> =
            self.leading_pages(sections).into_iter().map(of_page).collect();
        parts.extend(sections.iter().map(|section| of_page(self.section_page(section, &[]))));
        parts.extend(sections.iter().filter_map(|section| {
            let text = self.shared_responses(section.shared.as_ref()?);
            Some(PagePart { of: PartOf::Page(section.file.clone()), text })
        }));
        let operations = sections.iter().flat_map(|section| &section.entries);
        let operations = operations.map(|entry| (subject(entry), Piece::Operation(entry)));
        let schemas = self.links.schemas.iter();
        let schemas = schemas.map(|one| (Subject::Schema(one.name.clone()), Piece::Schema(one)));
        let pieces: Vec<(Subject, Piece<'_>)> = operations.chain(schemas).collect();
        let render = |(subject, piece): &(Subject, Piece<'_>)| PagePart {
            of: PartOf::Subject(subject.clone()),
            text: self.render_piece(*piece),
        };
        parts.extend(threads::map(&pieces, PIECES_FOR_A_THREAD, |_| 0, render));
        parts
    }
}

fn of_page(page: crate::products::api_reference::RenderedPage) -> PagePart {
    PagePart { of: PartOf::Page(page.file), text: page.text }
}

fn subject(entry: &OperationEntry<'_>) -> Subject {
    let (method, place) = (entry.operation.method.clone(), entry.path.to_owned());
    if entry.is_webhook {
        Subject::Webhook { method, name: place }
    } else {
        Subject::Operation { method, path: place }
    }
}
