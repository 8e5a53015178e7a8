//! Types: which kinds of values there are at a place.

use sourcebook_model::document::{Schema, Value, Version};
use sourcebook_model::view::{Direction, Shape};

use super::{Relator, Shapes};
use crate::codes;
use crate::difference::{Difference, Subject};
use crate::graph::{Node, Pair};
use crate::kinds::Kinds;
use crate::relation::Relation;
use crate::side::Side;
use crate::spot::Spot;

/// The kinds of both places of a pair.
#[derive(Debug, Clone, Copy)]
pub(super) struct BothKinds {
    pub(super) old: Kinds,
    pub(super) new: Kinds,
}

impl BothKinds {
    /// What there was and still is.
    pub(super) fn both(self) -> Kinds {
        self.old.and(self.new)
    }
}

impl<'d> Relator<'_, 'd> {
    pub(super) fn kinds(&self, pair: Pair, shapes: &Shapes<'d>) -> BothKinds {
        BothKinds {
            old: kinds(&self.old, pair.old, &shapes.old),
            new: kinds(&self.new, pair.new, &shapes.new),
        }
    }

    pub(super) fn compare_kinds(&self, pair: Pair, kinds: BothKinds, node: &mut Node) {
        let (old, new) = (kinds.old, kinds.new);
        let relation = Relation::of_sets(old.exceeds(new), new.exceeds(old));
        let code = match relation {
            Relation::Equal => return,
            Relation::Narrower => &codes::TYPE_NARROWED,
            Relation::Wider => &codes::TYPE_WIDENED,
            _ => &codes::TYPE_CHANGED,
        };
        let mut candidates = old.examples_beside(new);
        candidates.extend(new.examples_beside(old));
        let says = |schema: &Schema| {
            !schema.types.is_empty() || schema.boolean.is_some() || schema.nullable
        };
        node.differences.push(Difference {
            relation,
            was: old.words(),
            now: new.words(),
            candidates,
            ..self.difference_at(code, pair, Subject::Keyword("type"), "type", says)
        });
    }
}

/// The kinds of values that are valid at a place, as far as its types tell.
fn kinds<'d>(side: &Side<'_, 'd>, spot: Spot, shape: &Shape<'d>) -> Kinds {
    if shape.is_never {
        return Kinds::NONE;
    }
    let is_written = !shape.is_inferred;
    let written = shape.types.iter().fold(Kinds::NONE, |all, kind| all.or(Kinds::of(*kind)));
    let typed = if is_written { written } else { Kinds::ALL };
    let is_simple = is_written
        && shape.allowed.is_none()
        && shape.unions.is_empty()
        && shape.rules.is_empty()
        && (side.document().version < Version::OpenApi3_1 || shape.parts.is_empty());
    let null = if is_simple {
        shape.null || typed.has_null()
    } else {
        side.fits(spot, &Value::Null, Direction::Whole)
    };
    typed.with_null(null).and(spot.kinds)
}
