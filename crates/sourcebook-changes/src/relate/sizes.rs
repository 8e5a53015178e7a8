//! Limits on sizes: lengths of texts, and numbers of items and members.

use sourcebook_model::document::{Limits, Schema, Value};
use sourcebook_model::view::{Others, Shape};

use super::order::{Codes, Limit};
use super::{Relator, Shapes};
use crate::codes;
use crate::graph::{Node, Pair};
use crate::relation::Relation;

pub(super) const SIZE: Codes = Codes {
    narrowed: &codes::SIZE_NARROWED,
    widened: &codes::SIZE_WIDENED,
    // A size has two ends, and each of them only grows or shrinks.
    changed: &codes::SIZE_NARROWED,
};

/// A size that has a lower and an upper limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Size {
    Length,
    Items,
    Members,
}

impl Size {
    fn keywords(self) -> [&'static str; 2] {
        match self {
            Self::Length => ["minLength", "maxLength"],
            Self::Items => ["minItems", "maxItems"],
            Self::Members => ["minProperties", "maxProperties"],
        }
    }

    fn written(self, limits: &Limits) -> [bool; 2] {
        let [least, most] = match self {
            Self::Length => [limits.min_length, limits.max_length],
            Self::Items => [limits.min_items, limits.max_items],
            Self::Members => [limits.min_properties, limits.max_properties],
        };
        [least.is_some(), most.is_some()]
    }

    /// The limits that hold, also those that follow from other keywords: of members that are required,
    /// and of what is closed.
    fn of(self, shape: &Shape<'_>) -> (u32, Option<u32>) {
        let bounds = &shape.bounds;
        let count = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        let (least, most, more, fewer) = match self {
            Self::Length => (bounds.min_length, bounds.max_length, 0, None),
            Self::Items => {
                let is_closed = shape.other_items == Others::None;
                let fewer = is_closed.then(|| count(shape.first_items.len()));
                (bounds.min_items, bounds.max_items, 0, fewer)
            }
            Self::Members => {
                let required = shape.members.iter().filter(|member| member.required).count();
                let is_closed = shape.others == Others::None && shape.patterns.is_empty();
                let fewer = is_closed.then(|| count(shape.members.len()));
                (bounds.min_members, bounds.max_members, count(required), fewer)
            }
        };
        let most = most.into_iter().chain(fewer).min();
        (least.unwrap_or(0).max(more), most)
    }

    /// The limits as they are written.
    fn shown(self, shape: &Shape<'_>) -> [Option<u32>; 2] {
        let bounds = &shape.bounds;
        match self {
            Self::Length => [bounds.min_length, bounds.max_length],
            Self::Items => [bounds.min_items, bounds.max_items],
            Self::Members => [bounds.min_members, bounds.max_members],
        }
    }
}

impl<'d> Relator<'_, 'd> {
    /// Compares the limits of a size that are written on one side at least.
    pub(super) fn size(&self, pair: Pair, shapes: &Shapes<'d>, size: Size, node: &mut Node) {
        let ((old_least, old_most), (new_least, new_most)) =
            (size.of(&shapes.old), size.of(&shapes.new));
        let (old, new) = (size.shown(&shapes.old), size.shown(&shapes.new));
        let least = Relation::of_sets(new_least > old_least, new_least < old_least);
        let most = |limit: Option<u32>| limit.map_or(u64::MAX, u64::from);
        let (old_most, new_most) = (most(old_most), most(new_most));
        let most = Relation::of_sets(new_most < old_most, new_most > old_most);
        for (at, relation) in [least, most].into_iter().enumerate() {
            // What follows from other keywords is told of them.
            if old[at] == new[at] {
                continue;
            }
            let says = move |schema: &Schema| {
                schema.limits.as_deref().is_some_and(|limits| size.written(limits)[at])
            };
            let words = |limit: Option<u32>| limit.map(|limit| format!("`{limit}`"));
            let (was, now) = (words(old[at]), words(new[at]));
            let keyword = size.keywords()[at];
            let before = node.differences.len();
            self.limit(pair, SIZE, Limit { keyword, relation, was, now }, says, node);
            if size == Size::Length {
                let lengths = [old[at], new[at]].into_iter().flatten().flat_map(around);
                for difference in &mut node.differences[before..] {
                    difference.candidates = lengths.clone().map(text).collect();
                }
            }
        }
    }
}

/// A limit, and the numbers beside it.
fn around(limit: u32) -> [u32; 3] {
    [limit, limit.saturating_add(1), limit.saturating_sub(1)]
}

/// A text of a length, up to some thousand characters.
fn text(length: u32) -> Value {
    Value::string("a".repeat(length.min(5_000) as usize))
}
