//! Today's facts against those of a commit, in real repositories.

use insta::assert_snapshot;

use super::documents;
use crate::history::{commit, git};
use crate::project::{Project, Run};

pub(super) const OLD: &str = documents::NAMES_BEFORE;

/// A repository with an API document on its main branch, and one that breaks on another.
pub(super) fn project(configuration: &str) -> Project {
    let project = Project::configured(configuration).with("openapi.yaml", OLD);
    git(project.folder(), &["init", "--quiet", "--initial-branch=main"]);
    let project = project.generated();
    commit(project.folder(), "first");
    git(project.folder(), &["switch", "--quiet", "--create", "change"]);
    project.write("openapi.yaml", OLD.replace("Thing: {type: object}", "Thing: {type: array}"));
    project
}

pub(super) const PAGES: &str = "[facts]\napi = \"openapi.yaml\"\n\
    [products.api-reference]\nout = \"docs/api\"\n";

/// What a run says, the commit masked.
pub(super) fn shown(project: &Project, run: &Run) -> String {
    let commit = git(project.folder(), &["rev-parse", "main"]);
    run.shown().replace(&commit[..12], "COMMIT")
}

#[test]
fn the_main_branch_is_the_base() {
    let project = project(PAGES);
    let run = project.run(&["changes"]);
    assert_eq!(run.exit, 5);
    assert_snapshot!(shown(&project, &run));
}

#[test]
fn another_commit_can_be_named() {
    let project = project(PAGES);
    assert_eq!(project.run(&["changes", "--base", "main"]).exit, 5);
    let project = project.generated();
    commit(project.folder(), "second");
    assert_eq!(project.run(&["changes", "--base", "HEAD"]).exit, 0);
    let run = project.run(&["changes", "--base", "nowhere"]);
    assert_eq!(run.exit, 100);
    assert_snapshot!(run.shown());
}

#[test]
fn facts_of_a_command_are_compared_with_the_document_that_was_written() {
    let configuration = "[facts]\ncommand = [\"cat\", \"facts.json\"]\n\
        [products.\"openapi-3.1\"]\n";
    let facts = |kind: &str| {
        format!(
            r#"{{"facts": 1, "openapi": {{"openapi": "3.1.0", "info": {{"title": "T", "version": "1"}}, "paths": {{"/t": {{"get": {{"responses": {{"200": {{"description": "A thing.", "content": {{"application/json": {{"schema": {{"type": "{kind}"}}}}}}}}}}}}}}}}}}}}"#
        )
    };
    let project = Project::configured(configuration).with("facts.json", facts("integer"));
    git(project.folder(), &["init", "--quiet", "--initial-branch=main"]);
    let project = project.generated();
    commit(project.folder(), "first");
    git(project.folder(), &["switch", "--quiet", "--create", "change"]);
    project.write("facts.json", facts("number"));
    let run = project.run(&["changes"]);
    assert_eq!(run.exit, 5, "{}", run.shown());
    assert!(run.out.contains("error[type-widened]"), "{}", run.out);
    // The facts of the base, from elsewhere.
    let project = project.with("base.json", facts("number"));
    assert_eq!(project.run(&["changes", "--base-facts", "base.json"]).exit, 0);
}

#[test]
fn a_check_compares_where_a_base_is_configured() {
    let with_base = project(&format!("{PAGES}[changes]\nbase = \"main\"\n")).generated();
    let run = with_base.run(&["check"]);
    assert_eq!(run.exit, 100, "{}", run.shown());
    assert!(run.out.contains("error[type-changed]"), "{}", run.out);
    let without = project(PAGES).generated();
    assert_eq!(without.run(&["check"]).exit, 0);
}
