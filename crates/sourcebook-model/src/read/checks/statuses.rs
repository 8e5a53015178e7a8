//! Responses to something that is no status.

use foldhash::{HashSet, HashSetExt};

use crate::document::{Document, Operation, Version};
use sourcebook_syntax::{Diagnostic, NodeRef};

use super::super::codes::INVALID_STATUS;
use super::{at, node};

pub(super) fn check(document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    let mut seen = HashSet::new();
    for operation in document.path_items.iter().flat_map(|(_, item)| &item.operations) {
        if !seen.insert(operation.origin) {
            continue;
        }
        for (status, _) in &operation.responses {
            if !is_status(status, document.version) {
                diagnostics.push(invalid(document, operation, status));
            }
        }
    }
}

/// Whether a key of responses is one: a status, a range of them since 3.0, or `default`.
fn is_status(key: &str, version: Version) -> bool {
    let is_range = matches!(key, "1XX" | "2XX" | "3XX" | "4XX" | "5XX");
    let is_number = key.len() == 3 && key.parse().is_ok_and(|code: u16| (100..600).contains(&code));
    key == "default" || is_number || (is_range && version >= Version::OpenApi3_0)
}

fn invalid(document: &Document, operation: &Operation, status: &str) -> Diagnostic {
    let upper = status.to_ascii_uppercase();
    let help = if is_status(&upper, document.version) {
        format!("write `{upper}`")
    } else if document.version == Version::Swagger2_0 {
        "use a status from `100` to `599`, or `default`".to_owned()
    } else {
        "use a status from `100` to `599`, a range like `4XX`, or `default`".to_owned()
    };
    let diagnostic =
        Diagnostic::new(&INVALID_STATUS, format!("`{status}` is not a status")).help(help);
    let responses = node(document, operation.origin).and_then(|node| node.get("responses"));
    let place = responses.and_then(|map: NodeRef<'_>| map.key_place(status));
    let place = place.or_else(|| document.place_of_member(operation.origin, "responses"));
    at(diagnostic, place, "no server answers with this")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statuses_are_numbers_ranges_and_default() {
        for good in ["100", "200", "208", "599", "default", "4XX"] {
            assert!(is_status(good, Version::OpenApi3_0), "{good}");
        }
        for bad in ["099", "99", "600", "5xx", "6XX", "XXX", "2000", "+20", "ok", "", "Default"] {
            assert!(!is_status(bad, Version::OpenApi3_0), "{bad}");
        }
        assert!(!is_status("4XX", Version::Swagger2_0));
    }
}
