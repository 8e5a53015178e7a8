//! Traps of API documents, each planted once: what is said of it, and that nothing is said without.

use insta::assert_snapshot;
use serde_json::{Value, json};

use crate::project::Project;

mod answers;
mod routes;

/// A configuration that checks what a program says and makes one file of it.
const CONFIGURATION: &str =
    "[facts]\ncommand = [\"cat\", \"facts.json\"]\n[products.\"openapi-3.1\"]\n";

fn operation(tag: &str, status: &str) -> Value {
    json!({"tags": [tag], "responses": {status: {"description": "Done"}}})
}

/// What a server says of which nothing is wrong.
fn sound() -> Value {
    json!({
        "facts": 1,
        "openapi": {
            "openapi": "3.1.0",
            "info": {"title": "Orchard", "version": "1"},
            "servers": [{"url": "/api"}],
            "paths": {
                "/trees": {"get": operation("Trees", "200"), "post": operation("Trees", "201")},
                "/trees/{id}": {
                    "parameters": [
                        {"name": "id", "in": "path", "required": true, "schema": {"type": "string"}},
                    ],
                    "get": operation("Trees", "200"),
                },
            },
            "components": {"schemas": {"Tree": {"type": "object"}}},
        },
        "routes": [
            {"path": "/api/trees", "methods": ["GET", "POST"]},
            {"path": "/api/trees/{tree}", "methods": ["GET", "HEAD"]},
            {"path": "/healthz", "outside": "a probe by the machine that runs the server"},
        ],
        "parts": [
            {"prefix": "/trees", "openapi": {
                "paths": {"/": {"get": operation("Trees", "200"), "post": operation("Trees", "201")}},
                "components": {"schemas": {"Tree": {"type": "object"}}},
            }},
            {"openapi": {
                "paths": {"/trees/{id}": {"get": operation("Trees", "200")}},
                "components": {"schemas": {"Tree": {"type": "object"}}},
            }},
        ],
    })
}

fn project(facts: &Value) -> Project {
    let text = serde_json::to_string_pretty(facts).expect("JSON");
    Project::configured(CONFIGURATION).with("facts.json", text)
}

/// What `gen` says of the sound server after a change.
#[track_caller]
fn told(change: impl FnOnce(&mut Value)) -> String {
    let mut facts = sound();
    change(&mut facts);
    project(&facts).run(&["gen"]).shown()
}

/// What is said of the sound server after a change when a problem that is off is asked for.
#[track_caller]
fn told_of(problem: &str, change: impl FnOnce(&mut Value)) -> String {
    let mut facts = sound();
    change(&mut facts);
    let project = project(&facts);
    let severity = format!("[problems]\n{problem} = \"warning\"\n");
    project.write("sourcebook.toml", CONFIGURATION.to_owned() + &severity);
    project.run(&["gen"]).shown()
}

#[test]
fn nothing_is_said_of_a_sound_document() {
    assert_snapshot!(told(|_| {}), @r"
    exit 0
    done: 1 file written. Run `sourcebook check` to see whether they are up to date
    ");
}

#[test]
fn an_operation_without_a_tag() {
    assert_snapshot!(told(|facts| {
        facts["openapi"]["paths"]["/trees"]["post"]["tags"] = json!([]);
    }), @r#"
    exit 0
    warning[untagged-operation]: `POST /trees` has no tag
      --> <cat facts.json>:28:9
       |
    28 |         "post": {
       |         ^^^^^^ appears on the page of other operations
       |
       = help: give it the tag of the page on which it belongs

    done: 1 file written; 1 warning. Run `sourcebook check` to see whether they are up to date
    "#);
}

#[test]
fn a_document_without_any_tag_is_meant() {
    let told = told(|facts| {
        let paths = facts["openapi"]["paths"].as_object_mut().expect("paths");
        for item in paths.values_mut().filter_map(Value::as_object_mut) {
            for operation in item.values_mut().filter_map(Value::as_object_mut) {
                operation.remove("tags");
            }
        }
    });
    assert!(!told.contains("untagged-operation"), "{told}");
}

#[test]
fn a_tag_that_no_operation_has() {
    assert_snapshot!(told(|facts| {
        facts["openapi"]["tags"] = json!([
            {"name": "Trees"}, {"name": "Fruits"}, {"name": "Orchard"},
            {"name": "About", "x-traitTag": true},
        ]);
        facts["openapi"]["paths"]["/trees/{id}"]["get"]["tags"] = json!(["Trees", "Fruit"]);
    }), @r#"
    exit 0
    warning[unused-tag]: no operation has the tag `Fruits`
      --> <cat facts.json>:73:9
       |
    73 |         "name": "Fruits"
       |         ^^^^^^ not used
       |
       = help: operations have the undeclared tag `Fruit`

    warning[unused-tag]: no operation has the tag `Orchard`
      --> <cat facts.json>:76:9
       |
    76 |         "name": "Orchard"
       |         ^^^^^^ not used
       |
       = help: remove it, or add it to the operations that it describes

    done: 1 file written; 2 warnings. Run `sourcebook check` to see whether they are up to date
    "#);
}

#[test]
fn operations_of_one_family_under_different_tags() {
    let split = |facts: &mut Value| {
        facts["openapi"]["paths"]["/trees"]["post"]["tags"] = json!(["Fruit"]);
    };
    assert!(!told(split).contains("split-path-family"), "it is off by default");
    assert_snapshot!(told_of("split-path-family", split), @r#"
    exit 0
    warning[split-path-family]: the operations of `/trees` have different tags: `Trees` and `Fruit`
      --> <cat facts.json>:34:11
       |
    34 |           "tags": [
       |           ^^^^^^ appears on the page of `Fruit`
       |
       = note: `Trees` has `GET /trees` and `GET /trees/{id}`
       = note: `Fruit` has `POST /trees`
       = help: should all of them have the tag `Trees`?

    done: 1 file written; 1 warning. Run `sourcebook check` to see whether they are up to date
    "#);
}

#[test]
fn an_operation_id_that_stands_twice() {
    assert_snapshot!(told(|facts| {
        facts["openapi"]["paths"]["/trees"]["get"]["operationId"] = json!("trees");
        facts["openapi"]["paths"]["/trees"]["post"]["operationId"] = json!("trees");
    }), @r#"
    exit 0
    warning[duplicate-operation-id]: `GET /trees` and `POST /trees` have the same id `trees`
      --> <cat facts.json>:30:26
       |
    30 |           "operationId": "trees",
       |                          ^^^^^^^ used again here
       |
      ::: <cat facts.json>:19:26
       |
    19 |           "operationId": "trees",
       |                          ------- first used here
       |
       = help: give each operation a unique id

    done: 1 file written; 1 warning. Run `sourcebook check` to see whether they are up to date
    "#);
}

#[test]
fn two_types_with_one_schema_name() {
    assert_snapshot!(told(|facts| {
        facts["parts"][1]["openapi"]["components"]["schemas"]["Tree"] = json!({"type": "string"});
    }), @r#"
    exit 100
    error[duplicate-component]: two types share the schema name `Tree`
     --> <cat facts.json>:6:9
      |
    6 |         "Tree": {
      |         ^^^^^^ only one of them is in the document
      |
      = note: one is used by `GET /trees`, `POST /trees`, the other by `GET /trees/{id}`
      = help: rename one of them

    failed: 1 error; nothing was written. Run `sourcebook explain duplicate-component` for details
    "#);
}

#[test]
fn components_and_operations_that_were_lost() {
    assert_snapshot!(told(|facts| {
        let part = &mut facts["parts"][0]["openapi"];
        part["components"]["parameters"] = json!({"Limit": {"name": "limit", "in": "query"}});
        part["webhooks"] = json!({"grown": {}});
        part["paths"]["/count"] = json!({"get": operation("Trees", "200")});
    }), @r#"
    exit 100
    error[lost-in-merge]: `Limit` of `components.parameters` is not in the document
      --> <cat facts.json>:70:7
       |
    70 |       "openapi": {
       |       ^^^^^^^^^ this part declares it
       |
       = note: it was lost when the part with `GET /trees`, `POST /trees`, `GET /trees/count` was joined with the others
       = help: declare it in the document into which the parts are joined

    error[lost-in-merge]: the webhook `grown` is not in the document
      --> <cat facts.json>:70:7
       |
    70 |       "openapi": {
       |       ^^^^^^^^^ this part declares it
       |
       = note: it was lost when the part with `GET /trees`, `POST /trees`, `GET /trees/count` was joined with the others
       = help: declare it in the document into which the parts are joined

    error[lost-in-merge]: `GET /trees/count` is not in the document
      --> <cat facts.json>:70:7
       |
    70 |       "openapi": {
       |       ^^^^^^^^^ this part declares it
       |
       = note: it was lost when the part with `GET /trees`, `POST /trees`, `GET /trees/count` was joined with the others
       = help: declare it in the document into which the parts are joined

    failed: 3 errors; nothing was written. Run `sourcebook explain lost-in-merge` for details
    "#);
}

#[test]
fn security_that_became_one_of_several() {
    assert_snapshot!(told(|facts| {
        let schemes = json!({
            "Key": {"type": "apiKey", "name": "Key", "in": "header"},
            "Token": {"type": "http", "scheme": "bearer"},
        });
        facts["openapi"]["components"]["securitySchemes"] = schemes;
        facts["openapi"]["security"] = json!([{"Key": []}, {"Token": []}]);
        facts["parts"][0]["openapi"]["security"] = json!([{"Key": []}]);
        facts["parts"][1]["openapi"]["security"] = json!([{"Token": []}]);
        facts["parts"][1]["openapi"]["paths"]["/trees/{id}"]["get"]["security"] = json!([]);
    }), @r#"
    exit 100
    error[widened-security]: `GET /trees` and `POST /trees` require `Key`, but the document also accepts `Token`
      --> <cat facts.json>:73:5
       |
    73 |     "security": [
       |     ^^^^^^^^^^ any one of these is sufficient
       |
      ::: <cat facts.json>:89:7
       |
    89 |       "openapi": {
       |       --------- this part has its own requirement
       |
       = help: write `security` at each operation instead of at the top of the part

    failed: 1 error; nothing was written. Run `sourcebook explain widened-security` for details
    "#);
}
