//! The pages of schemas: each named schema with its members and an example.

use sourcebook_model::document::Schema;
use sourcebook_model::value::LeftOut;
use sourcebook_model::view::{Direction, Meet};
use sourcebook_model::{Id, Subject};

use super::fields::{Scope, Site, says_more};
use super::index::more;
use super::places::SchemaPage;
use super::samples::Notation;
use super::settings::Examples;
use super::{LongPart, MARK, Reference, page as page_of};
use crate::products::api_reference::RenderedPage;
use crate::products::markdown::inline::{heading, plain};
use crate::products::markdown::writer::Writer;
use crate::threads;

/// Minimum number of schemas for which a thread is worth its start.
pub(super) const SCHEMAS_FOR_A_THREAD: usize = 64;

/// The pages of all schemas.
pub(super) fn pages(reference: &Reference<'_>) -> Vec<RenderedPage> {
    let pages = reference.places.schema_pages();
    let all: Vec<_> =
        pages.iter().flat_map(|page| page.schemas.iter().map(move |one| (page, *one))).collect();
    let size =
        |(_, (_, id)): &(_, (_, Id<Schema>))| reference.document.schemas[*id].properties.len();
    let pieces = threads::map(&all, SCHEMAS_FOR_A_THREAD, size, |(page, (name, id))| {
        let level = if is_alone(page) { 1 } else { 2 };
        reference.schema(&page.file, (name, *id), level)
    });
    let mut pieces = pieces.into_iter();
    let page = |page: &SchemaPage<'_>| {
        let mut text = head(reference, page);
        let mut sizes = Vec::with_capacity(page.schemas.len());
        for piece in pieces.by_ref().take(page.schemas.len()) {
            text.extend(["\n", &piece]);
            sizes.push(piece.len());
        }
        let parts = page.schemas.iter().zip(sizes).map(|((name, id), bytes)| LongPart {
            subject: Subject::Schema((*name).to_owned()),
            place: reference.document.place(reference.document.schemas[*id].origin),
            bytes,
        });
        let page = RenderedPage { file: page.file.to_string(), text };
        reference.long_pages.look_at(&page, parts);
        page
    };
    pages.iter().map(page).collect()
}

/// Whether a page is that of one schema: it has its name, and no list.
fn is_alone(page: &SchemaPage<'_>) -> bool {
    matches!((&page.of, &page.schemas[..]), (Some(of), [(name, _)]) if of == name)
}

/// What stands before the first schema.
fn head(reference: &Reference<'_>, page: &SchemaPage<'_>) -> String {
    if is_alone(page) {
        return [MARK, "\n"].concat();
    }
    let of = page.of.as_deref();
    let title = of.map_or_else(|| "Schemas".to_owned(), |of| format!("Schemas: {of}"));
    let mut head = page_of(&title);
    let scope = Scope::new(reference, &page.file, Site::Schemas);
    for (_, id) in &page.schemas {
        head.item(&scope.link(*id), |_| {});
    }
    head.finish()
}

impl Reference<'_> {
    /// A schema under a heading of this level, on the page of a file.
    pub(super) fn default_schema(
        &self,
        file: &str,
        schema: (&str, Id<Schema>),
        level: u8,
    ) -> String {
        let mut writer = Writer::default();
        self.schema_head(&mut writer, file, schema, level);
        Scope::new(self, file, Site::Schemas).entry(&mut writer, schema.1);
        example(self, &mut writer, file, schema.1);
        writer.finish()
    }

    /// What stands above the type of a schema.
    pub(super) fn schema_head(
        &self,
        writer: &mut Writer,
        file: &str,
        (name, id): (&str, Id<Schema>),
        level: u8,
    ) {
        let anchor = self.places.schema(id).map(|place| place.id.as_str());
        writer.heading(level, anchor, &heading(name));
        let shape = self.views.shape(Meet::One(id));
        if let Some(title) = shape.notes.title.filter(|title| says_more(title, name)) {
            writer.block(&format!("*{}*", plain(title)));
        }
        self.describe(writer, file, level, shape.notes.description);
        if let Some(docs) = shape.notes.external_docs {
            writer.block(&more(docs, "More"));
        }
    }
}

/// The example of a schema; none of a scalar.
pub(super) fn example(reference: &Reference<'_>, writer: &mut Writer, file: &str, id: Id<Schema>) {
    let meet = Meet::One(id);
    let shape = reference.views.shape(meet);
    if let Some(given) = shape.notes.examples.first() {
        if given.is_container() {
            writer.block("**Example**");
            writer.fence("json", &given.to_json());
        }
        return;
    }
    if reference.settings.examples == Examples::Given {
        return;
    }
    let made = reference.sample(meet, Direction::Whole, Notation::Json);
    let Some(made) = made.filter(|made| made.text.starts_with(['[', '{'])) else { return };
    writer.block("**Example**");
    writer.fence("json", &made.text);
    if let Some(left_out) = made.left_out {
        // All is said right here: no link leads there.
        writer.block(&reference.left_out(LeftOut { schema: None, ..left_out }, file));
    }
}

#[cfg(test)]
mod tests;
