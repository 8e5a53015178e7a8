//! The words for a schema's type on the published pages.

use sourcebook_model::Id;
use sourcebook_model::document::{Limits, Schema, SchemaType};
use sourcebook_syntax::Value;

use super::walk::node;
use crate::products::api_reference::coder::Renderer;
use crate::products::api_reference::coder::view::View;

/// Where the words stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum TypeOf {
    /// A parameter.
    Parameter,
    /// A request body as a whole.
    Body,
    /// A field of an inline body.
    Field,
    /// A row of a response's table.
    Row,
    /// A response as a whole.
    Response,
    /// A row of a schema's own page.
    Page,
}

/// The type of a parameter, body or response as a whole.
pub(in super::super) fn of_schema(
    renderer: &Renderer<'_>,
    schema: Id<Schema>,
    of: TypeOf,
) -> String {
    let view = node(renderer.document, renderer.marks, schema, true);
    let link = view.named.and_then(|named| renderer.links.link(named, ""));
    match of {
        TypeOf::Response => response(renderer, &view, link),
        _ => link.unwrap_or_else(|| parameter(renderer, &view, of)),
    }
}

fn response(renderer: &Renderer<'_>, view: &View<'_>, link: Option<String>) -> String {
    let items = view.schema.items.map(|items| node(renderer.document, renderer.marks, items, true));
    let of_items = items.as_ref().and_then(|items| items.named);
    let of_items = of_items.and_then(|named| renderer.links.link(named, ""));
    let words = link.or(of_items).unwrap_or_else(|| match &items {
        Some(items) => type_name(&items.schema).unwrap_or("undefined").to_owned(),
        // The old chain stopped with an error here.
        None => type_name(&view.schema).unwrap_or("any").to_owned(),
    });
    let is_array = view.schema.types.first() == Some(&SchemaType::Array);
    if is_array { format!("array of {words}") } else { words }
}

fn parameter(renderer: &Renderer<'_>, view: &View<'_>, of: TypeOf) -> String {
    let schema = &*view.schema;
    let items = schema.items.map(|items| node(renderer.document, renderer.marks, items, true));
    let named_items = items.as_ref().and_then(|items| items.named);
    let is_array = schema.types.first() == Some(&SchemaType::Array);
    if let (TypeOf::Body, true, Some(named)) = (of, is_array, named_items) {
        return loose_link(renderer, named);
    }
    let kind = type_name(schema).map_or_else(|| inferred(schema), str::to_owned);
    let words = match schema.format.as_deref().filter(|format| !format.is_empty()) {
        Some(format) => format!("{kind}({format})"),
        None => kind,
    };
    match (words.as_str(), items) {
        ("array", Some(items)) => {
            let of_items =
                type_name(&items.schema).map_or_else(|| inferred(&items.schema), str::to_owned);
            format!("array[{of_items}]")
        }
        ("string(binary)", _) => "binary".to_owned(),
        _ => words,
    }
}

/// The type of a row.
pub(in super::super) fn of_row(
    renderer: &Renderer<'_>,
    view: &View<'_>,
    of: TypeOf,
    from: &str,
) -> String {
    if of == TypeOf::Page {
        return page_row(renderer, view, from);
    }
    if let Some(link) = view.named.and_then(|named| renderer.links.link(named, from)) {
        return link;
    }
    let is_array = view.schema.types.first() == Some(&SchemaType::Array);
    match of {
        TypeOf::Row if is_array => "array".to_owned(),
        TypeOf::Row => safe_type(renderer, view),
        _ => match safe_type(renderer, view).as_str() {
            "string(binary)" => "binary".to_owned(),
            words => words.to_owned(),
        },
    }
}

/// On a schema's own page references are not replaced, and formats are not shown.
fn page_row(renderer: &Renderer<'_>, view: &View<'_>, from: &str) -> String {
    let link = |id: Id<Schema>| renderer.links.link(id, from);
    if view.schema.reference.is_some()
        && let Some(link) = view.named.and_then(link)
    {
        return link;
    }
    if view.schema.types.first() == Some(&SchemaType::Array) {
        let items = view.schema.items.map(|items| &renderer.document.schemas[items]);
        let words = match items {
            Some(items) => match items.reference.as_ref().and_then(|one| one.target) {
                Some(target) => link(target).unwrap_or_default(),
                None => type_name(items).unwrap_or("undefined").to_owned(),
            },
            None => "undefined".to_owned(),
        };
        return format!("array of {words}");
    }
    type_name(&view.schema).map_or_else(|| inferred(&view.schema), str::to_owned)
}

/// Type and format; lists by their items; `¦null` behind what may be null.
fn safe_type(renderer: &Renderer<'_>, view: &View<'_>) -> String {
    let schema = &*view.schema;
    let Some(kind) = type_name(schema) else {
        return inferred(schema);
    };
    let mut words = match schema.format.as_deref().filter(|format| !format.is_empty()) {
        Some(format) => format!("{kind}({format})"),
        None => kind.to_owned(),
    };
    if let (SchemaType::Array, Some(items)) = (schema.types[0], schema.items) {
        let items = node(renderer.document, renderer.marks, items, true);
        let composed = [
            (!items.schema.any_of.is_empty(), "anyOf"),
            (!items.schema.all_of.is_empty(), "allOf"),
            (!items.schema.one_of.is_empty(), "oneOf"),
            (items.schema.not.is_some(), "not"),
        ];
        let composed = composed.into_iter().rev().find(|(is_composed, _)| *is_composed);
        let of_items = match (composed, items.named) {
            (Some((_, word)), _) => word.to_owned(),
            (None, Some(named)) => loose_link(renderer, named),
            (None, None) => type_name(&items.schema).unwrap_or("any").to_owned(),
        };
        words = format!("[{of_items}]");
    }
    if schema.nullable {
        words.push_str("¦null");
    }
    words
}

/// A link to an anchor that no page has.
fn loose_link(renderer: &Renderer<'_>, named: Id<Schema>) -> String {
    let name = renderer.links.name(named).unwrap_or_default();
    format!("[{name}](#schema{})", name.to_lowercase())
}

fn type_name(schema: &Schema) -> Option<&'static str> {
    schema.types.first().map(|kind| kind.name())
}

/// A type guessed from keywords: the only candidate, else `any`.
fn inferred(schema: &Schema) -> String {
    let mut candidates: Vec<&str> = Vec::new();
    let none = Limits::default();
    let limits = schema.limits.as_deref().unwrap_or(&none);
    let is_object = !schema.properties.is_empty()
        || schema.additional_properties.is_some()
        || !schema.pattern_properties.is_empty()
        || limits.min_properties.is_some()
        || limits.max_properties.is_some()
        || !schema.required.is_empty();
    let is_array = schema.items.is_some()
        || limits.max_items.is_some()
        || limits.min_items.is_some()
        || limits.unique_items;
    let is_number = limits.exclusive_maximum.is_some()
        || limits.exclusive_minimum.is_some()
        || limits.maximum.is_some()
        || limits.minimum.is_some()
        || limits.multiple_of.is_some();
    let is_text =
        limits.max_length.is_some() || limits.min_length.is_some() || limits.pattern.is_some();
    let found =
        [(is_object, "object"), (is_array, "array"), (is_number, "number"), (is_text, "number")];
    candidates.extend(found.into_iter().filter(|(is, _)| *is).map(|(_, word)| word));
    candidates.extend(schema.enumeration.iter().map(|value| match value {
        Value::String(_) => "string",
        Value::Number(_) => "number",
        Value::Bool(_) => "boolean",
        Value::Null | Value::Array(_) | Value::Object(_) => "object",
    }));
    match candidates.as_slice() {
        [only] => (*only).to_owned(),
        _ => "any".to_owned(),
    }
}
