//! Answers that a server really gave: one JSON object a line, as tests, proxies and access logs can
//! write them.

use serde::Deserialize;
use sourcebook_syntax::{Diagnostic, FileId, Place, Sources, Span};

use crate::codes::INVALID_ANSWERS;

/// An answer to one request.
#[derive(Debug, Clone)]
pub struct Answer {
    /// In upper case.
    pub method: String,
    /// The path of the request, from the root of the server.
    pub path: String,
    /// The status code.
    pub status: u16,
    /// The line that says so.
    pub place: Place,
}

#[derive(Deserialize)]
struct Line {
    method: String,
    path: String,
    status: u16,
}

/// Reads a file of answers; empty lines and members that are not known are passed over.
pub(super) fn read(
    sources: &mut Sources,
    name: &str,
    text: &str,
) -> (Vec<Answer>, Vec<Diagnostic>) {
    let file = sources.add(name, text);
    let (mut answers, mut found) = (Vec::new(), Vec::new());
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let span = Span::new(start, start + line.trim_end().len());
        start += line.len();
        if line.trim().is_empty() {
            continue;
        }
        let place = Place { file, span, pointer: String::new() };
        match serde_json::from_str::<Line>(line) {
            Ok(Line { method, path, status }) => {
                let method = method.to_ascii_uppercase();
                answers.push(Answer { method, path, status, place });
            }
            Err(error) => {
                found.push(invalid(place, &error));
                break;
            }
        }
    }
    if answers.is_empty() && found.is_empty() {
        found.push(none(file));
    }
    (answers, found)
}

fn invalid(place: Place, error: &serde_json::Error) -> Diagnostic {
    let reason = error.to_string();
    let reason = reason.split(" at line ").next().unwrap_or(&reason).to_owned();
    Diagnostic::new(&INVALID_ANSWERS, "this line is not a recorded response")
        .at(place, reason)
        .help("a line looks like `{\"method\": \"GET\", \"path\": \"/trees/7\", \"status\": 404}`")
}

/// An empty file: nothing would be compared.
fn none(file: FileId) -> Diagnostic {
    let place = Place { file, span: Span::new(0, 0), pointer: String::new() };
    Diagnostic::new(&INVALID_ANSWERS, "there are no recorded responses")
        .at(place, "nothing to compare")
        .help("did the tests run, and did they know where to record the responses?")
}
