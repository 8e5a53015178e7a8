//! Changes that are meant.

use insta::assert_snapshot;

use super::base::{PAGES, project, shown};
use crate::project::Project;

const ACCEPT: &str = "[[accept]]\nchange = \"type-changed\"\nplace = \"GET /things\"\n\
    base = \"1.0.0\"\nreason = \"nobody uses it\"\n";

fn accepting(entry: &str) -> Project {
    project(&format!("{PAGES}{entry}"))
}

#[test]
fn an_accepted_change_breaks_nobody_and_is_told() {
    let project = accepting(ACCEPT);
    let run = project.run(&["changes"]);
    assert_eq!(run.exit, 0, "{}", run.shown());
    assert!(run.out.contains("1 accepted"), "{}", run.out);
    let markdown = project.run(&["changes", "--format", "markdown"]);
    assert_snapshot!(shown(&project, &markdown));
}

#[test]
fn a_place_can_be_a_pointer_and_a_base_a_commit() {
    let commit = crate::history::git(accepting(ACCEPT).folder(), &["rev-parse", "main"]);
    assert_eq!(commit.len(), 40);
    let table = [
        ("place = \"#/components/schemas/Thing/*\"", "base = \"main\"", 5),
        ("place = \"openapi.yaml#/components/schemas/Thing/*\"", "base = \"1.0.0\"", 0),
        ("place = \"GET *\"", "base = \"1.0.0\"", 0),
        ("place = \"POST *\"", "base = \"1.0.0\"", 100),
    ];
    for (place, base, exit) in table {
        let entry = ACCEPT.replace("place = \"GET /things\"", place);
        let project = accepting(&entry.replace("base = \"1.0.0\"", base));
        let words: &[&str] =
            if base.contains("main") { &["changes", "--base", "main"] } else { &["changes"] };
        let expected = if exit == 5 { 0 } else { exit };
        let run = project.run(words);
        assert_eq!(run.exit, expected, "{place}, {base}: {}", run.shown());
    }
}

#[test]
fn an_entry_that_matches_nothing_fails() {
    let table = [
        ACCEPT.replace("GET /things", "GET /thing"),
        ACCEPT.replace("1.0.0", "0.9.0"),
        ACCEPT.replace("type-changed", "type-widened"),
    ];
    for entry in table {
        let run = accepting(&entry).run(&["changes"]);
        assert_eq!(run.exit, 100, "{}", run.shown());
        assert!(run.out.contains("error[unused-accept]"), "{}", run.out);
    }
    let project = accepting(&ACCEPT.replace("1.0.0", "0.9.0"));
    assert_snapshot!(shown(&project, &project.run(&["changes"])));
}

#[test]
fn entries_can_stand_in_a_file_of_their_own_and_say_that_the_document_was_wrong() {
    let entry = format!("{ACCEPT}because = \"correction\"\n");
    let project = project(PAGES).with("docs/changes.toml", entry);
    let run = project.run(&["changes", "--format", "markdown"]);
    assert_eq!(run.exit, 0, "{}", run.shown());
    assert!(run.out.contains("a correction: nobody uses it"), "{}", run.out);
}

#[test]
fn an_entry_says_everything_and_allow_does_not_apply() {
    let unfinished = "[[accept]]\nchange = \"type-chaned\"\n[[allow]]\nproblem = \"type-changed\"\n\
        place = \"*\"\nreason = \"none\"\n";
    let run = Project::configured(&format!("{PAGES}{unfinished}"))
        .with("openapi.yaml", super::base::OLD)
        .run(&["changes"]);
    assert_eq!(run.exit, 100);
    assert_snapshot!(run.shown());
}
