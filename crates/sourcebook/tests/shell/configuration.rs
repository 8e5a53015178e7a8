//! Problems planted in `sourcebook.toml`: all of them are reported in one run, and nothing is made.

use insta::assert_snapshot;

use crate::project::{PETS, Project};

/// What `gen` says about a configuration; nothing may have been written.
#[track_caller]
pub(crate) fn diagnostics(configuration: &str) -> String {
    let project = Project::configured(configuration).with("openapi.yaml", PETS);
    let before = project.tree();
    let run = project.run(&["gen"]);
    run.expect_exit(100);
    assert_eq!(project.tree(), before, "something was written");
    run.shown()
}

#[test]
fn there_is_none() {
    let project = Project::new();
    for command in ["gen", "check", "list"] {
        project.run(&[command]).expect_exit(100);
    }
    assert_snapshot!(project.run(&["gen"]).shown(), @"
    exit 100
    error[no-configuration]: there is no sourcebook.toml in this folder or a parent folder
     |
     = help: `sourcebook init` writes one; `sourcebook api` and `sourcebook cli` do not need one

    failed: 1 error; nothing was written. Run `sourcebook explain no-configuration` for details
    ");
}

#[test]
fn a_named_one_is_missing() {
    let project = Project::new();
    assert_snapshot!(project.run(&["check", "--config", "other.toml"]).shown(), @"
    exit 100
    error[no-configuration]: cannot read other.toml: No such file or directory (os error 2)
     |
     = help: `sourcebook init` writes one

    failed: 1 error. Run `sourcebook explain no-configuration` for details
    ");
}

#[test]
fn all_errors_of_the_notation_are_reported() {
    assert_snapshot!(diagnostics("[facts\napi = openapi.yaml\nfetch = true\n"), @"
    exit 100
    error[invalid-toml]: this is not valid TOML
     --> sourcebook.toml:1:7
      |
    1 | [facts
      |       ^ unclosed table, expected `]`
      |
      = help: see https://toml.io for the syntax

    failed: 1 error; nothing was written. Run `sourcebook explain invalid-toml` for details
    ");
}

#[test]
fn all_errors_of_the_settings_are_reported() {
    let configuration = r#"
color = "red"

[facts]
comand = ["coder", "facts"]
command = "coder facts"
api = "/etc/openapi.yaml"
fetch = "yes"

[products.api-refrence]
out = "docs"

[products.api-reference]
out = "../docs"
compta = "coder"

[problems]
no-operatons = "allow"
no-operations = "ignore"
"#;
    assert_snapshot!(diagnostics(configuration), @r#"
    exit 100
    error[unknown-setting]: unknown setting `color` at the top level
     --> sourcebook.toml:2:1
      |
    2 | color = "red"
      | ^^^^^ not a setting
      |
      = help: the settings at the top level are `accept`, `allow`, `changes`, `facts`, `live`, `problems`, `products`, `prose`, `site`

    error[unknown-setting]: unknown setting `comand` in `[facts]`
     --> sourcebook.toml:5:1
      |
    5 | comand = ["coder", "facts"]
      | ^^^^^^ not a setting
      |
      = help: did you mean `command`?

    error[invalid-setting]: `facts.command` must be a list of strings
     --> sourcebook.toml:6:11
      |
    6 | command = "coder facts"
      |           ^^^^^^^^^^^^^ this is a string

    error[invalid-setting]: `facts.api` cannot be `/etc/openapi.yaml`: it is absolute
     --> sourcebook.toml:7:7
      |
    7 | api = "/etc/openapi.yaml"
      |       ^^^^^^^^^^^^^^^^^^^
      |
      = help: write it relative to the folder of sourcebook.toml, with `/` between its parts

    error[invalid-setting]: `facts.fetch` must be `true` or `false`
     --> sourcebook.toml:8:9
      |
    8 | fetch = "yes"
      |         ^^^^^ this is a string

    error[unknown-setting]: unknown product `api-refrence` in `[products]`
      --> sourcebook.toml:10:11
       |
    10 | [products.api-refrence]
       |           ^^^^^^^^^^^^ not a product
       |
       = help: did you mean `api-reference`?

    error[invalid-setting]: `products.api-reference.out` cannot be `../docs`: it points outside of the folder
      --> sourcebook.toml:14:7
       |
    14 | out = "../docs"
       |       ^^^^^^^^^
       |
       = help: write it relative to the folder of sourcebook.toml, with `/` between its parts

    error[unknown-setting]: unknown setting `compta` in `[products.api-reference]`
      --> sourcebook.toml:15:1
       |
    15 | compta = "coder"
       | ^^^^^^ not a setting
       |
       = help: did you mean `compat`?

    error[unknown-setting]: unknown problem `no-operatons` in `[problems]`
      --> sourcebook.toml:18:1
       |
    18 | no-operatons = "allow"
       | ^^^^^^^^^^^^ not a problem
       |
       = help: did you mean `no-operations`?

    error[invalid-setting]: `problems.no-operations` cannot be `ignore`
      --> sourcebook.toml:19:17
       |
    19 | no-operations = "ignore"
       |                 ^^^^^^^^
       |
       = help: the values are `error`, `warning`, `allow`

    failed: 10 errors; nothing was written. Run `sourcebook explain invalid-setting` for details
    "#);
}

#[test]
fn tables_and_lists_are_told_apart() {
    let configuration = "facts = 1\nproducts = []\nproblems = \"none\"\nallow = { problem = 1 }\n";
    assert_snapshot!(diagnostics(configuration), @r#"
    exit 100
    error[invalid-setting]: `facts` must be a table
     --> sourcebook.toml:1:9
      |
    1 | facts = 1
      |         ^ this is an integer

    error[invalid-setting]: `products` must be a table
     --> sourcebook.toml:2:12
      |
    2 | products = []
      |            ^^ this is an array

    error[invalid-setting]: `problems` must be a table
     --> sourcebook.toml:3:12
      |
    3 | problems = "none"
      |            ^^^^^^ this is a string

    error[invalid-setting]: `allow` must be a list of tables
     --> sourcebook.toml:4:9
      |
    4 | allow = { problem = 1 }
      |         ^^^^^^^^^^^^^^^ this is a table

    failed: 4 errors; nothing was written. Run `sourcebook explain invalid-setting` for details
    "#);
}

#[test]
fn a_command_needs_a_program_and_only_texts() {
    let first = diagnostics("[facts]\ncommand = []\n");
    let second = diagnostics("[facts]\ncommand = [\"coder\", 1, true]\n");
    assert_snapshot!(first + "\n" + &second, @r#"
    exit 100
    error[invalid-setting]: `facts.command` does not name a program
     --> sourcebook.toml:2:11
      |
    2 | command = []
      |           ^^
      |
      = help: the first word is the program: `command = ["coder", "facts"]`

    failed: 1 error; nothing was written. Run `sourcebook explain invalid-setting` for details

    exit 100
    error[invalid-setting]: `facts.command` must be a list of strings
     --> sourcebook.toml:2:21
      |
    2 | command = ["coder", 1, true]
      |                     ^ this is an integer

    error[invalid-setting]: `facts.command` must be a list of strings
     --> sourcebook.toml:2:24
      |
    2 | command = ["coder", 1, true]
      |                        ^^^^ this is a boolean

    failed: 2 errors; nothing was written. Run `sourcebook explain invalid-setting` for details
    "#);
}

#[test]
fn the_api_document_cannot_be_read() {
    let configuration = "[facts]\napi = \"openapi.yml\"\n[products.api-reference]\n";
    assert_snapshot!(diagnostics(configuration), @r#"
    exit 100
    error[unreadable]: `./openapi.yml` cannot be read
     --> sourcebook.toml:2:7
      |
    2 | api = "openapi.yml"
      |       ^^^^^^^^^^^^^ this file
      |
      = note: No such file or directory (os error 2)
      = help: did you mean openapi.yaml?

    failed: 1 error; nothing was written. Run `sourcebook explain unreadable` for details
    "#);
}

#[test]
fn no_product_is_asked_for() {
    assert_snapshot!(diagnostics("[facts]\napi = \"openapi.yaml\"\n"), @"
    exit 100
    error[nothing-compared]: nothing was compared: no product is configured
     |
     = help: add a table `[products.NAME]` to sourcebook.toml, where NAME is one of `api-reference`, `operations`, `openapi-3.1`, `openapi-3.0`, `swagger-2.0`, `typescript`, `cli-reference`, `help`, `options-reference`, `environment`, `metrics`, `spans`, `yaml-sample`, `config-schema`, `man`, `completions`, `manifest-children`, `facts-schema`, `settings-reference`, `problems-reference`, `settings-schema`, `theme-css`, `error-pages`, `server-redirects`, `nginx-redirects`, `vercel-redirects`, `book-toml`, `summary`, `agents-index`

    failed: 1 error; nothing was written. Run `sourcebook explain nothing-compared` for details
    ");
}

#[test]
fn a_product_without_its_facts() {
    assert_snapshot!(diagnostics("[products.api-reference]\n"), @r#"
    exit 100
    error[missing-fact]: `api-reference` needs an API document, but its facts have none
     |
     = help: add `api = "openapi.yaml"` or a command that prints it to `[facts]`

    failed: 1 error; nothing was written. Run `sourcebook explain missing-fact` for details
    "#);
}

#[test]
fn a_product_that_can_do_without_its_facts_still_leaves_nothing_to_compare() {
    let configuration = "[products.api-reference]\n[problems]\nmissing-fact = \"warning\"\n";
    assert_snapshot!(diagnostics(configuration), @r#"
    exit 100
    warning[missing-fact]: `api-reference` needs an API document, but its facts have none
     |
     = help: add `api = "openapi.yaml"` or a command that prints it to `[facts]`

    error[nothing-compared]: nothing was compared: no files were made by `api-reference`
     |
     = help: add another product to sourcebook.toml

    failed: 1 error and 1 warning; nothing was written. Run `sourcebook explain nothing-compared` for details
    "#);
}

#[test]
fn two_products_want_one_file() {
    let configuration = "[facts]\napi = \"openapi.yaml\"\n[products.api-reference]\nout = \"docs\"\n\
                         [products.facts-schema]\nout = \"docs/INDEX.md\"\n";
    assert_snapshot!(diagnostics(configuration), @"
    exit 100
    error[path-conflict]: docs/index.md and docs/INDEX.md differ only in case
     |
     = note: `api-reference` makes the first and `facts-schema` the second
     = help: give the products different output folders, or change the names of the pages

    failed: 1 error; nothing was written. Run `sourcebook explain path-conflict` for details
    ");
}

#[test]
fn an_output_cannot_lie_among_our_own_files() {
    assert_snapshot!(diagnostics("[products.facts-schema]\nout = \".sourcebook/written\"\n"), @r#"
    exit 100
    error[invalid-setting]: `products.facts-schema.out` cannot be `.sourcebook/written`: Sourcebook keeps its own files there
     --> sourcebook.toml:2:7
      |
    2 | out = ".sourcebook/written"
      |       ^^^^^^^^^^^^^^^^^^^^^
      |
      = help: write it relative to the folder of sourcebook.toml, with `/` between its parts

    failed: 1 error; nothing was written. Run `sourcebook explain invalid-setting` for details
    "#);
}

#[test]
fn it_is_found_in_a_parent_folder() {
    let project = Project::with_pages().with("src/deep/main.rs", "").generated();
    assert!(project.has("docs/api/index.md"));
    project.run_in("src/deep", &["check"]).expect_exit(0);
    project.run_in("docs/api", &["list"]).expect_exit(0).expect_out("docs/api/index.md");
}

#[test]
fn it_may_be_named() {
    let project =
        Project::new().with("conf/book.toml", "[products.facts-schema]\nout = \"facts.json\"\n");
    project.run(&["gen", "--config", "conf/book.toml"]).expect_exit(0);
    assert!(project.has("conf/facts.json") && project.has("conf/.sourcebook/book.written"));
}
