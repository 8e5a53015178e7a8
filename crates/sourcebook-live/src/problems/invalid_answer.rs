//! A body that is not valid for its schema.

use sourcebook_model::document::Operation;
use sourcebook_syntax::{Diagnostic, Place, problem_code};

problem_code! {
    /// The server sent a body that the schema of its response refuses: a required member is missing, a
    /// value has another type or format, or it is none of the allowed ones. Generated clients fail where
    /// they read it.
    ///
    /// Correct the schema where the server is right: `required`, `nullable` (or the type `null`), `enum`,
    /// `format`. Otherwise correct the server.
    pub(crate) static INVALID_ANSWER = "invalid-answer", Error,
        "the server sends a body that its schema refuses";
}

/// What is wrong with a body, and where the schema says so.
pub(crate) struct Wrong<'a> {
    pub(crate) path: &'a str,
    pub(crate) status: u16,
    /// The end of a sentence that begins with the body: `is of type string, not integer`.
    pub(crate) why: &'a str,
    /// Where in the body, as a JSON pointer.
    pub(crate) pointer: &'a str,
    /// The schema that refuses it.
    pub(crate) place: Option<Place>,
}

/// The diagnostic of an invalid body.
pub(crate) fn invalid_answer(operation: &Operation, wrong: &Wrong<'_>) -> Diagnostic {
    let (method, path, status) = (&operation.method, wrong.path, wrong.status);
    let what = match wrong.pointer {
        "" => "the body".to_owned(),
        pointer => format!("`{pointer}` in the body"),
    };
    let message = format!("{what} of `{method} {path}` ({status}) {}", wrong.why);
    let diagnostic = Diagnostic::new(&INVALID_ANSWER, message);
    match &wrong.place {
        Some(place) => diagnostic.at(place.clone(), "the schema says otherwise"),
        None => diagnostic,
    }
}
