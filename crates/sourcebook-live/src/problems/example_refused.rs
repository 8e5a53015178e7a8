//! A request that the server refuses although the pages print it.

use sourcebook_model::document::{Document, Operation};
use sourcebook_syntax::{Diagnostic, problem_code};

use super::at_operation;

problem_code! {
    /// `sourcebook live` sends every request as the pages print it, with real credentials and the
    /// identifiers of earlier answers in place of placeholders. The server refused this one, so whoever
    /// copies it from the page is refused too.
    ///
    /// Correct the example in the document: give the body or the parameter an `example` that the server
    /// accepts, and say by `format`, `enum` and `pattern` what it checks. If the server is wrong, mend the
    /// server. Values that the body needs from elsewhere, such as a license, come from a `[[live.seed]]`
    /// of the same name.
    pub(crate) static EXAMPLE_REFUSED = "example-refused", Error,
        "the server refuses a request as it is documented";
}

/// A refused request. `example` is the name of the example, where it has one; `works` says what the
/// server accepted instead, if anything.
pub(crate) struct Refused<'a> {
    pub(crate) path: &'a str,
    pub(crate) example: Option<&'a str>,
    pub(crate) status: u16,
    /// The beginning of the answer, without secrets.
    pub(crate) answer: &'a str,
    /// The body that was sent, without secrets; empty where there was none.
    pub(crate) body: &'a str,
    pub(crate) works: Option<&'a str>,
}

/// The diagnostic of a refused request.
pub(crate) fn example_refused(
    document: &Document,
    operation: &Operation,
    refused: &Refused<'_>,
) -> Diagnostic {
    let what = match refused.example {
        Some(name) => format!(" with the example `{name}`"),
        None => String::new(),
    };
    let (method, path, status) = (&operation.method, refused.path, refused.status);
    let message =
        format!("the server answers {status} to `{method} {path}`{what} as it is documented");
    let diagnostic = Diagnostic::new(&EXAMPLE_REFUSED, message);
    let body = operation.request_body.as_ref();
    let body = body.and_then(|used| {
        document.place_of_member(document.request_bodies[used.id].origin, "content")
    });
    let mut diagnostic = match body.filter(|_| !refused.body.is_empty()) {
        Some(place) => diagnostic.at(place, "this body"),
        None => at_operation(diagnostic, document, operation, "this operation"),
    };
    if !refused.body.is_empty() {
        diagnostic.notes.push(format!("it was sent: {}", refused.body));
    }
    if !refused.answer.is_empty() {
        diagnostic.notes.push(format!("it answered: {}", refused.answer));
    }
    if let Some(works) = refused.works {
        diagnostic.notes.push(format!("it accepts {works}"));
    }
    diagnostic
}
