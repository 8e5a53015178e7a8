//! Everything that was found, each change once: where it is, with all that it reaches.

use std::sync::Arc;

use foldhash::HashMap;
use sourcebook_model::document::Value;
use sourcebook_model::view::Direction;

use crate::difference::{Difference, Mark, Rule, Subject};
use crate::graph::PairId;
use crate::law::{self, Level, Way};

/// Something that a change reaches.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Reach {
    /// The operation, or the command: `GET /pets/{id}`.
    pub operation: Arc<str>,
    /// What of it: `the request body`, `response 200`; empty for all of it.
    pub part: Arc<str>,
    /// How serious it is there.
    pub level: Level,
    /// Whether it is about what is sent to whom the document describes.
    pub is_request: bool,
}

/// A value that shows a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Witness {
    /// The value, of the place that changed.
    pub value: Value,
    /// Whether it was valid before and is not now; otherwise it is valid now and was not.
    pub was_valid: bool,
}

/// One change, before it is put in words.
#[derive(Debug, Clone)]
pub(crate) struct Finding {
    pub(crate) difference: Difference,
    /// The place in words: a named schema with the way inside, or a part of an operation.
    pub(crate) at: String,
    pub(crate) level: Level,
    pub(crate) reaches: Vec<Reach>,
    /// The pair of schemas at which it was met first.
    pub(crate) pair: Option<PairId>,
    /// The way on which it is the most serious.
    pub(crate) way: Way,
    /// What it may be.
    pub(crate) help: Option<String>,
}

/// What changes are the same by.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Key {
    code: &'static str,
    old: Option<Mark>,
    new: Option<Mark>,
    subject: Subject,
    was: String,
    now: String,
    /// The place in words, where no document has one.
    at: String,
}

/// All findings, in the order in which they were met.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    pub(crate) list: Vec<Finding>,
    known: HashMap<Key, usize>,
}

/// An operation as findings name it.
#[derive(Debug, Clone)]
pub(crate) struct Named {
    pub(crate) operation: Arc<str>,
    /// Whether it may change at any time, so that its changes are only told.
    pub(crate) is_experimental: bool,
}

impl Findings {
    /// Adds a difference where it is something on a way.
    pub(crate) fn add(
        &mut self,
        difference: &Difference,
        at: &str,
        named: &Named,
        part: &str,
        way: Way,
    ) {
        if law::judge(difference, way).is_some() {
            let number = self.number(difference, at);
            self.reach(number, difference, named, &part.into(), way);
        }
    }

    /// The number of the finding of a difference, which is the same for all that are the same change.
    pub(crate) fn number(&mut self, difference: &Difference, at: &str) -> usize {
        let next = self.list.len();
        let number = *self.known.entry(key(difference, at)).or_insert(next);
        if number == next {
            self.list.push(Finding {
                difference: difference.clone(),
                at: at.to_owned(),
                level: Level::Info,
                reaches: Vec::new(),
                pair: None,
                way: Way::new(Direction::Request),
                help: difference.renamed.as_ref().map(|name| format!("renamed to `{name}`?")),
            });
        }
        number
    }

    /// Says that a finding reaches a part of an operation, if it is something there.
    pub(crate) fn reach(
        &mut self,
        number: usize,
        difference: &Difference,
        named: &Named,
        part: &Arc<str>,
        way: Way,
    ) {
        let Some(level) = law::judge(difference, way) else { return };
        let level = if named.is_experimental { Level::Info } else { level };
        let finding = &mut self.list[number];
        if finding.reaches.is_empty() || level > finding.level {
            (finding.level, finding.way) = (level, way);
        }
        let is_request = way.direction == Direction::Request;
        // Operations come one after the other, so that what is the same stands at the end.
        let of_operation = finding.reaches.iter_mut().rev();
        let mut of_operation = of_operation.take_while(|known| known.operation == named.operation);
        let same = of_operation.find(|known| known.part == *part && known.is_request == is_request);
        match same {
            Some(known) => known.level = known.level.max(level),
            None => finding.reaches.push(Reach {
                operation: Arc::clone(&named.operation),
                part: Arc::clone(part),
                level,
                is_request,
            }),
        }
    }
}

fn key(difference: &Difference, at: &str) -> Key {
    let Difference { code, rule, subject, was, now, .. } = difference;
    // A member that came is the same one in every object that takes it over, and one that went too.
    let old = difference.old.filter(|_| !matches!(rule, Rule::MemberAdded { .. }));
    let new = difference.new.filter(|_| !matches!(rule, Rule::MemberRemoved { .. }));
    let is_placed = old.is_some() || new.is_some();
    let at = if is_placed { String::new() } else { at.to_owned() };
    let (subject, was, now) = (subject.clone(), was.clone(), now.clone());
    Key { code: code.name, old, new, subject, was, now, at }
}
