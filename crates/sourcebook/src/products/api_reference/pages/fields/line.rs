//! Items: the line of a field, what is said of it below, and what is inside.

use super::super::index::more;
use super::item::{Beside, Item, Said, Which};
use super::position::{Base, Position};
use super::words::map_values;
use super::{Field, Scope};
use crate::products::markdown::inline::plain;
use crate::products::markdown::writer::Writer;
use sourcebook_model::view::Meet;

impl<'d> Scope<'_, 'd> {
    /// A line: lead, type words, title, traits.
    pub(super) fn line_of(
        &self,
        lead: &str,
        field: &Field<'d>,
        position: Position<'_>,
        beside: &Beside<'_>,
    ) -> String {
        let mut line = lead.to_owned();
        let mut is_first = true;
        let words = match position.base {
            // A line says something.
            Base::Change(_) if lead.is_empty() => Some(self.words_at(field, position)),
            _ => self.said_words(field, position),
        };
        let title = self.title(field, position, beside.name).map(|title| format!("*{title}*"));
        for part in [words, title].into_iter().flatten() {
            push(&mut line, " ", &part);
            is_first = false;
        }
        for one in self.traits(field, position, beside) {
            push(&mut line, if is_first { " " } else { " · " }, &one);
            is_first = false;
        }
        line
    }

    /// The type words, where they say something.
    fn said_words(&self, field: &Field<'d>, position: Position<'_>) -> Option<String> {
        if position.is_entry {
            return Some(self.own_words(field));
        }
        let words = self.words_at(field, position);
        let Base::Change(known) = position.base else { return Some(words) };
        let is_silent = field.named.is_none()
            && (field.shape.is_inferred || field.kinds.is_empty())
            && map_values(&field.shape).is_none();
        let is_known =
            || known.is_some_and(|known| words == self.words_at(&self.field(known), position));
        (!is_silent && !is_known()).then_some(words)
    }

    /// The title, where it says more than the names that are there.
    fn title(
        &self,
        field: &Field<'d>,
        position: Position<'_>,
        name: Option<&str>,
    ) -> Option<String> {
        if position.is_entry {
            return None;
        }
        let title = self.speaker(field, position).notes.title;
        let schema = field.named.and_then(|id| self.reference.document.schemas[id].name.as_deref());
        let says_more = |title: &&str| {
            let names = [name, schema].into_iter().flatten();
            names.into_iter().all(|name| says_more(title, name))
        };
        title.filter(says_more).map(|title| plain(title).into_owned())
    }

    /// An item for a field, with what is below its line. Of what only changes something else, nothing is
    /// written where nothing changes.
    pub(super) fn write_item(
        &self,
        writer: &mut Writer,
        item: &Item<'_, 'd>,
        position: Position<'_>,
        behind: impl FnOnce(&mut Writer),
    ) -> Said {
        let Item { lead, field, beside, which } = item;
        let line = self.line_of(lead, field, position, beside);
        let start = writer.mark();
        let mut is_bare = true;
        writer.item(&line, |writer| {
            let mark = writer.mark();
            let speaker = self.speaker(field, position);
            let notes = &speaker.notes;
            let own = beside.description.filter(|text| !text.trim().is_empty());
            let description = own.or(notes.description);
            self.reference.describe_item(writer, self.file, description);
            if let Some(docs) = notes.external_docs {
                writer.block(&more(docs, "More"));
            }
            self.write_inner_notes(writer, field, position, description, true);
            self.write_default(writer, field, position);
            self.write_children(writer, field, position, *which);
            behind(writer);
            is_bare = writer.mark() == mark;
        });
        if is_bare && line == *lead && position.is_change() {
            writer.go_back(start);
            return Said::Nothing;
        }
        let is_type = is_bare && line == [lead, " ", &*self.words_at(field, position)].concat();
        if is_type { Said::Type } else { Said::More }
    }

    /// An item for a place of which nothing is known but its schema.
    pub(super) fn write_place(
        &self,
        writer: &mut Writer,
        lead: &str,
        meet: Meet,
        position: Position<'_>,
    ) -> Said {
        let field = self.field(meet);
        let item = Item { lead, field: &field, beside: &Beside::default(), which: Which::All };
        self.write_item(writer, &item, position, |_| {})
    }
}

/// Whether a title says more than a name: case, spaces and signs count for nothing.
pub(in super::super) fn says_more(title: &str, name: &str) -> bool {
    letters(title).next().is_some() && !letters(title).eq(letters(name))
}

/// A text without case, spaces and signs.
pub(in super::super) fn letters(text: &str) -> impl DoubleEndedIterator<Item = char> {
    text.chars().filter(|one| one.is_alphanumeric()).flat_map(char::to_lowercase)
}

fn push(line: &mut String, separator: &str, part: &str) {
    if !line.is_empty() {
        line.push_str(separator);
    }
    line.push_str(part);
}
