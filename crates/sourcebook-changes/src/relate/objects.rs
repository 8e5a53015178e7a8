//! Objects: their members, and what may stand beside them.

use foldhash::{HashMap, HashSet};
use sourcebook_model::document::{AdditionalProperties, Schema, Value};
use sourcebook_model::view::{Direction, Meet, Member, Others, Shape};

use super::order::{Codes, Limit};
use super::sizes::Size;
use super::{Relator, Shapes};
use crate::codes;
use crate::difference::{Difference, LeftOut, Mark, Rule, Subject};
use crate::graph::{Edge, Node, Pair, Step};
use crate::relation::Relation;
use crate::side::Side;

const NAMES: Codes = Codes {
    narrowed: &codes::RULE_NARROWED,
    widened: &codes::RULE_WIDENED,
    changed: &codes::RULE_CHANGED,
};

/// Maximum number of new members among which one that is gone is looked for.
const MAX_RENAMED: usize = 20;

impl<'d> Relator<'_, 'd> {
    pub(super) fn objects(&mut self, pair: Pair, shapes: &Shapes<'d>, node: &mut Node) {
        self.size(pair, shapes, Size::Members, node);
        let new: HashMap<&str, &Member<'d>> =
            shapes.new.members.iter().map(|member| (member.name, member)).collect();
        let old: HashSet<&str> = shapes.old.members.iter().map(|member| member.name).collect();
        let came: Vec<&Member<'d>> =
            shapes.new.members.iter().filter(|member| !old.contains(member.name)).collect();
        for member in &shapes.old.members {
            match new.get(member.name) {
                Some(now) => self.member(pair, member, now, node),
                None => self.removed(pair, shapes, member, node),
            }
        }
        for member in came {
            self.added(pair, shapes, member, node);
        }
        self.patterns_of_names(pair, shapes, node);
        let (was, now) = (rest(&self.old, &shapes.old), rest(&self.new, &shapes.new));
        self.rest(pair, was, now, node);
        self.names(pair, shapes, node);
    }

    /// A member that was there and still is.
    fn member(&mut self, pair: Pair, old: &Member<'d>, new: &Member<'d>, node: &mut Node) {
        let below = self.meets(old.meet, new.meet);
        let left_out = left_out(&self.old, old.meet).or(left_out(&self.new, new.meet));
        let step = Step::Member(old.name.into());
        node.below.push(Edge { left_out, ..Edge::new(below, step) });
        let subject = || Subject::Member(old.name.into());
        if old.required != new.required {
            let name = old.name;
            let says = move |schema: &Schema| schema.required.iter().any(|one| &**one == name);
            let (code, relation) = if new.required {
                (&codes::MEMBER_REQUIRED, Relation::Narrower)
            } else {
                (&codes::MEMBER_OPTIONAL, Relation::Wider)
            };
            node.differences.push(Difference {
                relation,
                left_out,
                ..self.difference_at(code, pair, subject(), "required", says)
            });
        }
        let goes = |side: &Side<'_, 'd>, meet, direction| side.views.goes(meet, direction);
        for direction in [Direction::Request, Direction::Response] {
            let was = goes(&self.old, old.meet, direction);
            let is = goes(&self.new, new.meet, direction);
            if was == is {
                continue;
            }
            let required = new.required;
            let (code, rule) = match (direction, is) {
                (Direction::Request, false) => (&codes::MEMBER_READ_ONLY, Rule::BecameReadOnly),
                (Direction::Request, true) => {
                    (&codes::MEMBER_READ_ONLY, Rule::WasReadOnly { required })
                }
                (_, false) => (&codes::MEMBER_WRITE_ONLY, Rule::BecameWriteOnly),
                (_, true) => (&codes::MEMBER_WRITE_ONLY, Rule::WasWriteOnly { required }),
            };
            let words = |goes: bool| match (direction, goes) {
                (_, true) => "in requests and responses",
                (Direction::Request, false) => "read-only",
                (_, false) => "write-only",
            };
            node.differences.push(Difference {
                rule,
                was: words(was).to_owned(),
                now: words(is).to_owned(),
                old: mark(&self.old, old.meet),
                new: mark(&self.new, new.meet),
                ..self.difference(code, pair, subject())
            });
        }
    }

    /// A member that is not declared any more.
    fn removed(&mut self, pair: Pair, shapes: &Shapes<'d>, member: &Member<'d>, node: &mut Node) {
        let others = of_name(&self.new, &shapes.new, member.name);
        let relation = match others {
            Others::None => Relation::of_sets(true, member.required),
            Others::Any => Relation::Wider,
            Others::Of(meet) => {
                let below = self.meets(member.meet, meet);
                node.below(below, Step::Member(member.name.into()));
                Relation::of_sets(false, member.required)
            }
        };
        let is_open = others != Others::None;
        let required = member.required;
        node.differences.push(Difference {
            relation,
            rule: Rule::MemberRemoved { required, is_open },
            old: mark(&self.old, member.meet),
            left_out: left_out(&self.old, member.meet),
            ..self.difference(&codes::MEMBER_REMOVED, pair, Subject::Member(member.name.into()))
        });
    }

    /// Says what members that are gone may be called now: the only new one with the same schema.
    pub(super) fn rename(&mut self, shapes: &Shapes<'d>, node: &mut Node) {
        let names: HashSet<&str> = shapes.old.members.iter().map(|member| member.name).collect();
        let came: Vec<&Member<'d>> =
            shapes.new.members.iter().filter(|member| !names.contains(member.name)).collect();
        if came.len() > MAX_RENAMED {
            return;
        }
        for difference in &mut node.differences {
            let Subject::Member(name) = &difference.subject else { continue };
            let gone = shapes.old.members.iter().find(|member| member.name == &**name);
            let is_gone = difference.code == &codes::MEMBER_REMOVED;
            let Some(gone) = gone.filter(|_| is_gone) else { continue };
            let mut alike = came.iter().filter(|now| {
                let below = self.meets(gone.meet, now.meet);
                now.required == gone.required && self.is_equal(below)
            });
            let found = alike.next().map(|now| Box::from(now.name));
            if alike.next().is_none() {
                difference.renamed = found;
            }
        }
    }

    /// A member that was not declared before.
    fn added(&mut self, pair: Pair, shapes: &Shapes<'d>, member: &Member<'d>, node: &mut Node) {
        let others = of_name(&self.old, &shapes.old, member.name);
        let required = member.required;
        let relation = match others {
            Others::None => Relation::of_sets(required, true),
            Others::Any => Relation::Narrower,
            Others::Of(meet) => {
                let below = self.meets(meet, member.meet);
                node.below(below, Step::Member(member.name.into()));
                Relation::of_sets(required, false)
            }
        };
        let was_open = others != Others::None;
        let code = if required { &codes::REQUIRED_MEMBER_ADDED } else { &codes::MEMBER_ADDED };
        node.differences.push(Difference {
            relation,
            rule: Rule::MemberAdded { required, was_open },
            new: mark(&self.new, member.meet),
            left_out: left_out(&self.new, member.meet),
            ..self.difference(code, pair, Subject::Member(member.name.into()))
        });
    }

    /// Members by patterns of their names: a pattern that is the same is a pair; where one came or
    /// went, the members were or are like all others.
    fn patterns_of_names(&mut self, pair: Pair, shapes: &Shapes<'d>, node: &mut Node) {
        let (old, new) = (&shapes.old.patterns, &shapes.new.patterns);
        let find = |all: &[(&'d str, Meet)], pattern: &str| {
            all.iter().find(|(known, _)| *known == pattern).map(|(_, meet)| *meet)
        };
        for (pattern, meet) in old {
            let was = Others::Of(*meet);
            let now = find(new, pattern).map_or_else(|| rest(&self.new, &shapes.new), Others::Of);
            self.rest(pair, was, now, node);
        }
        for (_, meet) in new.iter().filter(|(pattern, _)| find(old, pattern).is_none()) {
            let was = rest(&self.old, &shapes.old);
            self.rest(pair, was, Others::Of(*meet), node);
        }
    }

    /// What stands beside the named members.
    fn rest(&mut self, pair: Pair, was: Others, now: Others, node: &mut Node) {
        let (code, relation, rule) = match (was, now) {
            (Others::Any, Others::Any) | (Others::None, Others::None) => return,
            (Others::Of(_) | Others::Any, Others::Of(now)) => {
                let was = match was {
                    Others::Of(was) => was,
                    _ => self.old.views.anything(),
                };
                let below = self.meets(was, now);
                node.below(below, Step::Others);
                return;
            }
            (Others::Of(was), Others::Any) => {
                let below = self.meets(was, self.new.views.anything());
                if self.is_equal(below) {
                    return;
                }
                (&codes::OBJECT_OPENED, Relation::Wider, Rule::Opened)
            }
            (_, Others::None) => (&codes::OBJECT_CLOSED, Relation::Narrower, Rule::Law),
            (Others::None, _) => (&codes::OBJECT_OPENED, Relation::Wider, Rule::Opened),
        };
        let words = |others: Others| match others {
            Others::Any => "any others",
            Others::None => "no others",
            Others::Of(_) => "others of a schema",
        };
        let says = |schema: &Schema| {
            !matches!(
                schema.additional_properties,
                None | Some(AdditionalProperties::Allowed(true))
            ) || schema.unevaluated_properties.is_some()
        };
        let member = (Box::from("other"), Value::Bool(true));
        node.differences.push(Difference {
            relation,
            rule,
            was: words(was).to_owned(),
            now: words(now).to_owned(),
            candidates: vec![Value::Object(vec![member])],
            ..self.difference_at(code, pair, Subject::Whole, "additionalProperties", says)
        });
    }

    fn names(&mut self, pair: Pair, shapes: &Shapes<'d>, node: &mut Node) {
        let relation = match (shapes.old.names, shapes.new.names) {
            (Some(old), Some(new)) => {
                let below = self.meets(old, new);
                node.below(below, Step::Names);
                return;
            }
            (old, new) => Relation::of_sets(new.is_some(), old.is_some()),
        };
        let words = |names: Option<Meet>| names.map(|_| "limited".to_owned());
        let (was, now) = (words(shapes.old.names), words(shapes.new.names));
        let limit = Limit { keyword: "propertyNames", relation, was, now };
        self.limit(pair, NAMES, limit, |schema| schema.property_names.is_some(), node);
    }
}

/// The members that a place allows beside those that it names.
fn rest(side: &Side<'_, '_>, shape: &Shape<'_>) -> Others {
    match (shape.others, shape.unevaluated) {
        (Others::None, _) | (_, Others::None) => Others::None,
        (Others::Any, other) | (other, Others::Any) => other,
        (Others::Of(one), Others::Of(other)) => Others::Of(side.views.join(one, other)),
    }
}

/// What a place allows under a name that it does not declare.
fn of_name<'d>(side: &Side<'_, 'd>, shape: &Shape<'d>, name: &str) -> Others {
    let mut patterns = shape.patterns.iter();
    let by_pattern = patterns.find(|(pattern, _)| side.views.matches(pattern, name) == Some(true));
    by_pattern.map_or_else(|| rest(side, shape), |(_, meet)| Others::Of(*meet))
}

fn left_out(side: &Side<'_, '_>, meet: Meet) -> LeftOut {
    LeftOut {
        of_requests: !side.views.goes(meet, Direction::Request),
        of_responses: !side.views.goes(meet, Direction::Response),
    }
}

/// Where the schema of a member stands.
fn mark(side: &Side<'_, '_>, meet: Meet) -> Option<Mark> {
    let schema = *side.views.schemas(meet).first()?;
    Some(Mark { origin: side.document().schemas[schema].origin, keyword: "" })
}
