//! Severities and the allow list.

use insta::assert_snapshot;

use crate::configuration::diagnostics;
use crate::project::{DANGLING, PAGES, PETS, Project};

/// A document in which two path parameters are not declared.
fn with_two_warnings() -> String {
    PETS.replace("/pets:", "/pets/{pet}:").replace("/owners:", "/owners/{owner}:")
}

fn allowing(entry: &str) -> Project {
    let configuration = PAGES.to_owned() + entry;
    Project::configured(&configuration).with("openapi.yaml", with_two_warnings())
}

fn warnings(project: &Project) -> usize {
    project.run(&["gen"]).out.matches("warning[undeclared-path-parameter]").count()
}

#[test]
fn a_severity_is_raised_and_lowered() {
    let project = allowing("[problems]\nundeclared-path-parameter = \"error\"\n");
    project.run(&["gen"]).expect_exit(100).expect_out("error[undeclared-path-parameter]");
    assert!(!project.has("docs"));
    let project = allowing("[problems]\nundeclared-path-parameter = \"allow\"\n");
    let run = project.run(&["gen"]);
    run.expect_exit(0);
    assert!(!run.out.contains("undeclared-path-parameter"), "{}", run.out);
}

#[test]
fn a_problem_is_allowed_at_its_place_and_nowhere_else() {
    let places = [
        ("", 2),
        ("openapi.yaml", 0),
        ("*", 0),
        ("openapi.yaml#/paths", 0),
        ("openapi.yaml#/paths/~1pets~1{pet}", 1),
        ("openapi.yaml#/paths/~1pets~1{pe", 2),
        ("openapi.yaml#/paths/*owner*", 1),
        ("*.yaml#/components", 2),
        ("other.yaml", 2),
    ];
    for (place, expected) in places {
        let entry = format!(
            "[[allow]]\nproblem = \"undeclared-path-parameter\"\nplace = \"{place}\"\nreason = \"r\"\n"
        );
        let project = if place.is_empty() { allowing("") } else { allowing(&entry) };
        assert_eq!(warnings(&project), expected, "{place}");
        let unused = project.run(&["check"]).out.contains("warning[unused-allow]");
        assert_eq!(unused, !place.is_empty() && expected == 2, "{place}");
    }
}

#[test]
fn an_error_that_is_allowed_lets_gen_write() {
    let document = PETS.replace("description: All owners.", DANGLING);
    let entry = "[[allow]]\nproblem = \"dangling-reference\"\nplace = \"openapi.yaml\"\n\
                 reason = \"clients depend on it\"\n";
    let project = Project::configured(&(PAGES.to_owned() + entry)).with("openapi.yaml", document);
    project.run(&["gen"]).expect_exit(0);
    project.run(&["check", "--deny", "warnings"]).expect_exit(0);
}

#[test]
fn a_problem_of_a_file_on_disk_is_allowed_by_its_path() {
    let entry = "[[allow]]\nproblem = \"unrecorded-file\"\nplace = \"docs/api/pets.md\"\n\
                 reason = \"moved to Sourcebook\"\n";
    let project = Project::configured(&(PAGES.to_owned() + entry))
        .with("openapi.yaml", PETS)
        .with("docs/api/pets.md", "# By the old tool\n");
    project.run(&["gen"]).expect_exit(0);
    assert_ne!(project.read("docs/api/pets.md"), "# By the old tool\n");
}

#[test]
fn an_entry_that_matches_nothing_is_a_warning() {
    let entry =
        "[[allow]]\nproblem = \"no-operations\"\nplace = \"openapi.yaml\"\nreason = \"r\"\n";
    let project =
        Project::configured(&(PAGES.to_owned() + entry)).with("openapi.yaml", PETS).generated();
    let run = project.run(&["check", "--deny", "warnings"]);
    assert_snapshot!(run.shown(), @r#"
    exit 100
    warning[unused-allow]: no `no-operations` was found at the allowed place
     --> sourcebook.toml:7:9
      |
    7 | place = "openapi.yaml"
      |         ^^^^^^^^^^^^^^ matches nothing
      |
      = help: remove this `[[allow]]` entry, or correct its place

    failed: 1 warning, and warnings are denied. Run `sourcebook explain unused-allow` for details
    "#);
}

#[test]
fn fatal_problems_cannot_be_lowered() {
    let configuration = "[problems]\nunknown-version = \"warning\"\ndrift = \"allow\"\n";
    assert_snapshot!(diagnostics(configuration), @r#"
    exit 100
    error[invalid-setting]: the severity of `unknown-version` cannot be changed
     --> sourcebook.toml:2:19
      |
    2 | unknown-version = "warning"
      |                   ^^^^^^^^^
      |
      = help: it is fatal: nothing can be made or compared until it is fixed

    error[invalid-setting]: the severity of `drift` cannot be changed
     --> sourcebook.toml:3:9
      |
    3 | drift = "allow"
      |         ^^^^^^^
      |
      = help: `sourcebook gen` fixes it; a check that accepted it would check nothing

    failed: 2 errors; nothing was written. Run `sourcebook explain invalid-setting` for details
    "#);
}

#[test]
fn an_allow_entry_must_say_what_where_and_why() {
    let configuration = r#"
[[allow]]

[[allow]]
problem = "no-operation"
place = ""
reason = "  "

[[allow]]
problem = "orphan"
place = "*"
reason = "we like it"
until = "2030-01-01"

[[allow]]
problem = 1
place = 2
reason = 3
"#;
    assert_snapshot!(diagnostics(configuration), @r#"
    exit 100
    error[invalid-setting]: an `[[allow]]` entry does not say which problem it allows
     --> sourcebook.toml:2:1
      |
    2 | [[allow]]
      | ^^^^^^^^^ here
      |
      = help: add `problem = "CODE"`; `sourcebook explain` lists the codes

    error[invalid-setting]: an `[[allow]]` entry does not say where it allows the problem
     --> sourcebook.toml:2:1
      |
    2 | [[allow]]
      | ^^^^^^^^^ here
      |
      = help: add `place = "FILE"` or `place = "FILE#/json/pointer"`; `*` matches anything

    error[invalid-setting]: an `[[allow]]` entry does not give a reason
     --> sourcebook.toml:2:1
      |
    2 | [[allow]]
      | ^^^^^^^^^ here
      |
      = help: add `reason = "…"`, for those who read this entry later

    error[invalid-setting]: unknown problem `no-operation`
     --> sourcebook.toml:5:11
      |
    5 | problem = "no-operation"
      |           ^^^^^^^^^^^^^^
      |
      = help: did you mean `no-operations`?

    error[invalid-setting]: an `[[allow]]` entry does not say where it allows the problem
     --> sourcebook.toml:6:9
      |
    6 | place = ""
      |         ^^
      |
      = help: add `place = "FILE"` or `place = "FILE#/json/pointer"`; `*` matches anything

    error[invalid-setting]: an `[[allow]]` entry does not give a reason
     --> sourcebook.toml:7:10
      |
    7 | reason = "  "
      |          ^^^^
      |
      = help: add `reason = "…"`, for those who read this entry later

    error[invalid-setting]: `orphan` cannot be allowed
      --> sourcebook.toml:10:11
       |
    10 | problem = "orphan"
       |           ^^^^^^^^
       |
       = help: `sourcebook gen` fixes it; a check that accepted it would check nothing

    error[unknown-setting]: unknown setting `until` in `[[allow]]`
      --> sourcebook.toml:13:1
       |
    13 | until = "2030-01-01"
       | ^^^^^ not a setting
       |
       = help: the settings in `[[allow]]` are `place`, `problem`, `reason`

    error[invalid-setting]: `allow.problem` must be a string
      --> sourcebook.toml:16:11
       |
    16 | problem = 1
       |           ^ this is an integer

    error[invalid-setting]: `allow.place` must be a string
      --> sourcebook.toml:17:9
       |
    17 | place = 2
       |         ^ this is an integer

    error[invalid-setting]: `allow.reason` must be a string
      --> sourcebook.toml:18:10
       |
    18 | reason = 3
       |          ^ this is an integer

    failed: 11 errors; nothing was written. Run `sourcebook explain invalid-setting` for details
    "#);
}

#[test]
fn the_command_line_comes_before_the_configuration() {
    let code = "undeclared-path-parameter";
    let project = allowing(&format!("[problems]\n{code} = \"error\"\n"));
    for command in [&["check"][..], &["gen"], &["list"], &["print", "docs/api/pets.md"]] {
        project.run(command).expect_exit(100);
        let run = project.run(&[command, &["--allow", code]].concat());
        assert!(matches!(run.exit, 0 | 4), "{}", run.shown());
        assert!(!run.out.contains(code) && !run.err.contains(code), "{}", run.shown());
    }
    let run = project.run(&["check", "--warn", code]);
    run.expect_exit(0).expect_out("warning[undeclared-path-parameter]");
    project.run(&["check", "--allow", code, "--warn", code]).expect_out("2 warnings");
    let both = ["check", "--allow", code, "--allow", "no-operations"];
    project.run(&both).expect_exit(0);
}

#[test]
fn codes_on_the_command_line_must_be_changeable_problems() {
    let table = [
        ("undeclared-path-paramter", "unknown problem; did you mean `undeclared-path-parameter`?"),
        ("what", "unknown problem; "),
        ("drift", "its severity cannot be changed: `sourcebook gen` fixes it"),
        ("invalid-toml", "its severity cannot be changed: it is fatal"),
    ];
    let project = allowing("");
    for (code, expected) in table {
        for option in ["--allow", "--warn"] {
            project.run(&["check", option, code]).expect_exit(2).expect_err(expected);
        }
    }
}
