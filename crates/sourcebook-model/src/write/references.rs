//! References to objects that are no schemas.

use foldhash::HashMap;

use crate::document::{Described, Id, Reference, Seen, Use, Value};

use super::members::Members;
use super::names::{Names, reference, reference_to};
use super::words::{Standing, Words};
use super::writer::Writer;
use super::{LossKind, Subject};

/// Where objects of one kind stand.
pub(super) struct ComponentKind<T> {
    /// The member of `components` that holds them.
    pub(super) name: &'static str,
    pub(super) names: fn(&Names) -> &HashMap<Id<T>, String>,
}

/// Maximum number of levels of objects that are written in place of a `$ref`.
const MAX_INLINED: usize = 16;

/// Maximum number of objects that are written in place of a `$ref` in a document. A document that
/// is split over files stays far below it, and lists that contain themselves twice end.
const MAX_INLINED_TOTAL: usize = 20_000;

impl<'d> Writer<'d> {
    /// An object where it stands, or the reference to it. What the reference leads to is written
    /// in its place, with the words beside the reference, where it is no component.
    pub(super) fn used<T: Described + 'd>(
        &mut self,
        used: &'d Use<T>,
        kind: &ComponentKind<T>,
        write: impl FnOnce(&mut Self, Seen<'d, T>) -> Value,
    ) -> Value {
        let seen = self.document.seen(used);
        let Some(reference) = used.reference.as_deref() else {
            return write(self, seen);
        };
        if !reference.is_found {
            return pointer(reference.text.clone()).into();
        }
        if let Some((name, there)) = self.component_of(used, kind) {
            self.uses(Subject::Component { kind: kind.name, name: name.clone() });
            let text = reference_to(self.target, kind.name, &name);
            return self.reference(text, reference, &seen, &there);
        }
        self.inline(|writer| write(writer, seen))
    }

    /// Whether words can be said beside a reference to an object with the words `there`. Where
    /// nothing may stand beside one, the object can stand in its place.
    fn can_stand_beside<T: Described>(&self, words: &Words, there: &Words) -> bool {
        let are_beside = self.is_3_1() && !there.say_more_than(words);
        words == there || are_beside || !T::has_description()
    }

    /// The same for objects that may hold each other. One without a name is written in full only
    /// once; later references lead to that place.
    pub(super) fn used_once<T: Described + 'd>(
        &mut self,
        used: &'d Use<T>,
        kind: &ComponentKind<T>,
        write: impl FnOnce(&mut Self, Seen<'d, T>) -> Value,
    ) -> Value {
        let is_component = self.component_of(used, kind).is_some();
        if let Some(one) = used.reference.as_deref().filter(|_| !is_component)
            && let Some(place) = self.standing(used, kind)
        {
            let (text, there) = (reference(&place.pointer), place.words.clone());
            return self.reference(text, one, &self.document.seen(used), &there);
        }
        self.note_place(used, kind);
        self.used(used, kind, write)
    }

    /// Where an object is written, with the words that it has here or with words beside which
    /// these can be said.
    fn standing<T: Described>(&self, used: &Use<T>, kind: &ComponentKind<T>) -> Option<&Standing> {
        let words = Words::of(&self.document.seen(used));
        let places = self.places_of_others.get(&(kind.name, used.id.index()))?;
        let same = places.iter().find(|place| place.words == words);
        same.or_else(|| {
            places.iter().find(|place| self.can_stand_beside::<T>(&words, &place.words))
        })
    }

    /// Notes where an object is written, if it is not a reference to a component.
    pub(super) fn note_place<T: Described>(&mut self, used: &Use<T>, kind: &ComponentKind<T>) {
        if used.reference.is_none() || self.component_of(used, kind).is_none() {
            let words = Words::of(&self.document.seen(used));
            let places = self.places_of_others.entry((kind.name, used.id.index())).or_default();
            if places.iter().all(|place| place.words != words) {
                places.push(Standing { pointer: self.pointer.clone(), words });
            }
        }
    }

    /// The component to which a reference can lead, beside which the words of its object can be
    /// said, with what the component says of itself.
    fn component_of<T: Described>(
        &self,
        used: &Use<T>,
        kind: &ComponentKind<T>,
    ) -> Option<(String, Words)> {
        let name = (kind.names)(&self.names).get(&used.id)?.clone();
        let own = || Words::of(&self.document.seen(&Use::inline(used.id)));
        let known = self.names.words.get(&(kind.name, name.clone()));
        let there = known.cloned().unwrap_or_else(own);
        let words = Words::of(&self.document.seen(used));
        self.can_stand_beside::<T>(&words, &there).then_some((name, there))
    }

    /// A reference by its text, with the words of the object that are others than those `there`,
    /// where it leads.
    fn reference<T: Described>(
        &mut self,
        text: String,
        reference: &Reference,
        seen: &Seen<'_, T>,
        there: &Words,
    ) -> Value {
        let mut members = pointer(text);
        let has_summary = T::has_summary(self.version());
        let table = [
            ("summary", seen.summary, &there.summary, has_summary),
            ("description", seen.description, &there.description, true),
        ];
        for (member, text, there, is_known) in table {
            let text = text.filter(|text| Some(*text) != there.as_deref());
            if self.is_3_1() && is_known {
                members.text(member, text);
            } else {
                self.at(reference.origin, |writer| {
                    writer.lose_member(LossKind::Reference, member, text.is_some());
                });
            }
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
    pub(super) fn component<T: Described + 'd>(
        &mut self,
        name: &str,
        used: &'d Use<T>,
        kind: &ComponentKind<T>,
        write: impl FnOnce(&mut Self, Seen<'d, T>) -> Value,
    ) -> Value {
        let own = (kind.names)(&self.names).get(&used.id);
        if own.is_some_and(|own| own == name) {
            return write(self, self.document.seen(used));
        }
        if self.is_swagger2() && used.reference.as_ref().is_none_or(|one| one.is_found) {
            return self.inline(|writer| write(writer, writer.document.seen(used)));
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
