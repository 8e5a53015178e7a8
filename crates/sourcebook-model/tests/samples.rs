//! Example values for schemas.

use std::fmt::Write;
use std::path::PathBuf;

use proptest::prelude::*;
use sourcebook_model::{Document, Input, Options, Purpose, read, sample};
use sourcebook_syntax::Sources;
use sourcebook_syntax::Value;

/// A document of these schemas.
fn document(schemas: &str) -> Document {
    let text = format!(
        r#"{{"openapi": "3.1.0", "info": {{"title": "t", "version": "1"}},
            "components": {{"schemas": {schemas}}}}}"#
    );
    let input =
        Input { name: "test.json".to_owned(), bytes: text.into_bytes(), folder: PathBuf::new() };
    read(&mut Sources::new(), input, Options::default()).document.expect("a document")
}

/// The sample of the schema named `it`, as JSON in one line.
fn sampled(schemas: &str, purpose: Purpose) -> String {
    let document = document(schemas);
    let (_, id) = document.components.schemas.iter().find(|(name, _)| name == "it").expect("it");
    let mut text = String::new();
    push(&mut text, &sample(&document, *id, purpose));
    text
}

fn push(text: &mut String, value: &Value) {
    match value {
        Value::Null => text.push_str("null"),
        Value::Bool(value) => text.push_str(&value.to_string()),
        Value::Number(number) => text.push_str(number.as_str()),
        Value::String(string) => {
            let _ = write!(text, "{string:?}");
        }
        Value::Array(items) => {
            text.push('[');
            for (at, item) in items.iter().enumerate() {
                text.push_str(if at > 0 { "," } else { "" });
                push(text, item);
            }
            text.push(']');
        }
        Value::Object(members) => {
            text.push('{');
            for (at, (name, value)) in members.iter().enumerate() {
                let _ = write!(text, "{}{name:?}:", if at > 0 { "," } else { "" });
                push(text, value);
            }
            text.push('}');
        }
    }
}

#[test]
fn a_schema_gives_its_sample() {
    let table = [
        (r#"{"it": {}}"#, "null"),
        (r#"{"it": {"type": "string"}}"#, r#""string""#),
        (r#"{"it": {"type": "string", "enum": ["b", "a"], "default": "a"}}"#, r#""b""#),
        (r#"{"it": {"type": "string", "default": "a"}}"#, r#""a""#),
        (r#"{"it": {"type": "string", "examples": ["x", "y"]}}"#, r#""x""#),
        (r#"{"it": {"const": 3}}"#, "3"),
        (r#"{"it": {"type": "integer", "example": 0, "default": 5}}"#, "0"),
        (r#"{"it": {"type": "integer", "minimum": 3, "maximum": 9}}"#, "3"),
        (r#"{"it": {"type": "integer", "exclusiveMinimum": 3}}"#, "4"),
        (r#"{"it": {"type": "integer", "exclusiveMaximum": 3}}"#, "0"),
        (r#"{"it": {"type": "integer", "exclusiveMaximum": -3}}"#, "-4"),
        (r#"{"it": {"type": "integer", "maximum": -2}}"#, "-2"),
        (r#"{"it": {"type": "number", "exclusiveMinimum": true, "minimum": 2.5}}"#, "3"),
        (r#"{"it": {"type": "boolean"}}"#, "true"),
        (r#"{"it": {"type": ["string", "null"]}}"#, r#""string""#),
        (r#"{"it": {"type": "array", "items": {"type": "integer"}, "minItems": 2}}"#, "[0,0]"),
        (r#"{"it": {"type": "array"}}"#, "[]"),
        (
            r#"{"it": {"prefixItems": [{"type": "integer"}, {"type": "string"}]}}"#,
            r#"[0,"string"]"#,
        ),
        (r#"{"it": {"maxLength": 3}}"#, r#""str""#),
        (
            r#"{"it": {"additionalProperties": {"type": "integer"}}}"#,
            r#"{"property1":0,"property2":0}"#,
        ),
        (
            r#"{"it": {"additionalProperties": {"type": "boolean", "x-additionalPropertiesName": "flag"}}}"#,
            r#"{"flag1":true,"flag2":true}"#,
        ),
        (r#"{"it": {"type": "object", "additionalProperties": true}}"#, "{}"),
        (
            r#"{"it": {"properties": {"id": {"type": "string", "format": "uuid"}}}}"#,
            r#"{"id":"497f6eca-6276-4993-bfeb-53cbbbba6f08"}"#,
        ),
    ];
    for (schemas, expected) in table {
        assert_eq!(sampled(schemas, Purpose::Schema), expected, "{schemas}");
    }
}

#[test]
fn compositions_are_merged() {
    let table = [
        (
            r##"{"it": {"allOf": [{"$ref": "#/components/schemas/a"}, {"type": "object", "properties": {"y": {"type": "integer"}}}]},
                "a": {"type": "object", "properties": {"x": {"type": "string"}}}}"##,
            r#"{"x":"string","y":0}"#,
        ),
        (r#"{"it": {"allOf": [{"properties": {"x": {"type": "string"}}}]}}"#, "null"),
        (r#"{"it": {"oneOf": [{"type": "integer"}, {"type": "string"}]}}"#, "0"),
        (
            r#"{"it": {"properties": {"a": {"type": "string"}}, "anyOf": [{"properties": {"b": {"type": "integer"}}}]}}"#,
            r#"{"a":"string","b":0}"#,
        ),
        (
            r#"{"it": {"properties": {"a": {"type": "string"}}, "oneOf": [{"required": ["a"]}]}}"#,
            r#"{"a":"string"}"#,
        ),
    ];
    for (schemas, expected) in table {
        assert_eq!(sampled(schemas, Purpose::Schema), expected, "{schemas}");
    }
}

#[test]
fn members_are_left_out_where_they_do_not_belong() {
    let schemas = r#"{"it": {"properties": {
        "id": {"type": "integer", "readOnly": true},
        "key": {"type": "string", "writeOnly": true}}}}"#;
    assert_eq!(sampled(schemas, Purpose::Request), r#"{"key":"string"}"#);
    assert_eq!(sampled(schemas, Purpose::Response), r#"{"id":0}"#);
    assert_eq!(sampled(schemas, Purpose::Schema), r#"{"id":0,"key":"string"}"#);
}

#[test]
fn schemas_that_contain_themselves_end() {
    let table = [
        (
            r##"{"it": {"type": "object", "properties": {
                "c": {"$ref": "#/components/schemas/it"},
                "l": {"type": "array", "items": {"$ref": "#/components/schemas/it"}}}}}"##,
            r#"{"c":{"c":{},"l":[{}]},"l":[{"c":{},"l":[]}]}"#,
        ),
        (
            r##"{"it": {"type": "array", "items": {"$ref": "#/components/schemas/q"}},
                "q": {"type": "object", "properties": {
                    "c": {"$ref": "#/components/schemas/q"},
                    "l": {"type": "array", "items": {"$ref": "#/components/schemas/q"}}}}}"##,
            r#"[{"c":{},"l":[{}]}]"#,
        ),
    ];
    for (schemas, expected) in table {
        assert_eq!(sampled(schemas, Purpose::Schema), expected, "{schemas}");
    }
}

#[test]
fn a_cycle_through_all_of_ends_ten_levels_down() {
    let schemas = r##"{"it": {"type": "object", "properties": {
        "next": {"type": "object", "allOf": [{"$ref": "#/components/schemas/it"}]}}}}"##;
    let text = sampled(schemas, Purpose::Schema);
    assert_eq!(text.matches('{').count(), 11, "{text}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever schemas refer to each other, a sample ends and stays within its bounds.
    #[test]
    fn samples_are_bounded(edges in prop::collection::vec((0usize..6, 0usize..6, 0u8..5), 0..40)) {
        let mut properties = vec![String::new(); 6];
        for (at, (from, to, kind)) in edges.iter().enumerate() {
            let target = format!(r##"{{"$ref": "#/components/schemas/s{to}"}}"##);
            let schema = match kind {
                0 => target,
                1 => format!(r#"{{"type": "array", "minItems": 3, "items": {target}}}"#),
                2 => format!(r#"{{"type": "object", "allOf": [{target}]}}"#),
                3 => format!(r#"{{"oneOf": [{target}, {{"type": "string"}}]}}"#),
                _ => format!(r#"{{"additionalProperties": {target}}}"#),
            };
            let comma = if properties[*from].is_empty() { "" } else { "," };
            let _ = write!(properties[*from], r#"{comma}"p{at}": {schema}"#);
        }
        let schemas: Vec<String> = properties
            .iter()
            .enumerate()
            .map(|(at, members)| format!(r#""s{at}": {{"type": "object", "properties": {{{members}}}}}"#))
            .collect();
        let document = document(&format!("{{{}}}", schemas.join(",")));
        for (_, id) in &document.components.schemas {
            let value = sample(&document, *id, Purpose::Response);
            prop_assert!(depth(&value) <= 11);
        }
    }
}

fn depth(value: &Value) -> usize {
    match value {
        Value::Array(items) => 1 + items.iter().map(depth).max().unwrap_or(0),
        Value::Object(members) => {
            1 + members.iter().map(|(_, value)| depth(value)).max().unwrap_or(0)
        }
        _ => 0,
    }
}
