//! What holds for every text that is given to the reader, however odd, and for its pages. The
//! regression tests and the fuzz targets share these checks.

mod requests;

use std::sync::LazyLock;

use sourcebook::products::api_reference::pages;
use sourcebook::products::api_reference::pages::settings::PagesSettings;
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
        for compatibility in [Compatibility::None, Compatibility::Coder] {
            for schema_pages in [SchemaPages::One, SchemaPages::Namespace, SchemaPages::Letter] {
                let settings = ReferenceSettings {
                    compat: compatibility,
                    schema_pages,
                    ..ReferenceSettings::default()
                };
                let found = problems_of_rendering(document, &settings);
                let place = format!("{compatibility:?}, {schema_pages:?}");
                problems.extend(found.into_iter().map(|problem| format!("{place}: {problem}")));
            }
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
    let settings = PagesSettings::default();
    let pages = pages::render(document, &settings).pages;
    let mut problems = Vec::new();
    let length: usize = pages.iter().map(|page| page.text.len()).sum();
    if length > MAX_OUTPUT_BYTES {
        problems.push(format!("the pages of the default layout have {length} bytes"));
    } else if pages::render(document, &settings).pages != pages {
        problems.push("a second rendering by the default layout differs from the first".to_owned());
    }
    let ends = |page: &&RenderedPage| page.text.ends_with('\n') && !page.text.ends_with("\n\n");
    let open = pages.iter().filter(|page| !ends(page));
    problems.extend(open.map(|page| format!("{} does not end in one line break", page.file)));
    problems
}

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
    for page in &pages {
        let found = problems_of_page(page, settings.compat == Compatibility::None);
        problems.extend(found.into_iter().map(|problem| format!("{}: {problem}", page.file)));
    }
    problems
}

fn problems_of_page(page: &RenderedPage, is_default: bool) -> Vec<String> {
    let mut problems = if is_default { problems_of_tables(&page.text) } else { Vec::new() };
    // The compatible profile keeps empty lines at the end of a page whose code has no end, and ends
    // all lines of a page as most of them ended.
    if is_default && (!page.text.ends_with('\n') || page.text.ends_with("\n\n")) {
        problems.push("the page does not end in one line break".to_owned());
    }
    if page.text.contains("The template `api/") {
        problems.push("a template failed".to_owned());
    }
    problems
}

/// The headers of generated tables. Only these are checked: prose of the document may hold tables
/// of its own.
const HEADERS: &[&[&str]] = &[
    &["Name", "In", "Type", "Required", "Description"],
    &["Name", "Type", "Required", "Restrictions", "Description"],
    &["Parameter", "Value"],
    &["Property", "Value"],
    &["Scope", "Description"],
    &["Server", "Description"],
    &["Status", "Header", "Type", "Format", "Description"],
    &["Status", "Link", "Operation", "Parameters", "Description"],
    &["Status", "Meaning", "Description", "Schema"],
    &["Value"],
];

fn problems_of_tables(page: &str) -> Vec<String> {
    let mut problems = Vec::new();
    // A lone carriage return ends a line as well (CommonMark, section 2.1).
    let mut lines = page.split(['\n', '\r']);
    while let Some(header) = lines.next() {
        if !is_generated_header(header) {
            continue;
        }
        let count = pipes(header);
        let rows = lines.by_ref().take_while(|line| !line.trim().is_empty());
        let is_odd = |row: &&str| {
            let is_closed = row.starts_with('|') && row.ends_with('|');
            !is_closed || pipes(row) != count
        };
        problems.extend(rows.filter(is_odd).map(|row| {
            let start: String = row.chars().take(200).collect();
            format!("a row has not the {} cells of its table: {start}", count - 1)
        }));
    }
    problems
}

fn is_generated_header(line: &str) -> bool {
    let Some(inner) = line.strip_prefix('|').and_then(|rest| rest.strip_suffix('|')) else {
        return false;
    };
    let cells: Vec<&str> = inner.split('|').map(str::trim).collect();
    HEADERS.contains(&cells.as_slice())
}

/// The pipes at which GitHub Flavored Markdown splits a row: those without a backslash, wherever
/// they stand.
fn pipes(row: &str) -> usize {
    let mut is_escaped = false;
    let mut pipes = 0;
    for character in row.chars() {
        pipes += usize::from(character == '|' && !is_escaped);
        is_escaped = character == '\\' && !is_escaped;
    }
    pipes
}
