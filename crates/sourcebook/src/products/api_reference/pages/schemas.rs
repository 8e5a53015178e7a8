//! The pages of schemas: each named schema with its members and an example.

use sourcebook_model::Id;
use sourcebook_model::document::Schema;
use sourcebook_model::value::LeftOut;
use sourcebook_model::view::{Direction, Meet};

use super::fields::{Scope, Site, says_more};
use super::places::SchemaPage;
use super::{MARK, Reference, page as page_of};
use crate::products::api_reference::RenderedPage;
use crate::products::markdown::inline::{heading, plain};
use crate::products::markdown::writer::Writer;

/// The pages of all schemas.
pub(super) fn pages(reference: &Reference<'_>) -> Vec<RenderedPage> {
    let pages = reference.places.schema_pages();
    pages.iter().map(|page| rendered(reference, page)).collect()
}

fn rendered(reference: &Reference<'_>, page: &SchemaPage<'_>) -> RenderedPage {
    let scope = Scope::new(reference, &page.file, Site::Schemas);
    // A page of one schema has its name, and no list.
    let alone = match (&page.of, &page.schemas[..]) {
        (Some(of), [(name, id)]) if of == name => Some((*name, *id)),
        _ => None,
    };
    let mut writer;
    if let Some((name, id)) = alone {
        writer = Writer::default();
        writer.block(MARK);
        entry(reference, &scope, &mut writer, (name, id), 1);
    } else {
        let of = page.of.as_deref();
        let title = of.map_or_else(|| "Schemas".to_owned(), |of| format!("Schemas: {of}"));
        writer = page_of(&title);
        for (_, id) in &page.schemas {
            writer.item(&scope.link(*id), |_| {});
        }
        for (name, id) in &page.schemas {
            entry(reference, &scope, &mut writer, (name, *id), 2);
        }
    }
    RenderedPage { file: page.file.to_string(), text: writer.finish() }
}

fn entry<'d>(
    reference: &Reference<'d>,
    scope: &Scope<'_, 'd>,
    writer: &mut Writer,
    (name, id): (&str, Id<Schema>),
    level: u8,
) {
    let place = reference.places.schema(id);
    let anchor = place.map(|place| place.id.as_str());
    let file = place.map(|place| &*place.file).unwrap_or_default();
    writer.heading(level, anchor, &heading(name));
    let meet = Meet::One(id);
    let shape = reference.views.shape(meet);
    if let Some(title) = shape.notes.title.filter(|title| says_more(title, name)) {
        writer.block(&format!("*{}*", plain(title)));
    }
    reference.describe(writer, file, level, shape.notes.description);
    scope.entry(writer, id);
    example(reference, writer, file, id);
}

/// The example of a schema; none of a scalar.
fn example(reference: &Reference<'_>, writer: &mut Writer, file: &str, id: Id<Schema>) {
    let meet = Meet::One(id);
    let shape = reference.views.shape(meet);
    if let Some(given) = shape.notes.examples.first() {
        if given.is_container() {
            writer.block("**Example**");
            writer.fence("json", &given.to_json());
        }
        return;
    }
    let made = reference.sample(meet, Direction::Whole);
    if !made.json.starts_with(['[', '{']) {
        return;
    }
    writer.block("**Example**");
    writer.fence("json", &made.json);
    if let Some(left_out) = made.left_out {
        // All is said right here.
        let schema = left_out.schema.filter(|named| *named != id);
        writer.block(&reference.left_out(LeftOut { schema, ..left_out }, file));
    }
}
