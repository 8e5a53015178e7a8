//! The facts document: one JSON object that says its version and holds the facts.

use std::borrow::Cow;

use serde_json::value::RawValue;
use sourcebook_syntax::{Span, nearest};

use super::fault::{Fault, key_span, span};
use super::members::Members;
use super::server;

use crate::codes::{INVALID_FACTS, UNKNOWN_FACT};

/// The version of the facts document that is read.
const VERSION: &str = "1";

/// JSON pointer of the API document in the facts document.
pub(super) const API_POINTER: &str = "/openapi";

/// The members of the facts document; its JSON Schema has the same.
pub(crate) const MEMBERS: &[&str] = &[
    "facts", "version", "openapi", "routes", "parts", "cli", "footer", "masks", "groups",
    "metrics", "spans",
];

/// What the outermost object of a facts document says.
#[derive(Debug, Default)]
pub(super) struct Checked {
    pub(super) has_api: bool,
    pub(super) has_cli: bool,
    pub(super) has_server: bool,
    pub(super) faults: Vec<Fault>,
}

/// Looks at the members of the outermost object only; the facts themselves are read elsewhere.
pub(super) fn check(text: &str) -> Checked {
    let members = match serde_json::from_str::<Members<'_>>(text) {
        Ok(members) => members.0,
        Err(error) => return not_json(text, &error),
    };
    let mut checked = Checked::default();
    checked.faults.extend(check_version(text, &members));
    for (name, value) in &members {
        if !MEMBERS.contains(&name.as_ref()) {
            checked.faults.push(unknown(name, key_span(text, name, value)));
        }
        checked.has_api |= name == "openapi";
        checked.has_cli |= name == "cli";
        checked.has_server |= server::MEMBERS.contains(&name.as_ref());
    }
    checked
}

fn not_json(text: &str, error: &serde_json::Error) -> Checked {
    let at = offset_at(text, error.line(), error.column());
    let fault = Fault {
        code: &INVALID_FACTS,
        message: "this is not a facts document: it is not one JSON object".to_owned(),
        span: Span::new(at, at),
        pointer: String::new(),
        label: "reading stopped here",
        help: format!("{error}; print nothing else on standard output"),
    };
    Checked { faults: vec![fault], ..Checked::default() }
}

/// The byte at a line and a column, both counted from 1; the column counts bytes.
pub(super) fn offset_at(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let mut at = (start + column.saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn check_version(text: &str, members: &[(Cow<'_, str>, &RawValue)]) -> Option<Fault> {
    let (message, span) = match members.iter().find(|(name, _)| name == "facts") {
        Some((_, value)) if value.get() == VERSION => return None,
        Some((_, value)) => {
            let message = format!("version {} of the facts document is not known", value.get());
            (message, span(text, value))
        }
        None => {
            ("this is not a facts document: it has no member `facts`".to_owned(), Span::default())
        }
    };
    Some(Fault {
        code: &INVALID_FACTS,
        message,
        span,
        pointer: String::new(),
        label: "the version belongs here",
        help: format!("this Sourcebook reads version 1: `\"facts\": {VERSION}`"),
    })
}

fn unknown(name: &str, span: Span) -> Fault {
    let help = match nearest(name, MEMBERS.iter().copied()) {
        Some(known) => format!("the nearest member is `{known}`"),
        None => format!("the members are {}", MEMBERS.join(", ")),
    };
    Fault {
        code: &UNKNOWN_FACT,
        message: format!("the facts document has an unknown member `{name}`"),
        span,
        pointer: String::new(),
        label: "this is ignored",
        help,
    }
}

#[cfg(test)]
mod tests {
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
            ("[]", false, vec![("", "invalid-facts")]),
            ("", false, vec![("", "invalid-facts")]),
            ("starting…\n{}", false, vec![("", "invalid-facts")]),
            (r#"{"facts": 1} {}"#, false, vec![("", "invalid-facts")]),
        ];
        for (text, has_api, expected) in table {
            let checked = check(text);
            assert_eq!(checked.has_api, has_api, "{text}");
            let faults: Vec<_> = checked
                .faults
                .iter()
                .map(|fault| (&text[fault.span.range()], fault.code.name))
                .collect();
            assert_eq!(faults, expected, "{text}");
        }
    }
}
