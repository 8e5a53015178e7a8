//! What the author says of a field where it stands, and of what is in a list or map.

use std::sync::Arc;

use sourcebook_model::view::{Meet, Shape};

use super::super::index::more;
use super::children::inner;
use super::position::Position;
use super::{Field, Scope};
use crate::products::markdown::writer::Writer;

/// Maximum number of lists and maps inside each other of whose contents something is said.
const MAX_NESTED: usize = 6;

impl<'d> Scope<'_, 'd> {
    /// What has the word of a field where it stands: of a named schema only what stands beside its
    /// `$ref`, unless all of it is told here.
    pub(super) fn speaker(&self, field: &Field<'d>, position: Position<'_>) -> Arc<Shape<'d>> {
        if self.tells_all(field, position) {
            return Arc::clone(&field.shape);
        }
        self.reference.views.beside(field.meet)
    }

    /// Writes what is said of what is in a list or a map, behind the description of that. In an item, what
    /// named schemas say stands in the place of a description that is not there; where a schema stands as a
    /// whole, they are described elsewhere.
    pub(super) fn write_inner_notes<'t>(
        &self,
        writer: &mut Writer,
        field: &Field<'d>,
        position: Position<'_>,
        description: Option<&'t str>,
        is_item: bool,
    ) where
        'd: 't,
    {
        let mut told = Told { texts: description.into_iter().collect(), is_item };
        self.write_inner(writer, field, position, &mut told);
    }

    fn write_inner<'t>(
        &self,
        writer: &mut Writer,
        field: &Field<'d>,
        position: Position<'_>,
        told: &mut Told<'t>,
    ) where
        'd: 't,
    {
        if contents(&field.shape).next().is_none() {
            return;
        }
        // What stands beside a reference is said in the place of all that the named schema says.
        let is_said = || {
            let beside = self.reference.views.beside(field.meet).notes.description;
            let whole = field.shape.notes.description;
            beside.is_some() || told.texts.first().is_some_and(|text| Some(*text) != whole)
        };
        if field.named.is_none() || position.is_entry || !is_said() {
            self.write_notes_inside(writer, field, position, 0, told);
        }
    }

    fn write_notes_inside<'t>(
        &self,
        writer: &mut Writer,
        field: &Field<'d>,
        position: Position<'_>,
        nested: usize,
        told: &mut Told<'t>,
    ) where
        'd: 't,
    {
        if nested >= MAX_NESTED || !self.tells_all(field, position) {
            return;
        }
        let above = position.opened(field);
        let position = position.inside(&above);
        for meet in contents(&field.shape) {
            let inner = self.field(meet);
            let is_elsewhere = !told.is_item || !told.texts.is_empty();
            let speaker = match inner.named {
                Some(_) if is_elsewhere => self.reference.views.beside(meet),
                _ => self.speaker(&inner, position),
            };
            let notes = &speaker.notes;
            if let Some(text) = notes.description.filter(|text| !told.texts.contains(text)) {
                self.reference.describe_item(writer, self.file, Some(text));
                told.texts.push(text);
            }
            if let Some(docs) = notes.external_docs {
                writer.block(&more(docs, "More"));
            }
            self.write_default(writer, &inner, position);
            if !position.is_inside(&inner) {
                self.write_notes_inside(writer, &inner, position, nested + 1, told);
            }
        }
    }
}

/// What is in a list, a map or a text, and what a list contains among others.
fn contents(shape: &Shape<'_>) -> impl Iterator<Item = Meet> {
    inner(shape).into_iter().chain(shape.contains.iter().map(|contains| contains.meet))
}

/// What has been said of a field.
struct Told<'t> {
    texts: Vec<&'t str>,
    /// Whether it is an item, which says what named schemas are.
    is_item: bool,
}
