//! The tables about an operation's responses.

use sourcebook_model::document::{Header, MediaType, Response, SchemaType};
use sourcebook_syntax::Value;

use super::Renderer;
use super::layout::RowsOf;
use super::rows::{Block, Row};
use super::shown::ShownResponse;
use super::table::{MAX_ROWS, MarkdownTable};
use super::text;
use super::types::TypeOf;
use super::view::{Depth, view};
use crate::value_text::integers_first;

const HEADER: [&str; 5] = ["Name", "Type", "Required", "Restrictions", "Description"];

impl<'d> Renderer<'d> {
    /// Status, meaning, description, schema.
    pub(super) fn responses_table(&self, responses: &[ShownResponse<'d>]) -> String {
        let mut table = MarkdownTable::new(&["Status", "Meaning", "Description", "Schema"]);
        for &ShownResponse { status, response, description } in responses {
            table.row([
                self.layout.cell(status),
                self.layout.meaning(status).into(),
                self.layout.cell(description.trim()),
                self.response_type(response).into(),
            ]);
        }
        if table.is_empty() && self.layout.shows_everything() {
            return String::new();
        }
        self.layout.table(&table)
    }

    /// The types of the media types, each once.
    fn response_type(&self, response: &Response) -> String {
        let mut types: Vec<String> = Vec::new();
        for (_, media_type) in &response.content {
            let one = self.media_type_words(media_type);
            if !one.is_empty() && !types.contains(&one) {
                types.push(one);
            }
            if !self.layout.shows_everything() {
                break;
            }
        }
        types.join(" or ")
    }

    fn media_type_words(&self, media_type: &MediaType) -> String {
        match (media_type.schema, media_type.item_schema) {
            (Some(schema), _) => self.type_cell(schema, TypeOf::Response),
            (None, Some(items)) => format!("stream of {}", self.type_cell(items, TypeOf::Response)),
            (None, None) => String::new(),
        }
    }

    /// The members of responses whose schema has no page of its own.
    pub(super) fn response_schemas(&self, responses: &[ShownResponse<'d>]) -> String {
        let mut text = String::new();
        for one in responses.iter().filter(|one| self.is_inline(one.response)) {
            let schema = one
                .response
                .content
                .first()
                .and_then(|(_, media_type)| media_type.schema.or(media_type.item_schema));
            let Some(schema) = schema else { continue };
            let blocks = self.layout.rows(self.document, schema, RowsOf::Response);
            text.push_str(&self.response_blocks(one.status, &blocks));
            let enumerations = self.row_enumerations(&blocks);
            if !enumerations.is_empty() {
                text.push_str(&format!("#### Enumerated Values\n\n{enumerations}\n"));
            }
        }
        text
    }

    pub(super) fn has_inline_response(&self, responses: &[ShownResponse<'d>]) -> bool {
        responses.iter().any(|one| self.is_inline(one.response))
    }

    /// Whether a response is neither a named schema nor a primitive value.
    fn is_inline(&self, response: &Response) -> bool {
        let schemas = response.content.iter().filter_map(|(_, media_type)| media_type.schema);
        let mut kind = None;
        for schema in schemas {
            let view = view(self.document, schema, Depth::Through);
            if view.named.is_some() && self.document.normalized(schema).reference.is_some() {
                return false;
            }
            kind = view.schema.types.first().copied();
        }
        let is_primitive =
            kind.is_some_and(|kind| !matches!(kind, SchemaType::Object | SchemaType::Array));
        !response.content.is_empty() && !is_primitive
    }

    fn response_blocks(&self, status: &str, blocks: &[Block<'d>]) -> String {
        let Some(first) = blocks.first() else {
            return String::new();
        };
        if first.rows.is_empty() && first.title.is_none() {
            return String::new();
        }
        let mut text = format!("Status Code **{status}**\n\n");
        for block in blocks {
            if let Some(title) = &block.title {
                text.push_str(&format!("*{title}*\n\n"));
            }
            text.push_str(&self.rows_table(&block.rows, RowsOf::Response, ""));
            text.push('\n');
        }
        text
    }

    /// A table of rows.
    pub(super) fn rows_table(&self, rows: &[Row<'d>], of: RowsOf, from: &str) -> String {
        let type_of = if of == RowsOf::Page { TypeOf::Page } else { TypeOf::Row };
        let mut table = MarkdownTable::new(&HEADER);
        for row in rows {
            table.row([
                self.layout.name_cell(row, of).into(),
                self.layout.type_cell(self, &row.view, type_of, from).into(),
                if row.required { "true" } else { "false" }.into(),
                self.row_restrictions(row).into(),
                self.layout.description_cell(row).into(),
            ]);
        }
        self.layout.table(&table)
    }

    fn row_restrictions(&self, row: &Row<'d>) -> String {
        if self.layout.shows_everything() {
            let mut restrictions = self.restrictions_of(&row.view.schema);
            if let Some((member, values)) = &row.chosen_by {
                let values: Vec<_> = values.iter().map(|value| text::code(value)).collect();
                restrictions
                    .insert(0, format!("{} is {}", text::code(member), values.join(" or ")));
            }
            return restrictions.join(", ");
        }
        let schema = &row.view.schema;
        match (schema.write_only, schema.read_only) {
            (true, _) => "write-only".to_owned(),
            (false, true) => "read-only".to_owned(),
            (false, false) => String::new(),
        }
    }

    /// The allowed values of rows, one a line.
    /// The allowed values of a list's items, which the published pages leave out.
    fn item_enumeration(&self, row: &Row<'d>) -> &'d [Value] {
        let items = row.view.schema.items.filter(|_| self.layout.shows_everything());
        // A named schema lists them on its own page.
        let items = items.map(|items| self.document.normalized(items));
        items.filter(|items| items.reference.is_none()).map_or(&[], |items| &items.enumeration)
    }

    pub(super) fn row_enumerations(&self, blocks: &[Block<'d>]) -> String {
        let mut table = MarkdownTable::new(&["Property", "Value"]);
        let rows = blocks.iter().flat_map(|block| &block.rows);
        let values = rows.flat_map(|row| {
            let of_items = self.item_enumeration(row);
            let values = row.enumeration().iter().chain(of_items);
            values.map(move |value| (row, value)).collect::<Vec<_>>()
        });
        for (row, value) in values.take(MAX_ROWS) {
            table.row([self.code(&row.name).into(), self.value_cell(value).into()]);
        }
        if table.is_empty() { String::new() } else { self.layout.table(&table) }
    }

    pub(super) fn response_headers(&self, responses: &[ShownResponse<'d>]) -> String {
        let mut table = MarkdownTable::new(&["Status", "Header", "Type", "Format", "Description"]);
        for ShownResponse { status, response, .. } in responses {
            let mut headers: Vec<_> = response.headers.iter().collect();
            if self.style().javascript {
                integers_first(&mut headers, |(name, _)| name);
            }
            for (name, used) in headers {
                let header = &self.document.headers[used.id];
                let (kind, format) = self.header_type(header);
                let description = header.description.as_deref().unwrap_or_default();
                table.row([
                    self.layout.cell(status),
                    self.layout.cell(name),
                    kind.into(),
                    format.into(),
                    self.layout.cell(description).into_owned().into(),
                ]);
            }
        }
        if table.is_empty() { String::new() } else { self.layout.table(&table) }
    }

    fn header_type(&self, header: &Header) -> (String, String) {
        let content = header.content.first().and_then(|(_, media_type)| media_type.schema);
        let Some(schema) = header.schema.or(content) else {
            return Default::default();
        };
        let schema = self.document.normalized(self.single(schema));
        let kind = schema.types.first().map_or("", |kind| kind.name());
        let format = schema.format.as_deref().unwrap_or_default();
        (kind.to_owned(), self.layout.cell(format).into_owned())
    }
}
