//! Pairs of schemas of which the second one allows less, by one keyword of an exact class.

use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

/// A schema and a narrower one.
#[derive(Debug, Clone)]
pub(crate) struct Narrowing {
    pub(crate) wide: Value,
    pub(crate) narrow: Value,
    /// What differs in them: the two themselves, or what stands inside of them.
    pub(crate) parts: Vec<(Value, Value)>,
}

/// A schema, and a narrower one: at the top, or inside of an object, a list or a map.
pub(crate) fn narrowing() -> impl Strategy<Value = Narrowing> {
    let leaf = prop_oneof![keyword(), number(), size()];
    let place = select(vec!["here", "member", "required member", "item", "map", "twice"]);
    (leaf, place).prop_map(|((wide, narrow), place)| {
        let around = |schema: Value| match place {
            "member" => {
                json!({"type": "object", "properties": {"a": schema, "b": {"type": "string"}}})
            }
            "required member" => {
                json!({"type": "object", "required": ["a"], "properties": {"a": schema}})
            }
            "item" => json!({"type": "array", "items": schema}),
            "map" => json!({"type": "object", "additionalProperties": schema}),
            "twice" => {
                json!({"type": "array", "items": {"type": "object", "properties": {"a": schema}}})
            }
            _ => schema,
        };
        let mut parts = vec![(wide.clone(), narrow.clone())];
        if let Some(first) = narrow.pointer("/prefixItems/0") {
            parts.push((wide["items"].clone(), first.clone()));
        }
        let (wide, narrow) = (around(wide), around(narrow));
        parts.push((wide.clone(), narrow.clone()));
        Narrowing { wide, narrow, parts }
    })
}

fn keyword() -> impl Strategy<Value = (Value, Value)> {
    select(vec![
        (json!({"type": "number"}), json!({"type": "integer"})),
        (json!({"type": ["string", "null"]}), json!({"type": "string"})),
        (json!({"type": ["string", "boolean"]}), json!({"type": "string"})),
        (json!({"type": "string", "enum": ["a", "b"]}), json!({"type": "string", "enum": ["b"]})),
        (json!({"type": "string"}), json!({"type": "string", "enum": ["a", "b"]})),
        (json!({"enum": ["a", 1]}), json!({"const": 1})),
        (json!({"type": "array"}), json!({"type": "array", "uniqueItems": true})),
        (
            json!({"type": "object", "properties": {"x": {"type": "string"}}}),
            json!({"type": "object", "properties": {"x": {"type": "string"}}, "required": ["x"]}),
        ),
        (
            json!({"type": "object", "properties": {"x": {"type": "string"}}}),
            json!({
                "type": "object", "properties": {"x": {"type": "string"}},
                "additionalProperties": false,
            }),
        ),
        (
            json!({"type": "array", "items": {"type": "string"}}),
            json!({"type": "array", "prefixItems": [{"const": "a"}], "items": {"type": "string"}}),
        ),
        (
            json!({"anyOf": [{"type": "string"}, {"type": "object", "required": ["x"]}]}),
            json!({"type": "object", "required": ["x"]}),
        ),
    ])
}

fn number() -> impl Strategy<Value = (Value, Value)> {
    let limits = (-50_i32..50, 1_i32..20, any::<bool>(), select(vec!["integer", "number"]));
    limits.prop_map(|(at, by, is_lower, kind)| {
        let limit = |at: i32| {
            let keyword = if is_lower { "minimum" } else { "maximum" };
            json!({"type": kind, keyword: at})
        };
        (limit(at), limit(if is_lower { at + by } else { at - by }))
    })
}

fn size() -> impl Strategy<Value = (Value, Value)> {
    let kinds = vec![
        ("string", "minLength", "maxLength"),
        ("array", "minItems", "maxItems"),
        ("object", "minProperties", "maxProperties"),
    ];
    (select(kinds), 1_u32..10, 1_u32..5, any::<bool>()).prop_map(
        |((kind, least, most), at, by, is_lower)| {
            if is_lower {
                (json!({"type": kind, least: at}), json!({"type": kind, least: at + by}))
            } else {
                (json!({"type": kind, most: at + by}), json!({"type": kind, most: at}))
            }
        },
    )
}
