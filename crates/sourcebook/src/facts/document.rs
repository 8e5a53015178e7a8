//! The facts document: one JSON object that says its version and holds the facts.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use sourcebook_model::{Code, Diagnostic, FileId, Place, Span, nearest};

use crate::problems::{INVALID_FACTS, UNKNOWN_FACT};

/// The version of the facts document that is read.
const VERSION: &str = "1";

/// JSON pointer of the API document in the facts document.
pub(super) const API_POINTER: &str = "/openapi";

/// The members of the facts document; its JSON Schema has the same.
pub(crate) const MEMBERS: &[&str] =
    &["facts", "version", "openapi", "cli", "footer", "masks", "groups"];

/// What the outermost object of a facts document says.
#[derive(Debug, Default)]
pub(super) struct Checked {
    pub(super) has_api: bool,
    pub(super) faults: Vec<Fault>,
}

/// A fault in a text that is not yet kept as a source.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) code: &'static Code,
    message: String,
    span: Span,
    label: &'static str,
    help: String,
}

impl Fault {
    /// The fault in the text that was kept.
    pub(super) fn diagnose(self, file: FileId) -> Diagnostic {
        let place = Place { file, span: self.span, pointer: String::new() };
        Diagnostic::new(self.code, self.message).at(place, self.label).help(self.help)
    }
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
    }
    checked
}

fn not_json(text: &str, error: &serde_json::Error) -> Checked {
    let line_start: usize =
        text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
    let at = (line_start + error.column().saturating_sub(1)).min(text.len());
    let fault = Fault {
        code: &INVALID_FACTS,
        message: "this is not a facts document: it is not one JSON object".to_owned(),
        span: Span::new(at, at),
        label: "reading stopped here",
        help: format!("{error}; print nothing else on standard output"),
    };
    Checked { has_api: false, faults: vec![fault] }
}

fn check_version(text: &str, members: &[(Cow<'_, str>, &RawValue)]) -> Option<Fault> {
    let (message, span) = match members.iter().find(|(name, _)| name == "facts") {
        Some((_, value)) if value.get() == VERSION => return None,
        Some((_, value)) => {
            let start = offset(text, value);
            let message = format!("version {} of the facts document is not known", value.get());
            (message, Span::new(start, start + value.get().len()))
        }
        None => {
            ("this is not a facts document: it has no member `facts`".to_owned(), Span::default())
        }
    };
    Some(Fault {
        code: &INVALID_FACTS,
        message,
        span,
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
        label: "this is ignored",
        help,
    }
}

/// Where a value stands in the text from which it was borrowed.
fn offset(text: &str, value: &RawValue) -> usize {
    (value.get().as_ptr().addr() - text.as_ptr().addr()).min(text.len())
}

/// Where the key of a value stands; the value itself, where the key is written with escapes.
fn key_span(text: &str, name: &str, value: &RawValue) -> Span {
    let end = offset(text, value);
    let quoted = format!("\"{name}\"");
    let before = text[..end].trim_end().trim_end_matches(':').trim_end();
    let start = before.strip_suffix(&quoted).map_or(end, str::len);
    Span::new(start, if start == end { end } else { start + quoted.len() })
}

/// The members of an object in source order, their values unread.
struct Members<'a>(Vec<(Cow<'a, str>, &'a RawValue)>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Collect;

        impl<'de> Visitor<'de> for Collect {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a JSON object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(Name(name)) = map.next_key()? {
                    members.push((name, map.next_value()?));
                }
                Ok(Members(members))
            }
        }

        deserializer.deserialize_map(Collect)
    }
}

/// A key that is borrowed where it has no escapes.
#[derive(Deserialize)]
struct Name<'a>(#[serde(borrow)] Cow<'a, str>);

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
