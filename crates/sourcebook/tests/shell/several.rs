//! Several programs in one configuration, and several configurations in one folder.

use insta::assert_snapshot;

use crate::cli::FACTS;
use crate::configuration::diagnostics;
use crate::project::{PAGES, PETS, Project, SCHEMA};

/// The facts of a small program.
const TOOL: &str = r#"{"facts": 1, "cli": {"name": "tool", "short": "Do things", "use": "tool"}}"#;

/// A configuration that makes pages from an API, and help of two programs.
const TWO: &str = "\
[facts]
api = \"openapi.yaml\"
cli = \"facts.json\"
[facts.tool]
cli = \"tool.json\"
[products.api-reference]
out = \"docs/api\"
[products.help]
out = \"help\"
[products.help.tool]
out = \"help/tool\"
[products.man.tool]
";

fn two_programs() -> Project {
    Project::configured(TWO)
        .with("openapi.yaml", PETS)
        .with("facts.json", FACTS)
        .with("tool.json", TOOL)
}

#[test]
fn each_program_has_its_own_files() {
    let project = two_programs().generated();
    assert!(project.has("help/tool/tool_--help.golden") && project.has("docs/api/index.md"));
    // `[products.man.tool]` does not ask for the manual of the program without a name.
    let list = project.run(&["list"]).out;
    assert!(list.contains("man/tool.1") && list.matches("man/").count() == 1, "{list}");
    assert!(list.lines().any(|line| line.contains("tool_--help") && line.contains("help.tool")));
    project.run(&["check", "--deny", "warnings"]).expect_exit(0);
}

#[test]
fn a_header_without_settings_asks_for_the_product() {
    let configuration = TWO.replace("[products.man.tool]", "[products.man.tool]\n[products.man]");
    let project = two_programs().with(
        "sourcebook.toml",
        configuration.replace("[products.man]", "out = \"man/tool\"\n[products.man]"),
    );
    project.run(&["gen"]).expect_exit(0);
    let list = project.run(&["list"]).out;
    assert!(list.contains("man/tool/tool.1") && list.matches(" man ").count() > 1, "{list}");
}

#[test]
fn a_named_program_that_lacks_a_fact_is_told() {
    let configuration = TWO.replace("cli = \"tool.json\"", "api = \"openapi.yaml\"");
    let project = two_programs().with("sourcebook.toml", configuration);
    assert_snapshot!(project.run(&["gen"]).shown(), @r#"
    exit 100
    error[missing-fact]: `help` needs the command line, but its facts have none
     |
     = note: `[products.help.tool]` is made from `[facts.tool]`
     = help: add `cli = "facts.json"` or a command that prints it to `[facts]`

    error[missing-fact]: `man` needs the command line, but its facts have none
     |
     = note: `[products.man.tool]` is made from `[facts.tool]`
     = help: add `cli = "facts.json"` or a command that prints it to `[facts]`

    failed: 2 errors; nothing was written. Run `sourcebook explain missing-fact` for details
    "#);
}

#[test]
fn names_that_are_settings_or_no_facts_are_rejected() {
    let configuration = "\
[facts.api]
cli = \"facts.json\"
[facts.tool]
cli = \"tool.json\"
docs = \"docs\"
[facts.\"a b\"]
[products.help.tol]
[products.man.section]
[products.completions.other]
[products.help.tool]
oud = \"help\"
";
    assert_snapshot!(diagnostics(configuration), @r#"
    exit 100
    error[invalid-setting]: `facts.api` must be a string
     --> sourcebook.toml:1:1
      |
    1 | [facts.api]
      | ^^^^^^^^^^^ this is a table
      |
      = help: `api` is a setting; give these facts another name

    error[unknown-setting]: unknown setting `docs` in `[facts.tool]`
     --> sourcebook.toml:5:1
      |
    5 | docs = "docs"
      | ^^^^ not a setting
      |
      = help: the settings in `[facts.tool]` are `api`, `cli`, `command`, `fetch`

    error[invalid-setting]: facts cannot be named `a b`
     --> sourcebook.toml:6:1
      |
    6 | [facts."a b"]
      | ^^^^^^^^^^^^^
      |
      = help: a name consists of letters, digits, `-` and `_`

    error[invalid-setting]: unknown facts `tol`
     --> sourcebook.toml:7:1
      |
    7 | [products.help.tol]
      | ^^^^^^^^^^^^^^^^^^^
      |
      = help: did you mean `[facts.tool]`?

    error[invalid-setting]: `products.man.section` must be a string
     --> sourcebook.toml:8:1
      |
    8 | [products.man.section]
      | ^^^^^^^^^^^^^^^^^^^^^^ this is a table
      |
      = help: `section` is a setting; give these facts another name

    error[invalid-setting]: unknown facts `other`
     --> sourcebook.toml:9:1
      |
    9 | [products.completions.other]
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: add a table `[facts.other]`

    error[unknown-setting]: unknown setting `oud` in `[products.help.tool]`
      --> sourcebook.toml:11:1
       |
    11 | oud = "help"
       | ^^^ not a setting
       |
       = help: did you mean `out`?

    failed: 7 errors; nothing was written. Run `sourcebook explain unknown-setting` for details
    "#);
}

#[test]
fn two_configurations_keep_to_their_own_files() {
    let project = Project::with_pages().with("other.toml", SCHEMA);
    let other = ["--config", "other.toml"];
    project.run(&["gen"]).expect_exit(0);
    project.run(&[&["gen"][..], &other].concat()).expect_exit(0);
    assert_eq!(project.read(".sourcebook/other.written"), "facts.json\n");
    assert!(!project.read(".sourcebook/written").contains("facts.json"));
    project.run(&["check"]).expect_exit(0);
    project.run(&[&["check"][..], &other].concat()).expect_exit(0);
    // What one of them makes no longer is deleted, and nothing else.
    project.write("other.toml", SCHEMA.replace("facts.json", "schema.json"));
    project.run(&[&["gen"][..], &other].concat()).expect_exit(0);
    assert!(!project.has("facts.json") && project.has("docs/api/index.md"));
    project.run(&["check"]).expect_exit(0);
}

#[test]
fn a_file_that_two_configurations_make_is_a_problem_of_both() {
    let both = PAGES.to_owned() + SCHEMA;
    let project = Project::with_pages().with("other.toml", SCHEMA);
    project.run(&["gen", "--config", "other.toml"]).expect_exit(0);
    project.write("sourcebook.toml", &both);
    assert_snapshot!(project.run(&["gen"]).shown(), @"
    exit 100
    error[shared-file]: facts.json is made by another configuration as well
     |
     = note: the record of the other configuration names it: .sourcebook/other.written
     = help: give one of the products another `out`, or run `sourcebook gen` with the other configuration first, if it does not make the file any more

    failed: 1 error; nothing was written. Run `sourcebook explain shared-file` for details
    ");
    // The other one gives it up: it is not an orphan, and afterwards it can be made here.
    project.write("other.toml", SCHEMA.replace("facts.json", "schema.json"));
    project.run(&["gen", "--config", "other.toml"]).expect_exit(0);
    project.run(&["gen"]).expect_exit(0);
    project.run(&["check"]).expect_exit(0);
    project.run(&["check", "--config", "other.toml"]).expect_exit(0);
}

#[test]
fn an_orphan_that_another_configuration_makes_stays() {
    let project = Project::configured(SCHEMA).generated();
    project.write("other.toml", SCHEMA);
    project.write(".sourcebook/other.written", "facts.json\n");
    project.write("sourcebook.toml", SCHEMA.replace("facts.json", "schema.json"));
    project.run(&["gen"]).expect_exit(0);
    assert!(project.has("facts.json") && project.has("schema.json"));
    project.run(&["check", "--config", "other.toml"]).expect_exit(0);
}
