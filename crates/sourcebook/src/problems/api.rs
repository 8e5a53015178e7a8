//! Traps of API documents: what generators do in silence and a reader of the document cannot see.
//!
//! Some are in the document itself; others show only beside what the server knows: the routes that
//! it serves, the parts that its document was joined of, the answers that were seen.

mod duplicate_component;
mod example_drift;
mod lost_in_merge;
mod refused_discriminator;
mod refused_values;
mod split_path_family;
mod undocumented_route;
mod undocumented_status;
mod unserved_operation;
mod untagged_operation;
mod unused_tag;
mod widened_security;

use sourcebook_syntax::{Code, Diagnostic};

use crate::facts::Facts;
pub use example_drift::{Current, changed_answer};

/// Finds one kind of problem.
type Check = fn(&Facts, &mut Vec<Diagnostic>);

/// Every check, in the order of their problems.
static CHECKS: &[Check] = &[
    untagged_operation::check,
    unused_tag::check,
    split_path_family::check,
    duplicate_component::check,
    lost_in_merge::check,
    widened_security::check,
    refused_values::check,
    refused_discriminator::check,
    undocumented_route::check,
    unserved_operation::check,
    undocumented_status::check,
    example_drift::check,
];

/// The codes of the traps.
pub(super) static API: &[&Code] = &[
    &untagged_operation::UNTAGGED_OPERATION,
    &unused_tag::UNUSED_TAG,
    &split_path_family::SPLIT_PATH_FAMILY,
    &duplicate_component::DUPLICATE_COMPONENT,
    &lost_in_merge::LOST_IN_MERGE,
    &widened_security::WIDENED_SECURITY,
    &refused_values::INVALID_EXAMPLE,
    &refused_values::INVALID_DEFAULT,
    &refused_values::INVALID_ENUM_VALUE,
    &refused_discriminator::REFUSED_DISCRIMINATOR,
    &undocumented_route::UNDOCUMENTED_ROUTE,
    &unserved_operation::UNSERVED_OPERATION,
    &undocumented_status::UNDOCUMENTED_STATUS,
    &example_drift::EXAMPLE_DRIFT,
];

/// Everything that is wrong with the API document, beside what reading it found.
pub fn check_api(facts: &Facts) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for check in CHECKS {
        check(facts, &mut found);
    }
    found
}

/// The statuses that the server answered and the document does not describe.
pub fn check_answers(facts: &Facts) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    undocumented_status::check(facts, &mut found);
    found
}

/// Names in a sentence: `` `a`, `b` and `c` ``.
fn list<T: std::fmt::Display>(names: &[T]) -> String {
    match names {
        [] => String::new(),
        [one] => format!("`{one}`"),
        [most @ .., last] => {
            let most: Vec<String> = most.iter().map(|name| format!("`{name}`")).collect();
            format!("{} and `{last}`", most.join(", "))
        }
    }
}
