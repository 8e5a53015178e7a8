//! Adds up what several answers say that they cost.

use serde_json::{Number, Value};

/// Adds the usage of a further answer to a sum, in whatever shape the API tells it: numbers are
/// added, lists joined, and of the rest the last word counts.
pub(super) fn add(sum: &mut Value, more: &Value) {
    match (&mut *sum, more) {
        (_, Value::Null) => {}
        (Value::Object(sum), Value::Object(more)) => {
            for (key, value) in more {
                add(sum.entry(key.as_str()).or_insert(Value::Null), value);
            }
        }
        (Value::Array(sum), Value::Array(more)) => sum.extend_from_slice(more),
        (Value::Number(one), Value::Number(other)) => *one = plus(one, other),
        (sum, more) => *sum = more.clone(),
    }
}

/// Takes over what a later word on the same answer says.
pub(super) fn update(told: &mut Value, later: &Value) {
    match (&mut *told, later) {
        (_, Value::Null) => {}
        (Value::Object(told), Value::Object(later)) => {
            for (key, value) in later {
                update(told.entry(key.as_str()).or_insert(Value::Null), value);
            }
        }
        (told, later) => *told = later.clone(),
    }
}

fn plus(one: &Number, other: &Number) -> Number {
    if let (Some(one), Some(other)) = (one.as_u64(), other.as_u64()) {
        return one.saturating_add(other).into();
    }
    let sum = one.as_f64().unwrap_or_default() + other.as_f64().unwrap_or_default();
    Number::from_f64(sum).unwrap_or_else(|| one.clone())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn usage_is_added_in_its_own_shape() {
        let mut sum = Value::Null;
        let rounds = [
            json!({"input": 3, "details": {"cached": 1}, "cost": 0.5, "tier": "standard"}),
            json!({"input": 4, "details": {"cached": null, "new": 2}, "cost": 0.25, "tier": null}),
        ];
        for round in &rounds {
            add(&mut sum, round);
        }
        let expected = json!({
            "input": 7, "details": {"cached": 1, "new": 2}, "cost": 0.75, "tier": "standard",
        });
        assert_eq!(sum, expected);
        update(&mut sum, &json!({"input": 1, "details": {"new": 9}, "cost": null}));
        assert_eq!(sum["input"], 1);
        assert_eq!(sum["details"], json!({"cached": 1, "new": 9}));
        assert_eq!(sum["cost"], 0.75);
    }
}
