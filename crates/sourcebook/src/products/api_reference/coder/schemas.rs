//! The pages of the named schemas.

use serde::Serialize;
use sourcebook_model::Purpose;

use super::Renderer;
use super::extras;
use super::layout::RowsOf;
use super::links::NamedSchema;
use super::rows::{Block, RowKind};
use super::table::MarkdownTable;
use super::text;
use super::types::TypeOf;
use super::view::{Depth, view};

/// What `api/schema.hbs` places. Absent blocks are empty texts.
#[derive(Debug, Serialize)]
pub(super) struct SchemaContext<'a> {
    pub(super) name: String,
    /// Set where the heading's own anchor is taken by another heading.
    pub(super) anchor: String,
    pub(super) deprecated: bool,
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
        if self.layout.hides_schema(schema) {
            return String::new();
        }
        let blocks = self.layout.rows(self.document, named.id, RowsOf::Page);
        let full = self.layout.shows_everything();
        let title = blocks.first().and_then(|block| block.title.clone());
        let own = schema.description.as_deref().or(schema.title.as_deref());
        let context = SchemaContext {
            name: if full { text::name_heading(&named.name) } else { named.name.clone() },
            anchor: if named.needs_anchor { named.anchor.clone() } else { String::new() },
            deprecated: full && schema.deprecated,
            example: &self.sample_json(named.id, Purpose::Schema),
            description: if full {
                extras::prose(own.unwrap_or_default())
            } else {
                title.unwrap_or_default()
            },
            external_docs: self.schema_external_docs(named),
            properties: text::block(self.properties(named, &blocks)),
            enumerations: text::block(self.schema_enumerations(named, &blocks)),
        };
        self.templates.render("api/schema.hbs", &context)
    }

    fn schema_external_docs(&self, named: &NamedSchema) -> String {
        let schema = &self.document.schemas[named.id];
        if self.layout.shows_everything() {
            return extras::external_docs(schema.external_docs.as_deref());
        }
        schema.external_docs.as_deref().map_or_else(String::new, |docs| {
            let label = docs.description.as_deref().unwrap_or("External documentation");
            format!("<a href=\"{}\">{label}</a>", docs.url)
        })
    }

    /// The tables of the blocks; what is no object is described in words, by the default.
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
        if self.layout.shows_everything() {
            if has_no_rows {
                text.push_str(&self.value_in_words(named));
            }
        } else if has_no_rows {
            text.push_str("None\n");
        }
        text
    }

    /// The type and the limits of a schema without members.
    fn value_in_words(&self, named: &NamedSchema) -> String {
        let shown = view(self.document, named.id, Depth::ToNames);
        let words = self.type_words(&shown, TypeOf::Response, &named.file);
        if words == "object" {
            return "None\n".to_owned();
        }
        let mut restrictions = self.restrictions_of(&shown.schema);
        restrictions.retain(|one| one != "deprecated");
        restrictions.insert(0, words);
        format!("Type: {}\n", restrictions.join(", "))
    }

    fn schema_enumerations(&self, named: &NamedSchema, blocks: &[Block<'d>]) -> String {
        let last = blocks.last().and_then(|block| block.rows.first());
        let has_names = last.is_some_and(|row| !(row.kind == RowKind::Anonymous && row.level == 0));
        if has_names {
            return self.row_enumerations(blocks);
        }
        let mut table = MarkdownTable::new(&["Value"]);
        let own = view(self.document, named.id, Depth::ToNames);
        let rows = blocks.iter().flat_map(|block| &block.rows);
        let of_rows = rows.flat_map(super::rows::Row::enumeration);
        let values: Vec<_> = if self.layout.shows_everything() {
            own.schema.enumeration.iter().collect()
        } else {
            of_rows.collect()
        };
        for value in values {
            table.row([self.value_cell(value).into()]);
        }
        if table.is_empty() { String::new() } else { self.layout.table(&table) }
    }
}
