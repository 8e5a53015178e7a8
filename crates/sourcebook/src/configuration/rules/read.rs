//! Reads the tables `[problems]` and `[[allow]]`.

use std::collections::BTreeMap;

use sourcebook_syntax::Severity;

use super::Allow;
use crate::config::Section;
use crate::problems::{self, AllowTable, Severities};

/// Reads `[problems]`.
pub(in crate::configuration) fn read_severities(
    mut section: Section<'_>,
) -> BTreeMap<&'static str, Severity> {
    let Severities(mut severities) = section.read();
    for code in problems::codes() {
        let Some(reason) = problems::why_fixed(code) else {
            continue;
        };
        if severities.remove(code.name).is_some() {
            let message = format!("the severity of `{}` cannot be changed", code.name);
            section.reject(code.name, message, reason);
        }
    }
    section.finish_as("problem");
    severities
}

/// Reads one `[[allow]]`.
pub(in crate::configuration) fn read_allow(mut section: Section<'_>) -> Option<Allow> {
    let AllowTable { problem, place, reason } = section.read();
    if problem.is_none() && !section.has("problem") {
        let help = "add `problem = \"CODE\"`; `sourcebook explain` lists the codes";
        require(&mut section, "problem", "does not say which problem it allows", help);
    }
    if place.as_ref().is_none_or(String::is_empty) {
        let help =
            "add `place = \"FILE\"` or `place = \"FILE#/json/pointer\"`; `*` matches anything";
        require(&mut section, "place", "does not say where it allows the problem", help);
    }
    if reason.as_ref().is_none_or(|reason| reason.trim().is_empty()) {
        let help = "add `reason = \"…\"`, for those who read this entry later";
        require(&mut section, "reason", "does not give a reason", help);
    }
    let configured = section.place("place");
    section.finish();
    let place = place?;
    let (file, pointer) = match place.split_once('#') {
        Some((file, pointer)) => (file, Some(pointer.trim_end_matches('/').to_owned())),
        None => (place.as_str(), None),
    };
    Some(Allow { problem: problem?, file: file.to_owned(), pointer, configured })
}

/// Reports a required key as absent, unless it is there and was already rejected for its type.
fn require(section: &mut Section<'_>, key: &'static str, what: &str, help: &str) {
    if !section.has_wrong_type(key) {
        section.reject(key, format!("an `[[allow]]` entry {what}"), help);
    }
}
