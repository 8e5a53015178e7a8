//! What a set of schemas consists of: references and the parts of `allOf`, followed to their ends.

use foldhash::{HashSet, HashSetExt};

use crate::document::{Document, Id, Schema};

use super::options;

/// A schema that holds at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// The schema.
    pub schema: Id<Schema>,
    /// How it was come to, the first time.
    pub step: Step,
}

/// How a schema holds at a place. Numbers are those of earlier parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// It stands there.
    Here,
    /// The `$ref` of this part leads to it.
    Reference(usize),
    /// It is one of `allOf` of this part, or the only option of a union.
    AllOf(usize),
}

impl Step {
    /// The part from which it was come.
    pub fn from(self) -> Option<usize> {
        match self {
            Self::Here => None,
            Self::Reference(from) | Self::AllOf(from) => Some(from),
        }
    }
}

/// Everything that holds where these schemas do, each once: a schema before what it refers to, and
/// that before its `allOf`. What stands beside a `$ref` in earlier versions is not in the model.
/// Only what `enters` is followed.
pub(super) fn parts(
    document: &Document,
    schemas: &[Id<Schema>],
    enters: impl Fn(&Schema) -> bool,
) -> Vec<Part> {
    expanded(document, schemas, enters, |schema| options::lone(document, schema))
}

/// The same without options.
pub(super) fn whole_parts(document: &Document, schemas: &[Id<Schema>]) -> Vec<Part> {
    expanded(document, schemas, |_| true, |_| Vec::new())
}

fn expanded(
    document: &Document,
    schemas: &[Id<Schema>],
    enters: impl Fn(&Schema) -> bool,
    lone: impl Fn(&Schema) -> Vec<Id<Schema>>,
) -> Vec<Part> {
    let mut parts = Vec::with_capacity(schemas.len());
    let mut visited = HashSet::new();
    let here = schemas.iter().map(|schema| (*schema, Step::Here));
    // The next one lies on top. A stack of calls would be as deep as the document wants.
    let mut open: Vec<_> = here.rev().collect();
    while let Some((schema, step)) = open.pop() {
        let contents = &document.schemas[schema];
        if !enters(contents) || !visited.insert(schema) {
            continue;
        }
        let at = parts.len();
        parts.push(Part { schema, step });
        open.extend(lone(contents).into_iter().rev().map(|part| (part, Step::AllOf(at))));
        let all_of = contents.all_of.iter().rev();
        open.extend(all_of.map(|part| (*part, Step::AllOf(at))));
        let target = contents.reference.as_ref().and_then(|reference| reference.target);
        open.extend(target.map(|target| (target, Step::Reference(at))));
    }
    parts
}

/// The parts through which a part was come to, the nearest one first.
pub(super) fn above(parts: &[Part], at: usize) -> impl Iterator<Item = usize> {
    std::iter::successors(parts[at].step.from(), |above| parts[*above].step.from())
}

/// The numbers of parts in the order in which they have the word: a schema before its parts, of
/// these the last one first, and the target of its reference at the end.
pub(super) fn by_precedence(parts: &[Part]) -> Vec<usize> {
    let mut below = below(parts);
    let mut open: Vec<usize> = here(parts).rev().collect();
    let mut order = Vec::with_capacity(parts.len());
    while let Some(at) = open.pop() {
        order.push(at);
        // A reference stands first among what is below, so that it is taken last.
        open.append(&mut below[at]);
    }
    order
}

/// The numbers of parts in the order in which a reader of the document meets their members: what a
/// schema refers to and is made of stands before or behind its own ones, as it is written. What has
/// the word at a place of several schemas is written last: an option behind its base, and of `allOf`
/// the later part.
pub(super) fn by_mention(document: &Document, parts: &[Part]) -> Vec<usize> {
    let mut below = below(parts);
    let mut open: Vec<(usize, bool)> = here(parts).map(|at| (at, false)).collect();
    let mut order = Vec::with_capacity(parts.len());
    while let Some((at, is_own)) = open.pop() {
        let below = std::mem::take(&mut below[at]);
        if is_own || below.is_empty() {
            order.push(at);
            continue;
        }
        let own = Keywords::of(document, parts[at].schema);
        let (before, behind): (Vec<usize>, Vec<usize>) =
            below.into_iter().partition(|part| own.lead_to_before_members(parts[*part]));
        open.extend(behind.into_iter().rev().map(|part| (part, false)));
        open.push((at, true));
        open.extend(before.into_iter().rev().map(|part| (part, false)));
    }
    order
}

/// Where the keywords of a schema stand that lead to others, among which are its own members.
struct Keywords<'d> {
    schema: &'d Schema,
    /// In the order in which they are written; empty where no members are.
    names: Vec<&'d str>,
}

impl<'d> Keywords<'d> {
    fn of(document: &'d Document, id: Id<Schema>) -> Self {
        let schema = &document.schemas[id];
        let names = match schema.properties[..] {
            [] => Vec::new(),
            _ => document.member_names(schema.origin),
        };
        Self { schema, names }
    }

    fn lead_to_before_members(&self, part: Part) -> bool {
        let keyword = match part.step {
            Step::Reference(_) => "$ref",
            _ if self.schema.all_of.contains(&part.schema) => "allOf",
            _ if self.schema.one_of.contains(&part.schema) => "oneOf",
            _ => "anyOf",
        };
        let place = |name: &str| self.names.iter().position(|one| *one == name);
        place(keyword).zip(place("properties")).is_some_and(|(part, own)| part < own)
    }
}

fn here(parts: &[Part]) -> impl DoubleEndedIterator<Item = usize> {
    let here = parts.iter().enumerate().filter(|(_, part)| part.step == Step::Here);
    here.map(|(at, _)| at)
}

/// The parts that were come to from each part.
fn below(parts: &[Part]) -> Vec<Vec<usize>> {
    let mut below: Vec<Vec<usize>> = vec![Vec::new(); parts.len()];
    for (at, part) in parts.iter().enumerate() {
        if let Some(from) = part.step.from() {
            below[from].push(at);
        }
    }
    below
}
