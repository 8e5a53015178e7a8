//! A step of a scenario whose answer is not the one that it asks for.

use sourcebook_syntax::{Diagnostic, Place, problem_code};

problem_code! {
    /// A step of the scenario says by `successCriteria` which status its request answers, and the server
    /// answered another one. Without criteria, a step asks for a status of success.
    ///
    /// Look at the answer that is shown: it mostly says what the request lacks.
    pub(crate) static FAILED_CRITERION = "failed-criterion", Error,
        "a step of a scenario was answered otherwise than it asks";
}

/// The diagnostic of a step.
pub(crate) fn failed_criterion(step: &str, status: u16, answer: &str, place: Place) -> Diagnostic {
    let message = format!("the step `{step}` was answered {status}");
    let diagnostic = Diagnostic::new(&FAILED_CRITERION, message).at(place, "this step");
    if answer.is_empty() { diagnostic } else { diagnostic.note(format!("it answered: {answer}")) }
}
