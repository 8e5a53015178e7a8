//! References to objects that are no schemas.

use foldhash::HashMap;

use crate::document::{Arena, Document, Id, Reference, Use, Value, Version};

use super::members::Members;
use super::names::{Names, reference, reference_to};
use super::writer::Writer;
use super::{LossKind, Subject};

/// Where objects of one kind stand.
pub(super) struct ComponentKind<T> {
    /// The member of `components` that holds them.
    pub(super) name: &'static str,
    pub(super) names: fn(&Names) -> &HashMap<Id<T>, String>,
    pub(super) arena: fn(&Document) -> &Arena<T>,
}

/// Maximum number of levels of objects that are written in place of a `$ref`.
const MAX_INLINED: usize = 16;

/// Maximum number of objects that are written in place of a `$ref` in a document. A document that
/// is split over files stays far below it, and lists that contain themselves twice end.
const MAX_INLINED_TOTAL: usize = 20_000;

impl<'d> Writer<'d> {
    /// An object where it stands, or the reference to it. What the reference leads to is written
    /// in its place where it is no component.
    pub(super) fn used<T: 'd>(
        &mut self,
        used: &Use<T>,
        kind: &ComponentKind<T>,
        write: impl FnOnce(&mut Self, &'d T) -> Value,
    ) -> Value {
        let object = &(kind.arena)(self.document)[used.id];
        let Some(reference) = used.reference.as_deref() else {
            return write(self, object);
        };
        if !reference.is_found {
            return pointer(reference.text.clone()).into();
        }
        match (kind.names)(&self.names).get(&used.id).cloned() {
            Some(name) => self.reference(kind.name, &name, reference),
            None => self.inline(|writer| write(writer, object)),
        }
    }

    /// The same for objects that may hold each other. One without a name is written in full only
    /// once; later references lead to that place.
    pub(super) fn used_once<T: 'd>(
        &mut self,
        used: &Use<T>,
        kind: &ComponentKind<T>,
        write: impl FnOnce(&mut Self, &'d T) -> Value,
    ) -> Value {
        let has_name = (kind.names)(&self.names).contains_key(&used.id);
        if used.reference.is_some()
            && !has_name
            && let Some(place) = self.places_of_others.get(&(kind.name, used.id.index()))
        {
            return pointer(reference(place)).into();
        }
        self.note_place(used, kind);
        self.used(used, kind, write)
    }

    /// Notes where an object is written, if it is not a reference to a component.
    pub(super) fn note_place<T>(&mut self, used: &Use<T>, kind: &ComponentKind<T>) {
        let has_name = (kind.names)(&self.names).contains_key(&used.id);
        if used.reference.is_none() || !has_name {
            let place = || self.pointer.clone();
            self.places_of_others.entry((kind.name, used.id.index())).or_insert_with(place);
        }
    }

    /// The reference to a component, with what stands beside it.
    pub(super) fn reference(
        &mut self,
        kind: &'static str,
        name: &str,
        reference: &Reference,
    ) -> Value {
        self.uses(Subject::Component { kind, name: name.to_owned() });
        let mut members = pointer(reference_to(self.target, kind, name));
        if self.document.version < Version::OpenApi3_1 {
            // What stands beside a reference has no effect in the document, and would have one here.
        } else if self.is_3_1() {
            members.text("summary", reference.summary.as_deref());
            members.text("description", reference.description.as_deref());
        } else {
            self.at(reference.origin, |writer| {
                let texts =
                    [("summary", &reference.summary), ("description", &reference.description)];
                for (member, text) in texts {
                    writer.lose_member(LossKind::Reference, member, text.is_some());
                }
            });
        }
        members.into()
    }

    /// Writes an object in the place of a reference to it.
    pub(super) fn inline(&mut self, write: impl FnOnce(&mut Self) -> Value) -> Value {
        if self.inlined >= MAX_INLINED || self.inlined_ever >= MAX_INLINED_TOTAL {
            self.lose(LossKind::Nesting, "an object that refers to itself", "$ref");
            return Members::default().into();
        }
        self.inlined += 1;
        self.inlined_ever += 1;
        let value = write(self);
        self.inlined -= 1;
        value
    }

    /// An entry of `components`: the object, or where its object has another entry the reference
    /// to that. (2.0 has no such references.)
    pub(super) fn component<T: 'd>(
        &mut self,
        name: &str,
        used: &Use<T>,
        kind: &ComponentKind<T>,
        write: impl FnOnce(&mut Self, &'d T) -> Value,
    ) -> Value {
        let own = (kind.names)(&self.names).get(&used.id);
        if own.is_some_and(|own| own == name) {
            return write(self, &(kind.arena)(self.document)[used.id]);
        }
        if self.is_swagger2() && used.reference.as_ref().is_none_or(|one| one.is_found) {
            return self.inline(|writer| write(writer, &(kind.arena)(writer.document)[used.id]));
        }
        self.used(used, kind, write)
    }
}

/// An object that is nothing but a reference, so far.
pub(super) fn pointer(text: impl Into<Box<str>>) -> Members {
    let mut members = Members::default();
    members.push("$ref", Value::string(text));
    members
}
