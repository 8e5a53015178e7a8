//! Facts from a command, and the errors that a command can cause.

use insta::assert_snapshot;

use crate::project::{PAGES, PETS, Project};

const FACTS: &str = r#"{
  "facts": 1,
  "openapi": {
    "openapi": "3.1.0",
    "info": {"title": "From a program", "version": "1"},
    "paths": {"/a": {"get": {"responses": {"200": {"description": "b"}}}}}
  }
}
"#;

/// A project whose facts are printed by a shell script.
fn printed_by(script: &str) -> Project {
    let configuration = PAGES.replace("api = \"openapi.yaml\"", "command = [\"sh\", \"facts.sh\"]");
    Project::configured(&configuration).with("facts.sh", script).with("facts.json", FACTS)
}

#[track_caller]
fn diagnostics(script: &str) -> String {
    let project = printed_by(script);
    let before = project.tree();
    let run = project.run(&["gen"]);
    run.expect_exit(100);
    assert_eq!(project.tree(), before, "something was written");
    run.shown()
}

#[test]
fn a_command_prints_the_facts() {
    let project = printed_by("cat facts.json").generated();
    assert!(project.read("docs/api/index.md").contains("From a program"));
    project.run_in("docs", &["check"]).expect_exit(0);
}

#[test]
fn a_program_of_the_project_is_found_from_anywhere() {
    use std::os::unix::fs::PermissionsExt;
    let configuration = PAGES.replace("api = \"openapi.yaml\"", "command = [\"tools/facts\"]");
    let project = Project::configured(&configuration)
        .with("facts.json", FACTS)
        .with("tools/facts", "#!/bin/sh\ncat facts.json\n");
    let program = project.folder().join("tools/facts");
    std::fs::set_permissions(program, PermissionsExt::from_mode(0o755)).expect("executable");
    project.run_in("tools", &["gen"]).expect_exit(0);
    assert!(project.has("docs/api/index.md"));
}

#[test]
fn a_file_wins_over_the_command() {
    let configuration = PAGES.replace("[facts]", "[facts]\ncommand = [\"cat\", \"facts.json\"]");
    let project =
        Project::configured(&configuration).with("facts.json", FACTS).with("openapi.yaml", PETS);
    let project = project.generated();
    assert!(project.read("docs/api/index.md").contains("# Pets"));
    project.write("facts.json", "{}");
    project.run(&["check"]).expect_exit(100).expect_out("error[invalid-facts]");
}

#[test]
fn an_error_in_the_api_document_is_shown_where_it_is() {
    assert_snapshot!(diagnostics(r#"echo '{"facts": 1, "openapi": {"openapi": "4.0.0"}}'"#), @r#"
    exit 100
    error[unknown-version]: version `4.0.0` of the specification is not known
     --> <sh facts.sh>:1:37
      |
    1 | {"facts": 1, "openapi": {"openapi": "4.0.0"}}
      |                                     ^^^^^^^ not a known version
      |
      = help: known are `swagger: "2.0"` and `openapi:` 3.0.x, 3.1.x and 3.2.x; the version of the API itself belongs to `info.version`

    failed: 1 error; nothing was written. Run `sourcebook explain unknown-version` for details
    "#);
}

#[test]
fn a_command_that_fails() {
    assert_snapshot!(diagnostics("echo '{}'; echo 'no database' >&2; echo 'giving up' >&2; exit 3"), @r#"
    exit 100
    error[facts-command]: `sh facts.sh` failed: exit status: 3
     --> sourcebook.toml:2:11
      |
    2 | command = ["sh", "facts.sh"]
      |           ^^^^^^^^^^^^^^^^^^ this command
      |
      = note: its standard error ends with:
              no database
              giving up
      = help: run the command by hand in the folder of sourcebook.toml

    failed: 1 error; nothing was written. Run `sourcebook explain facts-command` for details
    "#);
}

#[test]
fn a_command_that_fails_silently() {
    assert_snapshot!(diagnostics("exit 1"), @r#"
    exit 100
    error[facts-command]: `sh facts.sh` failed: exit status: 1
     --> sourcebook.toml:2:11
      |
    2 | command = ["sh", "facts.sh"]
      |           ^^^^^^^^^^^^^^^^^^ this command
      |
      = note: it printed nothing to standard error
      = help: run the command by hand in the folder of sourcebook.toml

    failed: 1 error; nothing was written. Run `sourcebook explain facts-command` for details
    "#);
}

#[test]
fn a_command_that_does_not_exist() {
    let configuration = PAGES.replace("api = \"openapi.yaml\"", "command = [\"no-such-program\"]");
    assert_snapshot!(Project::configured(&configuration).run(&["check"]).shown(), @r#"
    exit 100
    error[facts-command]: `no-such-program` cannot be started: No such file or directory (os error 2)
     --> sourcebook.toml:2:11
      |
    2 | command = ["no-such-program"]
      |           ^^^^^^^^^^^^^^^^^^^ this command
      |
      = help: run the command by hand in the folder of sourcebook.toml

    failed: 1 error. Run `sourcebook explain facts-command` for details
    "#);
}

#[test]
fn a_command_that_logs_to_standard_output() {
    assert_snapshot!(diagnostics("echo 'starting the server'; cat facts.json"), @"
    exit 100
    error[invalid-facts]: this is not a facts document: it is not a single JSON object
     --> <sh facts.sh>:1:1
      |
    1 | starting the server
      | ^ expected a value, found this
      |
      = help: print one JSON object to standard output, and nothing else

    failed: 1 error; nothing was written. Run `sourcebook explain invalid-facts` for details
    ");
}

#[test]
fn a_command_that_prints_nothing() {
    assert_snapshot!(diagnostics("true"), @"
    exit 100
    error[invalid-facts]: this is not a facts document: it is not a single JSON object
     --> <sh facts.sh>:1:1
      |
    1 |
      | ^ expected a value, the document ends here
      |
      = help: print one JSON object to standard output, and nothing else

    failed: 1 error; nothing was written. Run `sourcebook explain invalid-facts` for details
    ");
}

#[test]
fn a_command_that_prints_something_else_than_text() {
    assert_snapshot!(diagnostics(r"printf '{\377}'"), @r#"
    exit 100
    error[facts-command]: `sh facts.sh` printed something that is not UTF-8, at byte 1
     --> sourcebook.toml:2:11
      |
    2 | command = ["sh", "facts.sh"]
      |           ^^^^^^^^^^^^^^^^^^ this command
      |
      = help: run the command by hand in the folder of sourcebook.toml

    failed: 1 error; nothing was written. Run `sourcebook explain facts-command` for details
    "#);
}

#[test]
fn a_facts_document_of_another_version() {
    assert_snapshot!(diagnostics(r#"echo '{"facts": 2, "openapi": {}}'"#), @r#"
    exit 100
    error[invalid-facts]: version 2 of the facts document is unknown
     --> <sh facts.sh>:1:11
      |
    1 | {"facts": 2, "openapi": {}}
      |           ^ the version belongs here
      |
      = help: this version of Sourcebook reads version 1: `"facts": 1`

    failed: 1 error; nothing was written. Run `sourcebook explain invalid-facts` for details
    "#);
}

#[test]
fn a_facts_document_without_a_version() {
    assert_snapshot!(diagnostics(r#"echo '{"openapi": {}}'"#), @r#"
    exit 100
    error[invalid-facts]: this is not a facts document: it has no member `facts`
     --> <sh facts.sh>:1:1
      |
    1 | {"openapi": {}}
      | ^ the version belongs here
      |
      = help: this version of Sourcebook reads version 1: `"facts": 1`

    failed: 1 error; nothing was written. Run `sourcebook explain invalid-facts` for details
    "#);
}

#[test]
fn a_member_that_means_nothing_is_a_warning() {
    let project = printed_by(r#"sed 's/"facts": 1,/"facts": 1, "clii": {},/' facts.json"#);
    let run = project.run(&["gen"]);
    run.expect_exit(0);
    let shown: Vec<_> = run.out.lines().take_while(|line| !line.is_empty()).collect();
    assert_snapshot!(shown.join("\n"), @r#"
    warning[unknown-fact]: the facts document has an unknown member `clii`
     --> <sh facts.sh>:2:15
      |
    2 |   "facts": 1, "clii": {},
      |               ^^^^^^ this is ignored
      |
      = help: did you mean `cli`?
    "#);
}

#[test]
fn facts_without_what_a_product_needs() {
    assert_snapshot!(diagnostics(r#"echo '{"facts": 1}'"#), @r#"
    exit 100
    error[missing-fact]: `api-reference` needs an API document, but its facts have none
     |
     = help: add `api = "openapi.yaml"` or a command that prints it to `[facts]`

    failed: 1 error; nothing was written. Run `sourcebook explain missing-fact` for details
    "#);
}

#[test]
fn what_a_command_printed_is_no_file_for_annotations() {
    let project = printed_by(r#"echo '{"facts": 2}'"#);
    let run = project.run(&["check", "--format", "github"]);
    run.expect_exit(100).expect_out("::error title=invalid-facts::version 2 of the facts");
    let run = project.run(&["check", "--format", "sarif"]);
    let report: serde_json::Value = serde_json::from_str(&run.out).expect("one JSON object");
    let result = &report["runs"][0]["results"][0];
    assert_eq!(result["ruleId"], "invalid-facts");
    assert_eq!(result.get("locations"), None);
}
