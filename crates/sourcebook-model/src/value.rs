//! Example values: what the author gives, else values that are valid where schemas hold.
//!
//! A value is made of the merged [`Shape`](crate::view::Shape) of its place. Whether it is valid is
//! judged by [`fit`], which does not look at the merge; a value that is not says why by a
//! [`Doubt`].

mod array;
mod choice;
mod condition;
mod decided;
mod elsewise;
mod maker;
mod names;
mod number;
mod object;
mod pattern;
mod string;
mod unlike;
mod variety;

use crate::document::{Id, Schema, Value};
use crate::fit;
use crate::view::{Direction, Meet, Views};

use maker::Maker;

/// How long a value may become.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    /// About how many lines it has at most as indented JSON.
    pub lines: usize,
    /// Where it would have more: the levels below which optional members are left out, tried one
    /// after the other. The level of an object is the number of lists and objects around it.
    pub levels: [usize; 4],
}

impl Default for Budget {
    fn default() -> Self {
        Self { lines: 80, levels: [3, 2, 1, 0] }
    }
}

/// An example value.
#[derive(Debug, Clone)]
pub struct Sample {
    /// The value.
    pub value: Value,
    /// What is not in it, to keep it short.
    pub left_out: Option<LeftOut>,
    /// Why it may not be valid, each reason once.
    pub doubts: Vec<Doubt>,
}

/// Which members are left out of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LeftOut {
    /// Optional ones below this level; absent where none of them is left out.
    pub below: Option<usize>,
    /// Required ones whose schemas were not read.
    pub is_unread: bool,
    /// The named schema that has all.
    pub schema: Option<Id<Schema>>,
}

/// Why a value may not be valid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Doubt {
    /// No value is valid: `false`.
    Never,
    /// Schemas contradict each other, or no option of a union alone fits.
    Contradiction,
    /// A regular expression that cannot be read, or that no text was found for.
    Pattern,
    /// A format that does not go together with the other limits.
    Format,
    /// A schema requires itself, or so much that the value ends nowhere.
    Endless,
    /// Items that should differ, and for which there are too few values.
    UniqueItems,
    /// Conditions that lead to each other, or a `not` that no candidate avoids.
    Condition,
    /// The author's own example is not valid.
    GivenValue,
    /// A schema that was not read: its `$ref` leads nowhere.
    Unread,
}

impl Sample {
    /// Whether the value is only there because no value is valid, or because nothing is known of one:
    /// readers must not copy it. Where something was hard to make, the value still shows what goes
    /// where.
    pub fn is_nothing(&self) -> bool {
        let is_certain =
            |doubt: &Doubt| matches!(doubt, Doubt::Never | Doubt::Endless | Doubt::UniqueItems);
        let is_null = self.value == Value::Null && !self.doubts.is_empty();
        is_null || self.doubts.iter().any(is_certain)
    }
}

/// An example value of a place, with the members that go in a direction.
pub fn sample(views: &Views<'_>, meet: Meet, direction: Direction, budget: &Budget) -> Sample {
    let levels = std::iter::once(None).chain(budget.levels.map(Some));
    let mut made = None;
    for below in levels {
        let is_last = below == Some(budget.levels[3]);
        let mut maker = Maker::new(views, direction, below, (!is_last).then_some(budget.lines));
        let value = maker.root(meet);
        if !maker.is_too_long() {
            made = Some((value, maker, below));
            break;
        }
    }
    let Some((value, maker, below)) = made else {
        // The last run has no limit of lines.
        return Sample { value: Value::Null, left_out: None, doubts: vec![Doubt::Endless] };
    };
    let schema = views.named_inside(meet);
    let below = below.filter(|_| maker.left_out);
    let mut doubts = maker.doubts;
    let is_unread = doubts.contains(&Doubt::Unread);
    let is_whole = below.is_none() && !is_unread;
    let left_out = (!is_whole).then_some(LeftOut { below, is_unread, schema });
    if fit::fits(views, meet, &value, direction) {
        // What cannot be read rejects nothing here, but may elsewhere.
        doubts.retain(|doubt| matches!(doubt, Doubt::Pattern | Doubt::Unread));
    } else if doubts.is_empty() {
        doubts.push(Doubt::Contradiction);
    }
    Sample { value, left_out, doubts }
}
