//! What is somewhere below a place: names, and members that are left out in one direction.

use std::sync::{Arc, Mutex, PoisonError};

use foldhash::{HashMap, HashSet};

use crate::document::{Id, Schema};

use super::Views;
use super::meet::Meet;
use super::shape::{Member, Others, Rule, Shape};

/// Which way a value goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// To the server: read-only members are left out.
    Request,
    /// From the server: write-only members are left out.
    Response,
    /// Neither: all members.
    Whole,
}

/// Of places that were looked at: whether members are left out below them.
#[derive(Debug, Default)]
pub(super) struct Holding(Mutex<HashMap<(Meet, Direction), bool>>);

impl<'d> Views<'d> {
    /// The members of an object that go in a direction, by the marks of each as a whole; required
    /// ones too.
    pub fn members<'s>(
        &self,
        shape: &'s Shape<'d>,
        direction: Direction,
    ) -> impl Iterator<Item = &'s Member<'d>> {
        shape.members.iter().filter(move |member| self.goes(member.meet, direction))
    }

    /// Whether what holds at a place goes in a direction.
    pub fn goes(&self, meet: Meet, direction: Direction) -> bool {
        match direction {
            Direction::Whole => true,
            Direction::Request => !self.shape(meet).read_only,
            Direction::Response => !self.shape(meet).write_only,
        }
    }

    /// The first named schema at a place, or below lists and maps that stand there.
    pub fn named_inside(&self, meet: Meet) -> Option<Id<Schema>> {
        let mut visited = HashSet::default();
        let mut at = meet;
        while visited.insert(at) {
            if let Some(name) = self.name(at) {
                return Some(name);
            }
            let shape = self.shape(at);
            at = match (shape.other_items, shape.others) {
                (Others::Of(items), _) => items,
                (_, Others::Of(others)) if shape.members.is_empty() => others,
                _ => return None,
            };
        }
        None
    }

    /// Whether members are left out in a direction anywhere below a place.
    pub fn holds(&self, meet: Meet, direction: Direction) -> bool {
        if direction == Direction::Whole {
            return false;
        }
        let known = |meet| self.holding.lock().get(&(meet, direction)).copied();
        if let Some(known) = known(meet) {
            return known;
        }
        let mut visited = HashSet::from_iter([meet]);
        let mut open = vec![meet];
        let mut found = false;
        while let Some(at) = open.pop() {
            found = known(at).unwrap_or_else(|| {
                let shape = self.shape(at);
                let below = below(&shape);
                open.extend(below.iter().copied().filter(|next| visited.insert(*next)));
                shape.members.iter().any(|member| !self.goes(member.meet, direction))
            });
            if found {
                break;
            }
        }
        self.holding.remember(meet, direction, found, &visited);
        found
    }
}

impl Holding {
    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<(Meet, Direction), bool>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Where nothing was found, nothing is below any place that was looked at.
    fn remember(&self, meet: Meet, direction: Direction, found: bool, visited: &HashSet<Meet>) {
        let mut known = self.lock();
        if found {
            known.insert((meet, direction), true);
        } else {
            known.extend(visited.iter().map(|meet| ((*meet, direction), false)));
        }
    }
}

/// The places directly below one, and those that hold there under conditions.
fn below(shape: &Arc<Shape<'_>>) -> Vec<Meet> {
    let mut below: Vec<Meet> = shape.members.iter().map(|member| member.meet).collect();
    below.extend(shape.patterns.iter().map(|(_, meet)| *meet));
    below.extend(shape.first_items.iter().copied());
    below.extend(shape.contains.iter().map(|contains| contains.meet));
    for others in [shape.others, shape.unevaluated, shape.other_items] {
        if let Others::Of(meet) = others {
            below.push(meet);
        }
    }
    let options = shape.unions.iter().flat_map(|union| &union.options);
    below.extend(options.map(|option| option.meet));
    for rule in &shape.rules {
        match rule {
            Rule::IfGivenThen { then, .. } => below.push(*then),
            Rule::If { then, otherwise, .. } => below.extend(then.iter().chain(otherwise)),
            Rule::IfGiven { .. } | Rule::Not(_) => {}
        }
    }
    below
}
