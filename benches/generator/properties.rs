//! Members of schemas, in about the proportions that such servers have them.

use serde_json::{Map, Value, json};

use super::dice::Dice;
use super::words::{camel, comment, member, states};

/// A reference to a definition.
pub(super) fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/definitions/{name}") })
}

/// A reference with a comment on it; since nothing may stand beside a `$ref`, `allOf` holds it.
pub(super) fn described(name: &str, comment: &str) -> Value {
    json!({ "description": comment, "allOf": [reference(name)] })
}

pub(super) fn list(items: &Value) -> Value {
    json!({ "type": "array", "items": items })
}

pub(super) fn map(values: &Value) -> Value {
    json!({ "type": "object", "additionalProperties": values })
}

pub(super) fn text(format: &str) -> Value {
    if format.is_empty() {
        json!({ "type": "string" })
    } else {
        json!({ "type": "string", "format": format })
    }
}

/// An enumeration with the names of its constants.
pub(super) fn enumeration(dice: &mut Dice, type_name: &str) -> Value {
    let count = 2 + dice.below(10);
    let values: Vec<&str> = states(dice, count).collect();
    let constants = values.iter().map(|value| format!("{type_name}{}", camel(value)));
    let constants: Vec<String> = constants.collect();
    json!({ "type": "string", "enum": values, "x-enum-varnames": constants })
}

/// An object of `count` members of simple types, for more to be added.
pub(super) fn object(dice: &mut Dice, count: usize) -> Map<String, Value> {
    let mut properties = Map::new();
    for at in 0..count {
        let name = member(dice, at);
        let mut value = simple(dice);
        if dice.one_in(5) {
            value["description"] = comment(dice, &camel(&name)).into();
        }
        properties.insert(name, value);
    }
    properties
}

fn simple(dice: &mut Dice) -> Value {
    match dice.below(28) {
        0..=10 => text(""),
        11..=14 => json!({ "type": "boolean" }),
        15..=18 => json!({ "type": "integer" }),
        19..=20 => text("uuid"),
        21..=22 => text("date-time"),
        23..=24 => list(&text("")),
        25 => map(&text("")),
        26 => json!({ "type": "string", "enum": ["create", "update", "delete"] }),
        _ => json!({ "type": "integer", "minimum": 0, "maximum": 604_800, "default": 3600 }),
    }
}
