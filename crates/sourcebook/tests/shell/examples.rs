//! The examples of the reference of problems: each is what the program printed of a planted problem.
//!
//! The problems are planted by the other tests here, whose snapshots hold what was printed. Of each
//! code the shortest diagnostic with a place is taken.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use insta::{assert_snapshot, with_settings};
use sourcebook::problems;
use sourcebook_syntax::{Code, Severity};

/// The snapshots: in files of their own, and in the texts of the tests.
fn snapshots() -> Vec<String> {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/shell")];
    let mut files: Vec<PathBuf> = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    let is_snapshot =
        |file: &PathBuf| file.extension().is_some_and(|it| it == "rs" || it == "snap");
    files.retain(is_snapshot);
    files.sort();
    files.iter().map(|file| fs::read_to_string(file).expect("a text")).collect()
}

/// The code in the first line of a diagnostic, with the word before it.
fn head(line: &str) -> Option<(&str, &str)> {
    let (word, rest) = line.trim_start().split_once('[')?;
    let (code, _) = rest.split_once("]: ")?;
    ["error", "warning", "info"].contains(&word).then_some((word, code))
}

/// The diagnostics in a text, each without the indentation of its first line.
fn diagnostics(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut lines = text.lines().peekable();
    while let Some(first) = lines.next() {
        if head(first).is_none() {
            continue;
        }
        let indentation = first.len() - first.trim_start().len();
        let mut diagnostic = first.trim_start().to_owned();
        while let Some(line) = lines.next_if(|line| !line.trim().is_empty()) {
            diagnostic.push('\n');
            diagnostic.push_str(line.get(indentation..).unwrap_or(line.trim_start()));
        }
        found.push(diagnostic);
    }
    found
}

/// Whether a diagnostic has the severity that its code has where nothing is configured.
fn is_default(code: &Code, word: &str) -> bool {
    let expected = match code.severity {
        Severity::Fatal | Severity::Error => "error",
        Severity::Warning | Severity::Allow => "warning",
        Severity::Info => "info",
    };
    word == expected
}

#[test]
fn every_problem_has_an_example_that_was_printed() {
    let mut examples: BTreeMap<&str, String> = BTreeMap::new();
    for diagnostic in snapshots().iter().flat_map(|text| diagnostics(text)) {
        let (word, name) = head(&diagnostic).expect("a diagnostic");
        let code = problems::codes().find(|code| code.name == name);
        let code =
            code.unwrap_or_else(|| panic!("no problem claims the planted problem of {name}"));
        let key = |text: &str| (!text.contains("-->"), text.len(), text.to_owned());
        let is_better = examples.get(code.name).is_none_or(|one| key(&diagnostic) < key(one));
        // `explain` begins with the summary, and is no diagnostic.
        let is_printed = !diagnostic.ends_with(code.summary);
        if is_default(code, word) && is_printed && is_better {
            examples.insert(code.name, diagnostic);
        }
    }
    let without: Vec<_> = problems::codes()
        .map(|code| code.name)
        .filter(|name| !examples.contains_key(name))
        .collect();
    assert!(without.is_empty(), "no problem is planted for {without:?}");
    let text = examples.into_values().collect::<Vec<_>>().join("\n\n");
    with_settings!({
        snapshot_path => "../../src/problems",
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, { assert_snapshot!("examples", text) });
}
