//! What a live run can find, one kind a file; each file makes the diagnostics of its kind.

pub(crate) mod example_refused;
pub(crate) mod failed_criterion;
pub(crate) mod failed_line;
pub(crate) mod failed_server;
pub(crate) mod invalid_answer;
pub(crate) mod invalid_header;
pub(crate) mod invalid_scenario;
pub(crate) mod missing_operation;
pub(crate) mod no_answer;
pub(crate) mod undocumented_header;
pub(crate) mod undocumented_media_type;
pub(crate) mod undocumented_member;
pub(crate) mod unexercised_operation;
pub(crate) mod unstable_answer;

use sourcebook_model::document::{Document, Operation};
use sourcebook_syntax::{Code, Diagnostic};

/// Every kind, in the order in which they are documented.
pub static CODES: &[&Code] = &[
    &failed_server::FAILED_SERVER,
    &no_answer::NO_ANSWER,
    &example_refused::EXAMPLE_REFUSED,
    &undocumented_media_type::UNDOCUMENTED_MEDIA_TYPE,
    &invalid_answer::INVALID_ANSWER,
    &undocumented_member::UNDOCUMENTED_MEMBER,
    &invalid_header::INVALID_HEADER,
    &undocumented_header::UNDOCUMENTED_HEADER,
    &unexercised_operation::UNEXERCISED_OPERATION,
    &missing_operation::MISSING_OPERATION,
    &invalid_scenario::INVALID_SCENARIO,
    &invalid_scenario::UNSUPPORTED_SCENARIO,
    &failed_criterion::FAILED_CRITERION,
    &unstable_answer::UNSTABLE_ANSWER,
    &failed_line::FAILED_LINE,
];

/// Puts a diagnostic where an operation stands in its document.
fn at_operation(
    diagnostic: Diagnostic,
    document: &Document,
    operation: &Operation,
    label: &str,
) -> Diagnostic {
    // The whole operation would be many lines; a member that it has says which one it is.
    let names = document.member_names(operation.origin);
    let member =
        ["operationId", "summary", "responses"].into_iter().find(|name| names.contains(name));
    let place = match member {
        Some(member) => document.place_of_member(operation.origin, member),
        None => document.place(operation.origin),
    };
    match place {
        Some(place) => diagnostic.at(place, label),
        None => diagnostic,
    }
}
