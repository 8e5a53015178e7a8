//! HTTP requests on a page: command lines of curl and its like, calls of `fetch`, raw requests, and
//! methods and paths in text.

mod code;
mod command_line;
mod raw;
mod text;
mod url;

use sourcebook_syntax::Span;

use crate::mapped::Mapped;
use crate::mentions::wording::tells_of_absence;
use crate::page::Page;
use crate::scripts::PageScript;
use crate::vocabulary::Operations;

/// A request of a page.
#[derive(Debug, Clone, Default)]
pub(crate) struct Request {
    /// The method, in upper case; none where none is said.
    pub(crate) method: Option<Named>,
    /// What stands before the path, without a scheme: `localhost:80`, `$APP_URL`. Empty where nothing
    /// does.
    pub(crate) host: String,
    /// The path, without a query.
    pub(crate) path: Mapped,
    /// The names in the query.
    pub(crate) query: Vec<Named>,
    /// The names of headers.
    pub(crate) headers: Vec<Named>,
    /// The body, where it is written.
    pub(crate) body: Option<Mapped>,
    /// Whether it is something to be sent, and not only told of.
    pub(crate) is_call: bool,
}

/// A name, and where it stands on the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Named {
    pub(crate) text: String,
    pub(crate) span: Span,
}

impl Named {
    pub(crate) fn new(text: impl Into<String>, span: Span) -> Self {
        Self { text: text.into(), span }
    }
}

/// All requests of a page: those to be sent first.
pub(crate) fn of_page(
    page: &Page,
    scripts: &[PageScript],
    operations: &Operations<'_>,
) -> Vec<Request> {
    if operations.is_empty() {
        return Vec::new();
    }
    let mut found: Vec<Request> = scripts.iter().flat_map(command_line::requests).collect();
    for block in &page.blocks {
        found.extend(raw::requests(block));
        found.extend(code::requests(block));
    }
    let mut told = Vec::new();
    for sentence in &page.sentences {
        let requests = text::requests(&sentence.text, operations);
        if !requests.is_empty() && !tells_of_absence(sentence.text.text()) {
            told.extend(requests);
        }
    }
    for block in &page.blocks {
        told.extend(text::paths(&block.text, operations));
    }
    // What is part of a call is told of by the call.
    let spans: Vec<Span> = found.iter().map(|request| request.path.full_span()).collect();
    let is_new = |request: &Request| {
        let span = request.path.full_span();
        !spans.iter().any(|other| other.start < span.end && span.start < other.end)
    };
    found.extend(told.into_iter().filter(is_new));
    found
}
