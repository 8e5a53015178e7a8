//! Holds a value to the rules of its place: what is required where something is given, what holds
//! under a condition, and what must not fit.

use crate::document::Value;
use crate::view::{Meet, Rule, Shape};

use super::{Doubt, decided::Decided, maker::Maker};

/// Maximum number of rounds in which conditions lead to each other.
const MAX_ROUNDS: usize = 6;

impl<'d> Maker<'_, 'd> {
    /// The value of a place without undecided unions.
    pub(super) fn conditional(&mut self, meet: Meet, decided: &Decided<'d>) -> Option<Value> {
        let mark = self.mark();
        let value = self.straight(meet, decided);
        let is_ruled = !self.views.shape(meet).rules.is_empty();
        if !is_ruled || value.as_ref().is_some_and(|value| self.fits(meet, value)) {
            return value;
        }
        match self.elsewise(meet, decided, value.as_ref()) {
            Some(found) => {
                self.go_back(&mark);
                self.count(&found);
                Some(found)
            }
            None => value,
        }
    }

    /// The value of a place, made again with what its rules ask for until nothing changes.
    fn straight(&mut self, meet: Meet, decided: &Decided<'d>) -> Option<Value> {
        let mut at = meet;
        for _ in 0..MAX_ROUNDS {
            let shape = self.views.shape(at);
            let mark = self.mark();
            let listed =
                if at == meet && shape.allowed.is_none() { None } else { self.listed(at, &shape) };
            let value = match listed {
                Some(value) => value,
                None => self.by_type(at, &shape, decided)?,
            };
            let Some(more) = self.asked(&shape, &value) else {
                return Some(self.avoiding(at, value));
            };
            let joined = self.views.join(more, at);
            if joined == at {
                self.doubt(Doubt::Condition);
                return Some(value);
            }
            self.go_back(&mark);
            at = joined;
            // What holds under a condition may have unions of its own.
            let shape = self.views.shape(at);
            if shape.unions.len() > self.views.shape(meet).unions.len() {
                return self.inside(more, |maker| maker.settle(at, decided));
            }
        }
        self.doubt(Doubt::Condition);
        let shape = self.views.shape(at);
        self.by_type(at, &shape, decided)
    }

    /// What holds of a value by a rule, and the value does not fit.
    fn asked(&self, shape: &Shape<'d>, value: &Value) -> Option<Meet> {
        shape.rules.iter().find_map(|rule| {
            let more = match rule {
                Rule::IfGivenThen { name, then } => value.get(name).map(|_| *then),
                Rule::If { fits, then, otherwise, .. } => {
                    if self.fits(*fits, value) {
                        *then
                    } else {
                        *otherwise
                    }
                }
                Rule::IfGiven { .. } | Rule::Not(_) => None,
            };
            more.filter(|more| !self.fits(*more, value))
        })
    }

    /// A value that avoids what must not fit: without some of its optional members, or another one.
    fn avoiding(&mut self, meet: Meet, value: Value) -> Value {
        let shape = self.views.shape(meet);
        let must_not = |value: &Value| {
            shape.rules.iter().any(|rule| matches!(rule, Rule::Not(not) if self.fits(*not, value)))
        };
        if !must_not(&value) {
            return value;
        }
        let found = self.varied(meet, &value).into_iter().find(|value| !must_not(value));
        found.unwrap_or_else(|| {
            self.doubt(Doubt::Condition);
            value
        })
    }
}
