//! A recorded answer that the API document, or the server, no longer agrees with.

use sourcebook_live::judge;
use sourcebook_model::document::{Document, Operation, Value};
use sourcebook_model::view::Views;
use sourcebook_syntax::{Diagnostic, Severity, problem_code};

use crate::facts::{Facts, RecordedAnswer};

problem_code! {
    /// The reference shows an answer that `sourcebook live --record` has kept, and the API document says
    /// something else by now: the operation is gone, the status or the media type is not documented, or the
    /// body is not valid for its schema. `sourcebook live` reports the same where the server itself answers
    /// otherwise.
    ///
    /// Run `sourcebook live --record`. If what it reports then is not meant, correct the document or the
    /// server.
    pub(in super::super) static EXAMPLE_DRIFT = "example-drift", Error,
        "a recorded answer is out of date";
}

pub(super) fn check(facts: &Facts, found: &mut Vec<Diagnostic>) {
    let Some(document) = &facts.api else { return };
    let views = Views::new(document);
    for (name, answer) in facts.recorded.iter() {
        let Some((path, operation)) = operation(document, name) else {
            found.push(drift(format!("`{name}` is not in the API document any more"), answer));
            continue;
        };
        if !judge::is_documented(document, operation, answer.status) {
            let message =
                format!("the recorded status {} of `{name}` is not documented", answer.status);
            found.push(drift(message, answer));
            continue;
        }
        let media_type = answer.media_type.as_deref();
        let judged = judge::recorded(
            &views,
            path,
            operation,
            answer.status,
            media_type,
            answer.body.as_ref(),
        );
        // What is only worth knowing of an answer does not make it out of date.
        for one in judged.into_iter().filter(|one| one.severity >= Severity::Error) {
            let diagnostic =
                drift(format!("the recorded answer does not fit: {}", one.message), answer);
            found.push(match one.place {
                Some(place) => diagnostic.related(place, one.label),
                None => diagnostic,
            });
        }
    }
}

/// The diagnostic of an answer that is out of date.
pub(in super::super) fn drift(message: String, answer: &RecordedAnswer) -> Diagnostic {
    Diagnostic::new(&EXAMPLE_DRIFT, message)
        .at(answer.place.clone(), "recorded here")
        .help("`sourcebook live --record` records the answers anew")
}

/// What a server answers now, as far as it is compared.
#[derive(Debug, Clone, Copy)]
pub struct Current<'a> {
    /// The status.
    pub status: u16,
    /// The media type of the body.
    pub media_type: Option<&'a str>,
    /// The body, where it is JSON.
    pub body: Option<&'a Value>,
}

/// The diagnostic of an operation that answers otherwise than it was recorded: with another status, media
/// type or form of its body. Values may differ.
pub fn changed_answer(
    name: &str,
    answer: &RecordedAnswer,
    current: Current<'_>,
) -> Option<Diagnostic> {
    if answer.status != current.status {
        let message =
            format!("`{name}` answers {}, and {} is recorded", current.status, answer.status);
        return Some(drift(message, answer));
    }
    if answer.media_type.as_deref() != current.media_type {
        let named = |media_type: Option<&str>| {
            media_type.map_or_else(|| "no body".to_owned(), |name| format!("`{name}`"))
        };
        let (now, then) = (named(current.media_type), named(answer.media_type.as_deref()));
        return Some(drift(format!("`{name}` answers with {now}, and {then} is recorded"), answer));
    }
    let pair = answer.body.as_ref().zip(current.body);
    let (pointer, how) = pair.and_then(|(then, now)| form(then, now, String::new()))?;
    let place = if pointer.is_empty() { "the body".to_owned() } else { format!("`{pointer}`") };
    Some(drift(format!("{place} of `{name}` {how}"), answer))
}

/// Where two values have another form: other members, or other types.
fn form(then: &Value, now: &Value, pointer: String) -> Option<(String, String)> {
    match (then, now) {
        (Value::Object(then), Value::Object(now)) => {
            let has = |members: &[(Box<str>, Value)], name: &str| {
                members.iter().any(|(known, _)| &**known == name)
            };
            let gone = then.iter().find(|(name, _)| !has(now, name));
            let new = now.iter().find(|(name, _)| !has(then, name));
            match (gone, new) {
                (Some((name, _)), _) => Some((pointer, format!("has no member `{name}` any more"))),
                (None, Some((name, _))) => Some((pointer, format!("has a new member `{name}`"))),
                (None, None) => then.iter().find_map(|(name, then)| {
                    let (_, now) = now.iter().find(|(known, _)| known == name)?;
                    form(then, now, format!("{pointer}/{name}"))
                }),
            }
        }
        (Value::Array(then), Value::Array(now)) => {
            form(then.first()?, now.first()?, format!("{pointer}/0"))
        }
        _ if std::mem::discriminant(then) == std::mem::discriminant(now) => None,
        _ => Some((pointer, "has another type than was recorded".to_owned())),
    }
}

fn operation<'d>(document: &'d Document, name: &str) -> Option<(&'d str, &'d Operation)> {
    let (method, path) = name.split_once(' ')?;
    let mut operations = document.operations();
    let (path, _, operation) =
        operations.find(|(known, _, operation)| *known == path && operation.method == method)?;
    Some((path, operation))
}
