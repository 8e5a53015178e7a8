//! `sourcebook init`: from a folder with somebody's document to pages, without documentation.

use insta::assert_snapshot;

use crate::project::{PETS, Project};

#[test]
fn a_document_becomes_pages() {
    let project = Project::new().with("petstore.yaml", PETS);
    assert_snapshot!(project.run(&["init"]).shown(), @"
    exit 0
    Wrote sourcebook.toml for petstore.yaml (OpenAPI 3.1.0)
    To get LF on every system, add to .gitattributes:
      docs/reference/api/** text eol=lf linguist-generated
      docs/reference/sourcebook/sourcebook.schema.json text eol=lf linguist-generated
      .sourcebook/written text eol=lf merge=union
    Next: `sourcebook gen` makes the pages
    ");
    project.run(&["gen"]).expect_exit(0).expect_out("`sourcebook check`");
    assert!(project.has("docs/reference/api/index.md"));
    let configuration = project.read("sourcebook.toml");
    let schema = configuration.strip_prefix("#:schema ./").and_then(|rest| rest.lines().next());
    assert!(project.has(schema.expect("the first line names the schema")));
    project.run(&["check", "--deny", "warnings"]).expect_exit(0);
}

#[test]
fn nothing_is_written_where_there_is_no_document() {
    let project = Project::new()
        .with("package.json", r#"{"dependencies": {"openapi": "3.0.0"}}"#)
        .with("node_modules/a/openapi.json", r#"{"openapi": "3.0.0"}"#)
        .with(".git/openapi.yaml", PETS);
    let before = project.tree();
    let run = project.run(&["init"]);
    assert_snapshot!(run.shown(), @"
    exit 100
    error: there is no API document in this folder or its subfolders
     help: save an OpenAPI or Swagger document (JSON or YAML) in this folder and run `sourcebook init` again, or name one that is elsewhere
    ");
    assert_eq!(project.tree(), before);
}

#[test]
fn the_most_likely_document_is_taken_and_the_others_are_named() {
    let project = Project::new()
        .with("tests/openapi.yaml", PETS)
        .with("service/api/openapi.yaml", PETS)
        .with("notes.yaml", "openapi: \"3.0.3\"\n")
        .with("a/b/c/d/e/f/too-deep.yaml", PETS);
    project.run(&["init"]).expect_exit(0).expect_out("2 other documents");
    let text = project.read("sourcebook.toml");
    assert!(text.contains("\napi = \"service/api/openapi.yaml\"\n"), "{text}");
    assert!(text.contains("\n# api = \"notes.yaml\" # OpenAPI 3.0.3\n"), "{text}");
    assert!(text.contains("\n# api = \"tests/openapi.yaml\" # OpenAPI 3.1.0\n"), "{text}");
    assert!(!text.contains("too-deep"), "{text}");
    project.run(&["gen"]).expect_exit(0);
}

#[test]
fn a_configuration_is_never_overwritten() {
    let project = Project::with_pages();
    let before = project.tree();
    let run = project.run(&["init", "--gitattributes"]);
    run.expect_exit(100).expect_err("already exists and is not overwritten");
    assert_eq!(project.tree(), before);
}

#[test]
fn attributes_are_appended_once() {
    let project = Project::new().with("openapi.yaml", PETS).with(".gitattributes", "*.png binary");
    project.run(&["init", "--gitattributes"]).expect_exit(0);
    assert_snapshot!(project.read(".gitattributes"), @"
    *.png binary
    docs/reference/api/** text eol=lf linguist-generated
    docs/reference/sourcebook/sourcebook.schema.json text eol=lf linguist-generated
    .sourcebook/written text eol=lf merge=union
    ");
    project.delete("sourcebook.toml");
    let before = project.read(".gitattributes");
    project.run(&["init", "--gitattributes"]).expect_exit(0);
    assert_eq!(project.read(".gitattributes"), before);
}

#[test]
fn every_setting_in_a_comment_is_a_setting() {
    let project = Project::new().with("openapi.yaml", PETS);
    project.run(&["init"]).expect_exit(0);
    let text = project.read("sourcebook.toml");
    let is_setting = |line: &str| {
        let key = line.split(" = ").next().unwrap_or("");
        line.starts_with('[')
            || (line.contains(" = ")
                && key.chars().all(|c| c.is_ascii_lowercase() || "-_.".contains(c)))
    };
    let uncommented: Vec<_> = text
        .lines()
        .map(|line| line.strip_prefix("# ").filter(|rest| is_setting(rest)).unwrap_or(line))
        // Facts come from files here, and the server of live runs has a URL.
        .filter(|line| !line.starts_with("command = ") || line.contains("make-keys"))
        .collect();
    let uncommented = uncommented.join("\n");
    assert!(uncommented.contains("\n[[allow]]\n") && uncommented.contains("\nfetch = false\n"));
    // The texts that the examples name, and the facts that the products need.
    let telemetry = "\"facts\": 1, \"metrics\": [], \"spans\": [],";
    project.write("facts.json", crate::cli::FACTS.replace("\"facts\": 1,", telemetry));
    project.write("docs/api-index.md", "# Mine\n");
    project.write("docs/api-authentication.md", "# Also mine\n");
    // What a site is made from: its files stand where the settings say by themselves.
    let entry = |title: &str, rest: &str| {
        format!(r#"{{"title": "{title}", "description": "What it is.", {rest}}}"#)
    };
    let entries = [
        entry("Index", r#""path": "api-index.md""#),
        entry("Authentication", r#""path": "api-authentication.md""#),
        entry("API", r#""generated": "api""#),
        entry("Operations", r#""path": "reference/operations.md""#),
        entry("Commands", r#""generated": "cli""#),
        entry("Settings", r#""path": "reference/options/server.md""#),
        entry("Variables", r#""path": "reference/environment.md""#),
        entry("Metrics", r#""path": "reference/metrics.md""#),
        entry("Spans", r#""path": "reference/spans.md""#),
        entry("Problems", r#""generated": "problems""#),
        entry("Sourcebook", r#""path": "reference/sourcebook/settings.md""#),
    ];
    let manifest = format!(r#"{{"routes": [{}]}}"#, entries.join(","));
    project.write("docs/manifest.json", manifest);
    project.write("docs/_redirects", "/old /api-index 301\n");
    project.write("templates/theme.toml", "");
    project.write("templates/texts.toml", "");
    project.write("sourcebook.toml", &uncommented);
    let run = project.run(&["gen"]);
    run.expect_exit(0).expect_out("warning[unused-allow]");
}

#[test]
fn a_document_may_be_named() {
    let two = || Project::new().with("a.yaml", PETS).with("b.yaml", PETS).with("c.yaml", "x: 1\n");
    let project = two();
    project.run(&["init", "b.yaml"]).expect_exit(0).expect_out("for b.yaml (OpenAPI 3.1.0)");
    assert!(project.read("sourcebook.toml").contains("\napi = \"b.yaml\"\n"));
    assert!(project.read("sourcebook.toml").contains("\n# fetch = false\n"));
    let project = two();
    project.run(&["init", "b.yaml", "--fetch"]).expect_exit(0);
    assert!(project.read("sourcebook.toml").contains("\nfetch = true\n"));
    let table = [
        ("c.yaml", "c.yaml is no API document"),
        ("d.yaml", "d.yaml is no file"),
        ("https://api.test/a.yaml", "https://api.test/a.yaml is a URL, which is not fetched"),
    ];
    for (document, expected) in table {
        let project = two();
        project.run(&["init", document]).expect_exit(100).expect_err(expected);
        assert!(!project.has("sourcebook.toml"), "{document}");
    }
}
