//! Rules for schemas.

use super::*;

/// A document with a schema `it`, and two to refer to.
fn document(version: &str, schema: &str) -> String {
    let (first, folder) = if version == "2.0" {
        ("swagger", r#""definitions""#)
    } else {
        ("openapi", r#""components": {"schemas""#)
    };
    let end = if version == "2.0" { "" } else { "}" };
    format!(
        r#"{{"{first}": "{version}", "info": {{"title": "t", "version": "1"}}, "paths": {{}},
            {folder}: {{"it": {schema}, "A": {{"type": "object"}}, "B": {{"type": "string"}}}}{end}}}"#
    )
}

/// Schema before, schema after, what is lost.
type Rule = (&'static str, &'static str, &'static [&'static str]);

fn check(version: &str, target: Target, rules: &[Rule]) {
    for (before, after, lost) in rules {
        let written = written(&document(version, before), target);
        let folder: &[&str] = match target {
            Swagger2_0 => &["definitions", "it"],
            _ => &["components", "schemas", "it"],
        };
        assert_eq!(at(&written.document, folder), *after, "{before}");
        assert_eq!(losses(&written), *lost, "{before}");
    }
}

const A_3: &str = r##"{"$ref": "#/components/schemas/A"}"##;

#[test]
fn from_3_1_to_3_0() {
    check(
        "3.1.0",
        OpenApi3_0,
        &[
            (r#"{"type": ["string", "null"]}"#, r#"{"nullable":true,"type":"string"}"#, &[]),
            (r#"{"type": "null"}"#, r#"{"nullable":true,"enum":[null]}"#, &[]),
            (r#"{"const": null}"#, r#"{"nullable":true,"enum":[null]}"#, &[]),
            (
                r#"{"type": ["string", "integer"]}"#,
                r#"{"anyOf":[{"type":"string"},{"type":"integer"}]}"#,
                &[],
            ),
            (
                r#"{"type": ["array", "string"], "anyOf": [{"minLength": 1}, {"minItems": 1}]}"#,
                r#"{"items":{},"allOf":[{"anyOf":[{"type":"array","items":{}},{"type":"string"}]}],"anyOf":[{"minLength":1},{"minItems":1}]}"#,
                &[],
            ),
            (r#"{"const": "x"}"#, r#"{"enum":["x"]}"#, &[]),
            (r#"{"type": "string", "examples": ["x"]}"#, r#"{"type":"string","example":"x"}"#, &[]),
            (
                r#"{"type": "string", "examples": ["x", "y"]}"#,
                r#"{"type":"string","example":"x"}"#,
                &["2 examples"],
            ),
            (r#"{"exclusiveMinimum": 3}"#, r#"{"minimum":3,"exclusiveMinimum":true}"#, &[]),
            (r#"{"maximum": 5, "exclusiveMaximum": 7}"#, r#"{"maximum":5}"#, &[]),
            ("true", "{}", &[]),
            ("false", r#"{"not":{}}"#, &[]),
            (r#"{"type": "array"}"#, r#"{"type":"array","items":{}}"#, &[]),
            (
                r##"{"$ref": "#/components/schemas/A", "description": "d"}"##,
                r##"{"description":"d","allOf":[{"$ref":"#/components/schemas/A"}]}"##,
                &[],
            ),
            (
                r##"{"anyOf": [{"$ref": "#/components/schemas/A"}, {"type": "null"}], "title": "t"}"##,
                r##"{"title":"t","nullable":true,"allOf":[{"$ref":"#/components/schemas/A"}]}"##,
                &[],
            ),
            (
                r##"{"oneOf": [{"type": "null"}, {"$ref": "#/components/schemas/A"}, {"$ref": "#/components/schemas/B"}]}"##,
                r##"{"nullable":true,"oneOf":[{"$ref":"#/components/schemas/A"},{"$ref":"#/components/schemas/B"}]}"##,
                &[],
            ),
            (
                r#"{"type": "object", "additionalProperties": {}, "propertyNames": {"type": "string"}}"#,
                r#"{"type":"object","additionalProperties":{}}"#,
                &[],
            ),
            (
                r#"{"type": "array", "prefixItems": [{"type": "string"}], "contains": {}, "minContains": 2}"#,
                r#"{"type":"array","items":{}}"#,
                &["`prefixItems`", "`contains`", "`minContains`"],
            ),
            (
                r#"{"type": "array", "prefixItems": [{"type": "string"}], "items": false}"#,
                r#"{"type":"array","items":{},"maxItems":1}"#,
                &["`prefixItems`"],
            ),
            (
                r#"{"type": "array", "items": false, "maxItems": 3}"#,
                r#"{"type":"array","items":{},"maxItems":0}"#,
                &[],
            ),
            (
                r#"{"type": "string", "contentEncoding": "base64"}"#,
                r#"{"type":"string","format":"byte"}"#,
                &[],
            ),
            (
                r#"{"if": {}, "then": {}, "else": {}, "patternProperties": {"^a": {}}, "unevaluatedProperties": false}"#,
                "{}",
                &["`patternProperties`", "`unevaluatedProperties`", "`if`", "`then`", "`else`"],
            ),
            (
                r#"{"dependentRequired": {"a": ["b"]}, "dependentSchemas": {"a": {}}, "unevaluatedItems": {}, "contentMediaType": "a/b", "contentSchema": {}}"#,
                "{}",
                &[
                    "`unevaluatedItems`",
                    "`dependentRequired`",
                    "`dependentSchemas`",
                    "`contentMediaType`",
                    "`contentSchema`",
                ],
            ),
            (
                r#"{"$comment": "c", "x-kept": 1, "type": "string", "x-enum-varnames": ["a"]}"#,
                r#"{"type":"string","x-kept":1,"x-enum-varnames":["a"]}"#,
                &["`$comment`"],
            ),
            (
                r#"{"oneOf": [{"type": "string", "deprecated": true}, {"type": "integer", "writeOnly": true}]}"#,
                r#"{"oneOf":[{"type":"string","deprecated":true},{"type":"integer","writeOnly":true}]}"#,
                &[],
            ),
        ],
    );
}

#[test]
fn an_enumeration_without_values_allows_none() {
    let schema = r#"{"type": "string", "enum": []}"#;
    check("3.1.0", OpenApi3_1, &[(schema, r#"{"type":"string","enum":[]}"#, &[])]);
    check("3.1.0", OpenApi3_0, &[(schema, r#"{"type":"string","not":{}}"#, &[])]);
    check("3.1.0", Swagger2_0, &[(schema, r#"{"type":"string"}"#, &["an `enum` without values"])]);
}

#[test]
fn from_3_1_to_2_0() {
    check(
        "3.1.0",
        Swagger2_0,
        &[
            (r#"{"type": ["string", "null"]}"#, r#"{"x-nullable":true,"type":"string"}"#, &[]),
            (r#"{"type": ["string", "integer"]}"#, r#"{"type":["string","integer"]}"#, &[]),
            (
                r#"{"anyOf": [{"type": "string"}, {"type": "integer"}]}"#,
                r#"{"type":["string","integer"]}"#,
                &[],
            ),
            (r#"{"const": 3}"#, r#"{"enum":[3]}"#, &[]),
            (
                r##"{"$ref": "#/components/schemas/A", "description": "d"}"##,
                r##"{"description":"d","allOf":[{"$ref":"#/definitions/A"}]}"##,
                &[],
            ),
            (
                r##"{"anyOf": [{"$ref": "#/components/schemas/A"}, {"type": "null"}]}"##,
                r##"{"x-nullable":true,"allOf":[{"$ref":"#/definitions/A"}]}"##,
                &[],
            ),
            (
                r##"{"oneOf": [{"$ref": "#/components/schemas/A"}]}"##,
                r##"{"allOf":[{"$ref":"#/definitions/A"}]}"##,
                &[],
            ),
            (
                r##"{"oneOf": [{"$ref": "#/components/schemas/A"}, {"type": "string"}], "title": "t"}"##,
                r#"{"title":"t"}"#,
                &["`oneOf`"],
            ),
            (r#"{"anyOf": [{"minLength": 1}, {"minItems": 1}]}"#, "{}", &["`anyOf`"]),
            (r#"{"not": {"type": "string"}}"#, "{}", &["`not`"]),
            ("false", "{}", &["that nothing is allowed"]),
            (
                r#"{"type": "string", "deprecated": true, "writeOnly": true, "readOnly": true}"#,
                r#"{"type":"string","readOnly":true}"#,
                &["`writeOnly`", "`deprecated`"],
            ),
            (
                r##"{"type": "object", "required": ["k"], "properties": {"k": {}}, "discriminator": {"propertyName": "k", "mapping": {"a": "#/components/schemas/A"}}}"##,
                r#"{"type":"object","required":["k"],"properties":{"k":{}},"discriminator":"k"}"#,
                &["`mapping` of the discriminator"],
            ),
            (
                r#"{"properties": {"k": {}}, "discriminator": {"propertyName": "k"}}"#,
                r#"{"properties":{"k":{}}}"#,
                &["that `k` tells which schema is meant"],
            ),
            (
                r##"{"required": ["k"], "properties": {"k": {}}, "oneOf": [{"$ref": "#/components/schemas/A"}, {"type": "string"}], "discriminator": {"propertyName": "k"}}"##,
                r#"{"required":["k"],"properties":{"k":{}}}"#,
                &["`oneOf`", "that `k` tells which schema is meant"],
            ),
            (
                r##"{"required": ["k"], "properties": {"k": {}}, "oneOf": [{"allOf": [{"$ref": "#/components/schemas/it"}]}, {"$ref": "#/components/schemas/it"}], "discriminator": {"propertyName": "k"}}"##,
                r#"{"required":["k"],"properties":{"k":{}},"discriminator":"k"}"#,
                &["`oneOf`"],
            ),
            (
                r#"{"type": "object", "discriminator": {"propertyName": "k"}}"#,
                r#"{"type":"object"}"#,
                &["that `k` tells which schema is meant"],
            ),
            (r#"{"enum": ["a", "b", "a"]}"#, r#"{"enum":["a","b"]}"#, &[]),
            (
                r#"{"type": "object", "properties": {"a": {"type": "object", "additionalProperties": true}}}"#,
                r#"{"type":"object","properties":{"a":{"type":"object","additionalProperties":true}}}"#,
                &[],
            ),
        ],
    );
}

#[test]
fn from_3_0_to_3_1() {
    let nullable_a = format!(r#"{{"allOf": [{A_3}], "nullable": true, "description": "d"}}"#);
    let nullable_a: &'static str = nullable_a.leak();
    check(
        "3.0.3",
        OpenApi3_1,
        &[
            (r#"{"type": "string", "nullable": true}"#, r#"{"type":["string","null"]}"#, &[]),
            (r#"{"nullable": true}"#, "{}", &[]),
            (
                nullable_a,
                r##"{"description":"d","anyOf":[{"$ref":"#/components/schemas/A"},{"type":"null"}]}"##,
                &[],
            ),
            (
                r#"{"nullable": true, "properties": {"a": {"type": "string"}}, "title": "t"}"#,
                r#"{"title":"t","anyOf":[{"properties":{"a":{"type":"string"}}},{"type":"null"}]}"#,
                &[],
            ),
            (
                r#"{"nullable": true, "oneOf": [{"type": "string"}, {"type": "object"}]}"#,
                r#"{"oneOf":[{"type":"string"},{"type":"object"},{"type":"null"}]}"#,
                &[],
            ),
            (
                r#"{"anyOf": [{"type": "string"}, {"nullable": true}]}"#,
                r#"{"anyOf":[{"type":"string"},{"type":"null"}]}"#,
                &[],
            ),
            (
                r#"{"minimum": 3, "exclusiveMinimum": true, "maximum": 9, "exclusiveMaximum": false}"#,
                r#"{"exclusiveMinimum":3,"maximum":9}"#,
                &[],
            ),
            (r#"{"type": "string", "example": "x"}"#, r#"{"type":"string","examples":["x"]}"#, &[]),
            (
                r#"{"type": "string", "format": "binary"}"#,
                r#"{"type":"string","format":"binary"}"#,
                &[],
            ),
        ],
    );
}

#[test]
fn from_2_0_to_3_0() {
    check(
        "2.0",
        OpenApi3_0,
        &[
            (
                r#"{"type": "string", "x-nullable": true}"#,
                r#"{"nullable":true,"type":"string"}"#,
                &[],
            ),
            (r#"{"type": "file"}"#, r#"{"type":"string","format":"binary"}"#, &[]),
            (
                r##"{"allOf": [{"$ref": "#/definitions/A"}], "description": "d"}"##,
                r##"{"description":"d","allOf":[{"$ref":"#/components/schemas/A"}]}"##,
                &[],
            ),
            (
                r#"{"type": "object", "discriminator": "kind"}"#,
                r#"{"type":"object","discriminator":{"propertyName":"kind"}}"#,
                &[],
            ),
        ],
    );
}

#[test]
fn later_members_are_lost_in_3_1() {
    check(
        "3.2.0",
        OpenApi3_1,
        &[
            (
                r#"{"type": "string", "xml": {"nodeType": "attribute", "name": "n"}}"#,
                r#"{"type":"string","xml":{"name":"n","attribute":true}}"#,
                &[],
            ),
            (
                r#"{"type": "string", "xml": {"nodeType": "cdata"}}"#,
                r#"{"type":"string","xml":{}}"#,
                &["`nodeType` of `xml`"],
            ),
            (
                r#"{"discriminator": {"propertyName": "k", "defaultMapping": "A"}}"#,
                r#"{"discriminator":{"propertyName":"k"}}"#,
                &["`defaultMapping` of the discriminator"],
            ),
        ],
    );
}

#[test]
fn names_of_schemas_are_dropped_where_they_would_redirect_references_or_stand_twice() {
    let table: [(&str, &str, &[&str]); 3] = [
        (
            r#"{"$id": "https://a.test/s", "properties": {"x": {"$ref": "s"}}}"#,
            r##"{"properties":{"x":{"$ref":"#/components/schemas/it"}}}"##,
            &["`$id`"],
        ),
        (
            r##"{"properties": {"x": {"$ref": "#there"}}, "$defs": {"t": {"$anchor": "there", "type": "string"}}}"##,
            r#"{"properties":{"x":{"type":"string","$anchor":"there"}}}"#,
            &["`$defs`"],
        ),
        (
            r##"{"properties": {"x": {"$dynamicRef": "#n"}}, "$dynamicAnchor": "n"}"##,
            r##"{"properties":{"x":{"$ref":"#/components/schemas/it"}},"$dynamicAnchor":"n"}"##,
            &["`$dynamicRef`"],
        ),
    ];
    for (schema, expected, lost) in table {
        let written = written(&document("3.1.0", schema), OpenApi3_1);
        assert_eq!(at(&written.document, &["components", "schemas", "it"]), expected, "{schema}");
        assert_eq!(losses(&written), lost, "{schema}");
    }
}

#[test]
fn keywords_of_3_1_are_kept_as_they_are() {
    let schemas = [
        r#"{"$id":"https://a.test/s","$defs":{"a":{"type":"string"}}}"#,
        r#"{"type":["string","null"],"const":"x","examples":["x"],"deprecated":true}"#,
        r#"{"type":"array","prefixItems":[{"type":"string"}],"contains":{},"minContains":1}"#,
        r#"{"patternProperties":{"^a":true},"propertyNames":{"minLength":1},"dependentRequired":{"a":["b"]}}"#,
        r#"{"if":{},"then":false,"else":true,"contentEncoding":"base64","contentSchema":{}}"#,
        r#"{"anyOf":[{"type":"string"},{"type":"null"}],"unknown":1,"x-known":2}"#,
        r##"{"$dynamicRef":"#node","description":"d","$dynamicAnchor":"node"}"##,
    ];
    for schema in schemas {
        let written = written(&document("3.1.0", schema), OpenApi3_1);
        let after = at(&written.document, &["components", "schemas", "it"]);
        let sorted = |text: &str| {
            let mut characters: Vec<char> = text.chars().collect();
            characters.sort_unstable();
            characters
        };
        assert_eq!(sorted(&after), sorted(schema), "{after}");
        assert!(written.losses.is_empty(), "{:?}", written.losses);
    }
}

#[test]
fn nodes_of_xml_are_flags_before_3_2() {
    let text = r##"{"openapi": "3.2.0", "info": {"title": "t", "version": "1"},
        "paths": {"/a": {"post": {"requestBody": {"content": {"application/xml": {}}},
            "responses": {"200": {"description": "d"}}}}},
        "components": {"schemas": {"Tag": {"type": "object"}, "Named": {"xml": {"name": "n"}},
            "Pet": {"type": "object", "properties": {
                "wrapped": {"type": "array", "xml": {"nodeType": "element"}},
                "bare": {"type": "array", "xml": {"nodeType": "none"}},
                "told": {"type": "string", "xml": {"nodeType": "attribute"}},
                "text": {"type": "string", "xml": {"nodeType": "cdata"}},
                "tag": {"$ref": "#/components/schemas/Tag"}, "Tag": {"$ref": "#/components/schemas/Tag"},
                "named": {"$ref": "#/components/schemas/Named"},
                "tags": {"type": "array", "items": {"$ref": "#/components/schemas/Tag"}}}}}}}"##;
    for target in [OpenApi3_0, OpenApi3_1] {
        let written = written(text, target);
        let xml = |name: &str| {
            at(&written.document, &["components", "schemas", "Pet", "properties", name, "xml"])
        };
        assert_eq!(xml("wrapped"), r#"{"wrapped":true}"#);
        assert_eq!((&*xml("bare"), &*xml("told")), ("{}", r#"{"attribute":true}"#));
        let lost = [
            "`nodeType` of `xml`",
            "the element name `Tag` of the member `tag`",
            "the element name `Tag` of the member `tags`",
        ];
        assert_eq!(losses(&written), lost);
    }
    let json = text.replace("application/xml", "application/json");
    assert_eq!(losses(&written(&json, OpenApi3_1)), ["`nodeType` of `xml`"]);
}
