//! Walks over everything that two documents have, place by place, and says in which direction values go
//! there.

mod bodies;
mod callbacks;
mod moved;
mod names;
mod operations;
mod parameters;
mod responses;
mod security;
mod servers;
mod text_forms;

use sourcebook_model::document::{Document, Operation, Origin, PathItem};
use sourcebook_model::view::{Direction, Views};
use sourcebook_syntax::Code;

use crate::date::Date;
use crate::difference::{Difference, LeftOut, Mark, Rule, Subject};
use crate::findings::{Findings, Named};
use crate::graph::PairId;
use crate::law::{Level, Way};
use crate::lifecycle::{self, Lifecycle};
use crate::relate::Relator;
use crate::relation::Relation;

/// For whom changes are judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Profile {
    /// For what is on the wire.
    #[default]
    Wire,
    /// For generated clients too: names of operations, tags and components count.
    Client,
}

/// What is walked over, and what was found on the way.
pub(crate) struct Walk<'v, 'd> {
    pub(crate) old: &'d Document,
    pub(crate) new: &'d Document,
    pub(crate) relator: Relator<'v, 'd>,
    pub(crate) profile: Profile,
    pub(crate) today: Date,
}

/// What was found on a walk.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    pub(crate) findings: Findings,
    /// Where values go, with the schemas that hold there.
    pub(crate) roots: Vec<Root>,
}

/// A place of an operation at which values go in a direction.
#[derive(Debug, Clone)]
pub(crate) struct Root {
    pub(crate) named: Named,
    /// `the request body`, `response 200`.
    pub(crate) part: String,
    pub(crate) way: Way,
    pub(crate) pair: PairId,
}

/// An operation with all that stands around it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Placed<'d> {
    pub(crate) path: &'d str,
    pub(crate) item: &'d PathItem,
    pub(crate) operation: &'d Operation,
}

impl Placed<'_> {
    /// As people name it: `GET /pets/{id}`.
    pub(crate) fn title(&self) -> String {
        format!("{} {}", self.operation.method, self.path)
    }
}

/// One side of an operation that is compared: how it is named, and in which direction its requests go.
#[derive(Debug, Clone)]
pub(crate) struct Context {
    pub(crate) named: Named,
    /// What stands before every part: the name of a callback.
    pub(crate) prefix: String,
    /// Whether who the document describes sends the requests, and gets the responses.
    pub(crate) is_sent: bool,
    /// How many callbacks are around.
    pub(crate) depth: u8,
}

impl Context {
    /// The way of what a client sends.
    fn request(&self) -> Way {
        Way::new(if self.is_sent { Direction::Response } else { Direction::Request })
    }

    /// The way of what a client gets.
    fn response(&self) -> Way {
        Way::new(if self.is_sent { Direction::Request } else { Direction::Response })
    }

    fn part(&self, name: &str) -> String {
        format!("{}{name}", self.prefix)
    }
}

impl Seen {
    /// Adds a place with its schemas.
    fn root(&mut self, context: &Context, part: &str, way: Way, pair: PairId) {
        let (named, part) = (context.named.clone(), context.part(part));
        self.roots.push(Root { named, part, way, pair });
    }

    /// Adds a difference of a part of an operation.
    fn tell(&mut self, difference: &Difference, context: &Context, part: &str, way: Way) {
        let part = context.part(part);
        let at = if part.is_empty() { &*context.named.operation } else { &part };
        self.findings.add(difference, at, &context.named, &part, way);
    }
}

/// A difference between two objects of the documents.
fn difference(
    code: &'static Code,
    rule: Rule,
    subject: Subject,
    old: Option<Origin>,
    new: Option<Origin>,
) -> Difference {
    let mark = |origin: Origin| Mark { origin, keyword: "" };
    Difference {
        code,
        relation: Relation::Equal,
        rule,
        subject,
        was: String::new(),
        now: String::new(),
        old: old.map(mark),
        new: new.map(mark),
        left_out: LeftOut::default(),
        shown_by: None,
        renamed: None,
        candidates: Vec::new(),
    }
}

/// What changed in how long something stays, as differences that `of` makes.
fn lifecycles(
    old: &Lifecycle<'_>,
    new: &Lifecycle<'_>,
    of: impl Fn(&'static Code, Rule) -> Difference,
) -> Vec<Difference> {
    let difference = |told: lifecycle::Told| {
        let rule = if told.level == Level::Error { Rule::Breaks } else { Rule::Told };
        Difference { was: told.was, now: told.now, ..of(told.code, rule) }
    };
    lifecycle::compare(old, new).into_iter().map(difference).collect()
}

impl<'v, 'd> Walk<'v, 'd> {
    pub(crate) fn new(
        old: &'v Views<'d>,
        new: &'v Views<'d>,
        profile: Profile,
        today: Date,
    ) -> Self {
        let relator = Relator::new(old, new);
        Self { old: old.document(), new: new.document(), relator, profile, today }
    }

    /// Walks over both documents.
    pub(crate) fn documents(&mut self) -> Seen {
        let mut seen = Seen::default();
        self.servers(&mut seen);
        self.paths(&mut seen);
        self.webhooks(&mut seen);
        if self.profile == Profile::Client {
            self.names(&mut seen);
        }
        seen
    }
}
