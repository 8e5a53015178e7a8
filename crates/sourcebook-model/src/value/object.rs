//! Objects: required members, optional ones that are not deprecated, one entry of a map.

use crate::document::{Number, SchemaType, Value};
use crate::view::{Meet, Member, Others, Rule, Shape};

use super::decided::Decided;
use super::maker::{Maker, Mark, empty};
use super::pattern;

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
                members.extend(self.entry(shape, 0));
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
            let value = match (member, shape.others) {
                (Some(member), _) => self.place(member.meet)?,
                (None, Others::Of(meet)) => self.place(meet)?,
                (None, _) => Value::string("string"),
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

    /// An entry of a map, or one whose name has a pattern.
    fn entry(&mut self, shape: &Shape<'d>, at: usize) -> Option<(Box<str>, Value)> {
        let mark = self.mark();
        let by_pattern = shape.patterns.first().and_then(|(regex, meet)| {
            let name = pattern::shortest(regex, at)?;
            Some((name, *meet))
        });
        let (name, meet) = match (by_pattern, shape.others) {
            (Some((name, meet)), _) if self.may_be_name(shape, &name) => (name, meet),
            (_, Others::Of(meet)) => (self.name(shape, at)?, meet),
            _ => return None,
        };
        let value = self.place(meet);
        if value.is_none() {
            self.go_back(&mark);
        }
        Some((name.into(), value?))
    }

    fn may_be_name(&self, shape: &Shape<'d>, name: &str) -> bool {
        shape.names.is_none_or(|names| self.fits(names, &Value::string(name)))
    }

    /// The name of a further member.
    fn name(&mut self, shape: &Shape<'d>, at: usize) -> Option<String> {
        let plain = if at == 0 { "name".to_owned() } else { format!("name{}", at + 1) };
        let Some(names) = shape.names else { return Some(plain) };
        if self.may_be_name(shape, &plain) {
            return Some(plain);
        }
        let of_names = self.views.shape(names);
        if let Some(allowed) = &of_names.allowed {
            return allowed.get(at)?.value.as_str().map(str::to_owned);
        }
        let name = super::string::make(self.views, &of_names).ok()?;
        let name = if at == 0 { name } else { format!("{name}{at}") };
        self.may_be_name(shape, &name).then_some(name)
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
        let Some(least) = shape.bounds.min_members else { return };
        let least = least as usize;
        let declared: Vec<Member<'d>> =
            self.views.members(shape, self.direction).cloned().collect();
        for member in declared {
            let is_there = members.iter().any(|(name, _)| **name == *member.name);
            if members.len() < least && !is_there {
                members.extend(self.place(member.meet).map(|value| (member.name.into(), value)));
            }
        }
        for at in 0..MAX_MEMBERS {
            if members.len() >= least {
                break;
            }
            let anything = || (shape.others == Others::Any).then(|| Value::string("string"));
            let entry = match self.entry(shape, at) {
                Some(entry) => Some(entry),
                None => {
                    self.name(shape, at).zip(anything()).map(|(name, value)| (name.into(), value))
                }
            };
            let is_new =
                |(name, _): &(Box<str>, Value)| !members.iter().any(|(known, _)| known == name);
            let entry = entry.filter(is_new);
            members.extend(entry);
        }
    }
}
