//! Fields: parameters, headers, and what bodies and schemas hold, as lists of items.

mod children;
mod contradictions;
mod depth;
mod encoding;
mod item;
mod limits;
mod line;
mod members;
mod notes;
mod options;
mod parameters;
mod position;
mod rules;
mod style;
#[cfg(test)]
mod tests;
mod traits;
mod tree;
mod values;
mod words;

use std::sync::Arc;

use sourcebook_model::Id;
use sourcebook_model::document::{MediaType, Schema, SchemaType};
use sourcebook_model::view::{Direction, Meet, Shape};

use super::Reference;
use crate::products::markdown::writer::Writer;
use encoding::Parts;
use item::{Beside, Which};
pub(super) use line::{letters, says_more};
use position::Position;
pub(super) use tree::{FieldData, SchemaData, text};

/// Which part of a reference fields stand in. It decides which members are left out, and how deep
/// named schemas are opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Site {
    /// The parameters of a request.
    Parameters,
    /// The body of a request.
    Body,
    /// What the server sends: bodies and headers of responses, webhooks and callbacks.
    Answer,
    /// The pages of schemas.
    Schemas,
}

/// Where fields stand.
#[derive(Clone, Copy)]
pub(super) struct Scope<'r, 'd> {
    reference: &'r Reference<'d>,
    /// The file of the page.
    pub(super) file: &'r str,
    site: Site,
    /// The body, or part of a body, whose members or items are parts, each encoded in its own way.
    parts: Option<Parts<'d>>,
    /// Whether they are of a body that is a text by itself: JSON, XML, a form in a URL and the like.
    is_written: bool,
}

/// What holds at a place, with what decides how it is shown.
#[derive(Debug, Clone)]
struct Field<'d> {
    meet: Meet,
    shape: Arc<Shape<'d>>,
    /// The named schema that stands there, if it has a page.
    named: Option<Id<Schema>>,
    /// The types of values; none where they can be of any.
    kinds: Vec<SchemaType>,
    /// Whether a value can be `null` too.
    null: bool,
}

/// The types of values beside `null`, and whether they can be that.
struct Kinds {
    types: Vec<SchemaType>,
    null: bool,
}

impl Field<'_> {
    /// Whether it is a scalar or a list: these say what they are wherever they stand.
    fn is_inline(&self) -> bool {
        !self.kinds.is_empty() && !self.kinds.contains(&SchemaType::Object)
    }

    /// Whether its values are texts, beside `null`.
    fn is_text(&self) -> bool {
        self.kinds == [SchemaType::String]
    }

    /// Whether it is everything of named schemas, without being one itself.
    fn is_composite(&self) -> bool {
        self.named.is_none() && !self.shape.parts.is_empty()
    }
}

impl<'r, 'd> Scope<'r, 'd> {
    /// The fields of a page.
    pub(super) fn new(reference: &'r Reference<'d>, file: &'r str, site: Site) -> Self {
        Self { reference, file, site, parts: None, is_written: false }
    }

    /// The same for a body whose members or items are encoded as a media type says.
    #[must_use]
    pub(super) fn of_form(self, name: &str, media_type: &'d MediaType) -> Self {
        let version = self.reference.document.version;
        Self { parts: Some(Parts::of_body(name, media_type, version)), ..self }
    }

    /// The same for a body of a media type in which everything is written as text.
    #[must_use]
    pub(super) fn of_text(self) -> Self {
        Self { is_written: true, ..self }
    }

    /// Whether everything is written as text.
    pub(super) fn is_written(&self) -> bool {
        self.is_written
    }

    /// The line of a body, or of anything else that is no item: type words and traits.
    pub(super) fn line(&self, meet: Meet, required: bool) -> String {
        let field = self.field(meet);
        let sent_as = self.parts.and_then(Parts::further_sent_as);
        let beside = Beside { required, sent_as, ..Beside::default() };
        self.line_of("", &field, Position::root(), &beside)
    }

    /// What follows such a line before what is inside: the description, of a named schema only the one
    /// beside its `$ref`, and a default that is too long for the line. They stand under a heading of a
    /// level.
    pub(super) fn notes(&self, writer: &mut Writer, meet: Meet, level: u8) {
        let field = self.field(meet);
        let notes = match field.named {
            Some(_) => self.reference.views.beside(meet).notes.clone(),
            None => field.shape.notes.clone(),
        };
        self.reference.describe(writer, self.file, level, notes.description);
        self.write_inner_notes(writer, &field, Position::root(), notes.description, false);
        self.write_default(writer, &field, Position::root());
    }

    /// What a page says of a schema under its name: a line, and what is inside.
    pub(super) fn entry(&self, writer: &mut Writer, id: Id<Schema>) {
        let field = self.field(Meet::One(id));
        let position = Position::entry();
        let line = self.line_of("", &field, position, &Beside::default());
        writer.block(&line);
        let description = field.shape.notes.description;
        self.write_inner_notes(writer, &field, position, description, false);
        self.write_default(writer, &field, position);
        self.write_children(writer, &field, position, Which::All);
    }

    /// The list of what is inside: values, items, members, options, rules.
    pub(super) fn children(&self, writer: &mut Writer, meet: Meet) {
        self.write_first_parts(writer, meet);
        let position = Position::root().opening_to(self.deepest(meet));
        self.write_children(writer, &self.field(meet), position, Which::All);
        if let Some(further) = self.parts.and_then(|parts| parts.encodings.further) {
            self.write_part_headers(writer, further);
        }
    }

    /// Whether anything is inside.
    pub(super) fn has_children(&self, meet: Meet) -> bool {
        let mut scratch = Writer::default();
        self.children(&mut scratch, meet);
        !scratch.is_empty()
    }

    /// What holds at a place.
    fn field(&self, meet: Meet) -> Field<'d> {
        let views = &self.reference.views;
        let shape = self.of_parts(views.shape(meet));
        let has_page = |id: &Id<Schema>| self.reference.places.schema(*id).is_some();
        let named = views.name(meet).filter(has_page);
        let Kinds { types: kinds, null } = self.kinds(&shape);
        // What leads to itself by a reference is met again where that ends.
        let meet = if named.is_some() { meet } else { views.end(meet) };
        Field { meet, shape, named, kinds, null }
    }

    /// The members that are shown.
    fn direction(&self) -> Direction {
        match self.site {
            Site::Parameters | Site::Body => Direction::Request,
            Site::Answer => Direction::Response,
            Site::Schemas => Direction::Whole,
        }
    }

    /// The level of members down to which named schemas are opened.
    fn opened(&self) -> usize {
        let opened = self.reference.settings.opened;
        match self.site {
            Site::Parameters | Site::Body => opened.sent,
            Site::Answer | Site::Schemas => opened.elsewhere,
        }
    }

    /// Whether what is binary is sent as a file.
    fn has_files(&self) -> bool {
        matches!(self.site, Site::Body | Site::Answer)
    }
}
