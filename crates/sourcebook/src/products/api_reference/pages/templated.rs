//! Operations and schemas in the layout of a project's own templates: these get the blocks of the
//! default layout, and everything that the blocks are made of as data.

mod operation;
mod schema;

use serde::Serialize;
use sourcebook_model::Id;
use sourcebook_model::document::Schema;

use super::Reference;
use super::outline::Entry;
use crate::products::markdown::writer::Writer;

/// The template of operations, webhooks and callbacks.
pub(super) const OPERATION: &str = "reference/operation.hbs";

/// The template of schemas.
pub(super) const SCHEMA: &str = "reference/schema.hbs";

impl<'d> Reference<'d> {
    /// An operation under a heading of a level, by the project's template if it has one.
    pub(super) fn operation(&self, writer: &mut Writer, entry: &Entry<'d>, level: u8) {
        if self.templates.replaces(OPERATION) {
            let context = self.operation_context(entry, level);
            writer.block(self.templates.render(OPERATION, &context).trim_matches('\n'));
        } else {
            self.default_operation(writer, entry, level);
        }
    }

    /// A schema under a heading of a level on the page of a file, by the project's template if it has
    /// one.
    pub(super) fn schema(&self, file: &str, schema: (&'d str, Id<Schema>), level: u8) -> String {
        if self.templates.replaces(SCHEMA) {
            let context = self.schema_context(file, schema, level);
            self.templates.render(SCHEMA, &context).trim_matches('\n').to_owned() + "\n"
        } else {
            self.default_schema(file, schema, level)
        }
    }
}

/// Something with a name and a text: an extension, a response header.
#[derive(Debug, Serialize)]
struct NamedText<'d> {
    name: &'d str,
    text: String,
}

/// What a part of the default layout writes.
fn block(write: impl FnOnce(&mut Writer)) -> String {
    let mut writer = Writer::default();
    write(&mut writer);
    let mut text = writer.finish();
    text.truncate(text.trim_end_matches('\n').len());
    text
}

#[cfg(test)]
mod tests;
