//! Schemas that are taken, mended, and not taken.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::aibridge::object::Object;

fn read(schema: &Value) -> Result<ToolSchema, SchemaError> {
    ToolSchema::read(&raw(schema))
}

fn value(schema: &ToolSchema) -> Value {
    serde_json::from_str(schema.text().get()).unwrap()
}

/// An object of which this is a property.
fn with(property: &Value) -> Value {
    json!({"type": "object", "properties": {"a": property}})
}

#[test]
fn what_is_valid_stays_as_it_was_written() {
    let text = r##"{"type":"object","z":1,"properties":{"b":{"const":12345678901234567890123,"maximum":1e300},"a":{"$ref":"#/$defs/x"}},"required":["b"],"$defs":{"x y":{"type":["string","null"]}},"additionalProperties":false}"##;
    let schema = ToolSchema::read(&RawValue::from_string(text.to_owned()).unwrap()).unwrap();
    assert_eq!(schema.text().get(), text);
}

#[test]
fn what_means_the_same_otherwise_is_mended() {
    let table = [
        (json!({}), json!({"type": "object", "properties": {}})),
        (json!({"type": ["object"]}), json!({"type": "object", "properties": {}})),
        (with(&json!(true)), with(&json!({}))),
        (with(&json!({"type": "array"})), with(&json!({"type": "array", "items": {}}))),
        (
            with(&json!({"type": "array", "items": [{"type": "string"}]})),
            with(&json!({"type": "array", "prefixItems": [{"type": "string"}], "items": {}})),
        ),
    ];
    for (schema, expected) in table {
        assert_eq!(value(&read(&schema).unwrap()), expected, "{schema}");
    }
}

#[test]
fn what_no_api_takes_is_told() {
    let table = [
        (json!([]), "its input is not an object"),
        (json!({"type": null}), "its input is not an object"),
        (json!({"type": "string"}), "its input is not an object"),
        (json!({"anyOf": []}), "its input schema has `anyOf` at its top"),
        (json!({"properties": "text"}), "`properties` is not an object"),
        (json!({"required": "x"}), "`required` is not a list of different names"),
        (json!({"required": ["x", "x"]}), "`required` is not a list of different names"),
        (with(&json!({"required": true})), "`properties.a.required` is not a list of different"),
        (with(&json!(7)), "`properties.a` is not a schema"),
        (with(&json!({"type": "text"})), "`properties.a.type` is not a type"),
        (with(&json!({"type": ["string", "string"]})), "`properties.a.type` is not a type"),
        (with(&json!({"anyOf": []})), "`properties.a.anyOf` is not a list of schemas"),
        (with(&json!({"minLength": -1})), "`properties.a.minLength` is not a whole number"),
        (
            with(&json!({"exclusiveMinimum": true})),
            "`properties.a.exclusiveMinimum` is not a number",
        ),
        (with(&json!({"enum": "x"})), "`properties.a.enum` is not a list"),
        (with(&json!({"description": 7})), "`properties.a.description` is not a text"),
        (
            with(&json!({"$ref": "http://127.0.0.1/x"})),
            "refers to a schema that is not a part of it",
        ),
        (
            json!({"properties": {"a b": {}, "c": {"$ref": "#/properties/a b"}}}),
            "refers to properties whose names",
        ),
        (with(&json!({"title": "x".repeat(MAX_BYTES)})), "has more than 65536 bytes"),
    ];
    for (schema, expected) in table {
        let error = read(&schema).unwrap_err().to_string();
        assert!(error.contains(expected), "{schema}: {error}");
    }
}

#[test]
fn levels_are_bounded() {
    let mut schema = json!({});
    for depth in 0..=MAX_DEPTH {
        assert!(read(&schema).is_ok(), "{depth}");
        schema = with(&schema);
    }
    assert_eq!(read(&schema), Err(SchemaError::TooDeep));
    let deep = format!("{}{}", r#"{"a":"#.repeat(5_000), "}".repeat(5_000));
    let deep = RawValue::from_string(deep.replace(":}", ":1}")).unwrap();
    assert_eq!(ToolSchema::read(&deep), Err(SchemaError::TooDeep));
}

#[test]
fn names_that_do_not_fit_are_led_there_and_back() {
    let schema = json!({
        "type": "object",
        "properties": {
            "bad name!": {"type": "object", "properties": {"é": {"type": "integer"}}},
            "good": {"type": "array", "items": {"properties": {"bad name!": {}}}},
        },
        "required": ["bad name!"],
        "dependentRequired": {"good": ["bad name!"]},
    });
    let fitted = read(&schema).unwrap();
    let (bad, e) = ("bad_name__0be37f6b", "__4a99557e");
    let told = value(&fitted);
    let names: Vec<&String> = told["properties"].as_object().unwrap().keys().collect();
    assert_eq!(names.len(), 2);
    let bad = names.iter().find(|name| name.starts_with("bad_name_")).map_or(bad, |name| name);
    assert_eq!(told["required"], json!([bad]));
    assert_eq!(told["dependentRequired"], json!({"good": [bad]}));
    let inner = told["properties"][bad]["properties"].as_object().unwrap();
    let e = inner.keys().next().map_or(e, String::as_str);
    let input = format!(r#"{{"{bad}":{{"{e}":12345678901234567890123}},"good":[{{"{bad}":1}}]}}"#);
    let restored = fitted.restored(RawValue::from_string(input).unwrap());
    let expected = r#"{"bad name!":{"é":12345678901234567890123},"good":[{"bad name!":1}]}"#;
    assert_eq!(restored.get(), expected);
}

#[test]
fn what_only_strict_functions_may_not_have_is_taken() {
    let properties: serde_json::Map<String, Value> =
        (0..2_000).map(|at| (format!("property-{at}"), json!({}))).collect();
    let values: Vec<String> = (0..1_200).map(|at| format!("value-{at}")).collect();
    let deep = (0..12).fold(json!({}), |schema, _| with(&schema));
    for schema in [json!({ "properties": properties }), with(&json!({ "enum": values })), deep] {
        assert!(read(&schema).is_ok());
    }
}

proptest! {
    #[test]
    fn every_name_fits_afterwards_and_comes_back(names in prop::collection::btree_set(".{0,80}", 1..6)) {
        let mut properties = Object::default();
        for name in &names {
            properties.set(name, raw(&json!({})));
        }
        let names: Vec<&String> = names.iter().collect();
        let schema = json!({"required": names});
        let mut schema = Object::parse(&schema.to_string()).unwrap();
        schema.set("properties", properties.to_raw());
        let fitted = ToolSchema::read(&schema.to_raw()).unwrap();
        let told = value(&fitted);
        let required: Vec<String> = serde_json::from_value(told["required"].clone()).unwrap();
        let mut input = Object::default();
        for name in &required {
            let is_taken = |c: char| c.is_ascii_alphanumeric() || "_.-".contains(c);
            prop_assert!((1..=64).contains(&name.len()) && name.chars().all(is_taken), "{}", name);
            prop_assert!(told["properties"][name].is_object());
            input.set(name, raw(&1));
        }
        let restored = Object::parse(fitted.restored(input.to_raw()).get()).unwrap();
        let back: Vec<&str> = restored.members().map(|(name, _)| name).collect();
        prop_assert_eq!(back, names);
    }
}
