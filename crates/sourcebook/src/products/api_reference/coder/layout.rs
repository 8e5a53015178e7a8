//! What the two ways of rendering decide differently. The default ([`default_layout`](super::default_layout))
//! mends what is defective in the layout; [`compat`](super::compat) reproduces it.

use std::borrow::Cow;
use std::collections::HashSet;

use sourcebook_model::document::{MediaType, Operation, RequestBody, Response, Schema, Tag};
use sourcebook_model::{Document, Id, Use};

use super::Renderer;
use super::rows::{Block, Row};
use super::section::{OperationEntry, TagSection};
use super::shown::CodeSample;
use super::table::MarkdownTable;
use super::types::TypeOf;
use super::view::{Depth, View};
use crate::value_text::ValueStyle;

/// Where a schema's rows stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RowsOf {
    /// The fields of a form or an inline body.
    Body,
    /// A response.
    Response,
    /// The schema's own page.
    Page,
}

impl RowsOf {
    pub(super) fn depth(self) -> Depth {
        if self == Self::Page { Depth::ToNames } else { Depth::Through }
    }
}

/// The decisions that differ.
pub(super) trait Layout: Sync {
    /// Whether pages say what the published layout leaves out: deprecation, limits, defaults,
    /// alternatives, scopes, callbacks, links, servers.
    fn shows_everything(&self) -> bool;

    /// The server in code samples where neither the settings nor the document name one.
    fn default_server(&self) -> &'static str;

    /// How example values are written.
    fn value_style(&self) -> ValueStyle;

    /// The heading of a tag's page.
    fn section_title<'d>(&self, tag: &'d Tag) -> &'d str;

    /// The heading of an operation.
    fn operation_title(&self, path: &str, operation: &Operation) -> String;

    /// Adds an operation to its section.
    fn add_entry<'d>(&self, entries: &mut Vec<OperationEntry<'d>>, entry: OperationEntry<'d>);

    /// Puts sections in the order of the whole reference.
    fn order_sections(&self, sections: &mut [TagSection<'_>]);

    /// Whether a character outside of ASCII stands in the name of a file as it is.
    fn keeps_in_file_name(&self, character: char) -> bool;

    /// A file name that no other page has.
    fn free_file_name(&self, name: String, taken: &mut HashSet<String>) -> String;

    /// What the ids of an operation's elements start with.
    fn slug(&self, title: &str, taken: &mut HashSet<String>) -> String;

    /// The named schemas in the order of the pages, under the names that pages show.
    fn schema_names(&self, document: &Document) -> Vec<(String, Id<Schema>)>;

    /// The anchor that a schema's heading gives.
    fn anchor(&self, name: &str) -> String;

    /// An anchor that no other heading of the page has, and whether it must be set by hand.
    fn free_anchor(&self, anchor: String, taken: &mut HashSet<String>) -> (String, bool);

    /// The responses in the order of the page.
    fn responses<'d>(
        &self,
        responses: &'d [(String, Use<Response>)],
    ) -> Vec<(&'d str, &'d Use<Response>)>;

    /// What a status code means.
    fn meaning(&self, status: &str) -> String;

    /// The media types of a request body, and whether it must be sent.
    fn request_content<'d>(&self, body: &'d RequestBody) -> (Vec<(&'d str, &'d MediaType)>, bool);

    /// The text of a code sample.
    fn code_sample(&self, sample: &CodeSample) -> String;

    /// A free text in a table cell.
    fn cell<'t>(&self, text: &'t str) -> Cow<'t, str>;

    /// The description of a parameter in its cell, and whether the cell cannot hold all of it.
    fn parameter_description<'t>(&self, text: &'t str) -> (Cow<'t, str>, bool);

    /// The rows of a schema.
    fn rows<'d>(&self, document: &'d Document, schema: Id<Schema>, of: RowsOf) -> Vec<Block<'d>>;

    /// What a schema is, in a cell of the page `from`.
    fn type_cell<'d>(
        &self,
        renderer: &Renderer<'d>,
        view: &View<'d>,
        of: TypeOf,
        from: &str,
    ) -> String;

    /// What a parameter, body or response is as a whole.
    fn schema_type(&self, renderer: &Renderer<'_>, schema: Id<Schema>, of: TypeOf) -> String;

    /// Whether a named schema is left out of its page.
    fn hides_schema(&self, schema: &Schema) -> bool;

    /// The name of a row, in its cell.
    fn name_cell(&self, row: &Row<'_>, of: RowsOf) -> String;

    /// The description of a row, in its cell.
    fn description_cell(&self, row: &Row<'_>) -> String;

    /// A finished table.
    fn table(&self, table: &MarkdownTable<'_>) -> String;

    /// What happens to a whole page in the end.
    fn finish(&self, page: String) -> String;
}
