//! `oneOf` whose options overlap: a value that fits two of them is refused, which comparing options one by
//! one does not show.

use sourcebook_model::document::{Schema, Value};
use sourcebook_model::view::{Direction, Shape, UnionKind};

use super::Relator;
use crate::codes;
use crate::difference::{Difference, Subject};
use crate::graph::{Node, Pair};
use crate::relate::Shapes;
use crate::relation::Relation;
use crate::side::Side;
use crate::spot::Spot;

/// Maximum number of options of which values are tried.
const MAX_TRIED: usize = 24;

impl<'d> Relator<'_, 'd> {
    /// Looks for values that are refused, or valid, because options overlap, and adds what was found.
    pub(in crate::relate) fn overlap(&mut self, pair: Pair, shapes: &Shapes<'d>, node: &mut Node) {
        if has_overlap(&shapes.new) {
            let (old, new) = (&mut self.old, &self.new);
            let tried = values(old, pair.old);
            let lost = tried.into_iter().find(|value| {
                old.fits(pair.old, value, Direction::Whole)
                    && !new.fits(pair.new, value, Direction::Whole)
                    && fits_an_option(new, pair.new, value)
            });
            if let Some(value) = lost {
                self.tell_overlap(pair, value, Relation::Narrower, node);
            }
        }
        if has_overlap(&shapes.old) {
            let (old, new) = (&self.old, &mut self.new);
            let tried = values(new, pair.new);
            let gained = tried.into_iter().find(|value| {
                new.fits(pair.new, value, Direction::Whole)
                    && !old.fits(pair.old, value, Direction::Whole)
                    && fits_an_option(old, pair.old, value)
            });
            if let Some(value) = gained {
                self.tell_overlap(pair, value, Relation::Wider, node);
            }
        }
    }

    fn tell_overlap(&self, pair: Pair, value: Value, relation: Relation, node: &mut Node) {
        let (code, words) = if relation == Relation::Narrower {
            (&codes::RULE_NARROWED, ("no matter", "refused where values fit several options"))
        } else {
            (&codes::RULE_WIDENED, ("refused where values fit several options", "no matter"))
        };
        let says = |schema: &Schema| !schema.one_of.is_empty();
        node.differences.push(Difference {
            relation,
            was: words.0.to_owned(),
            now: words.1.to_owned(),
            candidates: vec![value],
            ..self.difference_at(code, pair, Subject::Keyword("oneOf"), "oneOf", says)
        });
    }
}

/// Whether options may overlap, and that matters.
fn has_overlap(shape: &Shape<'_>) -> bool {
    shape.unions.iter().any(|union| union.kind == UnionKind::ExactlyOne && union.by.is_none())
}

/// Values of a place: one of each of its options.
fn values(side: &mut Side<'_, '_>, spot: Spot) -> Vec<Value> {
    let cases = super::cases::of(side, spot, false).unwrap_or_default();
    cases.iter().take(MAX_TRIED).map(|case| side.sample(case.spot)).collect()
}

/// Whether a value fits an option of a place, so that only the number of options can refuse it.
fn fits_an_option(side: &Side<'_, '_>, spot: Spot, value: &Value) -> bool {
    let shape = side.shape(spot);
    let mut options = shape.unions.iter().flat_map(|union| &union.options);
    options.any(|option| side.fits(Spot::new(option.meet), value, Direction::Whole))
}
