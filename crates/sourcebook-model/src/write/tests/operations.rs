//! Rules for operations: parameters, bodies, responses.

use super::*;

/// An operation before, the operation after, what is lost.
type Rule<'a> = (&'a str, &'a str, &'a [&'a str]);

const NAMED: &str = r#""S": {"type": "string", "format": "uuid"}, "F": {"type": "object", "properties": {"a": {"type": "string"}}}"#;

fn document(version: &str, operation: &str) -> String {
    let start = match version {
        "2.0" => format!(r#""swagger": "2.0", "definitions": {{{NAMED}}}"#),
        _ => format!(r#""openapi": "{version}", "components": {{"schemas": {{{NAMED}}}}}"#),
    };
    format!(
        r#"{{{start}, "info": {{"title": "t", "version": "1"}}, "paths": {{"/a": {{"post": {operation}}}}}}}"#
    )
}

fn check(version: &str, target: Target, rules: &[Rule<'_>]) {
    for (before, after, lost) in rules {
        let written = written(&document(version, before), target);
        assert_eq!(at(&written.document, &["paths", "/a", "post"]), *after, "{before}");
        assert_eq!(losses(&written), *lost, "{before}");
    }
}

#[test]
fn parameters_of_3_in_2_0() {
    let rule = |before: &str, after: &str, lost: &'static [&'static str]| {
        let before = format!(
            r#"{{"parameters": [{before}], "responses": {{"200": {{"description": "d"}}}}}}"#
        );
        let written = written(&document("3.1.0", &before), Swagger2_0);
        assert_eq!(
            at(&written.document, &["paths", "/a", "post", "parameters", "0"]),
            after,
            "{before}"
        );
        assert_eq!(losses(&written), lost, "{before}");
    };
    rule(
        r#"{"name": "q", "in": "query", "description": "d", "required": true, "schema": {"type": "integer", "minimum": 1, "exclusiveMaximum": 9, "default": 3}, "x-a": 1}"#,
        r#"{"name":"q","in":"query","description":"d","required":true,"type":"integer","default":3,"minimum":1,"maximum":9,"exclusiveMaximum":true,"x-a":1}"#,
        &[],
    );
    rule(
        r#"{"name": "q", "in": "query", "schema": {"type": "array", "items": {"type": "string", "enum": ["a"]}, "maxItems": 2}}"#,
        r#"{"name":"q","in":"query","type":"array","items":{"type":"string","enum":["a"]},"maxItems":2,"collectionFormat":"multi"}"#,
        &[],
    );
    rule(
        r#"{"name": "q", "in": "query", "style": "pipeDelimited", "explode": false, "schema": {"type": "array", "items": {"type": "string"}}}"#,
        r#"{"name":"q","in":"query","type":"array","items":{"type":"string"},"collectionFormat":"pipes"}"#,
        &[],
    );
    rule(
        r#"{"name": "q", "in": "header", "example": "x", "schema": {"type": ["string", "null"]}}"#,
        r#"{"name":"q","in":"header","type":"string","x-nullable":true,"x-example":"x"}"#,
        &[],
    );
    rule(
        r##"{"name": "q", "in": "query", "schema": {"$ref": "#/components/schemas/S"}}"##,
        r#"{"name":"q","in":"query","type":"string","format":"uuid"}"#,
        &["that the value is the schema `S`"],
    );
    rule(
        r#"{"name": "q", "in": "query", "style": "deepObject", "schema": {"type": "object", "properties": {"a": {}}}}"#,
        r#"{"name":"q","in":"query","type":"string"}"#,
        &["a value of type object", "`properties` of a value", "the style `deepObject`"],
    );
    rule(
        r#"{"name": "q", "in": "query", "deprecated": true, "content": {"application/json": {"schema": {}}}}"#,
        r#"{"name":"q","in":"query","type":"string"}"#,
        &["`deprecated`", "a text in the media type `application/json`"],
    );
    rule(
        r#"{"name": "c", "in": "cookie", "schema": {"type": "string"}}"#,
        "absent",
        &["the cookie parameter `c`"],
    );
}

#[test]
fn parameters_of_2_0_in_3() {
    check(
        "2.0",
        OpenApi3_0,
        &[(
            r#"{"parameters": [
            {"name": "a", "in": "query", "type": "array", "items": {"type": "string"}, "collectionFormat": "multi"},
            {"name": "b", "in": "query", "type": "array", "items": {"type": "string"}},
            {"name": "c", "in": "header", "type": "array", "items": {"type": "string"}, "collectionFormat": "tsv"},
            {"name": "d", "in": "query", "type": "string", "x-example": "x", "x-other": 1}],
            "responses": {"default": {"description": "d"}}}"#,
            r#"{"parameters":[{"name":"a","in":"query","explode":true,"schema":{"type":"array","items":{"type":"string"}}},{"name":"b","in":"query","explode":false,"schema":{"type":"array","items":{"type":"string"}}},{"name":"c","in":"header","explode":false,"schema":{"type":"array","items":{"type":"string"}}},{"name":"d","in":"query","schema":{"type":"string"},"example":"x","x-other":1}],"responses":{"default":{"description":"d"}}}"#,
            &["`collectionFormat: tsv`"],
        )],
    );
}

#[test]
fn lists_of_2_0_are_written_in_styles_that_later_versions_have_there() {
    let lists = |location: &str, format: &str| {
        let required = if location == "path" { r#""required":true,"# } else { "" };
        let list =
            format!(r#""type":"array","items":{{"type":"string"}},"collectionFormat":"{format}""#);
        format!(
            r#"{{"parameters":[{{"name":"a","in":"{location}",{required}{list}}}],"responses":{{"200":{{"description":"d","headers":{{"X":{{{list}}}}}}}}}}}"#
        )
    };
    let rows = [
        ("query", "ssv", r#""style":"spaceDelimited","#, 1),
        ("query", "tsv", "", 2),
        ("path", "pipes", "", 2),
        ("header", "ssv", "", 2),
        ("header", "csv", "", 0),
    ];
    for (location, format, style, lost) in rows {
        let schema = r#""schema":{"type":"array","items":{"type":"string"}}"#;
        let required = if location == "path" { r#""required":true,"# } else { "" };
        let expected = format!(
            r#"{{"parameters":[{{"name":"a","in":"{location}",{required}{style}"explode":false,{schema}}}],"responses":{{"200":{{"description":"d","headers":{{"X":{{"explode":false,{schema}}}}}}}}}}}"#
        );
        let text = format!("`collectionFormat: {format}`");
        let lost: Vec<&str> = std::iter::repeat_n(text.as_str(), lost).collect();
        for target in [OpenApi3_0, OpenApi3_1] {
            check("2.0", target, &[(&lists(location, format), &expected, &lost)]);
        }
        let same = lists(location, format).replace(r#","collectionFormat":"csv""#, "");
        check("2.0", Swagger2_0, &[(&lists(location, format), &same, &[])]);
    }
}

#[test]
fn headers_that_only_2_0_does_not_ignore() {
    const OF_2_0: &str = r#"{"parameters":[{"name":"accept","in":"header","type":"string"}],"responses":{"default":{"description":"d"}}}"#;
    const OF_3: &str = r#"{"parameters":[{"name":"accept","in":"header","schema":{"type":"string"}}],"responses":{"default":{"description":"d"}}}"#;
    const WITHOUT: &str = r#"{"responses":{"default":{"description":"d"}}}"#;
    const LOST: &[&str] = &["the header parameter `accept`, which it ignores"];
    check("2.0", OpenApi3_0, &[(OF_2_0, OF_3, LOST)]);
    check("2.0", Swagger2_0, &[(OF_2_0, OF_2_0, &[])]);
    check("3.0.3", OpenApi3_0, &[(OF_3, OF_3, &[])]);
    check("3.0.3", Swagger2_0, &[(OF_3, WITHOUT, &[])]);
}

#[test]
fn bodies_of_3_in_2_0() {
    check(
        "3.1.0",
        Swagger2_0,
        &[
            (
                r##"{"requestBody": {"description": "d", "required": true, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/F"}}, "application/xml": {"schema": {"$ref": "#/components/schemas/F"}}}}, "responses": {"200": {"description": "d"}}}"##,
                r##"{"consumes":["application/json","application/xml"],"parameters":[{"name":"request","in":"body","description":"d","required":true,"schema":{"$ref":"#/definitions/F"}}],"responses":{"200":{"description":"d"}}}"##,
                &[],
            ),
            (
                r#"{"x-codegen-request-body-name": "pet", "requestBody": {"content": {"application/json": {"schema": {"type": "object"}}}}, "responses": {"200": {"description": "d"}}}"#,
                r#"{"consumes":["application/json"],"parameters":[{"name":"pet","in":"body","schema":{"type":"object"}}],"responses":{"200":{"description":"d"}}}"#,
                &[],
            ),
            (
                r#"{"requestBody": {"content": {"application/json": {"schema": {"type": "object"}, "example": 1}, "text/plain": {"schema": {"type": "string"}}}}, "responses": {"200": {"description": "d"}}}"#,
                r#"{"consumes":["application/json","text/plain"],"parameters":[{"name":"request","in":"body","schema":{"type":"object"},"x-examples":{"application/json":1}}],"responses":{"200":{"description":"d"}}}"#,
                &["the schema of `text/plain`"],
            ),
            (
                r#"{"requestBody": {"required": true, "content": {"multipart/form-data": {"schema": {"type": "object", "required": ["f"], "properties": {"f": {"type": "string", "format": "binary", "description": "d"}, "l": {"type": "array", "items": {"type": "string"}}}}}}}, "responses": {"200": {"description": "d"}}}"#,
                r#"{"consumes":["multipart/form-data"],"parameters":[{"name":"f","in":"formData","description":"d","required":true,"type":"file"},{"name":"l","in":"formData","type":"array","items":{"type":"string"},"collectionFormat":"multi"}],"responses":{"200":{"description":"d"}}}"#,
                &[],
            ),
            (
                r##"{"requestBody": {"content": {"application/x-www-form-urlencoded": {"schema": {"$ref": "#/components/schemas/F"}}, "application/json": {}}}, "responses": {"200": {"description": "d"}}}"##,
                r#"{"consumes":["application/x-www-form-urlencoded"],"parameters":[{"name":"a","in":"formData","type":"string"}],"responses":{"200":{"description":"d"}}}"#,
                &[
                    "`application/json` beside a form",
                    "the schema of `application/json`",
                    "that the form is the schema `F`",
                ],
            ),
        ],
    );
}

#[test]
fn bodies_of_2_0_in_3() {
    check(
        "2.0",
        OpenApi3_1,
        &[
            (
                r##"{"consumes": ["application/json"], "parameters": [{"name": "pet", "in": "body", "required": true, "schema": {"$ref": "#/definitions/F"}}], "responses": {"200": {"description": "d"}}}"##,
                r##"{"requestBody":{"content":{"application/json":{"schema":{"$ref":"#/components/schemas/F"}}},"required":true},"responses":{"200":{"description":"d"}},"x-codegen-request-body-name":"pet"}"##,
                &[],
            ),
            (
                r#"{"consumes": ["multipart/form-data"], "parameters": [{"name": "f", "in": "formData", "type": "file", "required": true, "description": "d"}, {"name": "l", "in": "formData", "type": "array", "items": {"type": "string"}}], "responses": {"200": {"description": "d"}}}"#,
                r#"{"requestBody":{"content":{"multipart/form-data":{"schema":{"type":"object","required":["f"],"properties":{"f":{"description":"d","type":"string","format":"binary"},"l":{"type":"array","items":{"type":"string"}}}},"encoding":{"l":{"explode":false}}}},"required":true},"responses":{"200":{"description":"d"}}}"#,
                &[],
            ),
        ],
    );
}

#[test]
fn responses_of_3_in_2_0() {
    check(
        "3.1.0",
        Swagger2_0,
        &[
            (
                r##"{"responses": {"200": {"description": "d"}, "404": {"description": "n", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/F"}, "example": {"a": 1}}}}, "default": {"description": "x", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/F"}}}}}}"##,
                r##"{"produces":["application/json"],"responses":{"200":{"description":"d"},"404":{"description":"n","schema":{"$ref":"#/definitions/F"},"examples":{"application/json":{"a":1}}},"default":{"description":"x","schema":{"$ref":"#/definitions/F"}}}}"##,
                &[],
            ),
            (
                r#"{"responses": {"200": {"description": "d", "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}, "headers": {"x-rate": {"description": "h", "required": true, "schema": {"type": "integer"}}}}}}"#,
                r#"{"produces":["application/octet-stream"],"responses":{"200":{"description":"d","schema":{"type":"file"},"headers":{"x-rate":{"description":"h","type":"integer"}}}}}"#,
                &["`required` of the header `x-rate`"],
            ),
            (
                r#"{"responses": {"200": {"description": "d", "content": {"text/csv": {"schema": {"type": "string"}}}}, "4XX": {"description": "d"}, "500": {"description": "e", "content": {"application/json": {"schema": {"type": "object"}}}}}}"#,
                r#"{"produces":["text/csv","application/json"],"responses":{"200":{"description":"d","schema":{"type":"string"}},"500":{"description":"e","schema":{"type":"object"}}}}"#,
                &["which response has which media types", "the status `4XX`"],
            ),
            (
                r#"{"responses": {"200": {"description": "d", "content": {"*/*": {"schema": {"type": "string"}, "examples": {"cat": {"summary": "s", "value": "x"}}}}, "links": {"next": {"operationId": "o"}}}}}"#,
                r#"{"responses":{"200":{"description":"d","schema":{"type":"string"},"examples":{"*/*":"x"}}}}"#,
                &["the names of the examples `cat`", "the link `next`"],
            ),
            (
                r#"{"deprecated": true, "tags": ["a"], "callbacks": {"done": {"{$request.body#/url}": {"post": {"responses": {"200": {"description": "d"}}}}}}}"#,
                r#"{"tags":["a"],"responses":{"default":{"description":""}},"deprecated":true}"#,
                &["that no response is described", "the callback `done`"],
            ),
        ],
    );
}

#[test]
fn responses_of_2_0_in_3() {
    check(
        "2.0",
        OpenApi3_0,
        &[(
            r##"{"produces": ["application/json", "application/xml"], "responses": {"200": {"description": "d", "schema": {"$ref": "#/definitions/F"}, "examples": {"application/json": {"a": "b"}}, "headers": {"x-rate": {"type": "integer", "format": "int32", "description": "h"}}}, "404": {"description": "n"}, "x-kept": 1}}"##,
            r##"{"responses":{"200":{"description":"d","headers":{"x-rate":{"description":"h","schema":{"type":"integer","format":"int32"}}},"content":{"application/json":{"schema":{"$ref":"#/components/schemas/F"},"example":{"a":"b"}},"application/xml":{"schema":{"$ref":"#/components/schemas/F"}}}},"404":{"description":"n"},"x-kept":1}}"##,
            &[],
        )],
    );
}

#[test]
fn an_operation_without_responses_is_given_one_where_one_is_needed() {
    check(
        "3.1.0",
        OpenApi3_0,
        &[(
            r#"{"operationId": "o"}"#,
            r#"{"operationId":"o","responses":{"default":{"description":""}}}"#,
            &["that no response is described"],
        )],
    );
    check("3.1.0", OpenApi3_1, &[(r#"{"operationId": "o"}"#, r#"{"operationId":"o"}"#, &[])]);
}

#[test]
fn shared_objects_stay_shared() {
    let text = r##"{"openapi": "3.1.0", "info": {"title": "t", "version": "1"},
        "paths": {"/a": {"post": {"parameters": [{"$ref": "#/components/parameters/limit"}],
            "requestBody": {"$ref": "#/components/requestBodies/Pet"},
            "responses": {"404": {"$ref": "#/components/responses/NotFound"},
                "500": {"$ref": "#/components/responses/NotFound", "description": "other"}}}}},
        "components": {
            "parameters": {"limit": {"name": "limit", "in": "query", "schema": {"type": "integer"}}},
            "requestBodies": {"Pet": {"content": {"application/json": {"schema": {"type": "object"}}}}},
            "responses": {"NotFound": {"description": "n", "content": {"application/json": {"schema": {"type": "object"}}}}}}}"##;
    let to_2 = written(text, Swagger2_0);
    assert_eq!(
        at(&to_2.document, &["paths", "/a", "post"]),
        r##"{"consumes":["application/json"],"produces":["application/json"],"parameters":[{"$ref":"#/parameters/limit"},{"$ref":"#/parameters/Pet"}],"responses":{"404":{"$ref":"#/responses/NotFound"},"500":{"description":"other","schema":{"type":"object"}}}}"##
    );
    assert_eq!(
        at(&to_2.document, &["parameters"]),
        r#"{"limit":{"name":"limit","in":"query","type":"integer"},"Pet":{"name":"request","in":"body","schema":{"type":"object"}}}"#
    );
    assert_eq!(
        at(&to_2.document, &["responses"]),
        r#"{"NotFound":{"description":"n","schema":{"type":"object"}}}"#
    );
    let to_3 = written(&json(&to_2.document), OpenApi3_0);
    assert_eq!(
        at(&to_3.document, &["paths", "/a", "post", "requestBody"]),
        r##"{"$ref":"#/components/requestBodies/Pet"}"##
    );
    assert_eq!(
        at(&to_3.document, &["paths", "/a", "post", "responses", "404"]),
        r##"{"$ref":"#/components/responses/NotFound"}"##
    );
    assert!(to_2.losses.is_empty() && to_3.losses.is_empty());
}

#[test]
fn what_stands_twice_is_written_once() {
    let operation = |text: &str| {
        format!(r#"{{"summary": "{text}", "responses": {{"200": {{"description": "d"}}}}}}"#)
    };
    let text = format!(
        r#"{{"openapi": "3.1.0", "info": {{"title": "t", "version": "1"}}, "paths": {{
            "/a": {{"get": {}, "get": {}}}, "/a": {{"post": {}}}}}}}"#,
        operation("one"),
        operation("two"),
        operation("three")
    );
    for target in Target::ALL {
        let written = written(&text, target);
        let after = r#"{"get":{"summary":"one","responses":{"200":{"description":"d"}}}}"#;
        assert_eq!(at(&written.document, &["paths", "/a"]), after);
        let lost = ["a second operation of the same method", "a second path item of the same name"];
        assert_eq!(losses(&written), lost);
    }
}

#[test]
fn parts_by_position_are_lost() {
    let text = r#"{"openapi": "3.2.0", "info": {"title": "t", "version": "1"}, "paths": {"/a": {"post": {
        "requestBody": {"content": {"multipart/mixed": {"schema": {"type": "array"},
            "prefixEncoding": [{"contentType": "text/html"}], "itemEncoding": {}}}},
        "responses": {"200": {"description": "d"}}}}, "/b": {"post": {
        "requestBody": {"content": {"multipart/form-data": {"schema": {"type": "object"},
            "encoding": {"a": {"encoding": {"b": {}}, "prefixEncoding": [{}], "itemEncoding": {}}}}}},
        "responses": {"200": {"description": "d"}}}}}}"#;
    let inner = ["`encoding`", "`prefixEncoding`", "`itemEncoding`"];
    for target in [OpenApi3_0, OpenApi3_1] {
        let written = written(text, target);
        assert_eq!(
            losses(&written),
            [&["`prefixEncoding`", "`itemEncoding`"][..], &inner].concat()
        );
    }
    let to_2 = written(text, Swagger2_0);
    let lost = losses(&to_2);
    for member in ["`prefixEncoding` of `multipart/mixed`", "`itemEncoding` of `multipart/mixed`"] {
        assert!(lost.contains(&member), "{lost:?}");
    }
}
