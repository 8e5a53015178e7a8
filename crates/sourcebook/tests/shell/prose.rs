//! Hand-written pages that are checked against the facts.

use insta::assert_snapshot;

use crate::history::{commit, git};
use crate::project::{Project, Run};

/// The facts of the program that the pages are about.
const FACTS: &str = r#"{"facts": 1, "cli": {
    "name": "orchard", "use": "orchard",
    "options": [{"flag": "url", "env": "ORCHARD_URL", "type": "url", "group": ["Global"]}],
    "children": [
        {"name": "serve", "use": "serve [flags]", "options": [
            {"flag": "http-address", "env": "ORCHARD_HTTP_ADDRESS", "yaml": "http.address",
             "type": "host:port", "default": "127.0.0.1:80"},
            {"flag": "grace", "env": "ORCHARD_GRACE", "yaml": "http.grace", "type": "duration",
             "default": "30s"},
            {"flag": "port", "env": "ORCHARD_PORT", "type": "int", "use_instead": ["http-address"]}
        ]},
        {"name": "plant", "use": "plant [flags] <tree>", "arguments": [{"name": "tree", "required": true}]}
    ]
}}"#;

/// A project whose only page is its README.
fn with_page(page: &str) -> Project {
    steered("", page)
}

fn steered(prose: &str, page: &str) -> Project {
    let configuration = format!(
        "[facts]\ncli = 'orchard.json'\n[prose]\n{prose}\n[products.facts-schema]\nout = 'facts.json'\n"
    );
    let project =
        Project::configured(&configuration).with("orchard.json", FACTS).with("README.md", page);
    project.run(&["gen"]).expect_exit(0);
    project
}

fn check(page: &str) -> Run {
    with_page(page).run(&["check"])
}

#[test]
fn command_lines_are_held_against_the_facts() {
    assert_snapshot!(
        "commands",
        check("```sh\norchard serv\norchard serve --gracee 5s\n```\n").shown()
    );
    assert_snapshot!(
        "arguments",
        check("```sh\norchard plant\norchard serve --port 80\n```\n").shown()
    );
    assert_snapshot!("syntax", check("```sh\norchard plant 'apple\n```\n").shown());
}

#[test]
fn variables_and_values_are_held_against_the_facts() {
    let page = "Set `ORCHARD_HTTP_ADRESS`.\n\n```sh\nexport ORCHARD_GRACE=5min\n```\n";
    assert_snapshot!("variables", check(page).shown());
}

/// The API that the pages are about.
const API: &str = r#"{"openapi": "3.1.0", "info": {"title": "Orchard", "version": "1"},
    "servers": [{"url": "https://orchard.test/api"}],
    "paths": {"/trees": {
        "post": {"operationId": "plant", "summary": "Plant", "tags": ["trees"],
            "requestBody": {"content": {"application/json": {"schema": {
                "type": "object", "properties": {"kind": {"type": "string"}}
            }}}}, "responses": {"201": {"description": "The tree."}}
        },
        "get": {"operationId": "trees", "summary": "Trees", "tags": ["trees"], "responses": {"200": {"description": "Trees."}}}
    }}
}"#;

#[test]
fn examples_in_help_texts_are_held_against_the_facts() {
    let configuration =
        "[facts]\ncli = 'orchard.json'\n[prose]\n[products.facts-schema]\nout = 'facts.json'\n";
    let facts = r#"{"facts": 1, "cli": {"name": "orchard", "use": "orchard", "children": [
        {"name": "plant", "use": "plant <tree>", "long": "Plants a tree.\n\n  $ orchard plan oak\n"}
    ]}}"#;
    let project = Project::configured(configuration).with("orchard.json", facts);
    project.run(&["gen"]).expect_exit(0);
    assert_snapshot!("help", project.run(&["check"]).shown());
}

#[test]
fn requests_are_held_against_the_api_document() {
    let configuration =
        "[facts]\napi = 'api.json'\n[prose]\n[products.facts-schema]\nout = 'facts.json'\n";
    let page = "```sh\ncurl -X PUT https://orchard.test/api/trees\n```\n\nRead `GET /api/tres`.\n";
    let project = Project::configured(configuration).with("api.json", API).with("README.md", page);
    project.run(&["gen"]).expect_exit(0);
    assert_snapshot!("requests", project.run(&["check"]).shown());
    let page = "```sh\ncurl https://orchard.test/api/trees -d '{\"kidn\": \"apple\"}'\n```\n";
    let project = project.with("README.md", page);
    assert_snapshot!("bodies", project.run(&["check"]).shown());
}

#[test]
fn settings_defaults_and_names_are_held_against_the_facts() {
    let page = "```yaml\nhttp:\n  grcae: 5s\n```\n\n```json\n{\"a\": 1,}\n```\n\n\
                `ORCHARD_GRACE` defaults to 15 seconds.\n\nSee `orchard_apple_total`.\n";
    let project =
        steered("metrics = 'metrics.txt'", page).with("metrics.txt", "orchard_apples_total\n");
    assert_snapshot!("settings", project.run(&["check"]).shown());
}

#[test]
fn excerpts_are_held_against_their_files() {
    let page = "<!-- sourcebook: file seed.rs#L2 -->\n```rust\nplant(pear);\n```\n";
    let project = with_page(page).with("seed.rs", "fn main() {\n    plant(apple);\n}\n");
    assert_snapshot!("excerpt", project.run(&["check"]).shown());
}

#[test]
fn links_lead_to_files_of_the_repository() {
    let page = "# Orchard\n\n[one](orchard.jsn) [two](#orchards) \
                [`--grace`](orchard.json#--http-address)\n";
    assert_snapshot!("links", check(page).shown());
    let project =
        with_page("[docs](docs) [facts](orchard.json#L3) [up](../x.md) [web](https://x)\n");
    let run = project.with("docs/a.md", "[readme](../README.md)\n").run(&["check"]);
    assert_snapshot!("links_out_of_the_repository", run.shown());
}

#[test]
fn links_lead_to_what_is_made_though_git_ignores_it() {
    let project = with_page("[the schema](facts.json) [nothing](fact.json)\n");
    let run = project.with(".gitignore", "facts.json\n").run(&["check"]);
    run.expect_exit(100).expect_out("`fact.json` is dead");
    assert!(!run.out.contains("`facts.json` is dead"), "{}", run.out);
}

#[test]
fn what_is_certain_is_corrected_and_the_rest_is_reported() {
    let project = with_page("Set `ORCHARD_GRACEE=5min`, then run `orchard serve --grcae 5s`.\n");
    assert_snapshot!("fix", project.run(&["fix"]).shown());
    assert_eq!(
        project.read("README.md"),
        "Set `ORCHARD_GRACE=5min`, then run `orchard serve --grace 5s`.\n"
    );
    assert_snapshot!("fixed", project.run(&["fix"]).shown());
}

#[test]
fn names_that_are_near_nothing_are_counted_and_listed() {
    let project = with_page("`ORCHARD_IMAGE`, `ORCHARD_IMAGE` and `ORCHARD_REGISTRY_KEY`.\n");
    project.run(&["check"]).expect_exit(0);
    assert_snapshot!("suggest", project.run(&["check", "--suggest"]).shown());
    let foreign = "strict = true\nforeign = ['ORCHARD_IMAGE', 'ORCHARD_SEED']";
    assert_snapshot!(
        "strict",
        steered(foreign, "`ORCHARD_IMAGE` `ORCHARD_KEY`\n").run(&["check"]).shown()
    );
}

#[test]
fn comments_leave_out_a_check_with_a_reason() {
    let page = "<!-- sourcebook: skip prose-variable because of an example -->\n`ORCHARD_URLL`\n\n\
                <!-- sourcebook: skip prose-flag because nobody knows -->\nText.\n\n\
                <!-- sourcebook: skp prose-flag -->\nText.\n";
    assert_snapshot!("skip", check(page).shown());
}

#[test]
fn pages_about_other_times_give_notes() {
    let project = with_page("Text.\n").with("docs/upgrading.md", "Set `ORCHARD_URLL`.\n");
    assert_snapshot!("history", project.run(&["check"]).expect_exit(0).shown());
}

#[test]
fn names_that_the_base_commit_knew_are_told_with_what_came_instead() {
    let old = FACTS
        .replace("ORCHARD_GRACE", "ORCHARD_SHUTDOWN_PATIENCE")
        .replace("\"grace\"", "\"patience-of-gardeners\"")
        .replace(
            "\"plant\", \"use\": \"plant [flags] <tree>\"",
            "\"sow\", \"short\": \"Plant a tree.\", \"use\": \"sow <tree>\"",
        );
    let new =
        FACTS.replace("\"plant\", \"use\"", "\"plant\", \"short\": \"Plant a tree.\", \"use\"");
    let page = "Set `ORCHARD_SHUTDOWN_PATIENCE`.\n\n```sh\norchard serve --patience-of-gardeners 5s\n\
                orchard sow apple\n```\n";
    let project = with_page(page).with("orchard.json", old);
    git(project.folder(), &["init", "--quiet", "--initial-branch=main"]);
    commit(project.folder(), "first");
    project.write("orchard.json", new);
    commit(project.folder(), "second");
    let base = git(project.folder(), &["rev-parse", "HEAD~1"]);
    let run = project.run(&["check", "--base", "HEAD~1"]);
    assert_snapshot!("gone", run.shown().replace(&base[..10], "COMMIT"));
}

#[test]
fn nothing_is_checked_where_it_is_turned_off_or_generated() {
    let project = steered("pages = []", "Set `ORCHARD_URLL`.\n");
    project.run(&["check"]).expect_exit(0);
    let marked = "<!-- Generated by sourcebook; do not edit. -->\nSet `ORCHARD_URLL`.\n";
    with_page(marked).run(&["check"]).expect_exit(0);
}

#[test]
fn programs_see_the_same_places_and_corrections() {
    let project = with_page("Set `ORCHARD_GRACEE`.\n");
    assert_snapshot!("github", project.run(&["check", "--format", "github"]).out);
    let sarif = project.run(&["check", "--format", "sarif"]).out;
    let mut sarif: serde_json::Value = serde_json::from_str(&sarif).expect("SARIF");
    // Which of all rules it is changes with every new one.
    let result = sarif["runs"][0]["results"][0].as_object_mut().expect("a result");
    assert!(result.remove("ruleIndex").is_some());
    assert_snapshot!("sarif", format!("{:#}", sarif["runs"][0]["results"]));
}
