//! Limits on numbers: intervals, and what numbers are multiples of.

use std::cmp::Ordering;

use sourcebook_model::document::{Limits, Number, Schema, Value};
use sourcebook_model::view::{Bound, Decimal, Shape};

use super::order::{Codes, Limit};
use super::{Relator, Shapes};
use crate::codes;
use crate::difference::Difference;
use crate::graph::{Node, Pair};
use crate::kinds::Kinds;
use crate::relation::Relation;

const RANGE: Codes = Codes {
    narrowed: &codes::RANGE_NARROWED,
    widened: &codes::RANGE_WIDENED,
    changed: &codes::RANGE_CHANGED,
};

/// One end of an interval.
#[derive(Debug, Clone, PartialEq, Eq)]
struct End {
    at: Decimal,
    is_exclusive: bool,
}

/// Which end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Which {
    Least,
    Most,
}

impl<'d> Relator<'_, 'd> {
    /// Compares what numbers may be. `kinds` are those that were and still are allowed.
    pub(super) fn numbers(&self, pair: Pair, shapes: &Shapes<'d>, kinds: Kinds, node: &mut Node) {
        let is_whole = kinds.has_only_integers();
        for which in [Which::Least, Which::Most] {
            self.end(pair, shapes, which, is_whole, node);
        }
        self.multiples(pair, shapes, is_whole, node);
    }

    fn end(&self, pair: Pair, shapes: &Shapes<'d>, which: Which, is_whole: bool, node: &mut Node) {
        let (old, new) = (bound(&shapes.old, which), bound(&shapes.new, which));
        let (Some(was), Some(now)) = (end(old, which, is_whole), end(new, which, is_whole)) else {
            return;
        };
        let relation = match (&was, &now) {
            (None, None) => Relation::Equal,
            (None, Some(_)) => Relation::Narrower,
            (Some(_), None) => Relation::Wider,
            (Some(was), Some(now)) => compare(was, now, which),
        };
        let keyword = if which == Which::Least { "minimum" } else { "maximum" };
        let limit = Limit { keyword, relation, was: old.map(words), now: new.map(words) };
        let says = move |schema: &Schema| {
            let of = |limits: &Limits| match which {
                Which::Least => limits.minimum.is_some() || limits.exclusive_minimum.is_some(),
                Which::Most => limits.maximum.is_some() || limits.exclusive_maximum.is_some(),
            };
            schema.limits.as_deref().is_some_and(of)
        };
        let before = node.differences.len();
        self.limit(pair, RANGE, limit, says, node);
        for difference in &mut node.differences[before..] {
            difference.candidates = [old, new].into_iter().flatten().flat_map(near).collect();
        }
    }

    fn multiples(&self, pair: Pair, shapes: &Shapes<'d>, is_whole: bool, node: &mut Node) {
        let of = |shape: &Shape<'d>| -> Option<Vec<Decimal>> {
            let all = shape.bounds.multiples.iter().map(|number| Decimal::of(number));
            let all: Option<Vec<_>> = all.collect();
            let one = Decimal::one(false);
            let says_something =
                |of: &Decimal| !(of.is_zero() || (is_whole && one.is_multiple_of(of)));
            all.map(|all| all.into_iter().filter(says_something).collect())
        };
        let (Some(old), Some(new)) = (of(&shapes.old), of(&shapes.new)) else { return };
        let implies =
            |all: &[Decimal], wanted: &Decimal| all.iter().any(|of| of.is_multiple_of(wanted));
        let loses = new.iter().any(|wanted| !implies(&old, wanted));
        let gains = old.iter().any(|wanted| !implies(&new, wanted));
        let words = |shape: &Shape<'d>| {
            let all: Vec<String> = shape
                .bounds
                .multiples
                .iter()
                .map(|number| format!("`{}`", number.as_str()))
                .collect();
            (!all.is_empty()).then(|| all.join(" and "))
        };
        let (was, now) = (words(&shapes.old), words(&shapes.new));
        let relation = Relation::of_sets(loses, gains);
        let says = |schema: &Schema| {
            schema.limits.as_deref().is_some_and(|limits| limits.multiple_of.is_some())
        };
        let before = node.differences.len();
        self.limit(pair, RANGE, Limit { keyword: "multipleOf", relation, was, now }, says, node);
        let numbers = || shapes.old.bounds.multiples.iter().chain(&shapes.new.bounds.multiples);
        let small = ["1", "0", "0.5"].into_iter().filter_map(Number::parse);
        for Difference { candidates, .. } in &mut node.differences[before..] {
            let own = numbers().map(|number| (*number).clone()).chain(small.clone());
            candidates.extend(own.map(Value::Number));
        }
    }
}

fn bound<'d>(shape: &Shape<'d>, which: Which) -> Option<Bound<'d>> {
    match which {
        Which::Least => shape.bounds.least,
        Which::Most => shape.bounds.most,
    }
}

/// The end of an interval; `None` where its number is too long to be computed with. Of whole numbers it
/// is itself one.
#[expect(clippy::option_option, reason = "an absent end is one of the answers")]
fn end(bound: Option<Bound<'_>>, which: Which, is_whole: bool) -> Option<Option<End>> {
    let Some(bound) = bound else { return Some(None) };
    let at = Decimal::of(bound.value)?;
    if !is_whole {
        return Some(Some(End { at, is_exclusive: bound.is_exclusive }));
    }
    let whole = match which {
        Which::Least => at.ceiling()?,
        Which::Most => at.floor()?,
    };
    let at = if bound.is_exclusive && whole == at {
        whole.plus(&Decimal::one(which == Which::Most))?
    } else {
        whole
    };
    Some(Some(End { at, is_exclusive: false }))
}

fn compare(was: &End, now: &End, which: Which) -> Relation {
    let order = match which {
        Which::Least => now.at.cmp(&was.at),
        Which::Most => was.at.cmp(&now.at),
    };
    match (order, was.is_exclusive, now.is_exclusive) {
        (Ordering::Greater, ..) | (Ordering::Equal, false, true) => Relation::Narrower,
        (Ordering::Less, ..) | (Ordering::Equal, true, false) => Relation::Wider,
        _ => Relation::Equal,
    }
}

fn words(bound: Bound<'_>) -> String {
    let exclusive = if bound.is_exclusive { " (exclusive)" } else { "" };
    format!("`{}`{exclusive}", bound.value.as_str())
}

/// The number of a bound, and numbers beside it.
fn near(bound: Bound<'_>) -> Vec<Value> {
    let Some(at) = Decimal::of(bound.value) else { return Vec::new() };
    let half = Number::parse("0.5").and_then(|half| Decimal::of(&half));
    let minus_half = Number::parse("-0.5").and_then(|half| Decimal::of(&half));
    let steps = [Some(Decimal::one(false)), Some(Decimal::one(true)), half, minus_half];
    let beside = steps.into_iter().flatten().filter_map(|step| at.plus(&step));
    let whole = [at.floor(), at.ceiling()].into_iter().flatten();
    let all = std::iter::once(at.clone()).chain(beside).chain(whole);
    all.filter_map(|number| number.to_number()).map(Value::Number).collect()
}
