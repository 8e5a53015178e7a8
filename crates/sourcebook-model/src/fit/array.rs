//! Lists.

use foldhash::{HashSet, HashSetExt};

use crate::document::{Schema, Value};
use crate::view::{Canonical, Meet};

use super::{Check, Found, scalar};

impl<'d> Check<'_, 'd> {
    /// Looks at the items of a list.
    pub(super) fn array(&mut self, schema: &'d Schema, items: &[Value], found: &mut Found) {
        if let Some(limits) = schema.limits.as_deref() {
            let keywords = ["minItems", "maxItems"];
            let (least, most) = (limits.min_items, limits.max_items);
            scalar::count(items.len() as u64, least, most, keywords, "item", found);
            if limits.unique_items && !are_distinct(items) {
                found.add("uniqueItems", "has an item twice".to_owned());
            }
        }
        for (at, item) in items.iter().enumerate() {
            let place = schema.prefix_items.get(at).copied().or(schema.items);
            if let (Some(place), false) = (place, found.is_done()) {
                found.inside(&at.to_string(), |found| self.place(Meet::One(place), item, found));
            }
        }
        self.contains(schema, items, found);
    }

    fn contains(&mut self, schema: &'d Schema, items: &[Value], found: &mut Found) {
        let Some(contained) = schema.contains else { return };
        let count = items.iter().filter(|item| self.fits(Meet::One(contained), item)).count();
        let limits = schema.limits.as_deref();
        let least = limits.and_then(|limits| limits.min_contains).unwrap_or(1);
        if (count as u64) < u64::from(least) {
            found.add("contains", format!("has {count} of the items of which it needs {least}"));
        }
        let most = limits.and_then(|limits| limits.max_contains);
        if let Some(most) = most.filter(|most| count as u64 > u64::from(*most)) {
            found.add(
                "maxContains",
                format!("has {count} of the items of which {most} are allowed"),
            );
        }
    }
}

fn are_distinct(items: &[Value]) -> bool {
    let mut seen = HashSet::with_capacity(items.len());
    items.iter().all(|item| seen.insert(Canonical::of(item)))
}
