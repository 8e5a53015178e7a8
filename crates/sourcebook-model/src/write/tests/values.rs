//! Rules for values: `null`, and enumerations.

use super::*;

fn schema(version: &str, schema: &str, target: Target) -> (String, Vec<String>) {
    let text = format!(
        r#"{{"openapi": "{version}", "info": {{"title": "t", "version": "1"}}, "paths": {{}}, "components": {{"schemas": {{
            "it": {schema}, "A": {{"type": "object", "nullable": true}}, "B": {{"properties": {{"b": {{}}}}}}}}}}}}"#
    );
    let written = written(&text, target);
    let folder: &[&str] = match target {
        Swagger2_0 => &["definitions", "it"],
        _ => &["components", "schemas", "it"],
    };
    (at(&written.document, folder), losses(&written).into_iter().map(str::to_owned).collect())
}

#[test]
fn null_is_not_an_option_twice() {
    let table = [
        (
            r#"{"nullable": true, "oneOf": [{"type": "string"}, {"type": "integer", "nullable": true}], "title": "t"}"#,
            r#"{"title":"t","anyOf":[{"oneOf":[{"type":"string"},{"type":["integer","null"]}]},{"type":"null"}]}"#,
        ),
        (
            r##"{"nullable": true, "oneOf": [{"$ref": "#/components/schemas/A"}, {"type": "integer"}], "discriminator": {"propertyName": "k"}}"##,
            r##"{"anyOf":[{"oneOf":[{"$ref":"#/components/schemas/A"},{"type":"integer"}],"discriminator":{"propertyName":"k"}},{"type":"null"}]}"##,
        ),
        // Without a type, it takes everything that is no object.
        (
            r##"{"nullable": true, "oneOf": [{"$ref": "#/components/schemas/B"}, {"type": "integer"}], "anyOf": [{"minimum": 1}]}"##,
            r##"{"allOf":[{"anyOf":[{"oneOf":[{"$ref":"#/components/schemas/B"},{"type":"integer"}]},{"type":"null"}]}],"anyOf":[{"minimum":1},{"type":"null"}]}"##,
        ),
        (
            r#"{"nullable": true, "oneOf": [{"type": "string"}, {"type": "integer"}]}"#,
            r#"{"oneOf":[{"type":"string"},{"type":"integer"},{"type":"null"}]}"#,
        ),
    ];
    for (before, after) in table {
        let (written, lost) = schema("3.0.3", before, OpenApi3_1);
        assert_eq!(written, after, "{before}");
        assert_eq!(lost, [""; 0], "{before}");
    }
}

/// What is `nullable` in 3.0 takes `null` whatever its parts say; since 3.1 a part that refuses it decides.
#[test]
fn null_stays_valid_beside_parts_that_refuse_it() {
    let table = [
        (
            r#"{"type": "object", "nullable": true, "allOf": [{"properties": {"x": {}}, "type": "object"}], "title": "t"}"#,
            r#"{"title":"t","anyOf":[{"type":"object","allOf":[{"type":"object","properties":{"x":{}}}]},{"type":"null"}]}"#,
        ),
        (
            r#"{"type": "string", "nullable": true, "oneOf": [{"type": "string", "enum": ["a"]}]}"#,
            r#"{"anyOf":[{"type":"string","oneOf":[{"type":"string","enum":["a"]}]},{"type":"null"}]}"#,
        ),
        // Parts that take it need nothing beside them.
        (
            r##"{"type": "object", "nullable": true, "allOf": [{"$ref": "#/components/schemas/A"}, {"minProperties": 1}]}"##,
            r##"{"type":["object","null"],"allOf":[{"$ref":"#/components/schemas/A"},{"minProperties":1}]}"##,
        ),
    ];
    for (before, after) in table {
        let (written, lost) = schema("3.0.3", before, OpenApi3_1);
        assert_eq!(written, after, "{before}");
        assert_eq!(lost, [""; 0], "{before}");
    }
}

#[test]
fn null_is_claimed_only_where_it_is_among_the_values() {
    let table = [
        (r#"{"type": ["string", "null"], "enum": ["a"]}"#, r#"{"type":"string","enum":["a"]}"#),
        (
            r#"{"type": ["string", "null"], "enum": ["a", null]}"#,
            r#"{"NULLABLE":true,"type":"string","enum":["a",null]}"#,
        ),
        (r#"{"type": ["string", "null"], "const": "a"}"#, r#"{"type":"string","enum":["a"]}"#),
    ];
    for (before, after) in table {
        for (target, nullable) in [(OpenApi3_0, "nullable"), (Swagger2_0, "x-nullable")] {
            let (written, lost) = schema("3.1.0", before, target);
            assert_eq!(written, after.replace("NULLABLE", nullable), "{before}");
            assert_eq!(lost, [""; 0], "{before}");
        }
    }
}

#[test]
fn before_3_1_no_value_stands_twice() {
    let table: [(&str, &str, &[&str]); 4] = [
        (
            r#"{"enum": ["a", "a", "b"], "x-enum-varnames": ["A", "Z", "B"], "x-other": [1, 2, 3]}"#,
            r#"{"enum":["a","b"],"x-enum-varnames":["A","B"],"x-other":[1,2,3]}"#,
            &["what `x-enum-varnames` says of a value that stands twice"],
        ),
        (
            r#"{"enum": [1, 1.0, 2], "x-enum-descriptions": {"1": "One."}}"#,
            r#"{"enum":[1,2],"x-enum-descriptions":{"1":"One."}}"#,
            &[],
        ),
        (r#"{"enum": [{"a": 1, "b": 2}, {"b": 2, "a": 1}]}"#, r#"{"enum":[{"a":1,"b":2}]}"#, &[]),
        (r#"{"enum": [1, "1", true]}"#, r#"{"enum":[1,"1",true]}"#, &[]),
    ];
    for (before, after, expected) in table {
        for target in [OpenApi3_0, Swagger2_0] {
            let (written, lost) = schema("3.1.0", before, target);
            assert_eq!(written, after, "{before}");
            assert_eq!(lost, expected, "{before}");
        }
        let (written, lost) = schema("3.1.0", before, OpenApi3_1);
        assert_eq!(written, before.replace(": ", ":").replace(", ", ","), "{before}");
        assert_eq!(lost, [""; 0], "{before}");
    }
}
