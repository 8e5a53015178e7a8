//! Rules for examples: 2.0 has one of each, most of them in extensions.

use super::*;

fn document(version: &str, operation: &str, components: &str) -> String {
    let start = match version {
        "2.0" => format!(r#""swagger": "2.0", {components}"#),
        _ => format!(r#""openapi": "{version}", "components": {{{components}}}"#),
    };
    format!(
        r#"{{{start}, "info": {{"title": "t", "version": "1"}}, "paths": {{"/a": {{"post": {operation}}}}}}}"#
    )
}

fn in_2_0(operation: &str, components: &str) -> Written {
    written(&document("3.1.0", operation, components), Swagger2_0)
}

#[test]
fn a_value_of_2_0_has_its_first_example_and_the_others_are_told() {
    let rule = |parameter: &str, example: &str, lost: &[&str]| {
        let operation = format!(
            r#"{{"parameters": [{{"name": "q", "in": "query", {parameter}}}],
                "responses": {{"200": {{"description": "d", "headers": {{"X": {{{parameter}}}}}}}}}}}"#
        );
        let written = in_2_0(&operation, "");
        let operation = &["paths", "/a", "post"][..];
        let parameter = [operation, &["parameters", "0", "x-example"]].concat();
        let header = [operation, &["responses", "200", "headers", "X", "x-example"]].concat();
        assert_eq!(at(&written.document, &parameter), example, "{parameter:?}");
        assert_eq!(at(&written.document, &header), example, "{parameter:?}");
        let of_header = |lost: &&str| lost.contains("of the header");
        let (headers, own): (Vec<&str>, Vec<&str>) =
            losses(&written).into_iter().partition(of_header);
        assert_eq!(own, lost);
        assert_eq!(headers.len(), lost.len(), "{headers:?}");
    };
    rule(
        r#""schema": {"type": "integer", "examples": [1, 2, 1]}"#,
        "1",
        &["all but the first of 3 examples"],
    );
    rule(r#""schema": {"type": "integer", "examples": [1, 1.0]}"#, "1", &[]);
    rule(
        r#""example": 3, "schema": {"type": "integer", "examples": [1]}"#,
        "3",
        &["the examples of the schema beside others"],
    );
    rule(
        r#""examples": {"a": {"value": 3, "summary": "s"}, "b": {"value": 4}}, "schema": {"type": "integer"}"#,
        "3",
        &[
            "the names of the examples `a`, `b`",
            "`summary` of the example `a`",
            "all but the first of 2 examples",
        ],
    );
    rule(
        r#""schema": {"type": "array", "items": {"type": "integer"}, "examples": [[1], [2]]}"#,
        "[1]",
        &["all but the first of 2 examples"],
    );
    rule(r#""schema": {"allOf": [{"type": "integer", "example": 4}, {"minimum": 1}]}"#, "4", &[]);
    rule(
        r#""x-example": 5, "example": 6, "schema": {"type": "integer"}"#,
        "5",
        &["the examples beside `x-example`"],
    );
    rule(
        r#""example": {"a": 1}, "schema": {"type": "object"}"#,
        "absent",
        &["a value of type object", "an example that is a list or an object"],
    );
    rule(
        r#""content": {"application/json": {"schema": {"type": "object"}, "example": {"a": 1}}}"#,
        r#""{\"a\":1}""#,
        &["a text in the media type `application/json`"],
    );
}

#[test]
fn each_media_type_of_2_0_has_its_first_example() {
    let examples = r#"{"a": {"value": 1}, "b": {"value": 2}, "c": {"externalValue": "https://example.com/c"}}"#;
    let content = format!(
        r#"{{"application/json": {{"schema": {{"type": "integer"}}, "examples": {examples}}}}}"#
    );
    let operation = format!(
        r#"{{"requestBody": {{"content": {content}}},
            "responses": {{"200": {{"description": "d", "content": {content}}}}}}}"#
    );
    let written = in_2_0(&operation, "");
    let operation = &["paths", "/a", "post"][..];
    let of_body = [operation, &["parameters", "0", "x-examples"]].concat();
    assert_eq!(at(&written.document, &of_body), r#"{"application/json":1}"#);
    let of_response = [operation, &["responses", "200", "examples"]].concat();
    assert_eq!(at(&written.document, &of_response), r#"{"application/json":1}"#);
    let lost = [
        "the names of the examples `a`, `b`, `c`",
        "the values of the examples `b` of `application/json`",
        "`externalValue` of the example `c`",
    ];
    assert_eq!(losses(&written), [lost, lost].concat());
}

#[test]
fn examples_of_bodies_of_2_0_stand_in_their_media_types() {
    let body = |more: &str| {
        format!(
            r#"{{"consumes": ["application/json", "application/xml"],
                "parameters": [{{"name": "request", "in": "body", "schema": {{"type": "object"}}, {more}}}],
                "responses": {{"200": {{"description": "d"}}}}}}"#
        )
    };
    let table = [
        (
            r#""x-examples": {"application/json": {"a": 1}, "text/csv": "a"}, "x-kept": 1"#,
            r#"{"content":{"application/json":{"schema":{"type":"object"},"example":{"a":1}},"application/xml":{"schema":{"type":"object"}}},"x-examples":{"text/csv":"a"},"x-kept":1}"#,
        ),
        (
            r#""x-examples": {"application/xml": null}"#,
            r#"{"content":{"application/json":{"schema":{"type":"object"}},"application/xml":{"schema":{"type":"object"},"example":null}}}"#,
        ),
        (
            r#""x-example": {"a": 1}"#,
            r#"{"content":{"application/json":{"schema":{"type":"object"},"example":{"a":1}},"application/xml":{"schema":{"type":"object"},"example":{"a":1}}}}"#,
        ),
    ];
    for (more, expected) in table {
        for target in [OpenApi3_1, OpenApi3_0] {
            let written = written(&document("2.0", &body(more), r#""definitions": {}"#), target);
            let found = at(&written.document, &["paths", "/a", "post", "requestBody"]);
            assert_eq!(found, expected, "{more}");
            assert_eq!(losses(&written), [""; 0], "{more}");
        }
        let written = written(&document("2.0", &body(more), r#""definitions": {}"#), Swagger2_0);
        assert_eq!(losses(&written), [""; 0], "{more}");
        let found = at(&written.document, &["paths", "/a", "post", "parameters", "0"]);
        assert!(found.contains("x-example"), "{found}");
    }
}

#[test]
fn media_types_that_only_examples_name_are_not_produced() {
    let operation = |produces: &str, first: &str| {
        format!(
            r#"{{{produces}"responses":{{{first}"200":{{"description":"d","schema":{{"type":"integer"}},"examples":{{"application/json":1}}}}}}}}"#
        )
    };
    let other = r#""404":{"description":"d","examples":{"application/json":{"a":1}}},"#;
    let both = r#""produces":["application/xml","application/json"],"#;
    let table = [
        operation("", ""),
        operation(r#""produces":["application/xml"],"#, ""),
        operation(both, ""),
        operation(both, other),
    ];
    for operation in table {
        let text = document("2.0", &operation, r#""definitions": {}"#);
        let found = at(&written(&text, Swagger2_0).document, &["paths", "/a", "post"]);
        assert_eq!(found, operation);
    }
}

#[test]
fn components_that_stand_nowhere_in_2_0_are_told() {
    let components = r##"
        "examples": {"Used": {"value": 1}, "OfHeader": {"value": 1}, "Unused": {"value": 2}},
        "headers": {"Used": {"schema": {"type": "integer"}, "examples": {"a": {"$ref": "#/components/examples/OfHeader"}}},
            "Unused": {"schema": {"type": "integer"}}},
        "requestBodies": {"Form": {"content": {"multipart/form-data": {"schema": {"type": "object", "properties": {"a": {"type": "string"}}}}}}}"##;
    let operation = r##"{"responses": {"200": {"description": "d",
        "headers": {"X": {"$ref": "#/components/headers/Used"}},
        "content": {"application/json": {"schema": {"type": "integer"}, "examples": {"e": {"$ref": "#/components/examples/Used"}}}}}}}"##;
    let written = in_2_0(operation, components);
    let unused = ["the example `Unused`", "the header `Unused`", "the form `Form`"];
    let told = losses(&written);
    for what in unused {
        assert!(told.contains(&what), "{what}: {told:?}");
    }
    let named =
        told.iter().filter(|what| what.starts_with("the example `") || what.contains("header `"));
    assert_eq!(named.count(), 3, "{told:?}");
}
