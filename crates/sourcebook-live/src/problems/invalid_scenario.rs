//! A scenario that is not what the subset of Arazzo allows.

use sourcebook_syntax::{Diagnostic, Place, nearest, problem_code};

problem_code! {
    /// `live.scenario` names a file in a subset of [Arazzo](https://spec.openapis.org/arazzo/latest.html)
    /// 1.0 and 1.1: one workflow, whose steps name an operation (`operationId` or `operationPath`) and may
    /// have `parameters`, `requestBody.payload`, `outputs`, `successCriteria` on `$statusCode` and
    /// `dependsOn`. Something in the file has another form, is missing, is unknown, or leads nowhere.
    ///
    /// The message names the place and, where there is one, the nearest valid name.
    pub(crate) static INVALID_SCENARIO = "invalid-scenario", Error,
        "a scenario for live runs has a mistake";
}

problem_code! {
    /// The scenario uses a member that Arazzo has and that `sourcebook live` does not: several workflows,
    /// actions, retries, criteria other than on `$statusCode`, replacements, components. If it were passed
    /// over, the run would do something else than the scenario says.
    ///
    /// Remove the member. What is not written down is derived from the API document: a scenario holds
    /// exceptions only.
    pub(crate) static UNSUPPORTED_SCENARIO = "unsupported-scenario", Error,
        "a scenario uses a part of Arazzo that is not supported";
}

/// A mistake at a place.
pub(crate) fn invalid(message: impl Into<String>, place: Place, label: &str) -> Diagnostic {
    Diagnostic::new(&INVALID_SCENARIO, message).at(place, label)
}

/// A member of an object that nobody knows; `noun` says what the object is.
pub(crate) fn unknown_member(noun: &str, name: &str, known: &[&str], place: Place) -> Diagnostic {
    let help = match nearest(name, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("the members of {noun} are {}", known.join(", ")),
    };
    invalid(format!("{noun} has an unknown member `{name}`"), place, "not a member").help(help)
}

/// A member that the specification has and the subset does not.
pub(crate) fn unsupported_member(noun: &str, name: &str, place: Place) -> Diagnostic {
    let message = format!("`{name}` of {noun} is not supported");
    Diagnostic::new(&UNSUPPORTED_SCENARIO, message).at(place, "not supported")
}
