//! A status that the server answered and its API document does not know.

use std::collections::BTreeSet;

use sourcebook_model::document::Operation;
use sourcebook_syntax::{Diagnostic, problem_code};

use crate::facts::{Facts, PathTemplates};

problem_code! {
    /// `sourcebook check --answers FILE` compares the API document with responses that were
    /// actually sent: one JSON object per line, `{"method": "GET", "path": "/api/trees/7",
    /// "status": 404}`, as a test suite, a proxy or an access log can write them. One response has
    /// a status that its operation does not describe, so clients do not expect it.
    ///
    /// Add the response to the operation, or stop sending it. `4XX` and `default` cover every
    /// status in their range. Responses for paths without an operation are ignored.
    pub(in super::super) static UNDOCUMENTED_STATUS = "undocumented-status", Error,
        "an operation answered with a status that it does not describe";
}

pub(super) fn check(facts: &Facts, found: &mut Vec<Diagnostic>) {
    let (Some(document), Some(answers)) = (&facts.api, &facts.answers) else { return };
    let templates = PathTemplates::of(document);
    let mut told = BTreeSet::new();
    for answer in answers {
        let Some((path, operation)) = templates.operation(&answer.method, &answer.path) else {
            continue;
        };
        if has_status(operation, answer.status)
            || !told.insert((path, operation.method.as_str(), answer.status))
        {
            continue;
        }
        let (method, status) = (&operation.method, answer.status);
        let message = format!("`{method} {path}` answered {status}, which it does not describe");
        let diagnostic = Diagnostic::new(&UNDOCUMENTED_STATUS, message)
            .help(format!("describe the response {status}, or do not send it"));
        let place = document.place_of_member(operation.origin, "responses");
        let seen = format!("seen here, for `{}`", answer.path);
        found.push(match place {
            Some(place) => {
                let label = format!("no {status} among these");
                diagnostic.at(place, label).related(answer.place.clone(), seen)
            }
            None => diagnostic.at(answer.place.clone(), seen),
        });
    }
}

fn has_status(operation: &Operation, status: u16) -> bool {
    operation.responses.iter().any(|(known, _)| {
        let is_range = known.len() == 3
            && known[1..].eq_ignore_ascii_case("xx")
            && known
                .as_bytes()
                .first()
                .is_some_and(|first| u16::from(first.wrapping_sub(b'0')) == status / 100);
        known == "default" || is_range || *known == status.to_string()
    })
}
