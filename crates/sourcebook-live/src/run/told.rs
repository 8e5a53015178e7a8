//! What is said of an operation in the end.

use sourcebook_model::document::Document;
use sourcebook_syntax::Diagnostic;

use super::exercise::State;
use crate::plan::Step;
use crate::problems::example_refused::{Refused, example_refused};
use crate::problems::unexercised_operation::unexercised_operation;
use crate::values::Values;

/// The verdict on an operation; nothing where it was accepted as it is printed.
pub(super) fn verdict(
    document: &Document,
    step: &Step<'_>,
    state: &State,
    values: &Values<'_, '_>,
) -> Option<Diagnostic> {
    let unexercised = |why: &str, help: Option<&str>| {
        Some(unexercised_operation(document, step.path, step.operation, why, help))
    };
    if let Some(because) = &state.skipped {
        return unexercised(because, None);
    }
    if let Some(waits) = state.waits.as_ref().filter(|_| state.accepted.is_none()) {
        return unexercised(waits, None);
    }
    let Some(refusal) = &state.refused else {
        let is_told = state.criterion.is_some() || state.accepted.is_some() || state.has_failed;
        return if is_told { None } else { unexercised("its turn did not come", None) };
    };
    if state.accepted.is_none() && (400..500).contains(&refusal.status) {
        let missing = values.missing_credentials(step.operation);
        if let (401 | 403, Some(scheme)) = (refusal.status, missing.first()) {
            let why =
                format!("there are no credentials for `{scheme}` (it answered {})", refusal.status);
            let help =
                format!("give them by `credentials.{scheme}` in `[live]`, or document the log-in");
            return unexercised(&why, Some(&help));
        }
        if let Some(name) = state.missing.first() {
            let why = format!(
                "no answer gives a value for `{{{name}}}` (it answered {} to the one that is printed)",
                refusal.status
            );
            let help = "give the parameter an `example` that is always there, or write a step into the \
                        scenario";
            return unexercised(&why, Some(help));
        }
    }
    let refused = Refused {
        path: step.path,
        example: None,
        status: refusal.status,
        answer: &refusal.answer,
        body: &refusal.body,
        works: state.works.as_deref(),
    };
    Some(example_refused(document, step.operation, &refused))
}
