//! Limits on numbers and sizes, in words.

use std::cmp::Ordering;

use sourcebook_model::document::Number;
use sourcebook_model::view::{Bounds, Decimal};

use crate::products::markdown::inline::code;

/// Adds the limits.
pub(super) fn add(bounds: &Bounds<'_>, traits: &mut Vec<String>) {
    numbers(bounds, traits);
    size(bounds.min_length, bounds.max_length, "character", traits);
    size(bounds.min_items, bounds.max_items, "item", traits);
    size(bounds.min_members, bounds.max_members, "member", traits);
    if bounds.unique_items {
        traits.push("no item twice".to_owned());
    }
    traits.extend(bounds.patterns.iter().map(|pattern| format!("pattern {}", code(pattern))));
}

fn numbers(bounds: &Bounds<'_>, traits: &mut Vec<String>) {
    let (least, most) = (bounds.least, bounds.most);
    let above = least.filter(|bound| bound.is_exclusive);
    let below = most.filter(|bound| bound.is_exclusive);
    let least = least.filter(|bound| !bound.is_exclusive).map(|bound| bound.value);
    let most = most.filter(|bound| !bound.is_exclusive).map(|bound| bound.value);
    traits.extend(above.map(|bound| format!("above {}", bound.value.as_str())));
    let range = match (least, most) {
        (Some(least), Some(most)) if order(least, most) == Some(Ordering::Equal) => {
            Some(format!("exactly {}", least.as_str()))
        }
        (Some(least), Some(most)) if order(least, most) == Some(Ordering::Greater) => {
            traits.push(format!("at least {}", least.as_str()));
            Some(format!("at most {}", most.as_str()))
        }
        (Some(least), Some(most)) => Some(format!("{} to {}", least.as_str(), most.as_str())),
        (Some(least), None) => Some(format!("at least {}", least.as_str())),
        (None, Some(most)) => Some(format!("at most {}", most.as_str())),
        (None, None) => None,
    };
    traits.extend(range);
    traits.extend(below.map(|bound| format!("below {}", bound.value.as_str())));
    let multiples = bounds.multiples.iter();
    traits.extend(multiples.map(|number| format!("multiple of {}", number.as_str())));
}

fn order(one: &Number, other: &Number) -> Option<Ordering> {
    Some(Decimal::of(one)?.cmp(&Decimal::of(other)?))
}

fn size(least: Option<u32>, most: Option<u32>, noun: &str, traits: &mut Vec<String>) {
    // Nothing is shorter than nothing.
    let least = least.filter(|least| *least > 0);
    if least.zip(most).is_some_and(|(least, most)| least > most) {
        size(least, None, noun, traits);
        size(None, most, noun, traits);
        return;
    }
    traits.extend(range(least, most).map(|(range, is_one)| {
        let plural = if is_one { "" } else { "s" };
        format!("{range} {noun}{plural}")
    }));
}

/// A range of counts, and whether the noun behind it is in the singular.
pub(super) fn range(least: Option<u32>, most: Option<u32>) -> Option<(String, bool)> {
    match (least, most) {
        (Some(least), Some(most)) if least == most => {
            Some((format!("exactly {least}"), least == 1))
        }
        (Some(least), Some(most)) => Some((format!("{least} to {most}"), false)),
        (Some(least), None) => Some((format!("at least {least}"), least == 1)),
        (None, Some(most)) => Some((format!("at most {most}"), most == 1)),
        (None, None) => None,
    }
}
