//! Every format, and every exit code.

use insta::assert_snapshot;
use serde_json::Value;

use super::{compared, documents};
use crate::project::Project;

const OLD: &str = documents::NAMES_BEFORE;

fn new() -> String {
    OLD.replace("Thing: {type: object}", "Thing: {type: array}")
}

#[test]
fn the_exit_code_says_whether_something_breaks() {
    let warning = ("type: [string], enum: [a]", "type: [string], enum: [a, b]");
    let [old, new] = [warning.0, warning.1]
        .map(|schema| OLD.replace("Thing: {type: object}", &format!("Thing: {{{schema}}}")));
    let table = [
        (OLD.to_owned(), OLD.to_owned(), "error", 0),
        (OLD.to_owned(), super::formats::new(), "error", 5),
        (old.clone(), new.clone(), "error", 0),
        (old.clone(), new.clone(), "warning", 5),
        (new.clone(), old.clone(), "warning", 0),
        (new, old, "info", 5),
        (OLD.to_owned(), "openapi: [".to_owned(), "error", 100),
    ];
    for (at, (old, new, level, exit)) in table.into_iter().enumerate() {
        assert_eq!(compared(&old, &new, &["--fail-on", level]).exit, exit, "{at}");
    }
}

#[test]
fn json_has_the_verdict_and_everything_of_a_change() {
    let run = compared(OLD, &new(), &["--format", "json"]);
    let report: Value = serde_json::from_str(&run.out).expect("JSON");
    assert_eq!(report["summary"]["verdict"], "breaking");
    assert_eq!(report["summary"]["exit_code"], 5);
    assert_snapshot!(serde_json::to_string_pretty(&report["changes"]).expect("JSON"));
}

#[test]
fn sarif_and_annotations_have_a_level_for_each_change() {
    let sarif = compared(OLD, &new(), &["--format", "sarif"]);
    let report: Value = serde_json::from_str(&sarif.out).expect("JSON");
    assert_eq!(report["runs"][0]["results"][0]["level"], "error");
    assert_eq!(report["runs"][0]["results"][0]["ruleId"], "type-changed");
    let [before, after] = [documents::RESPONSE_BEFORE, documents::RESPONSE_AFTER];
    let annotations = compared(before, after, &["--format", "github"]);
    for command in ["::error file=new.yaml", "::warning file=new.yaml", "::notice file=new.yaml"] {
        assert!(annotations.out.contains(command), "{command}: {}", annotations.out);
    }
}

#[test]
fn markdown_is_a_section_of_a_changelog() {
    let [before, after] = [documents::RESPONSE_BEFORE, documents::RESPONSE_AFTER];
    assert_snapshot!(compared(before, after, &["--format", "markdown"]).shown());
}

#[test]
fn markdown_is_a_format_of_this_command_alone() {
    let run = Project::with_pages().run(&["check", "--format", "markdown"]);
    assert_eq!(run.exit, 2);
}

#[test]
fn what_cannot_be_compared_fails() {
    let project = Project::new()
        .with("api.yaml", OLD)
        .with("facts.json", r#"{"facts": 1, "cli": {"name": "tool", "use": "tool"}}"#);
    let run = project.run(&["changes", "api.yaml", "facts.json"]);
    assert_eq!(run.exit, 100);
    assert_snapshot!(run.shown());
    let missing = project.run(&["changes", "api.yaml", "gone.yaml"]);
    assert_eq!(missing.exit, 100);
    let alone = project.run(&["changes", "api.yaml"]);
    assert_eq!(alone.exit, 2);
}
