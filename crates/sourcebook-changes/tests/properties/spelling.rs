//! The same schemas in other spellings.

use serde_json::{Map, Value, json};

/// A document with the members of every object, and the options of every union, in the reverse order.
pub(crate) fn reversed(value: &Value) -> String {
    match value {
        Value::Object(members) => {
            let member = |(name, value): (&String, &Value)| {
                let value = match (name.as_str(), value) {
                    ("anyOf" | "enum" | "required", Value::Array(items)) => {
                        let items: Vec<String> = items.iter().rev().map(reversed).collect();
                        format!("[{}]", items.join(","))
                    }
                    (_, value) => reversed(value),
                };
                format!("{}:{value}", json!(name))
            };
            let members: Vec<String> = members.iter().rev().map(member).collect();
            format!("{{{}}}", members.join(","))
        }
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(reversed).collect();
            format!("[{}]", items.join(","))
        }
        scalar => scalar.to_string(),
    }
}

/// A schema in which every reference is replaced by what it leads to.
pub(crate) fn inlined(schema: &Value, components: &Value) -> Value {
    if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
        let name = reference.rsplit('/').next().unwrap_or_default();
        return components[name].clone();
    }
    everywhere(schema, &|inner| inlined(inner, components))
}

/// A schema in which every schema is the only part of an `allOf`.
pub(crate) fn in_all_of(schema: &Value) -> Value {
    json!({"allOf": [everywhere(schema, &in_all_of)]})
}

/// A schema in which the keywords of every object stand in parts of their own.
pub(crate) fn taken_apart(schema: &Value) -> Value {
    let whole = everywhere(schema, &taken_apart);
    let is_object = whole["type"] == "object" && whole.get("additionalProperties").is_none();
    let Value::Object(members) = &whole else { return whole };
    if !is_object {
        return whole;
    }
    let parts: Vec<Value> =
        members.iter().map(|(name, value)| json!({name.as_str(): value})).collect();
    json!({"allOf": parts})
}

/// A schema and its components with other names.
pub(crate) fn renamed(schema: &Value, components: &Value) -> (Value, Value) {
    let rename = |value: &Value| {
        let text = value.to_string().replace("#/components/schemas/", "#/components/schemas/new-");
        serde_json::from_str(&text).expect("JSON")
    };
    let members = components.as_object().into_iter().flatten();
    let members: Map<String, Value> =
        members.map(|(name, value)| (format!("new-{name}"), value.clone())).collect();
    (rename(schema), Value::Object(members))
}

/// A schema with a change of every schema directly in it.
fn everywhere(schema: &Value, change: &dyn Fn(&Value) -> Value) -> Value {
    let Value::Object(members) = schema else { return schema.clone() };
    let member = |(name, value): (&String, &Value)| {
        let changed = match (name.as_str(), value) {
            ("properties", Value::Object(inner)) => {
                let inner = inner.iter().map(|(name, schema)| (name.clone(), change(schema)));
                Value::Object(inner.collect())
            }
            ("items" | "additionalProperties", Value::Object(_)) => change(value),
            ("anyOf", Value::Array(options)) => options.iter().map(change).collect(),
            _ => value.clone(),
        };
        (name.clone(), changed)
    };
    Value::Object(members.iter().map(member).collect())
}
