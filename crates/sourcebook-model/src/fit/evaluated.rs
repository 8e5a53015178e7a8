//! Members and items that no other keyword looks at.

use foldhash::{HashSet, HashSetExt};

use crate::document::{AdditionalProperties, Id, Schema, Value};
use crate::view::Meet;

use super::{Check, Found};

/// What keywords looked at.
#[derive(Debug, Default)]
struct Evaluated {
    names: HashSet<Box<str>>,
    /// How many items from the first one on.
    items: usize,
    /// Single items.
    places: HashSet<usize>,
    /// Whether it was everything.
    is_all: bool,
}

impl<'d> Check<'_, 'd> {
    /// Looks at what no other keyword of a schema looks at.
    pub(super) fn unevaluated(&mut self, schema: &'d Schema, value: &Value, found: &mut Found) {
        match (value, schema.unevaluated_properties, schema.unevaluated_items) {
            (Value::Object(members), Some(place), _) => {
                let evaluated = self.evaluated(schema, value, false);
                for (name, member) in members {
                    if !evaluated.is_all && !evaluated.names.contains(name) {
                        found.inside(name, |found| self.place(Meet::One(place), member, found));
                    }
                }
            }
            (Value::Array(items), _, Some(place)) => {
                let evaluated = self.evaluated(schema, value, false);
                for (at, item) in items.iter().enumerate().skip(evaluated.items) {
                    if !evaluated.is_all && !evaluated.places.contains(&at) {
                        let name = at.to_string();
                        found.inside(&name, |found| self.place(Meet::One(place), item, found));
                    }
                }
            }
            _ => {}
        }
    }

    fn evaluated(&mut self, schema: &'d Schema, value: &Value, with_rest: bool) -> Evaluated {
        let mut evaluated = Evaluated::default();
        let mut visited = HashSet::new();
        self.own(schema, value, with_rest, &mut evaluated);
        let mut open = self.in_place(schema, value);
        while let Some(next) = open.pop() {
            if visited.insert(next) {
                let schema = &self.views.document().schemas[next];
                self.own(schema, value, true, &mut evaluated);
                open.extend(self.in_place(schema, value));
            }
        }
        evaluated
    }

    /// The schemas that look at the same value and hold.
    fn in_place(&mut self, schema: &'d Schema, value: &Value) -> Vec<Id<Schema>> {
        let target = schema.reference.as_ref().and_then(|reference| reference.target);
        let mut all: Vec<Id<Schema>> = schema.all_of.iter().copied().chain(target).collect();
        let options = schema.one_of.iter().chain(&schema.any_of).copied();
        all.extend(options.filter(|option| self.fits(Meet::One(*option), value)));
        let given = schema.dependent_schemas.iter().filter(|(name, _)| value.get(name).is_some());
        all.extend(given.map(|(_, then)| *then));
        if let Some(condition) = schema.if_schema {
            if self.fits(Meet::One(condition), value) {
                all.extend([Some(condition), schema.then_schema].into_iter().flatten());
            } else {
                all.extend(schema.else_schema);
            }
        }
        all
    }

    /// What a schema itself looks at.
    fn own(
        &mut self,
        schema: &'d Schema,
        value: &Value,
        with_rest: bool,
        evaluated: &mut Evaluated,
    ) {
        match value {
            Value::Object(members) => {
                evaluated.is_all |= matches!(
                    schema.additional_properties,
                    Some(AdditionalProperties::Allowed(true) | AdditionalProperties::Schema(_))
                ) || (with_rest && schema.unevaluated_properties.is_some());
                let is_named = |name: &str| {
                    schema.properties.iter().any(|(declared, _)| **declared == *name)
                        || schema
                            .pattern_properties
                            .iter()
                            .any(|(pattern, _)| self.views.matches(pattern, name) != Some(false))
                };
                let named = members.iter().map(|(name, _)| name).filter(|name| is_named(name));
                evaluated.names.extend(named.cloned());
            }
            Value::Array(items) => {
                evaluated.items = evaluated.items.max(schema.prefix_items.len());
                evaluated.is_all |=
                    schema.items.is_some() || (with_rest && schema.unevaluated_items.is_some());
                if let Some(contained) = schema.contains {
                    let all = items.iter().enumerate();
                    let fitting = all.filter(|(_, item)| self.fits(Meet::One(contained), item));
                    evaluated.places.extend(fitting.map(|(at, _)| at));
                }
            }
            _ => {}
        }
    }
}
