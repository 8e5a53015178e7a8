//! Values that are allowed, numbers and strings.

use crate::document::{Number, Schema, Value};
use crate::view::{Bounds, Decimal, Views, equal};

use super::{Found, format};

/// Looks at what a schema says of the value as such.
pub(super) fn check<'d>(views: &Views<'d>, schema: &'d Schema, value: &Value, found: &mut Found) {
    if schema.allows_no_value {
        found.add("enum", "is not allowed, as no value is".to_owned());
    }
    if !schema.enumeration.is_empty() && !schema.enumeration.iter().any(|one| equal(one, value)) {
        let few = schema.enumeration.len() <= 5;
        let all: Vec<String> = schema.enumeration.iter().map(Value::to_compact_json).collect();
        let why = if few { all.join(", ") } else { "the allowed values".to_owned() };
        found.add("enum", format!("is none of {why}"));
    }
    if let Some(only) = schema.constant.as_ref().filter(|only| !equal(only, value)) {
        found.add("const", format!("is not {}", only.to_compact_json()));
    }
    if let Some(format) = schema.format.as_deref().filter(|format| !format::fits(format, value)) {
        found.add("format", format!("does not have the format `{format}`"));
    }
    let Some(limits) = schema.limits.as_deref() else { return };
    match value {
        Value::Number(number) => self::number(&Bounds::of(limits), number, found),
        Value::String(text) => string(views, &Bounds::of(limits), text, found),
        _ => {}
    }
}

/// Looks at the limits of a number.
fn number(bounds: &Bounds<'_>, number: &Number, found: &mut Found) {
    let Some(value) = Decimal::of(number) else { return };
    let against = |bound: &Number| Decimal::of(bound).map(|bound| value.cmp(&bound));
    if let Some(least) = bounds.least {
        match against(least.value) {
            Some(order) if order.is_lt() && !least.is_exclusive => {
                found.add("minimum", format!("is below {}", least.value.as_str()));
            }
            Some(order) if order.is_le() && least.is_exclusive => {
                found.add("exclusiveMinimum", format!("is not above {}", least.value.as_str()));
            }
            _ => {}
        }
    }
    if let Some(most) = bounds.most {
        match against(most.value) {
            Some(order) if order.is_gt() && !most.is_exclusive => {
                found.add("maximum", format!("is above {}", most.value.as_str()));
            }
            Some(order) if order.is_ge() && most.is_exclusive => {
                found.add("exclusiveMaximum", format!("is not below {}", most.value.as_str()));
            }
            _ => {}
        }
    }
    for of in &bounds.multiples {
        let divisor = Decimal::of(of).filter(|divisor| !divisor.is_zero());
        if divisor.is_some_and(|divisor| !value.is_multiple_of(&divisor)) {
            found.add("multipleOf", format!("is no multiple of {}", of.as_str()));
        }
    }
}

fn string<'d>(views: &Views<'d>, bounds: &Bounds<'d>, text: &str, found: &mut Found) {
    let length = text.chars().count() as u64;
    count(
        length,
        bounds.min_length,
        bounds.max_length,
        ["minLength", "maxLength"],
        "character",
        found,
    );
    for pattern in &bounds.patterns {
        if views.matches(pattern, text) == Some(false) {
            found.add("pattern", format!("does not match `{pattern}`"));
        }
    }
}

/// Looks at a number of characters, items or members.
pub(super) fn count(
    count: u64,
    least: Option<u32>,
    most: Option<u32>,
    keywords: [&'static str; 2],
    noun: &str,
    found: &mut Found,
) {
    let told = |number: u32| format!("{number} {noun}{}", if number == 1 { "" } else { "s" });
    if let Some(least) = least.filter(|least| count < u64::from(*least)) {
        found.add(keywords[0], format!("has {count}, not at least {}", told(least)));
    }
    if let Some(most) = most.filter(|most| count > u64::from(*most)) {
        found.add(keywords[1], format!("has {count}, not at most {}", told(most)));
    }
}
