//! Traps of API documents, each planted once: what is said of it, and that nothing is said without.

use insta::assert_snapshot;
use serde_json::{Value, json};

use crate::project::Project;

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

#[test]
fn nothing_is_said_of_a_sound_document() {
    assert_snapshot!(told(|_| {}), @r"
    exit 0
    done: 1 file written. `sourcebook check` tells when they are out of date
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
       |         ^^^^^^ lands on the page `Default`
       |
       = help: give it the tag of the page on which it belongs

    done: 1 file written; 1 warning. `sourcebook check` tells when they are out of date
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
fn operations_of_one_family_under_different_tags() {
    assert_snapshot!(told(|facts| {
        facts["openapi"]["paths"]["/trees"]["post"]["tags"] = json!(["Fruit"]);
    }), @r#"
    exit 0
    warning[split-path-family]: the operations of `/trees` stand under `Trees` and `Fruit`
      --> <cat facts.json>:34:11
       |
    34 |           "tags": [
       |           ^^^^^^ goes to the page of `Fruit`
       |
       = note: `Trees` has `GET /trees` and `GET /trees/{id}`
       = note: `Fruit` has `POST /trees`
       = help: is the tag `Trees` meant for all of them?

    done: 1 file written; 1 warning. `sourcebook check` tells when they are out of date
    "#);
}

#[test]
fn an_operation_id_that_stands_twice() {
    assert_snapshot!(told(|facts| {
        facts["openapi"]["paths"]["/trees"]["get"]["operationId"] = json!("trees");
        facts["openapi"]["paths"]["/trees"]["post"]["operationId"] = json!("trees");
    }), @r#"
    exit 100
    error[duplicate-operation-id]: `GET /trees` and `POST /trees` have the same id `trees`
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
       = help: give each operation an id of its own

    failed: 1 error; nothing was written. `sourcebook explain duplicate-operation-id` says more
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
      = note: one belongs to `GET /trees`, `POST /trees`, the other to `GET /trees/{id}`
      = help: give one of them another name

    failed: 1 error; nothing was written. `sourcebook explain duplicate-component` says more
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
       |       ^^^^^^^^^ this part has it
       |
       = note: it was lost when the part with `GET /trees`, `POST /trees`, `GET /trees/count` was joined with the others
       = help: declare it in the document that the parts are joined into

    error[lost-in-merge]: the webhook `grown` is not in the document
      --> <cat facts.json>:70:7
       |
    70 |       "openapi": {
       |       ^^^^^^^^^ this part has it
       |
       = note: it was lost when the part with `GET /trees`, `POST /trees`, `GET /trees/count` was joined with the others
       = help: declare it in the document that the parts are joined into

    error[lost-in-merge]: `GET /trees/count` is not in the document
      --> <cat facts.json>:70:7
       |
    70 |       "openapi": {
       |       ^^^^^^^^^ this part has it
       |
       = note: it was lost when the part with `GET /trees`, `POST /trees`, `GET /trees/count` was joined with the others
       = help: declare it in the document that the parts are joined into

    failed: 3 errors; nothing was written. `sourcebook explain lost-in-merge` says more
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
    error[widened-security]: `GET /trees` and `POST /trees` require `Key`, and the document accepts `Token` as well
      --> <cat facts.json>:73:5
       |
    73 |     "security": [
       |     ^^^^^^^^^^ any one of these is enough
       |
      ::: <cat facts.json>:89:7
       |
    89 |       "openapi": {
       |       --------- this part requires its own
       |
       = help: write `security` at each operation instead of at the top of the part

    failed: 1 error; nothing was written. `sourcebook explain widened-security` says more
    "#);
}

#[test]
fn routes_that_are_not_in_the_document() {
    assert_snapshot!(told(|facts| {
        let routes = facts["routes"].as_array_mut().expect("routes");
        routes[0]["methods"] = json!(["GET", "POST", "DELETE"]);
        routes.push(json!({"path": "/api/tree", "methods": ["GET"]}));
        routes.push(json!({"path": "/metrics"}));
    }), @r#"
    exit 100
    error[undocumented-route]: `DELETE /api/trees` is served and not in the API document
       --> <cat facts.json>:138:15
        |
    138 |       "path": "/api/trees"
        |               ^^^^^^^^^^^^ served
        |
        = help: describe the operation, or say by `outside` why it is no part of the API

    error[undocumented-route]: `GET /api/tree` is served and not in the API document
       --> <cat facts.json>:155:15
        |
    155 |       "path": "/api/tree"
        |               ^^^^^^^^^^^ served
        |
        = help: the nearest path of the document is `/api/trees`; describe the operation, or say why it is outside of the API

    error[undocumented-route]: `/metrics` is served and not in the API document
       --> <cat facts.json>:158:15
        |
    158 |       "path": "/metrics"
        |               ^^^^^^^^^^ served
        |
        = help: describe the operation, or say by `outside` why it is no part of the API

    failed: 3 errors; nothing was written. `sourcebook explain undocumented-route` says more
    "#);
}

#[test]
fn a_route_outside_of_the_document_that_is_in_it() {
    assert_snapshot!(told(|facts| {
        facts["routes"][0]["outside"] = json!("it was an experiment");
    }), @r#"
    exit 100
    error[undocumented-route]: `GET /api/trees` and `POST /api/trees` are said to be outside of the API document
       --> <cat facts.json>:138:15
        |
    138 |       "path": "/api/trees"
        |               ^^^^^^^^^^^^ outside, and yet in the document
        |
        = help: remove `outside`, or the operation

    failed: 1 error; nothing was written. `sourcebook explain undocumented-route` says more
    "#);
}

#[test]
fn an_operation_that_no_route_serves() {
    assert_snapshot!(told(|facts| {
        facts["routes"][0]["methods"] = json!(["GET"]);
        facts["routes"][1]["path"] = json!("/api/trees/{tree}/");
        facts["openapi"]["paths"]["/tres"] = json!({"get": operation("Trees", "200")});
    }), @r#"
    exit 100
    error[unserved-operation]: no route serves `POST /trees`
      --> <cat facts.json>:28:9
       |
    28 |         "post": {
       |         ^^^^^^ answers nobody
       |
       = help: mount its handler at `/api/trees`, or take it out of the document

    error[unserved-operation]: no route serves `GET /tres`
      --> <cat facts.json>:62:9
       |
    62 |         "get": {
       |         ^^^^^ answers nobody
       |
       = help: the nearest route is `/api/trees`

    failed: 2 errors; nothing was written. `sourcebook explain unserved-operation` says more
    "#);
}

#[test]
fn the_rest_of_a_path_serves_what_is_below_it() {
    let told = told(|facts| facts["routes"] = json!([{"path": "/api/{*rest}"}]));
    assert!(!told.contains("unserved-operation"), "{told}");
}

#[test]
fn routes_and_parts_that_have_another_shape() {
    assert_snapshot!(told(|facts| {
        facts["routes"][0]["methds"] = json!(["GET"]);
        facts["routes"][1] = json!({"methods": "GET"});
        facts["routes"][2]["outside"] = json!("");
        facts["parts"][0] = json!({"prefix": 1});
    }), @r#"
    exit 100
    warning[unknown-fact]: a route has no member `methds`
       --> <cat facts.json>:100:7
        |
    100 |       "methds": [
        |       ^^^^^^^^ this would be ignored
        |
        = help: the nearest member is `methods`

    error[invalid-facts]: `prefix` must be a string
      --> <cat facts.json>:70:17
       |
    70 |       "prefix": 1
       |                 ^ this is a number

    error[invalid-facts]: a part needs a member `openapi`
      --> <cat facts.json>:69:5
       |
    69 |     {
       |     ^ this one has none

    error[invalid-facts]: `methods` must be a list
       --> <cat facts.json>:110:18
        |
    110 |       "methods": "GET"
        |                  ^^^^^ this is a string

    error[invalid-facts]: a route needs a member `path`
       --> <cat facts.json>:109:5
        |
    109 |     {
        |     ^ this one has none

    error[invalid-facts]: `outside` is empty
       --> <cat facts.json>:113:18
        |
    113 |       "outside": "",
        |                  ^^
        |
        = help: leave the member out where there is nothing to say

    failed: 5 errors and 1 warning; nothing was written. `sourcebook explain invalid-facts` says more
    "#);
}

/// What `check --answers` says of the sound server, whose files are up to date.
fn answered(lines: &str) -> String {
    let project = project(&sound()).generated();
    project.write("answers.jsonl", lines);
    project.run(&["check", "--answers", "answers.jsonl"]).shown()
}

#[test]
fn a_status_that_is_not_documented() {
    assert_snapshot!(answered(
        "{\"method\": \"GET\", \"path\": \"/api/trees\", \"status\": 200}\n\
         {\"method\": \"get\", \"path\": \"/api/trees/7?deep=true\", \"status\": 404, \"ms\": 3}\n\
         \n\
         {\"method\": \"GET\", \"path\": \"/api/trees/8\", \"status\": 404}\n\
         {\"method\": \"PUT\", \"path\": \"/api/trees\", \"status\": 405}\n\
         {\"method\": \"GET\", \"path\": \"/elsewhere\", \"status\": 500}\n\
         {\"method\": \"HEAD\", \"path\": \"/api/trees/\", \"status\": 503}\n"
    ), @r#"
    exit 100
    error[undocumented-status]: `GET /trees/{id}` answered 404, which is not among its responses
      --> <cat facts.json>:41:11
       |
    41 |           "responses": {
       |           ^^^^^^^^^^^ no 404 among these
       |
      ::: answers.jsonl:2:1
       |
     2 | {"method": "get", "path": "/api/trees/7?deep=true", "status": 404, "ms": 3}
       | --------------------------------------------------------------------------- seen here, for `/api/trees/7?deep=true`
       |
       = help: describe the response 404, or do not give it

    error[undocumented-status]: `GET /trees` answered 503, which is not among its responses
      --> <cat facts.json>:19:11
       |
    19 |           "responses": {
       |           ^^^^^^^^^^^ no 503 among these
       |
      ::: answers.jsonl:7:1
       |
     7 | {"method": "HEAD", "path": "/api/trees/", "status": 503}
       | -------------------------------------------------------- seen here, for `/api/trees/`
       |
       = help: describe the response 503, or do not give it

    failed: 2 errors. `sourcebook explain undocumented-status` says more
    "#);
}

#[test]
fn answers_that_are_none() {
    assert_snapshot!(answered("{\"method\": \"GET\"}\n"), @r#"
    exit 100
    error[invalid-answers]: this line is not an answer
     --> answers.jsonl:1:1
      |
    1 | {"method": "GET"}
      | ^^^^^^^^^^^^^^^^^ missing field `path`
      |
      = help: a line is like `{"method": "GET", "path": "/trees/7", "status": 404}`

    failed: 1 error. `sourcebook explain invalid-answers` says more
    "#);
    assert_snapshot!(answered("\n"), @r"
    exit 100
    error[invalid-answers]: there are no answers
     --> answers.jsonl:1:1
      |
    1 |
      | ^ nothing is compared
      |
      = help: did the tests run, and were they told where to write their answers?

    failed: 1 error. `sourcebook explain invalid-answers` says more
    ");
    let project = project(&sound()).generated();
    assert_snapshot!(project.run(&["check", "--answers", "none.jsonl"]).shown(), @r"
    exit 100
    error[invalid-answers]: cannot read none.jsonl: No such file or directory (os error 2)
     |
     = help: run the tests that write it first

    failed: 1 error. `sourcebook explain invalid-answers` says more
    ");
}

#[test]
fn a_range_and_the_default_cover_their_statuses() {
    for covering in ["4XX", "4xx", "default", "404"] {
        let mut facts = sound();
        facts["openapi"]["paths"]["/trees/{id}"]["get"] = operation("Trees", covering);
        let project = project(&facts).generated();
        project.write("a.jsonl", "{\"method\":\"GET\",\"path\":\"/api/trees/7\",\"status\":404}");
        project.run(&["check", "--answers", "a.jsonl"]).expect_exit(0);
    }
}
