//! The pages of the named schemas.

use serde::Serialize;
use sourcebook_model::Purpose;

use super::Renderer;
use super::compat::{self, walk};
use super::links::NamedSchema;
use super::rows::{Block, RowKind, RowsOf};
use super::text;

/// What `api/schema.hbs` places. Absent blocks are empty texts.
#[derive(Debug, Serialize)]
pub(super) struct SchemaContext<'a> {
    pub(super) name: String,
    pub(super) example: &'a str,
    pub(super) description: String,
    pub(super) external_docs: String,
    pub(super) properties: String,
    pub(super) enumerations: String,
}

impl<'d> Renderer<'d> {
    /// Renders one schema with its heading.
    pub(super) fn schema(&self, named: &NamedSchema) -> String {
        let schema = &self.document.schemas[named.id];
        if compat::hides_schema(schema) {
            return String::new();
        }
        let blocks = walk::blocks(self.document, self.marks, named.id, RowsOf::Page);
        let title = blocks.first().and_then(|block| block.title.clone());
        let context = SchemaContext {
            name: named.name.clone(),
            example: &self.sample_json(named.id, Purpose::Schema),
            description: title.unwrap_or_default(),
            external_docs: self.schema_external_docs(named),
            properties: text::block(self.properties(named, &blocks)),
            enumerations: text::block(self.schema_enumerations(&blocks)),
        };
        self.templates.render("api/schema.hbs", &context)
    }

    fn schema_external_docs(&self, named: &NamedSchema) -> String {
        let schema = &self.document.schemas[named.id];
        schema.external_docs.as_deref().map_or_else(String::new, |docs| {
            let label = docs.description.as_deref().unwrap_or("External documentation");
            format!("<a href=\"{}\">{label}</a>", docs.url)
        })
    }

    /// The tables of the blocks.
    fn properties(&self, named: &NamedSchema, blocks: &[Block<'d>]) -> String {
        let mut text = String::new();
        for (at, block) in blocks.iter().enumerate() {
            if let (true, Some(title)) = (at > 0, &block.title) {
                text.push_str(&format!("{title}\n\n"));
            }
            let starts_anonymous = block
                .rows
                .first()
                .is_some_and(|row| row.kind == RowKind::Anonymous && row.level == 0);
            if !block.rows.is_empty() && !starts_anonymous {
                text.push_str(&self.rows_table(&block.rows, RowsOf::Page, &named.file));
                text.push('\n');
            }
        }
        let has_no_rows = blocks.len() == 1 && blocks[0].rows.is_empty();
        if has_no_rows {
            text.push_str("None\n");
        }
        text
    }

    fn schema_enumerations(&self, blocks: &[Block<'d>]) -> String {
        let last = blocks.last().and_then(|block| block.rows.first());
        let has_names = last.is_some_and(|row| !(row.kind == RowKind::Anonymous && row.level == 0));
        if has_names {
            return self.row_enumerations(blocks);
        }
        let rows = blocks.iter().flat_map(|block| &block.rows);
        self.enumeration(rows.flat_map(super::rows::Row::enumeration))
    }
}
