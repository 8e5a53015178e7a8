//! Other values of the same place.

use crate::document::{Number, Value};
use crate::view::Meet;

use super::maker::Maker;
use super::number;

/// Maximum number of other values.
const MAX_OTHERS: usize = 120;

/// Maximum number of members of an object of which single ones are taken away.
const MAX_MEMBERS: usize = 20;

impl Maker<'_, '_> {
    /// Other valid values of a place, the most alike first.
    pub(super) fn varied(&self, meet: Meet, value: &Value) -> Vec<Value> {
        let shape = self.views.shape(meet);
        let listed = shape.allowed.iter().flatten().map(|one| one.value.clone());
        let mut all: Vec<Value> = listed.take(MAX_OTHERS).collect();
        if all.is_empty() {
            all = self.alike(meet, value);
        }
        all.retain(|other| other != value && self.fits(meet, other));
        all
    }

    /// A valid object with one member less.
    pub(super) fn shorter(&self, meet: Meet, value: &Value) -> Option<Value> {
        let Value::Object(members) = value else { return None };
        if members.len() > MAX_MEMBERS {
            return None;
        }
        let all = (0..members.len()).rev().map(|at| without(members, at));
        all.map(Value::Object).find(|value| self.fits(meet, value))
    }

    fn alike(&self, meet: Meet, value: &Value) -> Vec<Value> {
        match value {
            Value::Null => {
                let numbers = (0..100).map(|number| Value::Number(Number::from(number)));
                numbers.chain([Value::string("string"), Value::Bool(true)]).collect()
            }
            Value::Bool(value) => vec![Value::Bool(!value)],
            Value::Number(first) => {
                let shape = self.views.shape(meet);
                number::others(&shape.bounds, first).into_iter().map(Value::Number).collect()
            }
            Value::String(text) => texts(text).into_iter().map(Value::string).collect(),
            Value::Array(items) => without_last(items).map(Value::Array).into_iter().collect(),
            Value::Object(members) => self.objects(meet, members),
        }
    }

    /// Objects with another value of one member, or without one.
    fn objects(&self, meet: Meet, members: &[(Box<str>, Value)]) -> Vec<Value> {
        let shape = self.views.shape(meet);
        let shorter = (0..members.len().min(MAX_OTHERS)).map(|at| without(members, at));
        let mut all: Vec<Value> = shorter.map(Value::Object).collect();
        for (at, (name, value)) in members.iter().enumerate() {
            let place = shape.members.iter().find(|member| *member.name == **name);
            let is_tried = all.len() < MAX_OTHERS && !value.is_container();
            let Some(place) = place.filter(|_| is_tried) else { continue };
            for other in self.varied(place.meet, value).into_iter().take(MAX_OTHERS) {
                let mut members = members.to_vec();
                members[at].1 = other;
                all.push(Value::Object(members));
            }
        }
        all
    }
}

pub(super) fn without(members: &[(Box<str>, Value)], at: usize) -> Vec<(Box<str>, Value)> {
    let mut rest = members.to_vec();
    rest.remove(at);
    rest
}

fn without_last(items: &[Value]) -> Option<Vec<Value>> {
    items.split_last().map(|(_, rest)| rest.to_vec())
}

/// Texts with another end, or with other digits at the end.
pub(super) fn texts(text: &str) -> Vec<String> {
    let mut all: Vec<String> = (2..100).map(|number| format!("{text}{number}")).collect();
    for replaced in text.char_indices().rev().take(8) {
        let (at, character) = replaced;
        let others = match character {
            '0'..='9' => '0'..='9',
            'a'..='z' => 'a'..='z',
            'A'..='Z' => 'A'..='Z',
            _ => continue,
        };
        for other in others.filter(|other| *other != character) {
            let end = &text[at + character.len_utf8()..];
            all.push(format!("{}{other}{end}", &text[..at]));
        }
    }
    all
}
