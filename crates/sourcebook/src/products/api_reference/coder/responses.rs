//! The tables about an operation's responses.

use super::Renderer;
use super::compat::types::{self, TypeOf};
use super::compat::{self, walk};
use super::rows::{Block, Row, RowsOf};
use super::shown::ShownResponse;
use super::status::meaning;
use super::table::MarkdownTable;
use super::view::view;
use crate::value_text::integers_first;
use sourcebook_model::document::{Header, Response, SchemaType};

const HEADER: [&str; 5] = ["Name", "Type", "Required", "Restrictions", "Description"];

impl<'d> Renderer<'d> {
    /// Status, meaning, description, schema.
    pub(super) fn responses_table(&self, responses: &[ShownResponse<'d>]) -> String {
        let mut table = MarkdownTable::new(&["Status", "Meaning", "Description", "Schema"]);
        for &ShownResponse { status, response, description } in responses {
            table.row([
                status.into(),
                meaning(status).into(),
                description.trim().into(),
                self.response_type(response).into(),
            ]);
        }
        table.unaligned()
    }

    /// The type of the first media type.
    fn response_type(&self, response: &Response) -> String {
        let Some((_, media_type)) = response.content.first() else { return String::new() };
        match (media_type.schema, media_type.item_schema) {
            (Some(schema), _) => types::of_schema(self, schema, TypeOf::Response),
            (None, Some(items)) => {
                format!("stream of {}", types::of_schema(self, items, TypeOf::Response))
            }
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
            let blocks = walk::blocks(self.document, self.marks, schema, RowsOf::Response);
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
            let view = view(self.document, schema);
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
                compat::name_cell(row, of).into(),
                types::of_row(self, &row.view, type_of, from).into(),
                if row.required { "true" } else { "false" }.into(),
                restrictions(row).into(),
                compat::description_cell(row).into(),
            ]);
        }
        table.unaligned()
    }

    /// The allowed values of rows.
    pub(super) fn row_enumerations(&self, blocks: &[Block<'d>]) -> String {
        let rows = blocks.iter().flat_map(|block| &block.rows);
        let values =
            rows.flat_map(|row| row.enumeration().iter().map(move |value| (&*row.name, value)));
        self.enumerations("Property", values)
    }

    pub(super) fn response_headers(&self, responses: &[ShownResponse<'d>]) -> String {
        let mut table = MarkdownTable::new(&["Status", "Header", "Type", "Format", "Description"]);
        for ShownResponse { status, response, .. } in responses {
            let mut headers: Vec<_> = response.headers.iter().collect();
            integers_first(&mut headers, |(name, _)| name);
            for (name, used) in headers {
                let header = &self.document.headers[used.id];
                let (kind, format) = self.header_type(header);
                let description = header.description.as_deref().unwrap_or_default();
                table.row([
                    (*status).into(),
                    name.into(),
                    kind.into(),
                    format.into(),
                    description.into(),
                ]);
            }
        }
        if table.is_empty() { String::new() } else { table.unaligned() }
    }

    fn header_type(&self, header: &Header) -> (String, String) {
        let content = header.content.first().and_then(|(_, media_type)| media_type.schema);
        let Some(schema) = header.schema.or(content) else {
            return Default::default();
        };
        let schema = self.document.normalized(self.single(schema));
        let kind = schema.types.first().map_or("", |kind| kind.name());
        let format = schema.format.as_deref().unwrap_or_default();
        (kind.to_owned(), format.to_owned())
    }
}

/// Whether a member is only sent or only returned.
fn restrictions(row: &Row<'_>) -> &'static str {
    match (row.view.schema.write_only, row.view.schema.read_only) {
        (true, _) => "write-only",
        (false, true) => "read-only",
        (false, false) => "",
    }
}
