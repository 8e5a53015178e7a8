//! An answer that differs from run to run in a way that cannot be recorded.

use sourcebook_model::document::Document;
use sourcebook_syntax::{Diagnostic, problem_code};

use super::at_operation;

problem_code! {
    /// `sourcebook live --record` runs everything three times, each time in a new world. What differs
    /// between the first two runs (identifiers, times, tokens) is replaced by values that are always the
    /// same. The third run differed in something that was the same in the first two, so the recorded file
    /// would change without a reason.
    ///
    /// Lists without a fixed order are the usual cause: sort them in the server. An operation whose answer
    /// is never the same twice belongs in `live.skip`.
    pub(crate) static UNSTABLE_ANSWER = "unstable-answer", Error,
        "an answer is not the same twice and cannot be recorded";
}

/// The diagnostic of an answer; `how` ends a sentence that begins with it.
pub(crate) fn unstable_answer(
    document: &Document,
    name: &str,
    pointer: &str,
    how: &str,
) -> Diagnostic {
    let within = if pointer.is_empty() { String::new() } else { format!("`{pointer}` of ") };
    let message = format!("{within}the answer to `{name}` {how}");
    let diagnostic = Diagnostic::new(&UNSTABLE_ANSWER, message);
    let found = document.operations().find(|(path, _, operation)| {
        name.split_once(' ') == Some((operation.method.as_str(), path))
    });
    match found {
        Some((_, _, operation)) => at_operation(diagnostic, document, operation, "this operation"),
        None => diagnostic,
    }
}
