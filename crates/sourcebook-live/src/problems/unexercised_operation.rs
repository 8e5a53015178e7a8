//! An operation that was not run, or without success.

use sourcebook_model::document::{Document, Operation};
use sourcebook_syntax::{Diagnostic, problem_code};

use super::at_operation;

problem_code! {
    /// `sourcebook live` could not run this operation, or it never answered with success, so nothing
    /// proves what its page says. The message says what is missing.
    ///
    /// Identifiers come from what the server answered to the `POST` of the same family of paths, from
    /// lists, from links of the document, and from members of the same name. Where that is not enough,
    /// give the parameter an `example` that is always there, seed the world by `[[live.seed]]`, or write
    /// the step into the scenario (`live.scenario`). An operation that cannot be run belongs in
    /// `live.skip`, with the reason.
    pub(crate) static UNEXERCISED_OPERATION = "unexercised-operation", Warning,
        "an operation was not run with success";
}

/// The diagnostic of an operation that was not run with success.
pub(crate) fn unexercised_operation(
    document: &Document,
    path: &str,
    operation: &Operation,
    why: &str,
    help: Option<&str>,
) -> Diagnostic {
    let message = format!("`{} {path}` was not run with success: {why}", operation.method);
    let diagnostic = Diagnostic::new(&UNEXERCISED_OPERATION, message);
    at_operation(diagnostic, document, operation, "this operation")
        .optional_help(help.map(str::to_owned))
}
