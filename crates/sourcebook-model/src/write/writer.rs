//! What is known while a document is written: where in it the writer is, and what was lost.

use std::collections::BTreeSet;

use foldhash::{HashMap, HashMapExt, HashSet};

use crate::document::{Document, Id, Origin, Schema, Value, Version};
use crate::media::Kind;
use crate::view::Views;
use sourcebook_syntax::push_token;

use super::loosened::loosened;
use super::names::Names;
use super::words::Standing;
use super::{Loss, LossKind, Subject, Target, Written};

/// Writes one document.
pub(super) struct Writer<'d> {
    pub(super) document: &'d Document,
    pub(super) views: Views<'d>,
    pub(super) target: Target,
    pub(super) names: Names,
    /// Schemas that allow more values once they are written.
    pub(super) loosened: HashSet<Id<Schema>>,
    /// Schemas without a name to which a `$ref` leads.
    pub(super) wanted: HashSet<Id<Schema>>,
    /// Where those were written first.
    pub(super) places: HashMap<Id<Schema>, String>,
    /// The same for objects of other kinds, which may hold each other, by kind and place in their
    /// arena.
    pub(super) places_of_others: HashMap<(&'static str, usize), Vec<Standing>>,
    /// Schemas that were given a name because they are nested too deep, and wait to be written.
    pub(super) waiting: Vec<(String, Id<Schema>)>,
    /// The names that schemas which were written give themselves.
    pub(super) identities: HashSet<String>,
    /// How many objects are written in the place of a `$ref`, one in the other.
    pub(super) inlined: usize,
    /// How many were in all.
    pub(super) inlined_ever: usize,
    /// Whether bodies are XML.
    pub(super) has_xml: bool,
    /// JSON pointer of what is being written.
    pub(super) pointer: String,
    subject: Subject,
    origin: Origin,
    losses: Vec<Loss>,
    uses: BTreeSet<(Subject, Subject)>,
}

impl<'d> Writer<'d> {
    pub(super) fn new(document: &'d Document, target: Target) -> Self {
        let names = Names::new(document, target);
        let targets = document.schemas.iter().filter_map(|(_, schema)| {
            schema.reference.as_ref().and_then(|reference| reference.target)
        });
        Self {
            document,
            views: Views::new(document),
            target,
            wanted: targets.filter(|target| !names.schemas.contains_key(target)).collect(),
            names,
            loosened: loosened(document, target),
            places: HashMap::new(),
            places_of_others: HashMap::new(),
            waiting: Vec::new(),
            identities: HashSet::default(),
            inlined: 0,
            inlined_ever: 0,
            has_xml: has_xml(document),
            pointer: String::new(),
            subject: Subject::Document,
            origin: document.root_origin(),
            losses: Vec::new(),
            uses: BTreeSet::new(),
        }
    }

    pub(super) fn finish(mut self, document: Value) -> Written {
        let mut seen = HashSet::default();
        self.losses.retain(|loss| {
            let pointer = loss.place.as_ref().map(|place| (place.file, place.span.start));
            seen.insert((loss.kind, loss.what.clone(), loss.subject.clone(), pointer))
        });
        Written { document, losses: self.losses, uses: self.uses.into_iter().collect() }
    }

    pub(super) fn is_swagger2(&self) -> bool {
        self.target == Target::Swagger2_0
    }

    /// The version that is written.
    pub(super) fn version(&self) -> Version {
        match self.target {
            Target::OpenApi3_1 => Version::OpenApi3_1,
            Target::OpenApi3_0 => Version::OpenApi3_0,
            Target::Swagger2_0 => Version::Swagger2_0,
        }
    }

    /// Whether schemas follow JSON Schema 2020-12.
    pub(super) fn is_3_1(&self) -> bool {
        self.target == Target::OpenApi3_1
    }

    /// Writes what is below a member or item.
    pub(super) fn inside<T>(&mut self, token: &str, write: impl FnOnce(&mut Self) -> T) -> T {
        let length = self.pointer.len();
        self.pointer.push('/');
        push_token(&mut self.pointer, token);
        let written = write(self);
        self.pointer.truncate(length);
        written
    }

    /// Writes something that people know by name, which stands at `origin`.
    pub(super) fn about<T>(
        &mut self,
        subject: Subject,
        origin: Origin,
        write: impl FnOnce(&mut Self) -> T,
    ) -> T {
        let around = std::mem::replace(&mut self.subject, subject);
        let written = self.at(origin, write);
        self.subject = around;
        written
    }

    /// Writes an object that stands at `origin`, which losses then name as their place.
    pub(super) fn at<T>(&mut self, origin: Origin, write: impl FnOnce(&mut Self) -> T) -> T {
        let around = std::mem::replace(&mut self.origin, origin);
        let written = write(self);
        self.origin = around;
        written
    }

    /// Notes what cannot be said; `member` is the member of the current object that says it.
    pub(super) fn lose(&mut self, kind: LossKind, what: impl Into<String>, member: &str) {
        let place = self.document.place_of_member(self.origin, member);
        let subject = self.subject.clone();
        self.losses.push(Loss { kind, what: what.into(), subject, place, target: self.target });
    }

    /// Notes that a member cannot be said, where it says something.
    pub(super) fn lose_member(&mut self, kind: LossKind, member: &str, is_said: bool) {
        if is_said {
            self.lose(kind, format!("`{member}`"), member);
        }
    }

    /// Writes without noting losses.
    pub(super) fn silently<T>(&mut self, write: impl FnOnce(&mut Self) -> T) -> T {
        let known = self.losses.len();
        let written = write(self);
        self.losses.truncate(known);
        written
    }

    /// Notes that a schema has another name in the document that is written.
    pub(super) fn renamed(&mut self, name: &str, written: &str) {
        let [old, new] = [name, written].map(|name| Subject::Schema(name.to_owned()));
        self.uses.insert((new, old));
    }

    /// Notes that the current subject refers to another.
    pub(super) fn uses(&mut self, other: Subject) {
        if self.subject != other {
            self.uses.insert((self.subject.clone(), other));
        }
    }
}

/// Whether bodies are XML: only there it shows how elements are named.
fn has_xml(document: &Document) -> bool {
    let sent = document.request_bodies.iter().flat_map(|(_, body)| &body.content);
    let answered = document.responses.iter().flat_map(|(_, response)| &response.content);
    sent.chain(answered).any(|(name, _)| Kind::of(name) == Kind::Xml)
}
