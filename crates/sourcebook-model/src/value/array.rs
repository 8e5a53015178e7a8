//! Lists: the items that have places of their own, and as many others as are needed, one at least.

use foldhash::HashSet;

use crate::document::{Id, Schema, Value};
use crate::view::{Canonical, Meet, Others, Shape};

use super::{Doubt, maker::Maker};

/// Maximum number of items that are made to reach the least number.
const MAX_ITEMS: usize = 100;

impl<'d> Maker<'_, 'd> {
    /// A list; `None` where its items would be endless.
    pub(super) fn array(&mut self, meet: Meet, shape: &Shape<'d>) -> Option<Value> {
        self.count(&Value::Array(Vec::new()));
        self.level += 1;
        let items = self.items(shape);
        self.level -= 1;
        let mut items = items?;
        if shape.bounds.unique_items {
            self.make_distinct(meet, shape, &mut items);
        }
        Some(Value::Array(items))
    }

    fn items(&mut self, shape: &Shape<'d>) -> Option<Vec<Value>> {
        let bounds = &shape.bounds;
        let least = bounds.min_items.unwrap_or(0) as usize;
        let most = bounds.max_items.map_or(MAX_ITEMS, |most| most as usize);
        if least > MAX_ITEMS {
            self.doubt(Doubt::Endless);
        }
        let mut items = Vec::new();
        for place in shape.first_items.iter().take(most) {
            match self.place(*place) {
                Some(item) => items.push(item),
                None if items.len() >= least => return Some(items),
                None => return None,
            }
        }
        self.contained(shape, most, &mut items)?;
        // Where there are no items at all, one shows what they are.
        let wanted = if items.is_empty() { least.max(1) } else { least };
        while items.len() < wanted.min(most).min(MAX_ITEMS) {
            let at = items.len();
            let item = match shape.other_items {
                // Items that may be anything show nothing, whether that is written or not.
                Others::Of(Meet::One(items)) if at >= least && self.is_anything(items) => break,
                Others::Of(place) => self.place(place),
                Others::Any if at < least => Some(Value::Null),
                Others::Any | Others::None => break,
            };
            match item {
                Some(item) => items.push(item),
                None if at >= least && at > 0 => break,
                None => return None,
            }
        }
        Some(items)
    }

    fn is_anything(&self, items: Id<Schema>) -> bool {
        self.views.document().schemas[items].is_unrestricted()
    }

    /// Items of which the list must contain some.
    fn contained(&mut self, shape: &Shape<'d>, most: usize, items: &mut Vec<Value>) -> Option<()> {
        for contains in &shape.contains {
            let has = items.iter().filter(|item| self.fits(contains.meet, item)).count();
            for _ in has..(contains.least as usize).min(MAX_ITEMS) {
                if items.len() >= most {
                    break;
                }
                let place = match shape.other_items {
                    Others::Of(place) => self.views.join(contains.meet, place),
                    _ => contains.meet,
                };
                items.push(self.place(place)?);
            }
        }
        Some(())
    }

    /// Makes other values of items that stand there before.
    fn make_distinct(&mut self, meet: Meet, shape: &Shape<'d>, items: &mut Vec<Value>) {
        let mut distinct: Vec<Value> = Vec::with_capacity(items.len());
        let least = shape.bounds.min_items.unwrap_or(0) as usize;
        for (at, item) in items.drain(..).enumerate() {
            let place = shape.first_items.get(at).copied().or(match shape.other_items {
                Others::Of(place) => Some(place),
                Others::Any | Others::None => None,
            });
            let is_new = |item: &Value, known: &[Value]| {
                let known: HashSet<Canonical<'_>> = known.iter().map(Canonical::of).collect();
                !known.contains(&Canonical::of(item))
            };
            if is_new(&item, &distinct) {
                distinct.push(item);
                continue;
            }
            let place = place.unwrap_or_else(|| self.views.anything());
            let other = self.varied(place, &item).into_iter().find(|item| is_new(item, &distinct));
            distinct.extend(other);
        }
        *items = distinct;
        if items.len() < least && !self.fits(meet, &Value::Array(items.clone())) {
            self.doubt(Doubt::UniqueItems);
        }
    }
}
