//! The API reference: Markdown pages for every operation and schema of the API document.

mod coder;
mod file_names;
pub mod pages;
mod product;
pub mod settings;
mod skipped;

use sourcebook_model::Document;

use crate::facts::RecordedAnswers;
use crate::templates::{TemplateError, Templates};

use pages::settings::PagesSettings;
use settings::{Compatibility, ReferenceSettings};

pub use pages::{LongPage, LongPart, PagePart, PartOf, parts};
pub use product::PRODUCT;

/// A page: its file name and its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenderedPage {
    /// The name inside the output folder.
    pub file: String,
    /// Markdown.
    pub text: String,
}

/// The pages of a document, and what was found on the way.
pub struct Rendered {
    /// The pages.
    pub pages: Vec<RenderedPage>,
    /// Links of the author's to fragments that nothing has (`#fragment`), each with the first page that
    /// shows it. With `compat`, links are not looked at.
    pub dead_links: Vec<(String, String)>,
    /// Pages that are too long. With `compat`, nobody looks.
    pub long_pages: Vec<LongPage>,
}

/// Renders all pages of a document.
///
/// # Errors
/// When a template uses an unknown value.
pub fn render(
    document: &Document,
    settings: &ReferenceSettings,
    templates: &Templates,
) -> Result<Rendered, TemplateError> {
    render_with(document, settings, templates, &RecordedAnswers::default())
}

/// The same with answers that were recorded. With `compat`, they are not shown.
///
/// # Errors
/// When a template uses an unknown value.
pub fn render_with(
    document: &Document,
    settings: &ReferenceSettings,
    templates: &Templates,
    recorded: &RecordedAnswers,
) -> Result<Rendered, TemplateError> {
    if settings.compat != Compatibility::None {
        let pages = coder::render(document, settings, templates)?;
        return Ok(Rendered { pages, dead_links: Vec::new(), long_pages: Vec::new() });
    }
    let settings_of_pages = PagesSettings { recorded: recorded.clone(), ..settings.into() };
    let mut rendered = pages::render_with(document, &settings_of_pages, templates);
    if let Some(error) = templates.take_error() {
        return Err(error);
    }
    if let Some(text) = &settings.index
        && let Some(index) = rendered.pages.iter_mut().find(|page| page.file == "index.md")
    {
        index.text.clone_from(text);
    }
    Ok(rendered)
}
