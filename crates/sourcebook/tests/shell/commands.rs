//! `list`, `print`, `explain`, `templates`, `completions`, and the names that they reject.

use insta::assert_snapshot;
use serde_json::Value;

use crate::project::{MARKED, Project, SCHEMA};

#[test]
fn list_shows_every_file_and_its_state() {
    let project = Project::configured(SCHEMA);
    assert_eq!(project.run(&["list"]).shown(), "exit 0\nfacts.json  facts-schema  missing\n");
    let project = project.generated().with("old.md", MARKED);
    assert_eq!(project.run(&["list"]).shown(), "exit 0\nfacts.json  facts-schema  fresh\n");
    project.write("facts.json", MARKED);
    project.write(".sourcebook/written", "facts.json\nold.md\n");
    assert_snapshot!(project.run(&["list"]).shown(), @"
    exit 0
    facts.json  facts-schema  out of date
    old.md      -             left over
    ");
    let run = project.run(&["list", "--format", "json"]);
    let list: Value = serde_json::from_str(&run.out).expect("one JSON object");
    assert_eq!(list["artifacts"][0]["state"], "out of date");
}

#[test]
fn a_list_that_cannot_be_made_fails_on_standard_error() {
    let run = Project::configured("[products.facts-schemas]\n").run(&["list"]);
    run.expect_exit(100).expect_err("error[unknown-setting]");
    assert_eq!(run.out, "");
}

#[test]
fn print_gives_the_bytes_and_nothing_else() {
    let project = Project::configured(SCHEMA).generated();
    let run = project.run(&["print", "./facts.json"]);
    run.expect_exit(0);
    assert_eq!(run.out, project.read("facts.json"));
    assert_eq!(run.err, "");
    assert_snapshot!(project.run(&["print", "fact.json"]).shown(), @"
    exit 100
    error: no product makes fact.json
     help: did you mean facts.json?
    ");
}

#[test]
fn print_fails_where_gen_would() {
    let project = Project::configured("[products.api-reference]\n");
    let run = project.run(&["print", "docs/reference/api/index.md"]);
    run.expect_exit(100).expect_err("error[missing-fact]");
    assert_eq!(run.out, "");
}

#[test]
fn explain_tells_why_and_how() {
    let project = Project::new();
    assert_snapshot!(project.run(&["explain", "orphan"]).shown(), @"
    exit 0
    error[orphan]: a generated file is left over: no product makes it any more

    The record `.sourcebook/written` says that Sourcebook wrote the file, but no product makes
    it now: a tag was renamed, a product was removed, or an output folder was moved. Readers
    would still find the old page.

    `sourcebook gen` deletes the file and any folders that become empty. A file that was never
    recorded is never deleted. To keep the file as your own, remove its line from
    `.sourcebook/written`.

    Its severity cannot be changed: `sourcebook gen` fixes it; a check that accepted it would check nothing.
    ");
    assert_snapshot!(project.run(&["explain", "orphans"]).shown(), @"
    exit 100
    error: unknown problem `orphans`
     help: did you mean `orphan`?
    ");
    project.run(&["explain", "remote-reference"]).expect_exit(0).expect_out("`[problems]`");
}

#[test]
fn explain_lists_every_code() {
    let project = Project::new();
    let run = project.run(&["explain"]);
    run.expect_exit(0);
    assert_eq!(run.out.lines().count(), sourcebook::problems::codes().count());
    let run = project.run(&["explain", "--format", "json"]);
    let list: Value = serde_json::from_str(&run.out).expect("one JSON object");
    assert_eq!(list["codes"][0]["code"], "unreadable");
}

#[test]
fn templates_of_an_unknown_name_are_rejected() {
    let project = Project::new();
    project.run(&["templates"]).expect_exit(0).expect_out("sourcebook templates eject NAME");
    let run = project.run(&["templates", "eject", "no-such.hbs"]);
    run.expect_exit(100).expect_err("unknown template no-such.hbs");
    project.run(&["templates", "eject"]).expect_exit(2);
}

#[test]
fn completions_are_printed_for_every_shell() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let run = Project::new().run(&["completions", shell]);
        run.expect_exit(0).expect_out("sourcebook");
    }
}

#[test]
fn a_wrong_command_line_ends_with_2() {
    let project = Project::new();
    for words in [&["gne"][..], &["check", "--deny", "errors"], &["gen", "-q", "-v"], &[]] {
        let run = project.run(words);
        run.expect_exit(2);
        assert!(run.err.contains("Usage:") || run.err.contains("--help"), "{}", run.err);
    }
    project.run(&["--help"]).expect_exit(0).expect_out("The exit code is 0");
    project.run(&["--version"]).expect_exit(0).expect_out(env!("CARGO_PKG_VERSION"));
}

/// A project whose pages are made by templates.
fn compatible() -> Project {
    let project = Project::with_pages();
    let configuration = project.read("sourcebook.toml");
    let out = "[products.api-reference]\n";
    assert!(configuration.contains(out), "{configuration}");
    let with_compat = format!("{out}compat = \"coder\"\n");
    project.write("sourcebook.toml", configuration.replace(out, &with_compat));
    project
}

#[test]
fn a_template_that_asks_for_too_much_writes_nothing() {
    let project = compatible().with("templates/api/section.hbs", "# {{titel}}\n");
    let run = project.run(&["gen"]);
    run.expect_exit(100).expect_out("template-failed").expect_out("titel");
    assert!(!project.has("docs"));
    let project = compatible().with("templates/api/section.hbs", "# {{#if title}}\n");
    project.run(&["gen"]).expect_exit(100).expect_out("api/section.hbs");
    assert!(!project.has("docs"));
}

#[test]
fn a_template_of_the_project_takes_the_place_of_the_built_in_one() {
    let own = "Generated by sourcebook. Section {{title}}\n{{operations}}\n";
    let project = compatible().with("templates/api/section.hbs", own).generated();
    assert!(project.read("docs/api/pets.md").starts_with("Generated by sourcebook. Section Pets"));
    project.run(&["check"]).expect_exit(0);
}

#[test]
fn facts_tell_of_every_command_and_are_read_like_those_of_any_program() {
    let project = Project::new();
    let run = project.run(&["facts"]);
    run.expect_exit(0);
    let facts: Value = serde_json::from_str(&run.out).expect("JSON");
    let names = facts["cli"]["children"].as_array().expect("commands").iter();
    let names: Vec<_> = names.filter_map(|command| command["name"].as_str()).collect();
    for name in ["init", "gen", "check", "explain", "facts"] {
        assert!(names.contains(&name), "{names:?}");
    }
    project.write("facts.json", &run.out);
    project.write(
        "sourcebook.toml",
        "[facts]\ncli = \"facts.json\"\n[products.help]\nout = \"help\"\n",
    );
    project.run(&["check", "--deny", "warnings"]).expect_exit(4);
    project.run(&["gen"]).expect_exit(0);
    assert!(project.read("help/sourcebook_gen_--help.golden").contains("sourcebook gen"));
}

#[test]
fn a_template_shows_what_it_knows() {
    let project = Project::with_pages();
    let of = [("reference/operation.hbs", "\"samples\": ["), ("api/section.hbs", "\"title\": ")];
    for (name, expected) in of {
        let run = project.run(&["templates", "show", name]);
        run.expect_exit(0).expect_out(expected);
        let context: Value = serde_json::from_str(&run.out).expect("JSON");
        assert!(context.is_object());
    }
    for (words, expected) in [
        (&["reference/operatoin.hbs"][..], "did you mean reference/operation.hbs?"),
        (&["site/error.html.hbs"], "site/error.html.hbs is no template of the API reference"),
        (&["reference/schema.hbs"], "is not rendered for this document"),
        (&["reference/operation.hbs", "--of", "None"], "is not rendered for None"),
    ] {
        project
            .run(&[&["templates", "show"], words].concat())
            .expect_exit(100)
            .expect_err(expected);
    }
}

#[test]
fn a_template_of_the_default_layout_takes_its_place() {
    let name = "templates/reference/operation.hbs";
    let project = Project::with_pages().with(name, "## {{method}} {{path}}\n").generated();
    let page = project.read("docs/api/pets.md");
    assert!(page.contains("\n## GET /pets\n"), "{page}");
    assert!(!page.contains("Responses"), "{page}");
    project.run(&["check"]).expect_exit(0);
    let project = Project::with_pages().with(name, "## {{methd}} {{path}}\n");
    let run = project.run(&["gen"]);
    run.expect_exit(100).expect_out("template-failed").expect_out("did you mean `method`?");
    assert!(!project.has("docs"));
}
