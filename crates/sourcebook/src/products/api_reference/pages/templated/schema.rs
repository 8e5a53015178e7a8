//! What a template knows of a schema.

use serde::Serialize;
use sourcebook_model::Id;
use sourcebook_model::document::Schema;
use sourcebook_model::view::Meet;

use super::super::Reference;
use super::super::fields::{SchemaData, Scope, Site};
use super::super::schemas;
use super::block;

/// A schema with a page.
#[derive(Debug, Serialize)]
pub(super) struct SchemaContext<'r, 'd> {
    name: &'d str,
    /// The id that links lead to.
    anchor: &'r str,
    /// The file of the page.
    file: &'r str,
    /// The `#` of its heading.
    heading: String,
    blocks: Blocks,
    data: SchemaData<'d>,
}

/// The parts of the default layout, as Markdown.
#[derive(Debug, Serialize)]
struct Blocks {
    /// Anchor, heading, title and description.
    head: String,
    /// The line of the type, and the list of what is inside.
    fields: String,
    example: String,
}

impl<'d> Reference<'d> {
    pub(super) fn schema_context<'r>(
        &'r self,
        file: &'r str,
        (name, id): (&'d str, Id<Schema>),
        level: u8,
    ) -> SchemaContext<'r, 'd> {
        let scope = Scope::new(self, file, Site::Schemas);
        SchemaContext {
            name,
            anchor: self.places.schema(id).map_or("", |place| &place.id),
            file,
            heading: "#".repeat(usize::from(level)),
            blocks: Blocks {
                head: block(|writer| self.schema_head(writer, file, (name, id), level)),
                fields: block(|writer| scope.entry(writer, id)),
                example: block(|writer| schemas::example(self, writer, file, id)),
            },
            data: scope.data(Meet::One(id)),
        }
    }
}
