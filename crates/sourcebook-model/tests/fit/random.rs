//! Random schemas and values.

use proptest::prelude::*;
use proptest::sample::select;

/// Values of all types, small enough that they fit often.
pub(crate) fn any_value() -> impl Strategy<Value = String> {
    let scalars = [
        "null", "true", "false", "0", "1", "2", "-1", "1.0", "0.5", "3", r#""""#, r#""a""#,
        r#""ab""#, r#""ba""#, r#""ä""#,
    ];
    select(scalars.to_vec()).prop_map(str::to_owned).prop_recursive(3, 16, 4, |inner| {
        let name = select(&["a", "b", "ab", "c"][..]);
        let member =
            (name, inner.clone()).prop_map(|(name, value)| (name, format!(r#""{name}": {value}"#)));
        let members = prop::collection::vec(member, 0..4).prop_map(|mut members| {
            members.sort();
            members.dedup_by_key(|(name, _)| *name);
            let members: Vec<String> = members.into_iter().map(|(_, member)| member).collect();
            format!("{{{}}}", members.join(", "))
        });
        let items =
            prop::collection::vec(inner, 0..4).prop_map(|items| format!("[{}]", items.join(", ")));
        prop_oneof![members, items]
    })
}

/// Keywords that hold no other schema.
fn plain_keyword() -> impl Strategy<Value = String> {
    let words = [
        r#""type": "string""#,
        r#""type": "integer""#,
        r#""type": "number""#,
        r#""type": "object""#,
        r#""type": "array""#,
        r#""type": ["string", "null"]"#,
        r#""type": ["array", "object", "boolean"]"#,
        r#""type": "null""#,
        r#""enum": [1, "a", null, {"a": 1}]"#,
        r#""enum": [0, 0.5, [], "ab"]"#,
        r#""const": 1"#,
        r#""const": {"a": 1, "b": [2]}"#,
        r#""const": "a""#,
        r#""minimum": 1"#,
        r#""maximum": 1.0"#,
        r#""exclusiveMinimum": 0"#,
        r#""exclusiveMaximum": 2"#,
        r#""multipleOf": 0.5"#,
        r#""multipleOf": 2"#,
        r#""minLength": 1"#,
        r#""maxLength": 1"#,
        r#""pattern": "^a""#,
        r#""pattern": "b""#,
        r#""minItems": 1"#,
        r#""maxItems": 2"#,
        r#""uniqueItems": true"#,
        r#""minProperties": 1"#,
        r#""maxProperties": 1"#,
        r#""required": ["a"]"#,
        r#""required": ["b", "c"]"#,
        r#""dependentRequired": {"a": ["b"]}"#,
        r#""additionalProperties": false"#,
        r#""unevaluatedProperties": false"#,
        r#""unevaluatedItems": false"#,
        r#""minContains": 2"#,
        r#""maxContains": 1"#,
        r#""minContains": 0"#,
    ];
    select(words.to_vec()).prop_map(str::to_owned)
}

/// A keyword with schemas inside.
fn keyword(
    inner: impl Strategy<Value = String> + Clone + 'static,
) -> impl Strategy<Value = String> {
    let one = [
        "not",
        "items",
        "contains",
        "additionalProperties",
        "propertyNames",
        "if",
        "then",
        "else",
        "unevaluatedProperties",
        "unevaluatedItems",
    ];
    let list = ["allOf", "anyOf", "oneOf", "prefixItems"];
    let map = [
        r#""properties": {"a": FIRST, "b": SECOND}"#,
        r#""properties": {"c": FIRST, "ab": SECOND}"#,
        r#""patternProperties": {"a": FIRST, "^b": SECOND}"#,
        r#""dependentSchemas": {"a": FIRST, "b": SECOND}"#,
    ];
    let map = (select(map.to_vec()), inner.clone(), inner.clone())
        .prop_map(|(map, one, other)| map.replace("FIRST", &one).replace("SECOND", &other));
    let list = (select(list.to_vec()), prop::collection::vec(inner.clone(), 1..4))
        .prop_map(|(name, schemas)| format!(r#""{name}": [{}]"#, schemas.join(", ")));
    let one =
        (select(one.to_vec()), inner).prop_map(|(name, schema)| format!(r#""{name}": {schema}"#));
    prop_oneof![map, list, one]
}

/// Schemas of every keyword; `@a` and `@b` stand for references.
pub(crate) fn any_schema() -> impl Strategy<Value = String> {
    let reference = select(vec![r#"{"$ref": "@a"}"#, r#"{"$ref": "@b"}"#, "true", "false"]);
    let leaf = prop_oneof![
        1 => reference.prop_map(str::to_owned),
        4 => prop::collection::vec(plain_keyword(), 1..3).prop_map(joined),
    ];
    leaf.prop_recursive(4, 24, 3, |inner| {
        prop::collection::vec(prop_oneof![1 => plain_keyword(), 2 => keyword(inner)], 1..4)
            .prop_map(joined)
    })
}

/// An object of keywords, each name once.
fn joined(mut keywords: Vec<String>) -> String {
    let name = |keyword: &String| keyword.split(':').next().unwrap_or_default().to_owned();
    keywords.sort_by_key(name);
    keywords.dedup_by_key(|keyword| name(keyword));
    format!("{{{}}}", keywords.join(", "))
}

/// Schemas without references, for the targets of references.
pub(crate) fn target() -> impl Strategy<Value = String> {
    any_schema().prop_map(|schema| schema.replace("\"$ref\": \"@", "\"title\": \""))
}
