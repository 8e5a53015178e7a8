//! Arrays: their items by position, and what some of them are.

use sourcebook_model::document::Schema;
use sourcebook_model::view::{Contains, Meet, Others, Shape};

use super::order::Limit;
use super::sizes::{SIZE, Size};
use super::{Relator, Shapes};
use crate::codes;
use crate::difference::{Difference, Subject};
use crate::graph::{Node, Pair, Step};
use crate::relation::Relation;
use crate::side::Side;

impl<'d> Relator<'_, 'd> {
    pub(super) fn arrays(&mut self, pair: Pair, shapes: &Shapes<'d>, node: &mut Node) {
        self.size(pair, shapes, Size::Items, node);
        self.uniqueness(pair, shapes, node);
        let (old, new) = (&shapes.old, &shapes.new);
        for at in 0..old.first_items.len().max(new.first_items.len()) {
            let old = item(&self.old, old, at);
            let new = item(&self.new, new, at);
            self.items(pair, old, new, Step::Item(at), node);
        }
        let (old_rest, new_rest) = (shapes.old.other_items, shapes.new.other_items);
        self.items(pair, rest(&self.old, old_rest), rest(&self.new, new_rest), Step::Items, node);
        self.contains(pair, shapes, node);
    }

    /// What items are at a position, or further ones; none where there must not be one.
    fn items(
        &mut self,
        pair: Pair,
        old: Option<Meet>,
        new: Option<Meet>,
        step: Step,
        node: &mut Node,
    ) {
        let relation = match (old, new) {
            (Some(old), Some(new)) => {
                let below = self.meets(old, new);
                node.below(below, step);
                return;
            }
            (None, None) => return,
            (Some(_), None) => Relation::Narrower,
            (None, Some(_)) => Relation::Wider,
        };
        let words = |is_there: bool| if is_there { "allowed" } else { "not allowed" }.to_owned();
        let says = |schema: &Schema| schema.items.is_some() || !schema.prefix_items.is_empty();
        node.differences.push(Difference {
            relation,
            was: words(old.is_some()),
            now: words(new.is_some()),
            ..self.difference_at(
                SIZE.of(relation),
                pair,
                Subject::Keyword(match step {
                    Step::Item(_) => "prefixItems",
                    _ => "items",
                }),
                "items",
                says,
            )
        });
    }

    fn uniqueness(&self, pair: Pair, shapes: &Shapes<'d>, node: &mut Node) {
        let is_unique = |shape: &Shape<'d>| {
            shape.bounds.unique_items && shape.bounds.max_items.is_none_or(|most| most > 1)
        };
        let (old, new) = (is_unique(&shapes.old), is_unique(&shapes.new));
        let relation = Relation::of_sets(new && !old, old && !new);
        let words = |flag: bool| Some(if flag { "`true`" } else { "`false`" }.to_owned());
        let limit = Limit { keyword: "uniqueItems", relation, was: words(old), now: words(new) };
        let says =
            |schema: &Schema| schema.limits.as_deref().is_some_and(|limits| limits.unique_items);
        self.limit(pair, SIZE, limit, says, node);
    }

    /// Pairs what some items are by their order, which is that of the parts of the schema.
    fn contains(&mut self, pair: Pair, shapes: &Shapes<'d>, node: &mut Node) {
        let (old, new) = (&shapes.old.contains, &shapes.new.contains);
        for at in 0..old.len().max(new.len()) {
            match (old.get(at), new.get(at)) {
                (Some(old), Some(new)) => {
                    let below = self.meets(old.meet, new.meet);
                    if !self.is_equal(below) {
                        node.below(below, Step::Contains);
                    }
                    self.counts(pair, old, new, node);
                }
                (was, now) => {
                    let words = |contains: Option<&Contains>| contains.map(|_| "there".to_owned());
                    let relation = Relation::of_sets(now.is_some(), was.is_some());
                    let (was, now) = (words(was), words(now));
                    let limit = Limit { keyword: "contains", relation, was, now };
                    let says = |schema: &Schema| schema.contains.is_some();
                    self.limit(pair, CONTAINS, limit, says, node);
                }
            }
        }
    }

    /// How many items must be like this.
    fn counts(&self, pair: Pair, old: &Contains, new: &Contains, node: &mut Node) {
        let most = |contains: &Contains| contains.most.map_or(u64::MAX, u64::from);
        let (was, now) = (most(old), most(new));
        let words = |limit: Option<u32>| limit.map(|limit| format!("`{limit}`"));
        let least = Limit {
            keyword: "minContains",
            relation: Relation::of_sets(new.least > old.least, new.least < old.least),
            was: words(Some(old.least)),
            now: words(Some(new.least)),
        };
        let most = Limit {
            keyword: "maxContains",
            relation: Relation::of_sets(now < was, now > was),
            was: words(old.most),
            now: words(new.most),
        };
        for limit in [least, most] {
            let says = |schema: &Schema| schema.contains.is_some();
            self.limit(pair, CONTAINS, limit, says, node);
        }
    }
}

const CONTAINS: super::order::Codes = super::order::Codes {
    narrowed: &codes::RULE_NARROWED,
    widened: &codes::RULE_WIDENED,
    changed: &codes::RULE_CHANGED,
};

/// What holds of the item at a position; `None` where there must not be one.
fn item(side: &Side<'_, '_>, shape: &Shape<'_>, at: usize) -> Option<Meet> {
    shape.first_items.get(at).copied().or_else(|| rest(side, shape.other_items))
}

fn rest(side: &Side<'_, '_>, others: Others) -> Option<Meet> {
    match others {
        Others::Any => Some(side.views.anything()),
        Others::None => None,
        Others::Of(meet) => Some(meet),
    }
}
