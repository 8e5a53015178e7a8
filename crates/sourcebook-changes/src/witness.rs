//! Values that show a change: valid on one side, refused on the other.

use sourcebook_model::document::Value;
use sourcebook_model::value::{Budget, sample};
use sourcebook_model::view::{Direction, Others};

use crate::difference::{Difference, Subject};
use crate::findings::Witness;
use crate::graph::Pair;
use crate::law::Way;
use crate::relate::Relator;
use crate::side::Side;
use crate::spot::Spot;

/// How long a value may be.
const BUDGET: Budget = Budget { lines: 30, levels: [2, 1, 0, 0] };

/// Maximum number of items and members that are made to exceed a limit.
const MAX_SIZE: u32 = 64;

/// Maximum number of values that are tried.
const MAX_TRIED: usize = 300;

/// A value at a pair that shows a difference on a way: one that is lost to requests, or new to
/// responses. None where none was found.
pub(crate) fn find(
    relator: &Relator<'_, '_>,
    pair: Pair,
    difference: &Difference,
    way: Way,
) -> Option<Witness> {
    let was_valid = way.is_request() != way.is_flipped;
    let direction = way.direction;
    let (old, new) = (&relator.old, &relator.new);
    let shows = |value: &Value| {
        let (before, after) =
            (old.fits(pair.old, value, direction), new.fits(pair.new, value, direction));
        if was_valid { before && !after } else { after && !before }
    };
    if was_valid {
        candidates((old, pair.old), (new, pair.new), difference, direction, shows)
    } else {
        candidates((new, pair.new), (old, pair.old), difference, direction, shows)
    }
    .map(|value| Witness { value, was_valid })
}

/// The first candidate that shows it.
fn candidates<'d>(
    (side, spot): (&Side<'_, 'd>, Spot),
    (other, beside): (&Side<'_, 'd>, Spot),
    difference: &Difference,
    direction: Direction,
    shows: impl Fn(&Value) -> bool,
) -> Option<Value> {
    let given = difference.candidates.iter().take(MAX_TRIED).find(|value| shows(value));
    if let Some(value) = given {
        return Some(value.clone());
    }
    let base = sample(side.views, spot.meet, direction, &BUDGET).value;
    if shows(&base) {
        return Some(base);
    }
    let mut all = match &base {
        Value::Object(members) => {
            objects((side, spot), (other, beside), members, difference, direction)
        }
        Value::Array(items) => lists((side, spot), items, direction),
        _ => Vec::new(),
    };
    all.push(Value::Object(Vec::new()));
    all.push(Value::Array(Vec::new()));
    all.push(sample(other.views, beside.meet, direction, &BUDGET).value);
    all.into_iter().take(MAX_TRIED).find(shows)
}

/// Objects near a valid one: with a member more, less, or with another value.
fn objects<'d>(
    (side, spot): (&Side<'_, 'd>, Spot),
    (other, beside): (&Side<'_, 'd>, Spot),
    members: &[(Box<str>, Value)],
    difference: &Difference,
    direction: Direction,
) -> Vec<Value> {
    let mut all = Vec::new();
    let without = |name: &str| -> Vec<(Box<str>, Value)> {
        members.iter().filter(|(known, _)| **known != *name).cloned().collect()
    };
    let with = |name: &str, value: Value| {
        let mut changed = without(name);
        changed.push((name.into(), value));
        Value::Object(changed)
    };
    if let Subject::Member(name) = &difference.subject {
        all.push(Value::Object(without(name)));
        for (side, spot) in [(side, spot), (other, beside)] {
            if let Some(meet) = side.views.member(spot.meet, name) {
                all.push(with(name, sample(side.views, meet, direction, &BUDGET).value));
            }
        }
        let plain = [Value::Null, Value::Bool(true), Value::string("string")];
        all.extend(plain.map(|value| with(name, value)));
    }
    let of_others = match side.shape(spot).others {
        Others::Of(meet) => sample(side.views, meet, direction, &BUDGET).value,
        _ => Value::Bool(true),
    };
    all.push(with("other", of_others.clone()));
    all.extend(members.iter().map(|(name, _)| Value::Object(without(name))));
    // The smallest object, and ever larger ones.
    let shape = side.shape(spot);
    let required = |name: &str| shape.members.iter().any(|one| one.required && one.name == name);
    let mut grown: Vec<_> = members.iter().filter(|(name, _)| required(name)).cloned().collect();
    for at in 0..MAX_SIZE {
        all.push(Value::Object(grown.clone()));
        match members.iter().find(|(name, _)| !grown.iter().any(|(known, _)| known == name)) {
            Some(member) => grown.push(member.clone()),
            None => grown.push((format!("other{at}").into(), of_others.clone())),
        }
    }
    all
}

/// Lists near a valid one: longer, shorter, and with an item twice.
fn lists((side, spot): (&Side<'_, '_>, Spot), items: &[Value], direction: Direction) -> Vec<Value> {
    let mut all = Vec::new();
    let mut grown: Vec<Value> = Vec::new();
    for at in 0..MAX_SIZE as usize {
        all.push(Value::Array(grown.clone()));
        let next = items.get(at).cloned().or_else(|| {
            let meet = side.views.item(spot.meet, at)?;
            Some(sample(side.views, meet, direction, &BUDGET).value)
        });
        grown.push(next.or_else(|| items.last().cloned()).unwrap_or(Value::Bool(true)));
    }
    let number = |at: u32| Value::Number(sourcebook_model::document::Number::from(at));
    let differing = (0..MAX_SIZE).map(|length| Value::Array((0..length).map(number).collect()));
    all.extend(differing);
    if let Some(first) = items.first() {
        all.push(Value::Array(vec![first.clone(), first.clone()]));
        all.push(Value::Array(items.iter().chain([first]).cloned().collect()));
    }
    all
}
