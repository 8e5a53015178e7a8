//! The pages of schemas: each named schema with its members and an example.

use sourcebook_model::document::Schema;
use sourcebook_model::value::{self, LeftOut};
use sourcebook_model::view::{Direction, Meet};
use sourcebook_model::{Id, document::Value};

use super::fields::{Scope, Site, says_more};
use super::places::SchemaPage;
use super::{MARK, Reference};
use crate::products::api_reference::RenderedPage;
use crate::products::markdown::inline::{heading, plain};
use crate::products::markdown::prose::{Place, prose};
use crate::products::markdown::writer::Writer;

/// The pages of all schemas.
pub(super) fn pages(reference: &Reference<'_>) -> Vec<RenderedPage> {
    let pages = reference.places.schema_pages();
    pages.iter().map(|page| rendered(reference, page)).collect()
}

fn rendered(reference: &Reference<'_>, page: &SchemaPage<'_>) -> RenderedPage {
    let mut writer = Writer::default();
    writer.block(MARK);
    let scope = Scope::new(reference, &page.file, Site::Schemas);
    // A page of one schema has its name, and no list.
    let alone = match (&page.of, &page.schemas[..]) {
        (Some(of), [(name, id)]) if of == name => Some((*name, *id)),
        _ => None,
    };
    if let Some((name, id)) = alone {
        entry(reference, &scope, &mut writer, (name, id), 1);
    } else {
        let of = page.of.as_deref();
        let title = of.map_or_else(|| "Schemas".to_owned(), |of| format!("Schemas: {of}"));
        writer.heading(1, None, &heading(&title));
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
    let anchor = reference.places.schema(id).map(|place| place.id.as_str());
    writer.heading(level, anchor, &heading(name));
    let meet = Meet::One(id);
    let shape = reference.views.shape(meet);
    if let Some(title) = shape.notes.title.filter(|title| says_more(title, name)) {
        writer.block(&format!("*{}*", plain(title)));
    }
    let description = shape.notes.description.and_then(|text| prose(text, Place::Under(level)));
    if let Some(description) = description {
        writer.prose(&description);
    }
    scope.entry(writer, id);
    example(reference, writer, id);
}

/// The example of a schema; none of a scalar.
fn example(reference: &Reference<'_>, writer: &mut Writer, id: Id<Schema>) {
    let meet = Meet::One(id);
    let shape = reference.views.shape(meet);
    let given = shape.notes.examples.first().filter(|value| value.is_container());
    let (value, left_out) = match given {
        Some(value) => ((*value).clone(), None),
        None => {
            let budget = &reference.settings.requests.budget;
            let sample = value::sample(&reference.views, meet, Direction::Whole, budget);
            (sample.value, sample.left_out)
        }
    };
    if !matches!(value, Value::Array(_) | Value::Object(_)) {
        return;
    }
    writer.block("**Example**");
    writer.fence("json", &value.to_json());
    if let Some(LeftOut { below, .. }) = left_out {
        writer.block(&format!("Left out: optional members below level {below}."));
    }
}
