//! The law, and the policies that stand beside it: how serious a difference is, and for whom.
//!
//! A request that accepts less, or a response that may say more, breaks.

use sourcebook_model::view::Direction;

use crate::difference::{Difference, Rule};
use crate::relation::Relation;

/// How serious a change is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Worth knowing.
    Info,
    /// It may break somebody, or nobody can tell.
    Warning,
    /// It breaks.
    Error,
}

impl Level {
    /// All levels, the least serious one first.
    pub const ALL: [Self; 3] = [Self::Info, Self::Warning, Self::Error];

    /// The word in reports and settings.
    pub fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// Where values go at a place, and how it is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Way {
    /// Requests go to whom the document describes, responses come from there.
    pub(crate) direction: Direction,
    /// Whether it stands below a `not`, where fewer values are more.
    pub(crate) is_flipped: bool,
    /// Whether it stands below a member that does not go in the direction.
    pub(crate) is_left_out: bool,
}

impl Way {
    /// The way of values that go in a direction.
    pub(crate) fn new(direction: Direction) -> Self {
        Self { direction, is_flipped: false, is_left_out: false }
    }

    pub(crate) fn is_request(self) -> bool {
        self.direction == Direction::Request
    }
}

/// How serious a difference is on a way; `None` where it is nothing there.
pub(crate) fn judge(difference: &Difference, way: Way) -> Option<Level> {
    let level = match difference.rule {
        Rule::Law => of_relation(difference.relation, way),
        Rule::Breaks => Some(Level::Error),
        Rule::Told => Some(Level::Info),
        // Below a `not`, a policy for what may come says nothing.
        _ if way.is_flipped => of_relation(difference.relation, way),
        rule => of_policy(rule, way),
    };
    let is_left_out = way.is_left_out || difference.left_out.is_of(way.direction);
    if is_left_out { level.map(|_| Level::Info) } else { level }
}

fn of_relation(relation: Relation, way: Way) -> Option<Level> {
    let relation = if way.is_flipped { relation.mirrored() } else { relation };
    match (relation, way.is_request()) {
        (Relation::Equal, _) => None,
        (Relation::Incomparable, _) | (Relation::Narrower, true) | (Relation::Wider, false) => {
            Some(Level::Error)
        }
        (Relation::Narrower, false) | (Relation::Wider, true) => Some(Level::Info),
        (Relation::Unknown, _) => Some(Level::Warning),
    }
}

fn of_policy(rule: Rule, way: Way) -> Option<Level> {
    let is_request = way.is_request();
    let when = |holds: bool, level: Level| if holds { level } else { Level::Info };
    let level = match rule {
        Rule::ValueAdded { extensible } => when(!is_request && !extensible, Level::Warning),
        Rule::MemberAdded { required, .. } => when(is_request && required, Level::Error),
        Rule::MemberRemoved { required, is_open } => match (is_request, required || !is_open) {
            (true, _) => {
                if is_open {
                    Level::Warning
                } else {
                    Level::Error
                }
            }
            (false, _) => {
                if required {
                    Level::Error
                } else {
                    Level::Warning
                }
            }
        },
        Rule::PatternChanged => Level::Warning,
        Rule::Default => when(is_request, Level::Warning),
        Rule::BecameReadOnly if is_request => Level::Warning,
        Rule::BecameWriteOnly if !is_request => Level::Warning,
        Rule::WasReadOnly { required } if is_request => when(required, Level::Error),
        Rule::WasWriteOnly { .. } if !is_request => Level::Info,
        Rule::BecameReadOnly
        | Rule::BecameWriteOnly
        | Rule::WasReadOnly { .. }
        | Rule::WasWriteOnly { .. } => return None,
        Rule::Tag | Rule::Breaks => Level::Error,
        Rule::Opened | Rule::Law | Rule::Told => Level::Info,
    };
    Some(level)
}
