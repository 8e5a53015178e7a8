//! What changes break whom: every kind of change planted once, every format, every exit code, and what
//! is accepted.

mod accepted;
mod base;
mod documents;
mod formats;

use insta::assert_snapshot;

use crate::project::{Project, Run};

/// Two files in a folder, compared.
fn compared(old: &str, new: &str, words: &[&str]) -> Run {
    let project = Project::new().with("old.yaml", old).with("new.yaml", new);
    let mut all = vec!["changes", "old.yaml", "new.yaml", "--today", "2026-07-31", "--verbose"];
    all.extend(words);
    project.run(&all)
}

#[test]
fn schemas_of_requests() {
    let (old, new) = (documents::REQUEST_BEFORE, documents::REQUEST_AFTER);
    assert_snapshot!(compared(old, new, &[]).shown());
}

#[test]
fn schemas_of_responses() {
    let (old, new) = (documents::RESPONSE_BEFORE, documents::RESPONSE_AFTER);
    assert_snapshot!(compared(old, new, &[]).shown());
}

#[test]
fn operations() {
    let (old, new) = (documents::OPERATIONS_BEFORE, documents::OPERATIONS_AFTER);
    assert_snapshot!(compared(old, new, &["--version-check"]).shown());
}

#[test]
fn names_in_generated_clients() {
    let (old, new) = (documents::NAMES_BEFORE, documents::NAMES_AFTER);
    assert_snapshot!(compared(old, new, &["--profile", "client"]).shown());
    assert_eq!(compared(old, new, &[]).exit, 0, "names are not on the wire");
}

#[test]
fn command_lines() {
    let (old, new) = (documents::COMMANDS_BEFORE, documents::COMMANDS_AFTER);
    let project = Project::new().with("old.json", old).with("new.json", new);
    assert_snapshot!(project.run(&["changes", "old.json", "new.json", "--verbose"]).shown());
}

#[test]
fn a_document_against_itself_says_nothing() {
    for text in [documents::REQUEST_AFTER, documents::RESPONSE_AFTER, documents::OPERATIONS_AFTER] {
        let run = compared(text, text, &["--fail-on", "info"]);
        assert_eq!((run.exit, run.out.as_str()), (0, "compatible: no changes since old.yaml\n"));
    }
}
