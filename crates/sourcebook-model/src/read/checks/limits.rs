//! Limits that no value can keep.

use foldhash::{HashSet, HashSetExt};

use crate::document::{Document, Limits, Value};
use sourcebook_syntax::Diagnostic;

use super::super::codes::CONTRADICTING_LIMITS;
use super::at;

pub(super) fn check(document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    let mut seen = HashSet::new();
    for (_, schema) in document.schemas.iter() {
        if schema.allows_no_value && seen.insert(schema.origin) {
            let diagnostic = Diagnostic::new(&CONTRADICTING_LIMITS, "`enum` has no values")
                .help("list the allowed values, or remove `enum` to allow any");
            let place = document.place_of_member(schema.origin, "enum");
            diagnostics.push(at(diagnostic, place, "no value is valid"));
        }
        let Some(limits) = schema.limits.as_deref() else { continue };
        let Some((least, most)) = contradiction(limits) else { continue };
        if seen.insert(schema.origin) {
            let is_exclusive = [least, most].iter().any(|name| name.starts_with("exclusive"));
            let relation = if is_exclusive { "is not below" } else { "is greater than" };
            let message = format!("`{least}` {relation} `{most}`");
            let diagnostic = Diagnostic::new(&CONTRADICTING_LIMITS, message)
                .help("exchange the two, or correct one");
            let place = document.place_of_member(schema.origin, least);
            diagnostics.push(at(diagnostic, place, "no value is valid"));
        }
    }
}

/// The names of a least and a greatest value of which the first is the greater.
fn contradiction(limits: &Limits) -> Option<(&'static str, &'static str)> {
    let number = |value: &Option<Value>| match value {
        Some(Value::Number(number)) => number.as_str().parse::<f64>().ok(),
        _ => None,
    };
    let count = |count: Option<u32>| count.map(f64::from);
    let pairs = [
        ("minimum", number(&limits.minimum), "maximum", number(&limits.maximum)),
        ("minLength", count(limits.min_length), "maxLength", count(limits.max_length)),
        ("minItems", count(limits.min_items), "maxItems", count(limits.max_items)),
        (
            "minProperties",
            count(limits.min_properties),
            "maxProperties",
            count(limits.max_properties),
        ),
        ("minContains", count(limits.min_contains), "maxContains", count(limits.max_contains)),
    ];
    // Of exclusive limits, none may be the other either.
    let (above, below) = (number(&limits.exclusive_minimum), number(&limits.exclusive_maximum));
    let exclusive = [
        ("exclusiveMinimum", above, "maximum", number(&limits.maximum)),
        ("minimum", number(&limits.minimum), "exclusiveMaximum", below),
        ("exclusiveMinimum", above, "exclusiveMaximum", below),
    ];
    let is_both = |least: Option<f64>, most: Option<f64>, is_wrong: fn(&f64, &f64) -> bool| {
        least.zip(most).is_some_and(|(least, most)| is_wrong(&least, &most))
    };
    let found = pairs.into_iter().find(|(_, least, _, most)| is_both(*least, *most, f64::gt));
    let found = found.or_else(|| {
        exclusive.into_iter().find(|(_, least, _, most)| is_both(*least, *most, f64::ge))
    });
    found.map(|(least, _, most, _)| (least, most))
}
