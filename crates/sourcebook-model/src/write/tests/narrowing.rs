//! Where a keyword is lost, others must not refuse what was valid.

use super::*;

/// A schema of 3.1, the same in 3.0, what is lost.
type Rule = (&'static str, &'static str, &'static [&'static str]);

#[test]
fn what_depends_on_a_lost_keyword_is_lost_with_it() {
    let table: [Rule; 7] = [
        (
            r#"{"patternProperties": {"^x-": {}}, "additionalProperties": false}"#,
            "{}",
            &["`patternProperties`", "`additionalProperties` beside `patternProperties`"],
        ),
        (
            r#"{"patternProperties": {"^x-": {}}, "additionalProperties": true}"#,
            r#"{"additionalProperties":true}"#,
            &["`patternProperties`"],
        ),
        (r#"{"not": {"contains": {"type": "string"}}}"#, "{}", &["`not`"]),
        (
            r#"{"not": {"items": {"type": "string"}}}"#,
            r#"{"not":{"items":{"type":"string"}}}"#,
            &[],
        ),
        (
            r#"{"oneOf": [{"propertyNames": {"pattern": "a"}}, {"required": ["b"]}]}"#,
            r#"{"anyOf":[{},{"required":["b"]}]}"#,
            &["`propertyNames`", "`oneOf` of schemas that lose keywords"],
        ),
        // Of different types, no two can be valid.
        (
            r#"{"oneOf": [{"type": "object", "propertyNames": {"pattern": "a"}}, {"type": "string"}]}"#,
            r#"{"oneOf":[{"type":"object"},{"type":"string"}]}"#,
            &["`propertyNames`"],
        ),
        (
            r#"{"type": "object", "propertyNames": {"type": "string", "description": "A key."}}"#,
            r#"{"type":"object"}"#,
            &[],
        ),
    ];
    for (before, after, lost) in table {
        let text = format!(
            r#"{{"openapi": "3.1.0", "info": {{"title": "t", "version": "1"}}, "components": {{"schemas": {{"it": {before}}}}}}}"#
        );
        let written = written(&text, OpenApi3_0);
        assert_eq!(at(&written.document, &["components", "schemas", "it"]), after, "{before}");
        assert_eq!(losses(&written), lost, "{before}");
    }
}

#[test]
fn null_stays_beside_the_values_of_earlier_versions() {
    let text = r#"{"openapi": "3.0.3", "info": {"title": "t", "version": "1"}, "paths": {},
        "components": {"schemas": {"it": {"type": "string", "nullable": true, "enum": ["a"]}}}}"#;
    let schema = at(&written(text, OpenApi3_1).document, &["components", "schemas", "it"]);
    assert_eq!(schema, r#"{"type":["string","null"],"enum":["a",null]}"#);
}

#[test]
fn an_object_that_stands_for_null_is_told() {
    let text = r#"{"openapi": "3.0.3", "info": {"title": "t", "version": "1"}, "paths": {},
        "components": {"schemas": {"it": {"anyOf": [{"type": "string"}, {"type": "object", "nullable": true}]}}}}"#;
    assert_eq!(losses(&written(text, OpenApi3_1)), ["an object that stands for `null`"]);
}

#[test]
fn mappings_lead_to_where_schemas_are_written() {
    let text = r##"{"openapi": "3.0.3", "info": {"title": "t", "version": "1"}, "paths": {},
        "components": {"schemas": {
            "it": {"oneOf": [{"$ref": "#/x-more/C"}, {"$ref": "#/components/schemas/D"}],
                "discriminator": {"propertyName": "k", "mapping": {"c": "#/x-more/C", "d": "D", "e": "#/components/schemas/D", "f": "nowhere"}}},
            "D": {"type": "object"}}},
        "x-more": {"C": {"type": "object"}}}"##;
    let path = ["components", "schemas", "it", "discriminator", "mapping"];
    assert_eq!(
        at(&written(text, OpenApi3_1).document, &path),
        r##"{"c":"#/components/schemas/it/oneOf/0","d":"D","e":"#/components/schemas/D","f":"nowhere"}"##
    );
}

#[test]
fn a_reference_beside_which_nothing_is_left_stands_alone() {
    let text = r##"{"openapi": "3.1.0", "info": {"title": "t", "version": "1"},
        "components": {"schemas": {"it": {"$ref": "#/components/schemas/A", "$defs": {"x": {}}}, "A": {"type": "object"}}}}"##;
    let schema = at(&written(text, OpenApi3_0).document, &["components", "schemas", "it"]);
    assert_eq!(schema, r##"{"$ref":"#/components/schemas/A"}"##);
}

#[test]
fn types_are_written_once_and_lists_have_items() {
    let table = [
        (OpenApi3_1, r#"{"type": "null", "nullable": true}"#, r#"{"type":"null"}"#),
        (
            Swagger2_0,
            r#"{"anyOf": [{"type": "array"}, {"type": "object"}]}"#,
            r#"{"type":["array","object"],"items":{}}"#,
        ),
    ];
    for (target, before, after) in table {
        let text = format!(
            r#"{{"openapi": "3.0.3", "info": {{"title": "t", "version": "1"}}, "paths": {{}},
            "components": {{"schemas": {{"it": {before}}}}}}}"#
        );
        let folder: &[&str] = if target == Swagger2_0 {
            &["definitions", "it"]
        } else {
            &["components", "schemas", "it"]
        };
        assert_eq!(at(&written(&text, target).document, folder), after, "{before}");
    }
}
