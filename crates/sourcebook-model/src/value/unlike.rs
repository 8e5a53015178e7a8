//! Values that a schema refuses.

use crate::document::{Number, Value};
use crate::view::{Bounds, Meet, Rule, Shape};

use super::maker::Maker;
use super::{number, variety};

/// Maximum number of objects and lists in each other in which something is changed.
const MAX_DEPTH: usize = 3;

/// Maximum number of changes to one member.
const MAX_CHANGES: usize = 12;

impl<'d> Maker<'_, 'd> {
    /// Values near a value that are not valid for a schema, the most alike first.
    pub(super) fn unlike(&mut self, meet: Meet, value: &Value) -> Vec<Value> {
        self.unlike_inside(meet, value, MAX_DEPTH)
    }

    fn unlike_inside(&mut self, meet: Meet, value: &Value, depth: usize) -> Vec<Value> {
        let shape = self.views.shape(meet);
        let mut all = match value {
            Value::Object(members) if depth > 0 => self.other_objects(&shape, members, depth),
            Value::Array(items) => other_lists(items),
            Value::Number(first) => other_numbers(&shape.bounds, first),
            Value::String(text) => other_texts(&shape.bounds, text),
            _ => Vec::new(),
        };
        all.extend(plain());
        all.retain(|other| other != value && !self.fits(meet, other));
        all
    }

    /// Objects with one member more, less, or with another value.
    fn other_objects(
        &mut self,
        shape: &Shape<'d>,
        members: &[(Box<str>, Value)],
        depth: usize,
    ) -> Vec<Value> {
        let mut all = Vec::new();
        for member in &shape.members {
            let at = members.iter().position(|(name, _)| **name == *member.name);
            let known = at.map_or(Value::Null, |at| members[at].1.clone());
            let others = self.unlike_inside(member.meet, &known, depth - 1);
            for other in others.into_iter().take(MAX_CHANGES) {
                let mut changed = members.to_vec();
                match at {
                    Some(at) => changed[at].1 = other,
                    None => changed.push((member.name.into(), other)),
                }
                all.push(Value::Object(changed));
            }
        }
        let shorter = (0..members.len()).map(|at| variety::without(members, at));
        all.extend(shorter.map(Value::Object));
        all.extend(self.longer(shape, members));
        all
    }

    /// An object with the members that a schema wants which is not to fit.
    fn longer(&mut self, shape: &Shape<'d>, members: &[(Box<str>, Value)]) -> Vec<Value> {
        let mut all = Vec::new();
        for rule in &shape.rules {
            let Rule::Not(not) = rule else { continue };
            let mut longer = members.to_vec();
            for member in self.views.shape(*not).members.iter().filter(|member| member.required) {
                if !longer.iter().any(|(name, _)| **name == *member.name) {
                    let value = self.valid_place(member.meet);
                    longer.extend(value.map(|value| (member.name.into(), value)));
                }
            }
            all.push(Value::Object(longer));
        }
        all
    }
}

/// A value of each type, and a second one.
pub(super) fn plain() -> Vec<Value> {
    let numbers = [0.0, 1.0, -1.0].map(|number| Value::Number(Number::from(number)));
    let texts = ["string", "", "a"].map(Value::string);
    let mut all = vec![Value::Array(Vec::new()), Value::Object(Vec::new())];
    all.extend(texts);
    all.extend(numbers);
    all.extend([
        Value::Number(Number::from(0.5)),
        Value::Bool(true),
        Value::Bool(false),
        Value::Null,
    ]);
    all
}

fn other_lists(items: &[Value]) -> Vec<Value> {
    let Some((last, rest)) = items.split_last() else { return Vec::new() };
    let twice = items.iter().chain([last]).cloned().collect();
    vec![Value::Array(rest.to_vec()), Value::Array(twice)]
}

/// Numbers behind the limits, and further ones.
fn other_numbers(bounds: &Bounds<'_>, first: &Number) -> Vec<Value> {
    let limits = bounds.least.iter().chain(&bounds.most).map(|bound| bound.value);
    let starts = limits.chain([first]);
    let free = Bounds::default();
    let near = |start: &Number| number::others(&free, start);
    starts.flat_map(near).map(Value::Number).collect()
}

/// Texts that are shorter or longer than the limits, and others.
fn other_texts(bounds: &Bounds<'_>, text: &str) -> Vec<Value> {
    let of_length =
        |length: u32| -> String { "string".chars().cycle().take(length as usize).collect() };
    let long = bounds.max_length.filter(|most| *most < 4_096).map(|most| of_length(most + 1));
    let short = bounds.min_length.filter(|least| *least > 0).map(|least| of_length(least - 1));
    let lengths = long.into_iter().chain(short);
    lengths.chain(variety::texts(text)).map(Value::string).collect()
}
