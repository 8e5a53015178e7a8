//! Objects, lists, unions and rules.

use sourcebook_model::view::Direction;

use crate::made::{made, made_of, of, told};

#[test]
fn objects_have_what_is_required_and_what_is_not_deprecated() {
    let table = [
        (
            r#"{"type": "object", "required": ["a", "z"], "properties": {
                "a": {"type": "string", "deprecated": true}, "b": {"type": "integer"},
                "c": {"type": "boolean", "deprecated": true}, "d": false}}"#,
            r#"{"a":"string","b":0,"z":null}"#,
        ),
        (r#"{"type": "object", "additionalProperties": {"type": "integer"}}"#, r#"{"name":0}"#),
        (
            r#"{"type": "object", "additionalProperties": {"type": "integer"}, "minProperties": 3}"#,
            r#"{"name":0,"name2":0,"name3":0}"#,
        ),
        (
            r#"{"additionalProperties": {"type": "integer"}, "propertyNames": {"enum": ["x", "y"]}, "minProperties": 2}"#,
            r#"{"x":0,"y":0}"#,
        ),
        (
            r#"{"type": "object", "patternProperties": {"^x-": {"type": "boolean"}}, "additionalProperties": false}"#,
            r#"{"x-":true}"#,
        ),
        (
            r#"{"type": "object", "properties": {"a": {"type": "integer"}}, "patternProperties": {"^x-": {}}}"#,
            r#"{"a":0}"#,
        ),
        (
            r#"{"type": "object", "properties": {"a": {}, "b": {}, "c": {}}, "required": ["c"], "maxProperties": 2}"#,
            r#"{"a":null,"c":null}"#,
        ),
        (r#"{"type": "object", "minProperties": 1}"#, r#"{"name":"string"}"#),
        (
            r#"{"type": "object", "minProperties": 1, "properties": {"a": {"type": "integer", "deprecated": true}}}"#,
            r#"{"a":0}"#,
        ),
        // What can have no valid value or name is left out, if it may be.
        (
            r#"{"type": "object", "properties": {"a": {"type": "string", "enum": [1]}, "b": {}, "c": {}}, "required": ["c"], "propertyNames": {"enum": ["a", "c"]}}"#,
            r#"{"c":null}"#,
        ),
        (
            r#"{"type": "object", "properties": {"ab": {"type": "string"}}, "patternProperties": {"b": {"type": "boolean"}}}"#,
            "{}",
        ),
        (r#"{"type": "object"}"#, "{}"),
        (
            r#"{"allOf": [{"properties": {"a": {"minimum": 3}}}, {"type": "object", "properties": {"a": {"type": "integer"}}}]}"#,
            r#"{"a":3}"#,
        ),
    ];
    for (schema, expected) in table {
        assert_eq!(made_of(schema), expected, "{schema}");
    }
}

#[test]
fn there_are_as_many_members_as_there_must_be() {
    let table = [
        (
            r#"{"type": "object", "patternProperties": {"^x-": {"type": "integer"}}, "additionalProperties": false, "minProperties": 3}"#,
            r#"{"x-":0,"x-1":0,"x-2":0}"#,
        ),
        (
            r#"{"type": "object", "patternProperties": {"^[ab]$": {"type": "boolean"}}, "additionalProperties": false, "minProperties": 2}"#,
            r#"{"a":true,"b":true}"#,
        ),
        (
            r#"{"patternProperties": {"^a": {"type": "integer"}, "b$": {"minimum": 3}}, "propertyNames": {"minLength": 2}, "additionalProperties": false, "minProperties": 2}"#,
            "",
        ),
        (
            r#"{"type": "object", "patternProperties": {"^no$": false, "^yes$": {"const": 1}}, "additionalProperties": false, "minProperties": 1}"#,
            r#"{"yes":1}"#,
        ),
        (
            r#"{"type": "object", "propertyNames": {"pattern": "^[0-9]{3}$"}, "additionalProperties": {"type": "integer"}, "minProperties": 3}"#,
            r#"{"000":0,"100":0,"010":0}"#,
        ),
        (r#"{"type": "object", "propertyNames": {"maxLength": 1}, "minProperties": 2}"#, ""),
        (
            r#"{"type": "object", "propertyNames": {"format": "uuid"}, "additionalProperties": {"type": "string"}, "minProperties": 2}"#,
            "",
        ),
        (
            r#"{"type": "object", "propertyNames": {"type": "string"}, "additionalProperties": {"type": "integer"}, "minProperties": 2}"#,
            r#"{"name":0,"name2":0}"#,
        ),
        (
            r#"{"type": "object", "propertyNames": {"minLength": 6}, "additionalProperties": {"type": "integer"}}"#,
            r#"{"string":0}"#,
        ),
        (
            r#"{"properties": {"a": {"type": "integer"}}, "unevaluatedProperties": {"type": "boolean"}, "minProperties": 2}"#,
            r#"{"a":0,"name":true}"#,
        ),
        (
            r#"{"type": "object", "patternProperties": {"^(?!x-)": {"type": "integer"}}, "additionalProperties": false, "minProperties": 1}"#,
            r#"{"name":0} Pattern"#,
        ),
        (
            r#"{"type": "object", "properties": {"a": false, "b": {"type": "string"}}, "additionalProperties": false, "minProperties": 1}"#,
            r#"{"b":"string"}"#,
        ),
    ];
    for (schema, expected) in table {
        let found = made_of(schema);
        if expected.is_empty() {
            // Which names there are does not matter, but that there is no doubt.
            assert!(found.ends_with('}'), "{schema}: {found}");
        } else {
            assert_eq!(found, expected, "{schema}");
        }
    }
}

#[test]
fn rules_are_kept_in_another_way_where_the_straight_one_leads_nowhere() {
    let table = [
        // The condition is avoided.
        (
            r#"{"type": "object", "properties": {"a": {"enum": ["x", "y"]}}, "required": ["a"], "if": {"properties": {"a": {"const": "x"}}}, "then": false}"#,
            r#"{"a":"y"}"#,
        ),
        (r#"{"type": ["string", "integer"], "if": {"type": "string"}, "then": false}"#, "0"),
        (r#"{"type": "integer", "if": {"maximum": 10}, "then": {"minimum": 11}}"#, "11"),
        (
            r#"{"type": "object", "properties": {"a": {"type": "integer"}, "b": {"type": "integer"}}, "if": {"required": ["a"]}, "then": {"required": ["c"]}, "additionalProperties": false}"#,
            r#"{"b":0}"#,
        ),
        (
            r#"{"type": "object", "if": {"properties": {"kind": {"const": "a"}}}, "then": {"properties": {"kind": {"type": "integer"}}, "required": ["kind"]}}"#,
            "",
        ),
        // The condition is met.
        (
            r#"{"type": "object", "properties": {"a": {"enum": ["x", "y"]}}, "if": {"properties": {"a": {"const": "y"}}, "required": ["a"]}, "else": false}"#,
            r#"{"a":"y"}"#,
        ),
        (r#"{"type": "string", "if": {"minLength": 8}, "else": false}"#, r#""stringst""#),
        // What asks for more is left out.
        (
            r#"{"type": "object", "properties": {"a": {"type": "integer"}}, "dependentRequired": {"a": ["b"]}, "additionalProperties": false}"#,
            "{}",
        ),
        (
            r#"{"type": "object", "properties": {"a": {"type": "integer"}, "b": {"type": "integer"}}, "dependentSchemas": {"a": false}}"#,
            r#"{"b":0}"#,
        ),
        (
            r#"{"type": "object", "properties": {"a": {"type": "integer"}, "b": {"type": "integer"}}, "dependentRequired": {"a": ["b"]}, "maxProperties": 1, "minProperties": 1}"#,
            r#"{"b":0}"#,
        ),
        (r#"{"type": "object", "not": {"not": {"required": ["a"]}}}"#, r#"{"a":null}"#),
    ];
    for (schema, expected) in table {
        let found = made_of(schema);
        if expected.is_empty() {
            assert!(found.ends_with('}'), "{schema}: {found}");
        } else {
            assert_eq!(found, expected, "{schema}");
        }
    }
}

#[test]
fn members_go_in_their_direction() {
    let schemas = r#"{"it": {"type": "object", "required": ["id", "key"], "properties": {
        "id": {"type": "string", "readOnly": true}, "key": {"type": "string", "writeOnly": true},
        "x": {"type": "integer"}}}}"#;
    let made = |direction| told(&of("3.0.3", schemas, direction));
    assert_eq!(made(Direction::Request), r#"{"key":"string","x":0}"#);
    assert_eq!(made(Direction::Response), r#"{"id":"string","x":0}"#);
    assert_eq!(made(Direction::Whole), r#"{"id":"string","key":"string","x":0}"#);
}

#[test]
fn examples_of_schemas_go_in_a_direction() {
    let schemas = r##"{"it": {"type": "object", "properties": {
        "id": {"type": "string", "readOnly": true}, "x": {"type": "integer"},
        "all": {"type": "array", "items": {"$ref": "#/components/schemas/in"}}},
        "example": {"id": "a", "x": 1, "all": [{"key": "b", "y": 2}]}},
        "in": {"type": "object", "properties": {"key": {"type": "string", "writeOnly": true}}}}"##;
    let made = |direction| told(&of("3.0.3", schemas, direction));
    assert_eq!(made(Direction::Request), r#"{"x":1,"all":[{"key":"b","y":2}]}"#);
    assert_eq!(made(Direction::Response), r#"{"id":"a","x":1,"all":[{"y":2}]}"#);
    assert_eq!(made(Direction::Whole), r#"{"id":"a","x":1,"all":[{"key":"b","y":2}]}"#);
}

#[test]
fn lists_have_one_item_or_as_many_as_they_need() {
    let table = [
        (r#"{"type": "array", "items": {"type": "string"}}"#, r#"["string"]"#),
        (
            r#"{"type": "array", "items": {"type": "string"}, "minItems": 2}"#,
            r#"["string","string"]"#,
        ),
        (r#"{"type": "array", "items": {"type": "string"}, "maxItems": 0}"#, "[]"),
        (r#"{"type": "array"}"#, "[]"),
        (r#"{"type": "array", "minItems": 2}"#, "[null,null]"),
        (
            r#"{"type": "array", "items": {"type": "string"}, "minItems": 2, "uniqueItems": true}"#,
            r#"["string","string2"]"#,
        ),
        (
            r#"{"items": {"enum": ["a", "b", "c"]}, "minItems": 3, "uniqueItems": true}"#,
            r#"["a","b","c"]"#,
        ),
        (
            r#"{"items": {"type": "integer", "multipleOf": 5}, "minItems": 3, "uniqueItems": true}"#,
            "[0,5,10]",
        ),
        (
            r#"{"items": {"type": "object", "required": ["n"], "properties": {"n": {"type": "integer"}}}, "minItems": 2, "uniqueItems": true}"#,
            r#"[{"n":0},{"n":1}]"#,
        ),
        (
            r#"{"type": "array", "items": {"type": "boolean"}, "minItems": 3, "uniqueItems": true}"#,
            "[true,false] UniqueItems",
        ),
        (
            r#"{"type": "array", "prefixItems": [{"type": "string"}, {"type": "integer"}], "items": false}"#,
            r#"["string",0]"#,
        ),
        (
            r#"{"type": "array", "prefixItems": [{"type": "string"}], "items": {"type": "boolean"}, "minItems": 3}"#,
            r#"["string",true,true]"#,
        ),
        (
            r#"{"type": "array", "contains": {"const": "admin"}, "minContains": 2, "items": {"type": "string"}}"#,
            r#"["admin","admin"]"#,
        ),
        (
            r#"{"type": "array", "contains": {"type": "string", "minLength": 9}, "items": {"maxLength": 12}}"#,
            r#"["stringstr"]"#,
        ),
    ];
    for (schema, expected) in table {
        assert_eq!(made_of(schema), expected, "{schema}");
    }
}

#[test]
fn unions_take_the_first_option_that_makes_a_valid_value() {
    let table = [
        (r#"{"oneOf": [{"type": "integer", "minimum": 2}, {"type": "string"}]}"#, "2"),
        // The first option of both unions that go together.
        (
            r#"{"anyOf": [{"type": "string"}, {"type": "integer"}], "oneOf": [{"minimum": 3}, {"type": "string", "minLength": 7}]}"#,
            r#""string""#,
        ),
        (r#"{"oneOf": [{"type": "string"}, {"minLength": 1}]}"#, r#""string" Contradiction"#),
        (
            r#"{"type": "object", "properties": {"p": {"type": "integer"}, "q": {"type": "integer"}}, "oneOf": [{"required": ["p"]}, {"required": ["q"]}]}"#,
            r#"{"p":0}"#,
        ),
        (
            r#"{"type": "object", "properties": {"a": {"type": "integer"}}, "oneOf": [{"required": ["n"], "properties": {"n": {"type": "string"}}}, {"required": ["m"]}]}"#,
            r#"{"a":0,"n":"string"}"#,
        ),
        (r#"{"oneOf": [false, {"type": "string"}]}"#, r#""string""#),
        (r#"{"oneOf": [{"type": "null"}, {"type": "string"}]}"#, r#""string""#),
        (
            r#"{"oneOf": [{"type": "object", "properties": {"kind": {"const": "a"}}, "required": ["kind"]}, {"type": "object", "properties": {"kind": {"const": "b"}}, "required": ["kind"]}]}"#,
            r#"{"kind":"a"}"#,
        ),
    ];
    for (schema, expected) in table {
        assert_eq!(made_of(schema), expected, "{schema}");
    }
}

#[test]
fn discriminators_select_the_option_that_is_shown() {
    let schemas = r##"{"it": {"oneOf": [{"$ref": "#/components/schemas/circle"}, {"$ref": "#/components/schemas/square"}],
            "discriminator": {"propertyName": "kind", "mapping": {"round": "circle", "ring": "circle", "box": "square"}}},
        "circle": {"type": "object", "required": ["kind"], "properties": {"kind": {"type": "string"}, "r": {"type": "number"}}},
        "square": {"type": "object", "required": ["kind"], "properties": {"kind": {"type": "string"}, "side": {"type": "number"}}}}"##;
    assert_eq!(made(schemas), r#"{"kind":"round","r":0}"#);
    // A subtype has no member of another one, and its own value.
    let schemas = r##"{"pet": {"type": "object", "required": ["kind"], "properties": {"kind": {"type": "string"}},
            "discriminator": {"propertyName": "kind", "mapping": {"dog": "#/components/schemas/it", "cat": "cat"}},
            "oneOf": [{"$ref": "#/components/schemas/it"}, {"$ref": "#/components/schemas/cat"}]},
        "it": {"allOf": [{"$ref": "#/components/schemas/pet"}, {"type": "object", "properties": {"bark": {"type": "boolean"}}}]},
        "cat": {"allOf": [{"$ref": "#/components/schemas/pet"}, {"type": "object", "properties": {"meow": {"type": "integer"}}}]}}"##;
    assert_eq!(made(schemas), r#"{"kind":"dog","bark":true}"#);
    let base = schemas
        .replace(r#""it""#, r#""dog""#)
        .replace("schemas/it\"", "schemas/dog\"")
        .replace(r#""pet":"#, r#""it":"#)
        .replace("schemas/pet", "schemas/it");
    assert_eq!(made(&base), r#"{"kind":"dog","bark":true}"#);
}

#[test]
fn nothing_is_made_up_for_what_was_not_read() {
    let it = |schema: &str| made_of(&schema.replace("NONE", r##"{"$ref": "#/none"}"##));
    let table = [
        ("NONE", "null Unread"),
        (r#"{"type": "string", "enum": []}"#, "null Never"),
        (r#"{"type": "array", "items": NONE}"#, "[]"),
        (r#"{"type": "object", "additionalProperties": NONE}"#, "{}"),
        (
            r#"{"type": "object", "properties": {"a": NONE, "b": {"type": "integer"}}}"#,
            r#"{"b":0}"#,
        ),
        (
            r#"{"type": "object", "required": ["a"], "properties": {"a": NONE, "b": {"type": "integer"}}}"#,
            r#"{"b":0} Unread"#,
        ),
        (r#"{"anyOf": [NONE, {"type": "integer"}]}"#, "0"),
        (
            r#"{"allOf": [NONE, {"type": "object", "properties": {"a": {"type": "string"}}}]}"#,
            r#"{"a":"string"}"#,
        ),
    ];
    for (schema, expected) in table {
        assert_eq!(it(schema), expected, "{schema}");
    }
}

#[test]
fn rules_are_kept() {
    let table = [
        (
            r#"{"type": "object", "properties": {"card": {"type": "string"}}, "dependentRequired": {"card": ["address"], "address": ["zip"]}}"#,
            r#"{"card":"string","address":"string","zip":"string"}"#,
        ),
        (
            r#"{"type": "object", "properties": {"card": {"type": "string"}}, "dependentSchemas": {"card": {"required": ["cvc"], "properties": {"cvc": {"type": "integer"}}}}}"#,
            r#"{"card":"string","cvc":0}"#,
        ),
        (
            r#"{"type": "object", "properties": {"c": {"enum": ["NL", "DE"]}, "zip": {"type": "string"}}, "required": ["c"],
                "if": {"properties": {"c": {"const": "NL"}}, "required": ["c"]}, "then": {"properties": {"zip": {"pattern": "^[0-9]{4}$"}}}, "else": {"properties": {"zip": {"pattern": "^[0-9]{5}$"}}}}"#,
            r#"{"c":"NL","zip":"0000"}"#,
        ),
        (r#"{"type": "string", "not": {"const": "string"}}"#, r#""string2""#),
        (r#"{"type": "integer", "not": {"maximum": 3}}"#, "4"),
        (
            r#"{"type": "object", "properties": {"a": {"type": "integer"}, "b": {"type": "integer"}}, "not": {"required": ["a", "b"]}}"#,
            r#"{"b":0}"#,
        ),
        (r#"{"type": "boolean", "not": {"type": "boolean"}}"#, "true Condition"),
    ];
    for (schema, expected) in table {
        assert_eq!(made_of(schema), expected, "{schema}");
    }
}
