//! What the fuzz targets found, and what else was written to break the reader and the renderer:
//! one file for each, and long chains of references, which are made here.

#[path = "soundness/input.rs"]
mod input;
mod round_trip;
mod soundness;

use std::path::PathBuf;

fn cases() -> Vec<PathBuf> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/regressions");
    let entries = std::fs::read_dir(folder).expect("a folder");
    let mut cases: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    cases.sort();
    cases
}

#[test]
fn every_case_gives_sound_pages() {
    let mut report = String::new();
    for path in cases() {
        let bytes = std::fs::read(&path).expect("a file");
        let found = soundness::problems(&bytes).into_iter().chain(round_trip::problems(&bytes));
        for problem in found {
            report.push_str(&format!("{}: {problem}\n", path.display()));
        }
    }
    assert!(report.is_empty(), "{report}");
}

/// More references than a recursive function can follow before its stack overflows.
const CHAIN_LENGTH: usize = 4_000;

/// Writes a schema that refers to the next one.
type Link = fn(&str) -> String;

/// Schemas of which each refers to the next one by `keyword`.
fn chain(link: impl Fn(&str) -> String) -> Vec<u8> {
    let links: Vec<String> = (1..=CHAIN_LENGTH)
        .map(|at| {
            let next = format!(r##"{{"$ref": "#/x-links/{at}"}}"##);
            link(&next)
        })
        .collect();
    let document = r##"{"openapi": "3.1.0", "components": {"schemas": {"First": {"$ref": "#/x-links/0"}}},
        "paths": {"/": {"get": {"responses": {"200": {"content": {"application/json":
        {"schema": {"$ref": "#/x-links/0"}}}}}}}}, "x-links": ["##;
    format!("{document}{}, {{}}]}}", links.join(",")).into_bytes()
}

#[test]
fn long_chains_of_references_need_no_deep_stack() {
    let links: [(&str, Link); 9] = [
        ("$ref", |next| next.to_owned()),
        ("items", |next| format!(r#"{{"items": {next}}}"#)),
        ("properties", |next| format!(r#"{{"type": "object", "properties": {{"a": {next}}}}}"#)),
        ("additionalProperties", |next| format!(r#"{{"additionalProperties": {next}}}"#)),
        ("lone part", |next| format!(r#"{{"allOf": [{next}]}}"#)),
        ("parts", |next| format!(r#"{{"allOf": [{next}, {{"type": "object"}}]}}"#)),
        ("alternatives", |next| format!(r#"{{"oneOf": [{next}, {{"type": "string"}}]}}"#)),
        ("not", |next| format!(r#"{{"not": {next}}}"#)),
        ("condition", |next| format!(r#"{{"type": "object", "if": {{}}, "then": {next}}}"#)),
    ];
    for (keyword, link) in links {
        let document = chain(link);
        let mut problems = soundness::problems(&document);
        problems.extend(round_trip::problems(&document));
        assert!(problems.is_empty(), "{keyword}: {problems:#?}");
    }
}
