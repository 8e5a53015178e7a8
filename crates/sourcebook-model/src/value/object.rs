//! Objects: required members, optional ones that are not deprecated, one entry of a map.

use crate::document::{Number, SchemaType, Value};
use crate::view::{Meet, Member, Others, Rule, Shape};

use super::Doubt;
use super::decided::Decided;
use super::maker::{Maker, Mark, empty};
use super::names::Further;

/// Maximum number of members that are made to reach the least number.
const MAX_MEMBERS: usize = 100;

impl<'d> Maker<'_, 'd> {
    /// An object; `None` where a member that is required would be endless.
    pub(super) fn object(&mut self, shape: &Shape<'d>, decided: &Decided<'d>) -> Option<Value> {
        self.count(&Value::Object(Vec::new()));
        self.level += 1;
        let members = self.members(shape, decided);
        self.level -= 1;
        let mut members = members?;
        Self::limit(shape, &mut members);
        self.fill(shape, &mut members);
        Some(Value::Object(members))
    }

    fn members(
        &mut self,
        shape: &Shape<'d>,
        decided: &Decided<'d>,
    ) -> Option<Vec<(Box<str>, Value)>> {
        let is_cut = self.below.is_some_and(|below| self.level > below + 1);
        let mut members = Vec::new();
        let goes: Vec<&Member<'d>> = self.views.members(shape, self.direction).collect();
        for member in goes {
            let is_deprecated = || self.views.shape(member.meet).notes.deprecated;
            if !member.required && (is_cut || is_deprecated()) {
                self.left_out |= is_cut;
                continue;
            }
            let mark = self.mark();
            let is_name = member.required || self.may_be_name(shape, member.name);
            match self.member(member, decided).filter(|_| is_name) {
                Some(value) if !member.required && self.is_doubtful(&mark, member, &value) => {
                    self.go_back(&mark);
                }
                Some(value) => members.push((member.name.into(), value)),
                None if member.required && self.is_unread(member.meet) => {
                    self.doubt(Doubt::Unread);
                }
                None if member.required => {
                    let value = empty(&self.views.shape(member.meet))?;
                    members.push((member.name.into(), value));
                }
                None => self.go_back(&mark),
            }
        }
        self.dependent(shape, &mut members)?;
        if shape.members.is_empty() && shape.bounds.max_members != Some(0) {
            if is_cut {
                self.left_out = true;
            } else {
                self.add_further(shape, &mut members, 1, Further::Described);
            }
        }
        Some(members)
    }

    /// Members that are required where others are given.
    fn dependent(&mut self, shape: &Shape<'d>, members: &mut Vec<(Box<str>, Value)>) -> Option<()> {
        let has = |members: &[(Box<str>, Value)], name: &str| {
            members.iter().any(|(known, _)| **known == *name)
        };
        // Each round adds at least one member.
        for _ in 0..MAX_MEMBERS {
            let missing = shape.rules.iter().find_map(|rule| match rule {
                Rule::IfGiven { name, requires } if has(members, name) => {
                    requires.iter().find(|name| !has(members, name)).copied()
                }
                _ => None,
            });
            let Some(name) = missing else { break };
            let member = shape.members.iter().find(|member| member.name == name);
            let goes = member.is_none_or(|member| self.views.goes(member.meet, self.direction));
            if !goes {
                break;
            }
            let value = match member
                .map_or_else(|| self.holding(shape, name), |one| Others::Of(one.meet))
            {
                Others::Of(meet) => self.place(meet)?,
                Others::Any | Others::None => Value::string("string"),
            };
            members.push((name.into(), value));
        }
        Some(())
    }

    fn member(&mut self, member: &Member<'d>, decided: &Decided<'d>) -> Option<Value> {
        let told = member.tells.first().copied().or(decided.told(member.name));
        if let Some(told) = told {
            let value = self.typed(member.meet, told);
            self.count(&value);
            return Some(value);
        }
        self.place(member.meet)
    }

    /// Whether a value that was made since is not valid; then its member is better left out.
    fn is_doubtful(&self, mark: &Mark, member: &Member<'d>, value: &Value) -> bool {
        self.has_new_doubts(mark) && !self.fits(member.meet, value)
    }

    /// The text of a discriminator as a value of the member's type.
    fn typed(&self, meet: Meet, text: &str) -> Value {
        let shape = self.views.shape(meet);
        let number = || Number::parse(text).map(Value::Number);
        match shape.types.first() {
            Some(SchemaType::Integer | SchemaType::Number) => number(),
            Some(SchemaType::Boolean) => Some(Value::Bool(text == "true")),
            _ => None,
        }
        .unwrap_or_else(|| Value::string(text))
    }

    /// Takes optional members away, the last ones first, where there are too many.
    fn limit(shape: &Shape<'d>, members: &mut Vec<(Box<str>, Value)>) {
        let Some(most) = shape.bounds.max_members else { return };
        let is_required =
            |name: &str| shape.members.iter().any(|member| member.required && member.name == name);
        while members.len() > most as usize {
            match members.iter().rposition(|(name, _)| !is_required(name)) {
                Some(at) => drop(members.remove(at)),
                None => return,
            }
        }
    }

    /// Adds members until there are enough: declared ones, then others.
    fn fill(&mut self, shape: &Shape<'d>, members: &mut Vec<(Box<str>, Value)>) {
        let least = shape.bounds.min_members.unwrap_or_default() as usize;
        if members.len() >= least {
            return;
        }
        let declared: Vec<Member<'d>> =
            self.views.members(shape, self.direction).cloned().collect();
        for member in declared {
            let is_there = members.iter().any(|(name, _)| **name == *member.name);
            if members.len() < least && !is_there && self.may_be_name(shape, member.name) {
                let value = self.valid_place(member.meet);
                members.extend(value.map(|value| (member.name.into(), value)));
            }
        }
        let least = least.min(members.len() + MAX_MEMBERS);
        self.add_further(shape, members, least, Further::Any);
    }
}
