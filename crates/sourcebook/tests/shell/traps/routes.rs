//! Traps that need the routes of the server, and the parts that its document was joined of.

use insta::assert_snapshot;
use serde_json::json;

use super::{operation, told};

#[test]
fn routes_that_are_not_in_the_document() {
    assert_snapshot!(told(|facts| {
        let routes = facts["routes"].as_array_mut().expect("routes");
        routes[0]["methods"] = json!(["GET", "POST", "DELETE"]);
        routes.push(json!({"path": "/api/tree", "methods": ["GET"]}));
        routes.push(json!({"path": "/metrics"}));
    }), @r#"
    exit 100
    error[undocumented-route]: `DELETE /api/trees` is served but not in the API document
       --> <cat facts.json>:138:15
        |
    138 |       "path": "/api/trees"
        |               ^^^^^^^^^^^^ served
        |
        = help: describe the operation, or explain with `outside` why it is not part of the API

    error[undocumented-route]: `GET /api/tree` is served but not in the API document
       --> <cat facts.json>:155:15
        |
    155 |       "path": "/api/tree"
        |               ^^^^^^^^^^^ served
        |
        = help: the nearest path of the document is `/api/trees`; describe the operation, or say why it is outside of the API

    error[undocumented-route]: `/metrics` is served but not in the API document
       --> <cat facts.json>:158:15
        |
    158 |       "path": "/metrics"
        |               ^^^^^^^^^^ served
        |
        = help: describe the operation, or explain with `outside` why it is not part of the API

    failed: 3 errors; nothing was written. Run `sourcebook explain undocumented-route` for details
    "#);
}

#[test]
fn a_route_outside_of_the_document_that_is_in_it() {
    assert_snapshot!(told(|facts| {
        facts["routes"][0]["outside"] = json!("it was an experiment");
    }), @r#"
    exit 100
    error[undocumented-route]: `GET /api/trees` and `POST /api/trees` are marked as outside the API document
       --> <cat facts.json>:138:15
        |
    138 |       "path": "/api/trees"
        |               ^^^^^^^^^^^^ marked as outside, but in the document
        |
        = help: remove `outside`, or the operation

    failed: 1 error; nothing was written. Run `sourcebook explain undocumented-route` for details
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
       |         ^^^^^^ never served
       |
       = help: mount its handler at `/api/trees`, or remove it from the document

    error[unserved-operation]: no route serves `GET /tres`
      --> <cat facts.json>:62:9
       |
    62 |         "get": {
       |         ^^^^^ never served
       |
       = help: did you mean `/api/trees`?

    failed: 2 errors; nothing was written. Run `sourcebook explain unserved-operation` for details
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
        = help: did you mean `methods`?

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

    failed: 5 errors and 1 warning; nothing was written. Run `sourcebook explain invalid-facts` for details
    "#);
}
