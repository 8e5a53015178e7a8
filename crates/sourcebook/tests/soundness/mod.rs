//! What holds for every text that is given to the reader, however odd, and for its pages. The
//! regression tests and the fuzz targets share these checks.

mod requests;

use std::sync::LazyLock;

use sourcebook::products::api_reference::pages;
use sourcebook::products::api_reference::pages::settings::{PagesSettings, SchemaFiles};
use sourcebook::products::api_reference::settings::{
    Compatibility, ReferenceSettings, SchemaPages,
};
use sourcebook::products::api_reference::{RenderedPage, render};
use sourcebook::templates::Templates;
use sourcebook_model::{Document, Options, Reading, read};
use sourcebook_syntax::{Diagnostic, Severity, Sources};

use crate::input;

/// Maximum number of bytes of all pages of a small document (8 KiB).
pub(crate) const MAX_OUTPUT_BYTES: usize = 128 << 20;

static TEMPLATES: LazyLock<Templates> =
    LazyLock::new(|| Templates::new(&[]).expect("the built-in templates are valid"));

/// Reads a text, renders the document if there is one, and tells everything that is wrong.
pub(crate) fn problems(bytes: &[u8]) -> Vec<String> {
    let mut sources = Sources::new();
    let reading = read(&mut sources, input::of(bytes), Options::default());
    let mut problems = problems_of_reading(&sources, &reading);
    if let Some(document) = &reading.document {
        problems.extend(requests::problems(document));
        problems.extend(problems_of_layout(document));
        for schema_pages in [SchemaPages::One, SchemaPages::Namespace, SchemaPages::Letter] {
            let settings = ReferenceSettings {
                compat: Compatibility::Coder,
                schema_pages,
                ..ReferenceSettings::default()
            };
            let found = problems_of_rendering(document, &settings);
            problems.extend(found.into_iter().map(|one| format!("{schema_pages:?}: {one}")));
        }
    }
    problems
}

fn problems_of_reading(sources: &Sources, reading: &Reading) -> Vec<String> {
    let is_fatal = |one: &Diagnostic| one.code.severity == Severity::Fatal;
    let mut problems = Vec::new();
    if reading.document.is_some() == reading.diagnostics.iter().any(is_fatal) {
        problems.push("there must be a document unless a diagnostic is fatal".to_owned());
    }
    for diagnostic in &reading.diagnostics {
        let related = diagnostic.related.iter().map(|related| &related.place);
        for place in diagnostic.place.iter().chain(related) {
            let range = place.span.range();
            if sources.file(place.file).text().get(range.clone()).is_none() {
                let message = &diagnostic.message;
                problems.push(format!("{range:?} is no range of characters: {message}"));
            }
        }
    }
    problems
}

/// What is wrong with the pages of the default layout.
fn problems_of_layout(document: &Document) -> Vec<String> {
    let mut problems = Vec::new();
    for schemas in [None, Some(SchemaFiles::Letter), Some(SchemaFiles::Each)] {
        let settings = PagesSettings { schemas, ..PagesSettings::default() };
        let found = problems_of_pages(document, &settings);
        problems.extend(found.into_iter().map(|problem| format!("{schemas:?}: {problem}")));
    }
    problems
}

fn problems_of_pages(document: &Document, settings: &PagesSettings) -> Vec<String> {
    let pages = pages::render(document, settings).pages;
    let mut problems = Vec::new();
    let length: usize = pages.iter().map(|page| page.text.len()).sum();
    if length > MAX_OUTPUT_BYTES {
        problems.push(format!("the pages of the default layout have {length} bytes"));
    } else if pages::render(document, settings).pages != pages {
        problems.push("a second rendering by the default layout differs from the first".to_owned());
    }
    let ends = |page: &&RenderedPage| page.text.ends_with('\n') && !page.text.ends_with("\n\n");
    let open = pages.iter().filter(|page| !ends(page));
    problems.extend(open.map(|page| format!("{} does not end in one line break", page.file)));
    problems
}

/// What is wrong with the pages of the compatible layout.
fn problems_of_rendering(document: &Document, settings: &ReferenceSettings) -> Vec<String> {
    let pages = render(document, settings, &TEMPLATES).expect("pages").pages;
    let mut problems = Vec::new();
    let length: usize = pages.iter().map(|page| page.text.len()).sum();
    if length > MAX_OUTPUT_BYTES {
        problems.push(format!("the pages have {length} bytes"));
        return problems;
    }
    if settings.schema_pages == SchemaPages::One
        && render(document, settings, &TEMPLATES).expect("pages").pages != pages
    {
        problems.push("a second rendering differs from the first".to_owned());
    }
    problems
}
