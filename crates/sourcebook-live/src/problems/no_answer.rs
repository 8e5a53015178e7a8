//! An operation that does not answer, or whose answer does not end.

use sourcebook_model::document::{Document, Operation};
use sourcebook_syntax::{Diagnostic, problem_code};

use super::at_operation;
use crate::exchange::Failure;

problem_code! {
    /// A request of `sourcebook live` got no answer: the server ended the connection, took longer than
    /// `live.timeout`, or sent a body without end. Clients would wait as long.
    ///
    /// Where an answer is a stream, document its media type as one (`text/event-stream`, or with
    /// `itemSchema`), so that it is read by events. Where the operation needs more time, raise
    /// `live.timeout`. Otherwise the server has a fault: its output is the place to look.
    pub(crate) static NO_ANSWER = "no-answer", Error,
        "an operation did not answer, or its answer did not end";
}

/// An operation from which nothing whole came.
pub(crate) fn no_answer(
    document: &Document,
    path: &str,
    operation: &Operation,
    failure: &Failure,
) -> Diagnostic {
    let message = format!("`{} {path}` did not answer: {failure}", operation.method);
    at_operation(Diagnostic::new(&NO_ANSWER, message), document, operation, "this operation")
}
