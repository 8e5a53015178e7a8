//! Values that are listed: `enum` and `const`.

use foldhash::HashSet;
use sourcebook_model::document::{Schema, SchemaType, Value};
use sourcebook_model::view::{Canonical, Direction, Shape, type_of};

use super::{Relator, Shapes};
use crate::codes;
use crate::difference::{Difference, Rule, Subject};
use crate::graph::{Node, Pair};
use crate::relation::Relation;
use crate::side::Side;
use crate::spot::Spot;

/// The extension that lists values of which there will be more.
const EXTENSIBLE: &str = "x-extensible-enum";

/// Maximum number of values that a message lists.
const MAX_SHOWN: usize = 5;

impl<'d> Relator<'_, 'd> {
    /// Compares values where they are listed on one side at least. Returns whether they are.
    pub(super) fn values(&self, pair: Pair, shapes: &Shapes<'d>, node: &mut Node) -> bool {
        let old = listed(&self.old, pair.old, &shapes.old);
        let new = listed(&self.new, pair.new, &shapes.new);
        match (old, new) {
            (None, None) => {
                self.extensible(pair, shapes, node);
                false
            }
            (Some(old), Some(new)) => {
                let is_extensible = [&shapes.old, &shapes.new]
                    .iter()
                    .any(|shape| shape.notes.extension(EXTENSIBLE).is_some());
                self.sets(pair, &old, &new, is_extensible, node);
                true
            }
            (Some(old), None) => {
                let fits = |value: &&Value| self.new.fits(pair.new, value, Direction::Whole);
                self.unlisted(pair, &old, old.iter().all(|value| fits(&value)), node);
                true
            }
            (None, Some(new)) => {
                let fits = |value: &&Value| self.old.fits(pair.old, value, Direction::Whole);
                self.listing(pair, &new, new.iter().all(|value| fits(&value)), node);
                true
            }
        }
    }

    /// Two lists. Each value that came or went is a difference of its own.
    fn sets(&self, pair: Pair, old: &[Value], new: &[Value], extensible: bool, node: &mut Node) {
        let is_of = |kinds: &[Value], value: &Value| {
            kinds.iter().any(|known| is_of_same_kind(type_of(known), type_of(value)))
        };
        // Where no value stays, nothing is left that a reader knows.
        let is_replaced = !old.is_empty() && without(old, new).count() == old.len();
        for value in without(old, new) {
            let is_null = *value == Value::Null;
            let code = if is_null { &codes::TYPE_NARROWED } else { &codes::VALUE_REMOVED };
            node.differences.push(Difference {
                relation: Relation::Narrower,
                candidates: vec![value.clone()],
                ..self.of_value(code, pair, value)
            });
        }
        for value in without(new, old) {
            // A reader who is ready for more values is not ready for other types.
            let (code, rule) = match is_of(old, value) {
                true if is_replaced && !extensible => (&codes::VALUE_ADDED, Rule::Law),
                true => (&codes::VALUE_ADDED, Rule::ValueAdded { extensible }),
                false => (&codes::TYPE_WIDENED, Rule::Law),
            };
            node.differences.push(Difference {
                relation: Relation::Wider,
                rule,
                candidates: vec![value.clone()],
                ..self.of_value(code, pair, value)
            });
        }
    }

    /// Values were listed, and are not any more.
    fn unlisted(&self, pair: Pair, old: &[Value], all_fit: bool, node: &mut Node) {
        let relation = Relation::of_sets(!all_fit, true);
        node.differences.push(Difference {
            relation,
            was: shown(old),
            now: "not listed".to_owned(),
            candidates: old.to_vec(),
            ..self.difference_at(
                &codes::VALUES_UNLISTED,
                pair,
                Subject::Keyword("enum"),
                "enum",
                lists,
            )
        });
    }

    /// Values were not listed, and are now.
    fn listing(&self, pair: Pair, new: &[Value], all_fit: bool, node: &mut Node) {
        let relation = Relation::of_sets(true, !all_fit);
        node.differences.push(Difference {
            relation,
            was: "not listed".to_owned(),
            now: shown(new),
            candidates: new.to_vec(),
            ..self.difference_at(
                &codes::VALUES_LISTED,
                pair,
                Subject::Keyword("enum"),
                "enum",
                lists,
            )
        });
    }

    /// Values of the extension: a client must be ready for more of them.
    fn extensible(&self, pair: Pair, shapes: &Shapes<'d>, node: &mut Node) {
        let values = |shape: &Shape<'d>| match shape.notes.extension(EXTENSIBLE) {
            Some(Value::Array(values)) => Some(values.clone()),
            _ => None,
        };
        if let (Some(old), Some(new)) = (values(&shapes.old), values(&shapes.new)) {
            self.sets(pair, &old, &new, true, node);
        }
    }

    fn of_value(
        &self,
        code: &'static sourcebook_syntax::Code,
        pair: Pair,
        value: &Value,
    ) -> Difference {
        let subject = Subject::Value(value.to_compact_json().into());
        self.difference_at(code, pair, subject, "enum", lists)
    }
}

fn lists(schema: &Schema) -> bool {
    !schema.enumeration.is_empty() || schema.constant.is_some()
}

/// The listed values of a place that are valid there, with `null`; `None` where values are not listed.
fn listed<'d>(side: &Side<'_, 'd>, spot: Spot, shape: &Shape<'d>) -> Option<Vec<Value>> {
    let mut values: Vec<Value> = match &shape.allowed {
        Some(allowed) => allowed.iter().map(|one| one.value.clone()).collect(),
        None => return None,
    };
    values.retain(|value| *value != Value::Null);
    values.push(Value::Null);
    let is_looked_at = |value: &Value| spot.kinds.has(value);
    values.retain(|value| is_looked_at(value) && side.fits(spot, value, Direction::Whole));
    Some(values)
}

/// Whether a reader of one type reads the other one too.
fn is_of_same_kind(known: SchemaType, new: SchemaType) -> bool {
    known == new || (known == SchemaType::Number && new == SchemaType::Integer)
}

/// The values of one list that are not in the other.
fn without<'v>(all: &'v [Value], others: &[Value]) -> impl Iterator<Item = &'v Value> {
    let others: HashSet<String> = others.iter().map(spelling).collect();
    all.iter().filter(move |value| !others.contains(&spelling(value)))
}

/// The same for all equal values.
fn spelling(value: &Value) -> String {
    format!("{:?}", Canonical::of(value))
}

fn shown(values: &[Value]) -> String {
    let mut texts: Vec<String> = values
        .iter()
        .take(MAX_SHOWN)
        .map(|value| format!("`{}`", value.to_compact_json()))
        .collect();
    if values.len() > MAX_SHOWN {
        texts.push(format!("and {} more", values.len() - MAX_SHOWN));
    }
    if texts.is_empty() { "no value".to_owned() } else { texts.join(", ") }
}
