//! Random schemas and values.

use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Map, Value, json};

/// A reference to one of the components.
fn reference() -> impl Strategy<Value = Value> {
    select(vec!["a", "b"]).prop_map(|name| json!({"$ref": format!("#/components/schemas/{name}")}))
}

fn scalar() -> impl Strategy<Value = Value> {
    select(vec![
        json!({"type": "string"}),
        json!({"type": "string", "minLength": 1}),
        json!({"type": "string", "maxLength": 2}),
        json!({"type": "string", "enum": ["a", "b"]}),
        json!({"type": "string", "format": "date"}),
        json!({"type": "integer"}),
        json!({"type": "integer", "minimum": 0, "maximum": 3}),
        json!({"type": "number"}),
        json!({"type": "number", "exclusiveMinimum": 0}),
        json!({"type": "integer", "multipleOf": 2}),
        json!({"type": "boolean"}),
        json!({"type": ["string", "null"]}),
        json!({"type": ["integer", "null"], "minimum": 1}),
    ])
}

/// A schema, of which parts may be references to the components `a` and `b`.
pub(crate) fn schema() -> impl Strategy<Value = Value> {
    plain(prop_oneof![4 => scalar(), 1 => reference()].boxed())
}

/// The components that schemas refer to; they refer to nothing.
pub(crate) fn components() -> impl Strategy<Value = Value> {
    (plain(scalar().boxed()), plain(scalar().boxed())).prop_map(|(a, b)| json!({"a": a, "b": b}))
}

fn plain(leaf: BoxedStrategy<Value>) -> impl Strategy<Value = Value> {
    leaf.prop_recursive(3, 12, 3, |inner| {
        let names = || select(vec!["x", "y", "z"]);
        let members = prop::collection::btree_map(names(), inner.clone(), 1..3);
        let required = prop::collection::btree_set(names(), 0..3);
        let object =
            (members, required, any::<bool>()).prop_map(|(members, required, is_closed)| {
                let members: Map<String, Value> =
                    members.into_iter().map(|(name, schema)| (name.to_owned(), schema)).collect();
                let required: Vec<&str> =
                    required.into_iter().filter(|name| members.contains_key(*name)).collect();
                let mut object = json!({"type": "object", "properties": members});
                if !required.is_empty() {
                    object["required"] = json!(required);
                }
                if is_closed {
                    object["additionalProperties"] = json!(false);
                }
                object
            });
        let map = inner
            .clone()
            .prop_map(|values| json!({"type": "object", "additionalProperties": values}));
        let list = (inner.clone(), 0_u32..3)
            .prop_map(|(items, least)| json!({"type": "array", "items": items, "minItems": least}));
        let union = prop::collection::vec(inner.clone(), 2..4)
            .prop_map(|options| json!({"anyOf": options}));
        prop_oneof![4 => object, 1 => map, 2 => list, 2 => union]
    })
}

/// Values of all types, small enough that they fit often.
pub(crate) fn any_value() -> impl Strategy<Value = Value> {
    let scalars = vec![
        json!(null),
        json!(true),
        json!(0),
        json!(1),
        json!(2),
        json!(-1),
        json!(0.5),
        json!(4),
        json!(""),
        json!("a"),
        json!("b"),
        json!("abc"),
        json!("2026-07-31"),
    ];
    select(scalars).prop_recursive(3, 12, 3, |inner| {
        let names = select(vec!["x", "y", "z", "other"]);
        let members = prop::collection::btree_map(names, inner.clone(), 0..3);
        let object = members.prop_map(|members| json!(members));
        let list = prop::collection::vec(inner, 0..3).prop_map(|items| json!(items));
        prop_oneof![2 => object, 1 => list]
    })
}
