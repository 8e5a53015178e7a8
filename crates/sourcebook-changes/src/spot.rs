//! Places of a document at which schemas are looked at.

use sourcebook_model::view::Meet;

use crate::kinds::Kinds;

/// A place of one document, at which some unions may be decided: one of their options holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Spot {
    /// What holds there, the chosen options too.
    pub(crate) meet: Meet,
    /// Which unions are decided.
    pub(crate) decided: Decided,
    /// The kinds of values that are looked at; the others are looked at elsewhere.
    pub(crate) kinds: Kinds,
}

impl Spot {
    /// The place at which schemas hold, with nothing decided.
    pub(crate) fn new(meet: Meet) -> Self {
        Self { meet, decided: Decided(0), kinds: Kinds::ALL }
    }

    /// The same place, with `null` left aside.
    pub(crate) fn without_null(self) -> Self {
        Self { kinds: self.kinds.with_null(false), ..self }
    }

    /// The same place, where only some kinds of values are looked at.
    pub(crate) fn only(self, kinds: Kinds) -> Self {
        Self { kinds: self.kinds.and(kinds), ..self }
    }

    /// Whether a union is decided here, so that what is said for people is said elsewhere.
    pub(crate) fn is_case(self) -> bool {
        self.decided != Decided(0)
    }
}

/// A set of decided unions; 0 is the empty one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Decided(pub(crate) u32);
