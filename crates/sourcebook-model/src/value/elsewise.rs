//! Other ways to keep the rules of a place, where the straight one leads to no valid value.

use crate::document::Value;
use crate::view::{Meet, Member, Rule, Shape};

use super::decided::Decided;
use super::maker::Maker;
use super::{unlike, variety};

/// Maximum number of places of a run at which other ways are tried.
const MAX_SEARCHES: usize = 40;

/// Maximum number of places around one at which other ways are tried.
const MAX_DEPTH: usize = 12;

/// Maximum number of changes, one after the other.
const MAX_STEPS: usize = 3;

/// Maximum number of values of a step of which other values of their members are tried.
const MAX_VARIED: usize = 4;

/// Maximum number of members of which each is added.
const MAX_NEW_MEMBERS: usize = 12;

/// Maximum number of values that are changed in one step.
const MAX_VALUES: usize = 60;

impl<'d> Maker<'_, 'd> {
    /// A valid value of a place with rules: a condition may be met that was not, and one that was
    /// may be avoided.
    pub(super) fn elsewise(
        &mut self,
        meet: Meet,
        decided: &Decided<'d>,
        tried: Option<&Value>,
    ) -> Option<Value> {
        self.searches += 1;
        if self.searches > MAX_SEARCHES || self.depth() > MAX_DEPTH {
            return None;
        }
        let shape = self.views.shape(meet);
        let mut values = self.starts(meet, &shape, decided);
        values.splice(0..0, tried.cloned());
        for _ in 0..=MAX_STEPS {
            if let Some(found) = values.iter().find(|value| self.fits(meet, value)) {
                return Some(found.clone());
            }
            let mut next = Vec::new();
            for (at, value) in values.iter().take(MAX_VALUES).enumerate() {
                if at < MAX_VARIED {
                    next.extend(self.varied(meet, value));
                }
                next.extend(self.changed(&shape, value));
            }
            values = next;
        }
        unlike::plain().into_iter().find(|value| self.fits(meet, value))
    }

    /// Values to begin with: without rules, and with what holds in each case.
    fn starts(&mut self, meet: Meet, shape: &Shape<'d>, decided: &Decided<'d>) -> Vec<Value> {
        let mut places = Vec::new();
        for rule in &shape.rules {
            if let Rule::If { fits, then, otherwise, .. } = rule {
                let kept = then.map_or(*fits, |then| self.views.join(then, *fits));
                places.extend([Some(kept), *otherwise].into_iter().flatten());
            }
        }
        let mark = self.mark();
        let mut values: Vec<Value> = self.by_type(meet, shape, decided).into_iter().collect();
        for more in places {
            let joined = self.views.join(more, meet);
            let shape = self.views.shape(joined);
            values.extend(self.inside(more, |maker| maker.by_type(joined, &shape, decided)));
        }
        self.go_back(&mark);
        values
    }

    /// Objects with one more of the members that are declared, where there are too few.
    fn with_one_more(&mut self, shape: &Shape<'d>, value: &Value) -> Vec<Value> {
        let Value::Object(members) = value else { return Vec::new() };
        let least = shape.bounds.min_members.unwrap_or_default() as usize;
        if members.len() >= least {
            return Vec::new();
        }
        let is_new = |name: &str| !members.iter().any(|(known, _)| **known == *name);
        let new = shape.members.iter().filter(|member| is_new(member.name)).take(MAX_NEW_MEMBERS);
        let longer = |member: &Member<'d>| {
            let mut members = members.clone();
            members.push((member.name.into(), self.valid_place(member.meet)?));
            Some(Value::Object(members))
        };
        new.filter_map(longer).collect()
    }

    /// Values that keep a rule which this one does not keep.
    fn changed(&mut self, shape: &Shape<'d>, value: &Value) -> Vec<Value> {
        let mut all = self.with_one_more(shape, value);
        for rule in &shape.rules {
            match rule {
                Rule::If { fits, .. } | Rule::Not(fits) if self.fits(*fits, value) => {
                    all.extend(self.unlike(*fits, value));
                }
                Rule::IfGiven { name, .. } | Rule::IfGivenThen { name, .. } => {
                    all.extend(without(value, name));
                }
                Rule::If { .. } | Rule::Not(_) => {}
            }
        }
        all
    }
}

/// An object without a member that it has.
fn without(value: &Value, name: &str) -> Option<Value> {
    let Value::Object(members) = value else { return None };
    let at = members.iter().position(|(known, _)| **known == *name)?;
    Some(Value::Object(variety::without(members, at)))
}
