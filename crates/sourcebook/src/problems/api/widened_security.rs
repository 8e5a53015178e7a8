//! A part whose security became one of several alternatives.

use serde_json::Value;
use sourcebook_model::document::SecurityRequirement;
use sourcebook_syntax::{Diagnostic, problem_code};

use super::list;
use crate::facts::{Facts, Part};

problem_code! {
    /// A part of the API document sets a security requirement for all its operations (`security` at
    /// its top level). When parts are joined, such lists are concatenated, and any one entry of a
    /// list is sufficient: operations that strictly require a key are documented as open to anyone
    /// with the credentials of another part. The server rejects such requests, although the
    /// document says that it accepts them.
    ///
    /// Write `security` at each operation of the part instead of at its top level. The parts come
    /// from the member `parts` of the facts document; without it, nothing is checked.
    pub(in super::super) static WIDENED_SECURITY = "widened-security", Error,
        "the security of a nested router became one of several alternatives";
}

pub(super) fn check(facts: &Facts, found: &mut Vec<Diagnostic>) {
    let (Some(document), Some(parts)) = (&facts.api, &facts.server.parts) else { return };
    let joined: Vec<String> = document.security.iter().map(requirement).collect();
    for part in parts {
        let Some(own) = part.security() else { continue };
        let own: Vec<String> = own.iter().map(part_requirement).collect();
        let others: Vec<&String> = joined.iter().filter(|one| !own.contains(one)).collect();
        let operations = part.operations_without_security();
        if own.is_empty() || others.is_empty() || operations.is_empty() {
            continue;
        }
        found.push(widened(facts, part, &operations, &own, &others));
    }
}

fn widened(
    facts: &Facts,
    part: &Part,
    operations: &[String],
    own: &[String],
    others: &[&String],
) -> Diagnostic {
    let message = format!(
        "{} {} {}, but the document also accepts {}",
        list(operations),
        if operations.len() == 1 { "requires" } else { "require" },
        own.join(" or "),
        others.iter().map(|other| other.as_str()).collect::<Vec<_>>().join(" or "),
    );
    let diagnostic = Diagnostic::new(&WIDENED_SECURITY, message)
        .help("write `security` at each operation instead of at the top of the part");
    match facts.api.as_ref().and_then(|document| document.place_at(&["security"])) {
        Some(place) => diagnostic
            .at(place, "any one of these is sufficient")
            .related(part.place.clone(), "this part has its own requirement"),
        None => diagnostic.at(part.place.clone(), "this part has its own requirement"),
    }
}

/// A requirement in words that are the same for the same requirement.
fn requirement(one: &SecurityRequirement) -> String {
    words(one.schemes.iter().map(|(name, scopes)| (name.as_str(), scopes.clone())).collect())
}

/// The same of a part's.
fn part_requirement(one: &Value) -> String {
    let schemes = one.as_object().into_iter().flatten();
    let scopes = |value: &Value| {
        let scopes = value.as_array().into_iter().flatten();
        scopes.filter_map(Value::as_str).map(str::to_owned).collect()
    };
    words(schemes.map(|(name, value)| (name.as_str(), scopes(value))).collect())
}

fn words(mut schemes: Vec<(&str, Vec<String>)>) -> String {
    schemes.sort();
    if schemes.is_empty() {
        return "nothing".to_owned();
    }
    let schemes = schemes.iter().map(|(name, scopes)| match scopes.as_slice() {
        [] => format!("`{name}`"),
        scopes => format!("`{name}` ({})", scopes.join(", ")),
    });
    schemes.collect::<Vec<_>>().join(" and ")
}
