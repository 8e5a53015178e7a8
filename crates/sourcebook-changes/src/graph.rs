//! Pairs of places, each looked at once: what differs there, and which pairs lie below.

use crate::difference::{Difference, LeftOut};
use crate::spot::Spot;

/// A pair of places that are held against each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Pair {
    pub(crate) old: Spot,
    pub(crate) new: Spot,
}

/// The number of a pair.
pub(crate) type PairId = u32;

/// What was found at a pair.
#[derive(Debug, Clone, Default)]
pub(crate) struct Node {
    pub(crate) differences: Vec<Difference>,
    pub(crate) below: Vec<Edge>,
    /// Whether values may fit several options, which is not looked at yet.
    pub(crate) may_overlap: bool,
}

/// The way from a pair to one below it.
#[derive(Debug, Clone)]
pub(crate) struct Edge {
    pub(crate) pair: PairId,
    pub(crate) step: Step,
    /// Whether more values below are fewer above.
    pub(crate) flips: bool,
    /// In which directions what lies below does not go, before or now.
    pub(crate) left_out: LeftOut,
}

/// One step down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Step {
    Member(Box<str>),
    /// Every member that is not named.
    Others,
    /// The names of members.
    Names,
    /// The item at a position, counted from 0.
    Item(usize),
    /// Every further item.
    Items,
    Contains,
    /// An option of a union, or what holds under a condition: the same value.
    Same,
    /// What must not fit.
    Not,
    /// What a text contains.
    Content,
}

impl Edge {
    pub(crate) fn new(pair: PairId, step: Step) -> Self {
        Self { pair, step, flips: false, left_out: LeftOut::default() }
    }

    pub(crate) fn flipped(pair: PairId, step: Step) -> Self {
        Self { flips: true, ..Self::new(pair, step) }
    }
}

impl Node {
    pub(crate) fn below(&mut self, pair: PairId, step: Step) {
        self.below.push(Edge::new(pair, step));
    }

    /// Takes over all that was found elsewhere.
    pub(crate) fn take<const COUNT: usize>(&mut self, nodes: [Self; COUNT]) {
        for node in nodes {
            self.differences.extend(node.differences);
            self.below.extend(node.below);
        }
    }
}
