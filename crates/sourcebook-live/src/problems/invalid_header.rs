//! A header that the document promises and that is missing, or has a value that its schema refuses.

use sourcebook_model::document::{Document, Header, Operation};
use sourcebook_syntax::{Diagnostic, problem_code};

problem_code! {
    /// A response says that a header is always there (`required: true`), or what its values are, and the
    /// server sent none or another one. Clients that read the header fail.
    ///
    /// Let the server send the header, or correct the response.
    pub(crate) static INVALID_HEADER = "invalid-header", Error,
        "a documented header is missing or has another value";
}

/// The diagnostic of a header; `why` ends a sentence that begins with it.
pub(crate) fn invalid_header(
    document: &Document,
    operation: &Operation,
    path: &str,
    status: u16,
    (name, header): (&str, &Header),
    why: &str,
) -> Diagnostic {
    let method = &operation.method;
    let message = format!("the header `{name}` of `{method} {path}` ({status}) {why}");
    let diagnostic = Diagnostic::new(&INVALID_HEADER, message);
    match document.place(header.origin) {
        Some(place) => diagnostic.at(place, "this header"),
        None => diagnostic,
    }
}
