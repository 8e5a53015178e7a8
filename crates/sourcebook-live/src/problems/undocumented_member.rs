//! A member of a body that its schema does not name.

use sourcebook_model::document::Operation;
use sourcebook_syntax::{Diagnostic, Place, problem_code};

problem_code! {
    /// The server sent a member that the schema of its response does not name. The body is valid, since
    /// schemas allow other members where they do not forbid them, but no reader learns of the member.
    ///
    /// Add the member to the schema. Where members have free names, say so with `additionalProperties`.
    pub(crate) static UNDOCUMENTED_MEMBER = "undocumented-member", Warning,
        "the server sends a member that its schema does not name";
}

/// The diagnostic of members that are in a body and not in its schema; `pointer` leads to the object.
pub(crate) fn undocumented_member(
    operation: &Operation,
    path: &str,
    status: u16,
    pointer: &str,
    names: &[&str],
    place: Option<Place>,
) -> Diagnostic {
    let listed: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    let noun = if names.len() == 1 { "a member" } else { "members" };
    let within = if pointer.is_empty() { String::new() } else { format!(" in `{pointer}`") };
    let message = format!(
        "the body of `{} {path}` ({status}) has {noun}{within} that its schema does not name: {}",
        operation.method,
        listed.join(", ")
    );
    let diagnostic = Diagnostic::new(&UNDOCUMENTED_MEMBER, message);
    match place {
        Some(place) => diagnostic.at(place, "not named here"),
        None => diagnostic,
    }
}
