//! Names of members that no schema declares, and what holds of them.

use crate::document::Value;
use crate::view::{Meet, Others, Shape};

use super::maker::Maker;
use super::{Doubt, pattern, string};

/// Maximum number of names that are made of an expression.
const MAX_OF_PATTERN: usize = 120;

/// Maximum number of plain names.
const MAX_PLAIN: usize = 100;

/// What a name is where nothing is said of names.
const PLAIN: &str = "name";

/// What further members are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Further {
    /// Those of which something is said: entries of a map, and names with a pattern.
    Described,
    /// Any that may be there.
    Any,
}

impl<'d> Maker<'_, 'd> {
    /// Adds members that are not declared until there are enough.
    pub(super) fn add_further(
        &mut self,
        shape: &Shape<'d>,
        members: &mut Vec<(Box<str>, Value)>,
        least: usize,
        further: Further,
    ) {
        if members.len() >= least {
            return;
        }
        let mut without_value: Vec<Meet> = Vec::new();
        for name in self.further_names(shape) {
            let is_known = members.iter().any(|(known, _)| **known == *name)
                || shape.members.iter().any(|member| member.name == name);
            if is_known || !self.may_be_name(shape, &name) {
                continue;
            }
            let value = match self.holding(shape, &name) {
                Others::None => None,
                Others::Any => (further == Further::Any).then(|| Value::string("string")),
                Others::Of(meet) if without_value.contains(&meet) => None,
                Others::Of(meet) => {
                    let value = self.valid_place(meet);
                    without_value.extend(value.is_none().then_some(meet));
                    value
                }
            };
            if let Some(value) = value {
                self.doubt_unread_patterns(shape, &name);
                members.push((name.into(), value));
            }
            if members.len() >= least {
                return;
            }
        }
    }

    /// Doubts a name that an expression may have which cannot be read.
    fn doubt_unread_patterns(&mut self, shape: &Shape<'d>, name: &str) {
        let mut patterns = shape.patterns.iter().map(|(regex, _)| *regex);
        if patterns.any(|regex| self.views.matches(regex, name).is_none()) {
            self.doubt(Doubt::Pattern);
        }
    }

    /// A value of a place, if a valid one is found.
    pub(super) fn valid_place(&mut self, meet: Meet) -> Option<Value> {
        let mark = self.mark();
        let value = self.place(meet);
        let value = value.filter(|value| !self.has_new_doubts(&mark) || self.fits(meet, value));
        if value.is_none() {
            self.go_back(&mark);
        }
        value
    }

    /// What holds of a member that is not declared.
    pub(super) fn holding(&self, shape: &Shape<'d>, name: &str) -> Others {
        // An expression that cannot be read may name it.
        let may_match = |regex| self.views.matches(regex, name) != Some(false);
        let named = shape.patterns.iter().filter(|(regex, _)| may_match(*regex));
        let named = named.map(|(_, meet)| *meet).reduce(|one, other| self.views.join(one, other));
        match (named, shape.others) {
            (Some(meet), _) => Others::Of(meet),
            (None, Others::Any) => shape.unevaluated,
            (None, others) => others,
        }
    }

    pub(super) fn may_be_name(&self, shape: &Shape<'d>, name: &str) -> bool {
        shape.names.is_none_or(|names| self.fits(names, &Value::string(name)))
    }

    /// Names that may match the patterns of members, then plain ones, and those that what holds of
    /// names gives: first if it allows no plain ones.
    fn further_names(&self, shape: &Shape<'d>) -> impl Iterator<Item = String> + use<'d> {
        let (least, of_names) = match shape.names {
            Some(names) => {
                let least = self.views.shape(names).bounds.min_length.unwrap_or_default();
                (least as usize, self.names_like(names))
            }
            None => (0, Vec::new()),
        };
        let patterns: Vec<&'d str> = shape.patterns.iter().map(|(regex, _)| *regex).collect();
        let of_patterns = patterns
            .into_iter()
            .flat_map(move |regex| pattern::several(regex, least, MAX_OF_PATTERN));
        let plain = (1..=MAX_PLAIN).map(|number| match number {
            1 => PLAIN.to_owned(),
            number => format!("{PLAIN}{number}"),
        });
        let is_plain = self.may_be_name(shape, PLAIN);
        let (before, behind) =
            if is_plain { (None, Some(of_names)) } else { (Some(of_names), None) };
        let [before, behind] = [before, behind].map(|names| names.into_iter().flatten());
        of_patterns.chain(before).chain(plain).chain(behind)
    }

    /// Names that are valid where names are described.
    fn names_like(&self, names: Meet) -> Vec<String> {
        let shape = self.views.shape(names);
        let text = |value: &Value| value.as_str().map(str::to_owned);
        if let Some(allowed) = &shape.allowed {
            return allowed.iter().filter_map(|one| text(one.value)).collect();
        }
        let least = shape.bounds.min_length.unwrap_or_default() as usize;
        let patterns = shape.bounds.patterns.iter();
        let of_patterns = patterns.flat_map(|regex| pattern::several(regex, least, MAX_OF_PATTERN));
        let first = string::make(self.views, &shape).unwrap_or_else(|(text, _)| text);
        let others = self.varied(names, &Value::string(first.as_str()));
        let others: Vec<String> = others.iter().filter_map(text).collect();
        std::iter::once(first).chain(of_patterns).chain(others).collect()
    }
}
