//! Example numbers: the nearest to zero that the bounds allow, roughly.

use crate::document::{Limits, Number, Schema, Value};

pub(super) fn sample(schema: &Schema) -> Value {
    let zero = Limits::default();
    let limits = schema.limits.as_deref().unwrap_or(&zero);
    let has_flags = matches!(limits.exclusive_minimum, Some(Value::Bool(_)))
        || matches!(limits.exclusive_maximum, Some(Value::Bool(_)));
    let number = if has_flags { with_flags(limits) } else { with_numbers(limits) };
    number.unwrap_or_else(|| Value::Number(Number::from(0)))
}

/// A bound that is a number other than zero.
fn bound(value: Option<&Value>) -> Option<(f64, &Value)> {
    match value {
        Some(value @ Value::Number(number)) if number.to_f64() != 0.0 => {
            Some((number.to_f64(), value))
        }
        _ => None,
    }
}

fn number(value: f64) -> Value {
    Value::Number(Number::from(value))
}

/// Bounds of 3.1: the exclusive ones are numbers.
fn with_numbers(limits: &Limits) -> Option<Value> {
    if let Some((_, least)) = bound(limits.minimum.as_ref()) {
        return Some(least.clone());
    }
    let above = bound(limits.exclusive_minimum.as_ref());
    let below = bound(limits.exclusive_maximum.as_ref());
    match (above, below) {
        (Some((above, _)), below) => {
            let next = above.floor() + 1.0;
            match below {
                Some((below, _)) if next >= below => {
                    Some(number(f64::midpoint(next, below.floor() - 1.0)))
                }
                _ => Some(number(next)),
            }
        }
        (None, Some((below, _))) => Some(number(below.floor() - 1.0)),
        (None, None) => bound(limits.maximum.as_ref()).map(|(_, most)| most.clone()),
    }
}

/// Bounds of 2.0 and 3.0: the exclusive ones are flags.
fn with_flags(limits: &Limits) -> Option<Value> {
    let flag = |value: &Option<Value>| *value == Some(Value::Bool(true));
    let (no_least, no_most) = (flag(&limits.exclusive_minimum), flag(&limits.exclusive_maximum));
    match (bound(limits.minimum.as_ref()), bound(limits.maximum.as_ref())) {
        (Some((least, value)), most) => {
            let (start, start_value) = if no_least {
                (least.floor() + 1.0, Some(number(least.floor() + 1.0)))
            } else {
                (least, Some(value.clone()))
            };
            match most {
                Some((most, _)) if start > most || (no_most && start >= most) => {
                    Some(number(f64::midpoint(most, least)))
                }
                _ => start_value,
            }
        }
        (None, Some((most, _))) if most > 0.0 => Some(number(0.0)),
        (None, Some((most, _))) if no_most => Some(number(most.floor() - 1.0)),
        (None, Some((_, value))) => Some(value.clone()),
        (None, None) => None,
    }
}
