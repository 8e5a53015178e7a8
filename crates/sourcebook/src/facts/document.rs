//! The facts document: one JSON object that says its version and holds the facts.

use sourcebook_syntax::codes::SYNTAX;
use sourcebook_syntax::{Diagnostic, NodeRef, Place, Span, Tree, nearest};

use super::server;
use crate::codes::{INVALID_FACTS, UNKNOWN_FACT};

/// The version of the facts document that is read.
const VERSION: &str = "1";

/// The members of the facts document; its JSON Schema has the same.
pub(crate) const MEMBERS: &[&str] = &[
    "facts", "version", "openapi", "routes", "parts", "cli", "footer", "masks", "groups",
    "metrics", "spans",
];

/// What the outermost object of a facts document has.
#[derive(Debug, Default)]
pub(super) struct Checked {
    pub(super) has_api: bool,
    pub(super) has_cli: bool,
    pub(super) has_server: bool,
    pub(super) found: Vec<Diagnostic>,
}

/// Looks at the members of the outermost object only; the facts themselves are read elsewhere.
pub(super) fn check(tree: &Tree) -> Checked {
    let root = tree.root();
    if !root.is_object() {
        let label = format!("this is {}", root.kind_name());
        return Checked { found: vec![not_facts(root.place(), label)], ..Checked::default() };
    }
    let mut checked = Checked::default();
    checked.found.extend(check_version(root));
    for (name, _) in root.members() {
        if !MEMBERS.contains(&name) {
            checked.found.push(unknown(root, name));
        }
        checked.has_api |= name == "openapi";
        checked.has_cli |= name == "cli";
        checked.has_server |= server::MEMBERS.contains(&name);
    }
    checked
}

/// What is said of a text that is no JSON.
pub(super) fn not_json(error: Diagnostic) -> Diagnostic {
    match error.place {
        Some(place) if error.code == &SYNTAX => not_facts(place, error.label),
        place => Diagnostic { place, ..error },
    }
}

fn not_facts(place: Place, label: impl Into<String>) -> Diagnostic {
    let message = "this is not a facts document: it is not a single JSON object";
    Diagnostic::new(&INVALID_FACTS, message)
        .at(place, label)
        .help("print one JSON object to standard output, and nothing else")
}

fn check_version(root: NodeRef<'_>) -> Option<Diagnostic> {
    let version = root.get("facts");
    if version.and_then(NodeRef::as_number) == Some(VERSION) {
        return None;
    }
    let message = match version {
        Some(version) => {
            format!("version {} of the facts document is unknown", version.source())
        }
        None => "this is not a facts document: it has no member `facts`".to_owned(),
    };
    let place = version.unwrap_or(root).place();
    let span = if version.is_some() { place.span } else { Span::default() };
    let diagnostic = Diagnostic::new(&INVALID_FACTS, message)
        .at(Place { span, ..place }, "the version belongs here")
        .help(format!("this version of Sourcebook reads version 1: `\"facts\": {VERSION}`"));
    Some(diagnostic)
}

fn unknown(root: NodeRef<'_>, name: &str) -> Diagnostic {
    let help = match nearest(name, MEMBERS.iter().copied()) {
        Some(known) => format!("did you mean `{known}`?"),
        None => format!("the members are {}", MEMBERS.join(", ")),
    };
    let message = format!("the facts document has an unknown member `{name}`");
    let place = root.key_place(name).unwrap_or_else(|| root.place());
    Diagnostic::new(&UNKNOWN_FACT, message).at(place, "this is ignored").help(help)
}

#[cfg(test)]
mod tests {
    use sourcebook_syntax::{Sources, parse_json};

    use super::*;

    #[test]
    fn the_outermost_object_is_checked_and_nothing_else() {
        let table = [
            (r#"{"facts": 1, "openapi": {"anything": []}}"#, true, vec![]),
            (r#"{"facts": 1}"#, false, vec![]),
            (r#"{"facts": 1, "opnapi": {}}"#, false, vec![(r#""opnapi""#, "unknown-fact")]),
            ("{\"facts\": 1, \"cl\\u0069\": {}}", false, vec![]),
            (r#"{"facts": 2}"#, false, vec![("2", "invalid-facts")]),
            (r#"{"facts": "1"}"#, false, vec![("\"1\"", "invalid-facts")]),
            (r#"{"openapi": {}}"#, true, vec![("", "invalid-facts")]),
            ("[]", false, vec![("[]", "invalid-facts")]),
        ];
        for (text, has_api, expected) in table {
            let tree = parse_json(&mut Sources::new(), "facts", text.to_owned()).expect("JSON");
            let checked = check(&tree);
            assert_eq!(checked.has_api, has_api, "{text}");
            let found: Vec<_> = checked
                .found
                .iter()
                .map(|one| {
                    (&text[one.place.as_ref().expect("a place").span.range()], one.code.name)
                })
                .collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
