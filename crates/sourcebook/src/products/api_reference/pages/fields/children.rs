//! What is inside of a field, in its order: values, items of a tuple, members, options, rules.

use sourcebook_model::view::{Meet, Others, Shape};

use super::contradictions::apart;
use super::item::{Item, Said, Which};
use super::position::Position;
use super::values::{self, Shown};
use super::words::{items, map_values, other_members};
use super::{Field, Scope};
use crate::products::markdown::inline::code;
use crate::products::markdown::writer::Writer;

impl<'d> Scope<'_, 'd> {
    /// Writes what is inside of a field.
    pub(super) fn write_children(
        &self,
        writer: &mut Writer,
        field: &Field<'d>,
        position: Position<'_>,
        which: Which,
    ) {
        self.write_children_at(writer, field, position, which, "");
    }

    /// The same, with the path to it before the names of its members.
    pub(super) fn write_children_at(
        &self,
        writer: &mut Writer,
        field: &Field<'d>,
        position: Position<'_>,
        which: Which,
        path: &str,
    ) {
        let position = position.on_page(writer.len());
        if position.is_at_end(writer.len()) {
            return;
        }
        let Some(field) = self.opened_part(field, position) else { return };
        let above = position.opened(&field);
        let inside = position.inside(&above);
        if let Some(apart) = apart(&field.shape) {
            if which != Which::Members {
                self.write_apart(writer, apart, inside);
            }
            return;
        }
        if which != Which::Members {
            self.write_own(writer, &field, inside.as_entry(position.is_entry));
        }
        let inner = inner(&field.shape);
        for meet in &inner {
            let position = inside.items(inner.len() > 1);
            self.write_children_at(writer, &self.field(*meet), position, which, path);
        }
        if which != Which::WithoutMembers {
            self.write_members(writer, &field, inside, path);
        }
        if which != Which::Members {
            self.write_others(writer, &field.shape, inside);
            self.write_options(writer, &field, inside);
            self.write_rules(writer, &field, inside);
        }
    }

    /// The part of a field that is shown where it stands: all of it where it is open; of what is made
    /// of named schemas at least what it adds to them.
    pub(super) fn opened_part(
        &self,
        field: &Field<'d>,
        position: Position<'_>,
    ) -> Option<Field<'d>> {
        if self.is_open(field, position) {
            return Some(field.clone());
        }
        let has_own = field.is_composite() && position.may_open(field);
        let shape = has_own.then(|| self.reference.views.beside(field.meet))?;
        Some(Field { shape, ..field.clone() })
    }

    /// Values, and items of a tuple.
    fn write_own(&self, writer: &mut Writer, field: &Field<'d>, position: Position<'_>) {
        let is_listed = position.is_listed(field);
        if values::allowed(field, is_listed) == Some(Shown::List) {
            self.write_values(writer, field);
        }
        let mark = writer.mark();
        let mut says_more = false;
        for (at, meet) in field.shape.first_items.iter().enumerate() {
            let lead = format!("item {}:", at + 1);
            let position = position.unnamed_member().as_entry(false);
            let encoding = self.encoding_at(at, position);
            let (field, beside) = (self.field(*meet), Self::item_beside(encoding));
            let item = Item { lead: &lead, field: &field, beside: &beside, which: Which::All };
            let inside = self.inside_part(encoding, position);
            let said = inside.write_item(writer, &item, position, |writer| {
                if let Some(encoding) = encoding {
                    self.write_part_headers(writer, encoding);
                }
            });
            says_more |= said == Said::More;
        }
        if !says_more {
            writer.go_back(mark);
        }
    }

    /// Members that are not declared by their names, and that nothing is valid.
    fn write_others(&self, writer: &mut Writer, shape: &Shape<'d>, position: Position<'_>) {
        for (pattern, meet) in &shape.patterns {
            let lead = format!("names like {}:", code(pattern));
            self.write_place(writer, &lead, *meet, position.unnamed_member());
        }
        if let (Others::Of(meet), None) = (other_members(shape), map_values(shape)) {
            self.write_place(writer, "any other name:", meet, position.unnamed_member());
        }
        if shape.is_never {
            writer.item("not: any", |_| {});
        }
    }
}

/// What is inside of a list, a map or a text, whose members are shown as those of the field.
pub(super) fn inner(shape: &Shape<'_>) -> Vec<Meet> {
    let content = shape.content.and_then(|content| content.schema);
    [items(shape), map_values(shape), content].into_iter().flatten().collect()
}
