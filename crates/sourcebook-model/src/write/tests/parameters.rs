//! Rules for parameters and headers of 2.0, which have no schema of their own.

use super::*;

fn document(version: &str, parameter: &str) -> String {
    let schemas = r#"{"S": {"type": "string", "format": "uuid", "description": "of S"}}"#;
    let start = match version {
        "2.0" => format!(r#""swagger": "2.0", "definitions": {schemas}"#),
        _ => format!(r#""openapi": "{version}", "components": {{"schemas": {schemas}}}"#),
    };
    format!(
        r#"{{{start}, "info": {{"title": "t", "version": "1"}}, "paths": {{"/a": {{"get": {{
            "parameters": [{{"name": "q", "in": "query", {parameter}}}], "responses": {{"200": {{"description": "d"}}}}}}}}}}}}"#
    )
}

fn parameter(version: &str, before: &str, target: Target) -> (String, Vec<String>) {
    let written = written(&document(version, before), target);
    let parameter = at(&written.document, &["paths", "/a", "get", "parameters", "0"]);
    let parameter = parameter.replace(r#""name":"q","in":"query","#, "");
    (parameter, losses(&written).into_iter().map(str::to_owned).collect())
}

#[test]
fn what_parts_say_together_is_said_of_the_value() {
    let table: [(&str, &str, &[&str]); 9] = [
        (
            r#""schema": {"allOf": [{"type": "integer", "minimum": 1}, {"maximum": 9, "description": "d"}]}"#,
            r#"{"description":"d","type":"integer","minimum":1,"maximum":9}"#,
            &[],
        ),
        (
            r##""description": "own", "schema": {"allOf": [{"$ref": "#/components/schemas/S"}, {"maxLength": 3}]}"##,
            r#"{"description":"own","type":"string","format":"uuid","maxLength":3}"#,
            &["that the value is made of the schema `S`", "`description` of a value"],
        ),
        (
            r##""schema": {"$ref": "#/components/schemas/S", "maxLength": 3}"##,
            r#"{"description":"of S","type":"string","format":"uuid","maxLength":3}"#,
            &["that the value is the schema `S`"],
        ),
        (
            r#""schema": {"allOf": [{"enum": ["a", "b"]}, {"enum": ["b", "c"]}], "x-kept": 1}"#,
            r#"{"type":"string","enum":["b"],"x-kept":1}"#,
            &[],
        ),
        (
            r#""schema": {"allOf": [{"pattern": "a"}, {"type": "string", "pattern": "b"}]}"#,
            r#"{"type":"string","pattern":"a"}"#,
            &["all of several patterns"],
        ),
        (
            r#""schema": {"allOf": [{"type": "string"}, {"type": "integer"}]}"#,
            r#"{"type":"string"}"#,
            &["a value of any type", "`allOf` of a value"],
        ),
        (
            r#""schema": {"allOf": [{"type": "array", "items": {"type": "integer"}}, {"maxItems": 2}]}"#,
            r#"{"type":"array","items":{"type":"integer"},"maxItems":2,"collectionFormat":"multi"}"#,
            &[],
        ),
        (
            r#""schema": {"allOf": [{"type": "string", "not": {"enum": ["a"]}}, {"minLength": 1}]}"#,
            r#"{"type":"string","minLength":1}"#,
            &["`not` of a value"],
        ),
        (
            r#""schema": {"type": "array", "items": {"allOf": [{"type": "integer"}, {"minimum": 1}]}}"#,
            r#"{"type":"array","items":{"type":"integer","minimum":1},"collectionFormat":"multi"}"#,
            &[],
        ),
    ];
    for (before, after, expected) in table {
        let (found, lost) = parameter("3.1.0", before, Swagger2_0);
        assert_eq!(found, after, "{before}");
        assert_eq!(lost, expected, "{before}");
    }
}

#[test]
fn what_a_value_cannot_be_is_told() {
    let table: [(&str, &str, &[&str]); 4] = [
        (
            r#""schema": {"type": "array", "items": {"type": "string", "enum": []}}"#,
            r#"{"type":"array","items":{"type":"string"},"collectionFormat":"multi"}"#,
            &["an `enum` without values"],
        ),
        (r#""required": true"#, r#"{"required":true,"type":"string"}"#, &["a value of any type"]),
        (
            r#""schema": {"type": "integer"}, "content": {"text/plain": {"schema": {"type": "string"}}, "a/b": {}}"#,
            r#"{"type":"string"}"#,
            &[
                "a text in the media type `text/plain`",
                "a second media type, `a/b`",
                "`schema` beside `content`",
            ],
        ),
        (
            r#""schema": {"type": "string", "enum": ["a", "a"], "x-enum-varnames": ["A", "B"]}"#,
            r#"{"type":"string","enum":["a"],"x-enum-varnames":["A"]}"#,
            &["what `x-enum-varnames` says of a value that stands twice"],
        ),
    ];
    for (before, after, expected) in table {
        let (found, lost) = parameter("3.1.0", before, Swagger2_0);
        assert_eq!(found, after, "{before}");
        assert_eq!(lost, expected, "{before}");
    }
    let (found, lost) = parameter(
        "3.1.0",
        r#""content": {"text/plain": {"schema": {"type": "string"}}, "a/b": {}}"#,
        OpenApi3_0,
    );
    assert_eq!(found, r#"{"content":{"text/plain":{"schema":{"type":"string"}}}}"#);
    assert_eq!(lost, ["a second media type, `a/b`"]);
}

#[test]
fn what_2_0_says_of_values_is_said_of_their_schema() {
    let table: [(&str, &str, &[&str]); 3] = [
        (
            r#""type": "string", "enum": ["a"], "x-other": 1, "x-enum-varnames": ["A"]"#,
            r#"{"schema":{"type":"string","enum":["a"],"x-enum-varnames":["A"]},"x-other":1}"#,
            &[],
        ),
        (
            r#""type": "array", "items": {"type": "array", "items": {"type": "string"}, "collectionFormat": "ssv"}"#,
            r#"{"explode":false,"schema":{"type":"array","items":{"type":"array","items":{"type":"string"}}}}"#,
            &["`collectionFormat: ssv` of a list in a list"],
        ),
        (
            r#""type": "array", "items": {"type": "array", "items": {"type": "string"}}"#,
            r#"{"explode":false,"schema":{"type":"array","items":{"type":"array","items":{"type":"string"}}}}"#,
            &["`collectionFormat: csv` of a list in a list"],
        ),
    ];
    for (before, after, expected) in table {
        for target in [OpenApi3_1, OpenApi3_0] {
            let (found, lost) = parameter("2.0", before, target);
            assert_eq!(found, after, "{before}");
            assert_eq!(lost, expected, "{before}");
        }
        let (found, lost) = parameter("2.0", before, Swagger2_0);
        assert_eq!(found, format!("{{{}}}", before.replace(": ", ":").replace(", ", ",")));
        assert_eq!(lost, [""; 0], "{before}");
    }
}

#[test]
fn servers_of_a_path_are_lost_at_the_path() {
    let text = r#"{"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": {"/a": {
        "servers": [{"url": "https://other.test"}],
        "get": {"responses": {"200": {"description": "d"}}}, "put": {"responses": {"200": {"description": "d"}}}}}}"#;
    let written = written(text, Swagger2_0);
    let [lost] = &written.losses[..] else { panic!("{:?}", written.losses) };
    assert_eq!(lost.subject, Subject::Path("/a".to_owned()));
    let place = lost.place.as_ref().map(|place| place.pointer.as_str());
    assert_eq!(place, Some("/paths/~1a/servers"));
}
