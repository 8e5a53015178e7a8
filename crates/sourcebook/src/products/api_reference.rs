//! The API reference: Markdown pages for every operation and schema of the API document.

mod coder;
mod file_names;
pub mod pages;
mod product;
pub mod settings;
mod skipped;

use sourcebook_model::Document;

use crate::templates::{TemplateError, Templates};

use settings::{Compatibility, ReferenceSettings};

pub use coder::{PagePart, PartOf, parts};
pub use product::PRODUCT;

/// A page: its file name and its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenderedPage {
    /// The name inside the output folder.
    pub file: String,
    /// Markdown.
    pub text: String,
}

/// Renders all pages of a document.
///
/// # Errors
/// When a template uses an unknown value.
pub fn render(
    document: &Document,
    settings: &ReferenceSettings,
    templates: &Templates,
) -> Result<Vec<RenderedPage>, TemplateError> {
    if settings.compat == Compatibility::Coder {
        return coder::render(document, settings, templates);
    }
    let mut pages = pages::render(document, &settings.into());
    if let Some(text) = &settings.index
        && let Some(index) = pages.iter_mut().find(|page| page.file == "index.md")
    {
        index.text.clone_from(text);
    }
    Ok(pages)
}
