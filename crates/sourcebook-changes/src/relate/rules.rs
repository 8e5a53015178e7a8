//! What holds under a condition, and what must not fit.

use sourcebook_model::document::{Schema, Value};
use sourcebook_model::view::{Meet, Rule as Held, Shape};

use super::order::{Codes, Limit};
use super::{Relator, Shapes};
use crate::codes;
use crate::graph::{Edge, Node, Pair, Step};
use crate::relation::Relation;
use crate::spot::Spot;

const RULE: Codes = Codes {
    narrowed: &codes::RULE_NARROWED,
    widened: &codes::RULE_WIDENED,
    changed: &codes::RULE_CHANGED,
};

/// `if`, `then` and `else`.
type If = (Meet, Option<Meet>, Option<Meet>);

impl<'d> Relator<'_, 'd> {
    pub(super) fn rules(&mut self, pair: Pair, shapes: &Shapes<'d>, node: &mut Node) {
        if shapes.old.rules.is_empty() && shapes.new.rules.is_empty() {
            return;
        }
        self.dependent_required(pair, shapes, node);
        self.dependent_schemas(pair, shapes, node);
        self.conditions(pair, shapes, node);
        self.negations(pair, shapes, node);
    }

    /// Each pair of a member and one that it needs is a rule of its own.
    fn dependent_required(&self, pair: Pair, shapes: &Shapes<'d>, node: &mut Node) {
        let (old, new) = (needs(&shapes.old), needs(&shapes.new));
        let gains: Vec<_> = new.iter().filter(|one| !old.contains(one)).collect();
        let losses: Vec<_> = old.iter().filter(|one| !new.contains(one)).collect();
        let words = |all: &[&(&str, &str)]| {
            let all: Vec<String> =
                all.iter().map(|(name, other)| format!("`{name}` needs `{other}`")).collect();
            (!all.is_empty()).then(|| all.join(", "))
        };
        let relation = Relation::of_sets(!gains.is_empty(), !losses.is_empty());
        let keyword = "dependentRequired";
        let limit = Limit { keyword, relation, was: words(&losses), now: words(&gains) };
        let before = node.differences.len();
        self.limit(pair, RULE, limit, |schema| !schema.dependent_required.is_empty(), node);
        // A member with all that one side needs beside it.
        let object = |name: &str, all: &[(&str, &str)]| {
            let needed = all.iter().filter(|(one, _)| *one == name).map(|(_, other)| *other);
            let names = std::iter::once(name).chain(needed);
            Value::Object(names.map(|name| (name.into(), Value::Bool(true))).collect())
        };
        let names = gains.iter().chain(&losses).map(|(name, _)| *name);
        let shown = names.flat_map(|name| [object(name, &old), object(name, &new)]);
        for difference in &mut node.differences[before..] {
            difference.candidates = shown.clone().collect();
        }
    }

    fn dependent_schemas(&mut self, pair: Pair, shapes: &Shapes<'d>, node: &mut Node) {
        let of = |shape: &Shape<'d>| -> Vec<(&'d str, Meet)> {
            let then = |rule: &Held<'d>| match rule {
                Held::IfGivenThen { name, then } => Some((*name, *then)),
                _ => None,
            };
            shape.rules.iter().filter_map(then).collect()
        };
        let (old, new) = (of(&shapes.old), of(&shapes.new));
        let find = |all: &[(&str, Meet)], name: &str| {
            all.iter().find(|(known, _)| *known == name).map(|(_, then)| *then)
        };
        for (name, was) in &old {
            match find(&new, name) {
                Some(now) => {
                    let below = self.meets(*was, now);
                    node.below(below, Step::Same);
                }
                None => self.rule(pair, "dependentSchemas", Relation::Wider, node),
            }
        }
        for _ in new.iter().filter(|(name, _)| find(&old, name).is_none()) {
            self.rule(pair, "dependentSchemas", Relation::Narrower, node);
        }
    }

    /// Pairs conditions by their order. What follows is compared where the condition is the same.
    fn conditions(&mut self, pair: Pair, shapes: &Shapes<'d>, node: &mut Node) {
        let (old, new) = (conditions(&shapes.old), conditions(&shapes.new));
        for at in 0..old.len().max(new.len()) {
            match (old.get(at), new.get(at)) {
                (Some(old), Some(new)) => self.condition(pair, *old, *new, node),
                (old, _) => {
                    let relation = if old.is_some() { Relation::Wider } else { Relation::Narrower };
                    self.rule(pair, "if", relation, node);
                }
            }
        }
    }

    fn condition(&mut self, pair: Pair, old: If, new: If, node: &mut Node) {
        let conditions = self.meets(old.0, new.0);
        if !self.is_equal(conditions) {
            return self.rule(pair, "if", Relation::Unknown, node);
        }
        for (was, now) in [(old.1, new.1), (old.2, new.2)] {
            if was.is_some() || now.is_some() {
                let was = was.unwrap_or_else(|| self.old.views.anything());
                let now = now.unwrap_or_else(|| self.new.views.anything());
                let below = self.meets(was, now);
                node.below(below, Step::Same);
            }
        }
    }

    /// Pairs what must not fit: the same first, then by order.
    fn negations(&mut self, pair: Pair, shapes: &Shapes<'d>, node: &mut Node) {
        let (mut old, mut new) = (negations(&shapes.old), negations(&shapes.new));
        old.retain(|was| {
            let same = new.iter().position(|now| {
                let pair = self.meets(*was, *now);
                self.is_equal(pair)
            });
            same.map(|at| new.remove(at)).is_none()
        });
        for at in 0..old.len().max(new.len()) {
            match (old.get(at), new.get(at)) {
                (Some(was), Some(now)) => {
                    let below = self.meets(*was, *now);
                    node.below.push(Edge::flipped(below, Step::Not));
                }
                (was, now) => {
                    let relation = Relation::of_sets(now.is_some(), was.is_some());
                    self.rule(pair, "not", relation, node);
                    let of_old = was.map(|meet| (Spot::new(*meet), true));
                    if let Some(difference) = node.differences.last_mut() {
                        difference.shown_by =
                            of_old.or_else(|| now.map(|meet| (Spot::new(*meet), false)));
                    }
                }
            }
        }
    }

    fn rule(&self, pair: Pair, keyword: &'static str, relation: Relation, node: &mut Node) {
        let says = move |schema: &Schema| match keyword {
            "not" => schema.not.is_some(),
            "if" => schema.if_schema.is_some(),
            _ => !schema.dependent_schemas.is_empty(),
        };
        let there = |is_there: bool| Some(if is_there { "there" } else { "not there" }.to_owned());
        let (was, now) = match relation {
            Relation::Narrower => (there(false), there(true)),
            Relation::Wider => (there(true), there(false)),
            _ => (Some("one condition".to_owned()), Some("another one".to_owned())),
        };
        self.limit(pair, RULE, Limit { keyword, relation, was, now }, says, node);
    }
}

fn needs<'d>(shape: &Shape<'d>) -> Vec<(&'d str, &'d str)> {
    let all = shape.rules.iter().filter_map(|rule| match rule {
        Held::IfGiven { name, requires } => Some((name, requires)),
        _ => None,
    });
    all.flat_map(|(name, requires)| requires.iter().map(|other| (*name, *other))).collect()
}

fn conditions(shape: &Shape<'_>) -> Vec<If> {
    let all = shape.rules.iter().filter_map(|rule| match rule {
        Held::If { fits, then, otherwise, .. } => Some((*fits, *then, *otherwise)),
        _ => None,
    });
    all.collect()
}

fn negations(shape: &Shape<'_>) -> Vec<Meet> {
    let all = shape.rules.iter().filter_map(|rule| match rule {
        Held::Not(meet) => Some(*meet),
        _ => None,
    });
    all.collect()
}
