//! What is somewhere below a place: names, and members that are left out in one direction.

use std::borrow::Cow;
use std::sync::{Mutex, PoisonError};

use foldhash::{HashMap, HashSet};

use crate::document::{Id, Schema, SchemaType, Value};

use super::Views;
use super::bounds::Bounds;
use super::meet::Meet;
use super::shape::{Member, Others, Rule, Shape, Union};

/// Maximum number of lists inside each other that are nothing but a type.
const MAX_LISTS: usize = 8;

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
            _ if !self.has_directions() => true,
            Direction::Whole => true,
            Direction::Request => !self.shape(meet).read_only,
            Direction::Response => !self.shape(meet).write_only,
        }
    }

    /// What holds of a member, be it declared for itself or for all others.
    pub fn member(&self, meet: Meet, name: &str) -> Option<Meet> {
        let shape = self.shape(meet);
        let declared = shape.members.iter().find(|member| member.name == name);
        let by_pattern = || {
            let mut patterns = shape.patterns.iter();
            patterns.find(|(pattern, _)| self.matches(pattern, name) == Some(true))
        };
        let declared = declared.map(|member| member.meet);
        declared.or_else(|| by_pattern().map(|(_, meet)| *meet)).or(of_others(shape.others))
    }

    /// A value that describes both directions, without the members that do not go in one: a client
    /// sends nothing read-only, and a server nothing write-only (Schema Object, fixed fields).
    pub fn going<'v>(&self, meet: Meet, value: &'v Value, direction: Direction) -> Cow<'v, Value> {
        let inside = |place: Option<Meet>, value: &'v Value| match place {
            Some(place) => self.going(place, value, direction),
            None => Cow::Borrowed(value),
        };
        match value {
            _ if direction == Direction::Whole => Cow::Borrowed(value),
            Value::Object(members) => {
                let goes =
                    |place: &Option<Meet>| place.is_none_or(|place| self.goes(place, direction));
                let placed =
                    members.iter().map(|(name, value)| (name, self.member(meet, name), value));
                let kept = placed.filter(|(_, place, _)| goes(place));
                let kept: Vec<_> =
                    kept.map(|(name, place, value)| (name, inside(place, value))).collect();
                let is_same = kept.len() == members.len()
                    && kept.iter().all(|(_, value)| matches!(value, Cow::Borrowed(_)));
                if is_same {
                    return Cow::Borrowed(value);
                }
                let owned =
                    kept.into_iter().map(|(name, value)| (name.clone(), value.into_owned()));
                Cow::Owned(Value::Object(owned.collect()))
            }
            Value::Array(items) => {
                let places = (0..items.len()).map(|at| self.item(meet, at));
                let kept: Vec<Cow<'v, Value>> =
                    places.zip(items).map(|(place, item)| inside(place, item)).collect();
                if kept.iter().all(|item| matches!(item, Cow::Borrowed(_))) {
                    return Cow::Borrowed(value);
                }
                Cow::Owned(Value::Array(kept.into_iter().map(Cow::into_owned).collect()))
            }
            _ => Cow::Borrowed(value),
        }
    }

    /// What holds of an item of a list.
    pub fn item(&self, meet: Meet, at: usize) -> Option<Meet> {
        let shape = self.shape(meet);
        shape.first_items.get(at).copied().or(of_others(shape.other_items))
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

    /// Whether the options of a union differ by their types alone, and none says more than its type: a
    /// type, with its format and what its items are.
    pub fn is_of_types(&self, union: &Union<'d>) -> bool {
        let mut types = Vec::new();
        for option in &union.options {
            let kind = self.only_type(option.meet, MAX_LISTS);
            if kind.is_none_or(|kind| types.contains(&kind)) {
                return false;
            }
            types.extend(kind);
        }
        true
    }

    /// The type of a place that says nothing else; of lists inside each other only so many.
    fn only_type(&self, meet: Meet, lists: usize) -> Option<SchemaType> {
        let shape = self.shape(meet);
        let ([kind], true, None) = (shape.types.as_slice(), lists > 0, self.name(meet)) else {
            return None;
        };
        let items = match shape.other_items {
            Others::Of(items) => self.only_type(items, lists - 1).is_some(),
            others => others == Others::Any,
        };
        let notes = &shape.notes;
        let is_silent = notes.title.is_none()
            && notes.description.is_none()
            && notes.default.is_none()
            && !notes.deprecated
            && !shape.null
            && shape.allowed.is_none()
            && shape.bounds == Bounds::default()
            && shape.content.is_none();
        let is_empty = shape.members.is_empty()
            && shape.patterns.is_empty()
            && shape.others == Others::Any
            && shape.names.is_none()
            && shape.first_items.is_empty()
            && shape.contains.is_empty()
            && shape.unions.is_empty()
            && shape.rules.is_empty();
        (items && is_silent && is_empty).then_some(*kind)
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
                let below = shape.below();
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

impl Shape<'_> {
    /// The places directly below one, and those that hold there under conditions.
    pub fn below(&self) -> Vec<Meet> {
        let mut below: Vec<Meet> = self.members.iter().map(|member| member.meet).collect();
        below.extend(self.patterns.iter().map(|(_, meet)| *meet));
        below.extend(self.first_items.iter().copied());
        below.extend(self.contains.iter().map(|contains| contains.meet));
        for others in [self.others, self.unevaluated, self.other_items] {
            if let Others::Of(meet) = others {
                below.push(meet);
            }
        }
        let options = self.unions.iter().flat_map(|union| &union.options);
        below.extend(options.map(|option| option.meet));
        for rule in &self.rules {
            match rule {
                Rule::IfGivenThen { then, .. } => below.push(*then),
                Rule::If { then, otherwise, .. } => below.extend(then.iter().chain(otherwise)),
                Rule::IfGiven { .. } | Rule::Not(_) => {}
            }
        }
        below
    }
}

fn of_others(others: Others) -> Option<Meet> {
    match others {
        Others::Of(meet) => Some(meet),
        Others::Any | Others::None => None,
    }
}
