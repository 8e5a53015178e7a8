//! What contradicts itself is not merged: its parts stand one by one, and all of them hold.

use std::sync::Arc;

use sourcebook_model::view::{Meet, Shape};

use super::Scope;
use super::position::Position;
use crate::products::markdown::writer::Writer;

/// What says that such parts follow.
pub(super) const PARTS_FOLLOW: &str = "all of these:";

/// The parts of what cannot be merged. What contradicts itself without parts is shown as it is written.
pub(super) fn apart<'s>(shape: &'s Shape<'_>) -> Option<&'s [Meet]> {
    shape.apart.as_deref().filter(|parts| !parts.is_empty())
}

impl<'d> Scope<'_, 'd> {
    /// A shape without what its parts say, where these stand one by one.
    pub(super) fn of_parts(&self, shape: Arc<Shape<'d>>) -> Arc<Shape<'d>> {
        let Some(parts) = apart(&shape) else { return shape };
        let mut notes = shape.notes.clone();
        for part in parts {
            let said = &self.reference.views.shape(*part).notes;
            notes.title = notes.title.filter(|title| said.title != Some(title));
            notes.description = notes.description.filter(|text| said.description != Some(text));
            notes.default = notes.default.filter(|value| said.default != Some(value));
        }
        Arc::new(Shape { notes, ..(*shape).clone() })
    }

    /// Writes the parts.
    pub(super) fn write_apart(&self, writer: &mut Writer, apart: &[Meet], position: Position<'_>) {
        for meet in apart {
            self.write_place(writer, "", *meet, position.option(position.base));
        }
    }
}
