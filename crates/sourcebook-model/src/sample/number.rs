//! Example numbers: the nearest to zero that the bounds allow, roughly.

use crate::document::{Bound, Limits, Number, Schema, Value};

pub(super) fn sample(schema: &Schema) -> Value {
    let limits = schema.limits.as_deref();
    let least = limits.and_then(Limits::least).filter(is_not_zero);
    let most = limits.and_then(Limits::most).filter(is_not_zero);
    let has_exclusive = [least, most].iter().flatten().any(|bound| bound.is_exclusive);
    match (least, most) {
        (None, None) => Value::Number(Number::from(0)),
        (Some(bound), _) | (None, Some(bound)) if !has_exclusive => bound.value.clone(),
        (Some(least), most) => above(least, most),
        (None, Some(most)) => below(most),
    }
}

/// The old sampler takes a bound of zero for none.
fn is_not_zero(bound: &Bound<'_>) -> bool {
    bound.number() != 0.0
}

fn number(value: f64) -> Value {
    Value::Number(Number::from(value))
}

/// The least number, or one in the middle where that is too great.
fn above(least: Bound<'_>, most: Option<Bound<'_>>) -> Value {
    let next = least.number().floor() + 1.0;
    let start = if least.is_exclusive { next } else { least.number() };
    match most {
        Some(most) if start > most.number() || (most.is_exclusive && start >= most.number()) => {
            number(f64::midpoint(most.number(), least.number()))
        }
        _ if least.is_exclusive => number(next),
        _ => least.value.clone(),
    }
}

fn below(most: Bound<'_>) -> Value {
    match most.number() {
        above_zero if above_zero > 0.0 => number(0.0),
        bound if most.is_exclusive => number(bound.floor() - 1.0),
        _ => most.value.clone(),
    }
}
