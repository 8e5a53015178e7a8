//! Operations, parameters, bodies, responses and security: what is the same on the wire, and what is not.

mod support;

use support::{changes, verdict};

const HEAD: &str = r#""openapi": "3.1.0", "info": {"title": "T", "version": "1.0.0"}"#;
const TEXT: &str = r#"{"application/json": {"schema": {"type": "string"}}}"#;
const NOTHING: &str = r#""responses": {"204": {"description": "ok"}}"#;
const SCHEMES: &str = r#""components": {"securitySchemes": {
    "key": {"type": "apiKey", "in": "header", "name": "X-Key"},
    "same": {"type": "apiKey", "in": "header", "name": "x-key"},
    "token": {"type": "http", "scheme": "bearer"},
    "login": {"type": "oauth2", "flows": {}}
}}"#;

/// A document with an operation at a path, and what stands beside the paths.
fn at(path: &str, operation: &str, beside: &str) -> String {
    let beside = if beside.is_empty() { String::new() } else { format!(", {beside}") };
    format!(r#"{{{HEAD}, "paths": {{"{path}": {{"post": {{{operation}}}}}}}{beside}}}"#)
}

/// A document with an operation that has these responses.
fn answering(responses: &str) -> String {
    at("/t", &format!(r#""responses": {{{responses}}}"#), "")
}

/// A document with an operation that has a query parameter of a schema.
fn asking(schema: &str, more: &str) -> String {
    let parameter = format!(r#"{{"name": "k", "in": "query", "schema": {schema}{more}}}"#);
    at("/t", &format!(r#""parameters": [{parameter}], {NOTHING}"#), "")
}

/// A document with an operation that has ways to sign in.
fn secured(security: &str) -> String {
    at("/t", &format!(r#""security": {security}, {NOTHING}"#), SCHEMES)
}

fn table(rows: &[(&str, String, String, &str)]) {
    for (name, old, new, expected) in rows {
        let found = changes(old, new);
        let told: Vec<_> = found.iter().map(|one| (one.code.name, &one.message)).collect();
        assert_eq!(verdict(&found), *expected, "{name}: {told:#?}");
    }
}

#[test]
fn statuses_are_compared_by_what_counts_for_them() {
    let text = |status: &str| format!(r#""{status}": {{"description": "x", "content": {TEXT}}}"#);
    let all = |statuses: &[&str]| {
        answering(&statuses.iter().map(|one| text(one)).collect::<Vec<_>>().join(", "))
    };
    table(&[
        ("404 to default", all(&["200", "404"]), all(&["200", "default"]), "none"),
        ("404 to 4XX", all(&["200", "404"]), all(&["200", "4XX"]), "none"),
        ("2XX to codes", all(&["2XX"]), all(&["200", "201"]), "info"),
        ("404 gone", all(&["200", "404"]), all(&["200"]), "info"),
        ("404 new", all(&["200"]), all(&["200", "404"]), "info"),
        ("404 beside default", all(&["default"]), all(&["default", "404"]), "none"),
        ("200 to 201", all(&["200"]), all(&["201"]), "error"),
    ]);
}

#[test]
fn texts_of_parameters_may_still_be_valid() {
    let list = r#"{"type": "array", "items": {"type": "integer"}}"#;
    let form = r#", "explode": false"#;
    let integer = r#"{"type": "integer"}"#;
    let text = r#"{"type": "string"}"#;
    table(&[
        ("scalar to list", asking(integer, ""), asking(list, ""), "info"),
        ("scalar to list with commas", asking(integer, ""), asking(list, form), "info"),
        ("list to scalar", asking(list, ""), asking(integer, ""), "error"),
        ("list with commas", asking(list, ""), asking(list, form), "error"),
        ("explode of a scalar", asking(integer, ""), asking(integer, form), "none"),
        ("number to text", asking(integer, ""), asking(text, ""), "info"),
        ("text to number", asking(text, ""), asking(integer, ""), "error"),
        ("required", asking(text, ""), asking(text, r#", "required": true"#), "error"),
    ]);
}

#[test]
fn every_way_in_must_still_lead_in() {
    let of = secured;
    table(&[
        ("one more", of(r#"[{"key": []}]"#), of(r#"[{"key": []}, {"token": []}]"#), "info"),
        ("one less", of(r#"[{"key": []}, {"token": []}]"#), of(r#"[{"key": []}]"#), "error"),
        ("anonymous", of("[{}]"), of(r#"[{"key": []}]"#), "error"),
        ("none is anonymous", of("[]"), of("[{}]"), "none"),
        ("another name", of(r#"[{"key": []}]"#), of(r#"[{"same": []}]"#), "none"),
        ("a scope more", of(r#"[{"login": ["r"]}]"#), of(r#"[{"login": ["r", "w"]}]"#), "error"),
        ("a scope less", of(r#"[{"login": ["r", "w"]}]"#), of(r#"[{"login": ["r"]}]"#), "info"),
        ("both", of(r#"[{"key": []}]"#), of(r#"[{"key": [], "token": []}]"#), "error"),
        ("either", of(r#"[{"key": [], "token": []}]"#), of(r#"[{"key": []}]"#), "info"),
    ]);
}

#[test]
fn urls_are_those_of_the_server_and_the_path() {
    let servers = |url: &str| format!(r#""servers": [{{"url": "{url}"}}]"#);
    let here = |path: &str, url: &str| at(path, NOTHING, &servers(url));
    let named =
        |path: &str, id: &str| at(path, &format!(r#""operationId": "{id}", {NOTHING}"#), "");
    table(&[
        ("prefix", here("/t", "/api/v2"), here("/api/v2/t", "/"), "none"),
        ("host", here("/t", "https://a.example/v1"), here("/t", "https://b.example/v1"), "info"),
        ("version", here("/t", "/v1"), here("/t", "/v2"), "error"),
        ("template", at("/t/{a}", NOTHING, ""), at("/t/{b}", NOTHING, ""), "none"),
        ("moved", named("/a/t", "t"), named("/b/t", "t"), "error"),
    ]);
    let moved = changes(&named("/old/things", "things"), &named("/new/stuff", "things"));
    let told: Vec<_> = moved.iter().map(|one| one.code.name).collect();
    assert_eq!(told, ["operation-moved"], "what moved is neither gone nor new");
}

#[test]
fn callbacks_and_webhooks_turn_directions_round() {
    let hook = |schema: &str| {
        let content = format!(r#"{{"application/json": {{"schema": {schema}}}}}"#);
        let body = format!(r#""requestBody": {{"required": true, "content": {content}}}"#);
        let request = format!(r#"{{"post": {{{body}, {NOTHING}}}}}"#);
        let webhook = format!(r#"{{{HEAD}, "paths": {{}}, "webhooks": {{"h": {request}}}}}"#);
        let callbacks = format!(r#""callbacks": {{"c": {{"{{$url}}": {request}}}}}"#);
        [webhook, at("/t", &format!("{callbacks}, {NOTHING}"), "")]
    };
    let few = r#"{"type": "string", "enum": ["a"]}"#;
    let more = r#"{"type": "string", "enum": ["a", "b"]}"#;
    for (old, new) in hook(few).into_iter().zip(hook(more)) {
        table(&[
            ("a new value is sent", old.clone(), new.clone(), "warning"),
            ("a value is not sent any more", new, old, "info"),
        ]);
    }
}

#[test]
fn the_same_change_of_a_shared_schema_is_said_once() {
    let document = |kind: &str| {
        let response = r##""responses": {"200": {"description": "ok", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/T"}}}}}"##;
        let paths: Vec<String> =
            (0..23).map(|at| format!(r#""/p{at}": {{"get": {{{response}}}}}"#)).collect();
        let schema =
            format!(r#"{{"type": "object", "properties": {{"n": {{"type": "{kind}"}}}}}}"#);
        format!(
            r#"{{{HEAD}, "paths": {{{}}}, "components": {{"schemas": {{"T": {schema}}}}}}}"#,
            paths.join(", ")
        )
    };
    let found = changes(&document("integer"), &document("number"));
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].operations().len(), 23);
    assert_eq!(found[0].message, "`T.n` was integer, and is number");
}

#[test]
fn recursive_schemas_end() {
    let tree = |kind: &str| {
        format!(
            r##"{{{HEAD}, "paths": {{"/t": {{"post": {{"requestBody": {{"content": {{"application/json": {{"schema": {{"$ref": "#/components/schemas/A"}}}}}}}}, {NOTHING}}}}}}},
            "components": {{"schemas": {{
                "A": {{"allOf": [{{"$ref": "#/components/schemas/B"}}, {{"type": "object", "properties": {{"a": {{"$ref": "#/components/schemas/A"}}}}}}]}},
                "B": {{"type": "object", "properties": {{"all": {{"type": "array", "items": {{"oneOf": [{{"$ref": "#/components/schemas/A"}}, {{"$ref": "#/components/schemas/B"}}, {{"type": "{kind}"}}]}}}}}}}}
            }}}}}}"##
        )
    };
    assert_eq!(verdict(&changes(&tree("string"), &tree("string"))), "none");
    assert_eq!(verdict(&changes(&tree("number"), &tree("integer"))), "error");
}
