//! What a run of a sound server sends and says, in every form.

use insta::assert_snapshot;

use super::{DOCUMENT, expect_nothing_left, project, run_with, shown};

#[test]
fn a_sound_server() {
    assert_snapshot!(shown(&run_with("", "", &["-v"])));
}

#[test]
fn the_answers_are_those_that_check_reads() {
    let reference = "\n[products.api-reference]\nout = \"docs/api\"\n";
    let project = project("wrong-status", reference).generated();
    project.run(&["live", "--answers", "answers.jsonl"]).expect_exit(100);
    let answers = project.read("answers.jsonl");
    let line = "{\"method\": \"POST\", \"path\": \"/session\", \"status\": 201}\n";
    assert!(answers.contains(line), "{answers}");
    let check = project.run(&["check", "--answers", "answers.jsonl"]);
    check.expect_exit(100).expect_out("`POST /pets` answered 202, which it does not describe");
}

#[test]
fn every_form_of_the_report_points_at_the_document_and_at_the_page() {
    let project = project("refuses", "\n[products.api-reference]\nout = \"docs/api\"\n");
    assert_snapshot!(shown(&project.run(&["live", "-q"])));
    let json = project.run(&["live", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&json.out).expect("JSON");
    assert_eq!(report["live"]["operations"], serde_json::json!([3, 6]));
    assert_eq!(report["live"]["answered"][1]["as_printed"], 422);
    assert_eq!(report["problems"][2]["related"][0]["file"], "docs/api/pets.md");
    let sarif = project.run(&["live", "--format", "sarif"]);
    sarif.expect_exit(100).expect_out("\"ruleId\": \"example-refused\"");
    let github = project.run(&["live", "--format", "github"]);
    github.expect_exit(100).expect_out("::error file=openapi.yaml,line=44,");
}

#[test]
fn the_lines_of_marked_pages_are_run_where_it_is_asked_for() {
    let page = "# Pets\n\n<!-- sourcebook: run -->\n\n```console\n$ echo one \\\n    two\none two\n$ export \
                NAME=Rex\n$ echo \"$NAME is $$\"\nRex is <NUMBER>\n$ false\n$ printf 'a\\nb\\n'\na\nc\n\
                ```\n\n```toml\n$ not run\n```\n";
    let project =
        project("", "").with("README.md", page).with("other.md", "```console\n$ false\n```\n");
    project.run(&["live"]).expect_exit(0);
    let run = project.run(&["live", "--pages"]);
    expect_nothing_left(&project);
    assert_snapshot!(shown(&run));
}

#[test]
fn examples_with_names_are_sent_too() {
    let project = project("", "");
    let schema = "          application/json:\n            schema:\n              type: object\n              required: [name]\n";
    let examples = "          application/json:\n            examples:\n              dog: {value: {name: Rex}}\n              number: {value: {name: 7}}\n            schema:\n              type: object\n              required: [name]\n";
    project.write("openapi.yaml", DOCUMENT.replace(schema, examples));
    let run = project.run(&["live"]);
    expect_nothing_left(&project);
    assert_snapshot!(shown(&run));
}

#[test]
fn what_one_operation_has_deleted_is_created_again_for_the_next() {
    let project = project("", "");
    let remove = "  /pets/{id}/remove:
    post:
      operationId: removePet
      tags: [Pets]
      security: [{token: []}]
      parameters:
      - {name: id, in: path, required: true, schema: {type: integer}}
      responses:
        '204': {description: Gone.}
  /session:
";
    project.write("openapi.yaml", DOCUMENT.replace("  /session:\n", remove));
    let run = project.run(&["live"]);
    expect_nothing_left(&project);
    run.expect_exit(0).expect_out("right: 7 of 7 operations");
}
