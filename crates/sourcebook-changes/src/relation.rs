//! How the values of a place before relate to those after.

/// What is known of the values that are valid now, beside those that were.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Relation {
    /// The same ones.
    Equal,
    /// More.
    Wider,
    /// Fewer.
    Narrower,
    /// Some that were not, and some not that were.
    Incomparable,
    /// Nobody can tell.
    Unknown,
}

impl Relation {
    /// The relation of what was to what is now. What must not fit turns it round.
    #[must_use]
    pub fn mirrored(self) -> Self {
        match self {
            Self::Wider => Self::Narrower,
            Self::Narrower => Self::Wider,
            same => same,
        }
    }

    /// What is known where both hold, each of another side of the values.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Incomparable, _) | (_, Self::Incomparable) => Self::Incomparable,
            (Self::Unknown, _) | (_, Self::Unknown) => Self::Unknown,
            (Self::Equal, other) => other,
            (one, Self::Equal) => one,
            (one, other) if one == other => one,
            _ => Self::Incomparable,
        }
    }

    /// The relation of two sets, by whether each has everything that the other one has.
    pub(crate) fn of_sets(loses: bool, gains: bool) -> Self {
        match (loses, gains) {
            (false, false) => Self::Equal,
            (false, true) => Self::Wider,
            (true, false) => Self::Narrower,
            (true, true) => Self::Incomparable,
        }
    }

    /// Whether nothing that was valid is refused.
    pub(crate) fn keeps_all(self) -> bool {
        matches!(self, Self::Equal | Self::Wider)
    }

    /// Whether nothing is valid that was refused.
    pub(crate) fn adds_none(self) -> bool {
        matches!(self, Self::Equal | Self::Narrower)
    }
}

#[cfg(test)]
mod tests {
    use super::Relation::{self, Equal, Incomparable, Narrower, Unknown, Wider};

    const ALL: [Relation; 5] = [Equal, Wider, Narrower, Incomparable, Unknown];

    #[test]
    fn joining_relations_needs_no_order_and_mirrors() {
        for one in ALL {
            assert_eq!(one.mirrored().mirrored(), one);
            assert_eq!(one.and(Equal), one);
            for other in ALL {
                assert_eq!(one.and(other), other.and(one), "{one:?} and {other:?}");
                assert_eq!(one.and(other).mirrored(), one.mirrored().and(other.mirrored()));
            }
        }
    }

    #[test]
    fn both_ways_at_once_are_incomparable() {
        assert_eq!(Wider.and(Narrower), Incomparable);
        assert_eq!(Relation::of_sets(true, true), Incomparable);
        assert!(Wider.keeps_all() && Narrower.adds_none() && !Unknown.keeps_all());
    }
}
