//! The report as SARIF 2.1.0, which code scanning services read.

use std::fmt::Write;

use serde_json::{Value, json};
use sourcebook_syntax::Severity;

use super::Report;
use super::location::Location;
use crate::problem::Problem;
use crate::problems;

/// The whole report, with a line end.
pub(super) fn render(report: &Report) -> String {
    let results: Vec<_> = report.problems.iter().map(|problem| result(report, problem)).collect();
    let document = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "sourcebook",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    format!("{document:#}\n")
}

fn rules() -> Vec<Value> {
    let rule = |code: &sourcebook_syntax::Code| {
        json!({
            "id": code.name,
            "shortDescription": {"text": code.summary},
            "fullDescription": {"text": code.summary},
            "help": {"text": code.explanation(), "markdown": code.explanation()},
            "defaultConfiguration": {"level": level(code.severity)},
        })
    };
    problems::codes().map(rule).collect()
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Fatal | Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
        Severity::Allow => "none",
    }
}

fn result(report: &Report, problem: &Problem) -> Value {
    let diagnostic = &problem.diagnostic;
    let mut result = json!({
        "ruleId": diagnostic.code.name,
        "ruleIndex": problems::codes().position(|code| code == diagnostic.code),
        "level": level(diagnostic.severity),
        "message": {"text": message(problem)},
    });
    if let Some(location) = Location::of(report, problem).filter(Location::is_on_disk) {
        result["locations"] = json!([physical(&location)]);
        if let Some(replacement) = &diagnostic.replacement {
            result["fixes"] = json!([fix(&location, replacement)]);
        }
    }
    let related: Vec<_> = diagnostic
        .related
        .iter()
        .map(|related| (Location::of_place(&report.sources, &related.place), &related.label))
        .filter(|(location, _)| location.is_on_disk())
        .map(|(location, label)| {
            let mut place = physical(&location);
            place["message"] = json!({"text": label});
            place
        })
        .collect();
    if !related.is_empty() {
        result["relatedLocations"] = Value::Array(related);
    }
    result
}

/// What the terminal shows under the source lines, in sentences.
fn message(problem: &Problem) -> String {
    let diagnostic = &problem.diagnostic;
    let parts = [diagnostic.message.as_str(), diagnostic.label.as_str()].into_iter();
    let parts = parts.chain(diagnostic.notes.iter().map(String::as_str));
    let parts = parts.chain(diagnostic.help.as_deref());
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
}

/// The change that `sourcebook fix` would make.
fn fix(location: &Location<'_>, replacement: &str) -> Value {
    let replaced = json!({
        "deletedRegion": region(location),
        "insertedContent": {"text": replacement},
    });
    json!({"artifactChanges": [{
        "artifactLocation": artifact(location.file),
        "replacements": [replaced],
    }]})
}

fn artifact(file: &str) -> Value {
    json!({"uri": uri(file), "uriBaseId": "%SRCROOT%"})
}

fn region(location: &Location<'_>) -> Option<Value> {
    let (start, end) = location.region?;
    Some(json!({
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    }))
}

fn physical(location: &Location<'_>) -> Value {
    let mut physical = json!({"artifactLocation": artifact(location.file)});
    if let Some(region) = region(location) {
        physical["region"] = region;
    }
    let mut place = json!({"physicalLocation": physical});
    if !location.pointer.is_empty() {
        place["logicalLocations"] =
            json!([{"fullyQualifiedName": location.pointer, "kind": "object"}]);
    }
    place
}

/// A path as a relative URI reference.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            // A string takes everything.
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn paths_become_uri_references() {
        let table = [
            ("docs/api.md", "docs/api.md"),
            ("my docs/ä#b.md", "my%20docs/%C3%A4%23b.md"),
            ("a:b%.md", "a%3Ab%25.md"),
        ];
        for (path, expected) in table {
            assert_eq!(uri(path), expected);
        }
    }
}
