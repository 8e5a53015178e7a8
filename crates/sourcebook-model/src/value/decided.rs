//! What was decided about the unions of a place.

use crate::view::{Meet, Union};

/// Which unions of a place are decided, and what that says of members that tell.
#[derive(Debug, Clone, Default)]
pub(super) struct Decided<'d> {
    /// Of each union its options.
    unions: Vec<Vec<Meet>>,
    told: Vec<(&'d str, &'d str)>,
}

impl<'d> Decided<'d> {
    /// The value of a member that tells which option was chosen.
    pub(super) fn told(&self, member: &str) -> Option<&'d str> {
        self.told.iter().find(|(name, _)| *name == member).map(|(_, value)| *value)
    }

    /// Whether a union is decided.
    pub(super) fn has(&self, union: &Union<'_>) -> bool {
        self.unions.iter().any(|known| is_same(known, union))
    }

    /// The same with one more union, of which this option is chosen.
    pub(super) fn with(&self, union: &Union<'d>, at: usize) -> Self {
        let mut decided = self.clone();
        decided.unions.push(union.options.iter().map(|option| option.meet).collect());
        decided.told.extend(union.by.zip(union.options[at].values.first().copied()));
        decided
    }
}

fn is_same(known: &[Meet], union: &Union<'_>) -> bool {
    known.len() == union.options.len()
        && known.iter().zip(&union.options).all(|(known, option)| *known == option.meet)
}
