//! Lists that stand as texts: examples that authors write as they are sent, and 2.0's lists in
//! lists.

use std::borrow::Cow;

use crate::document::{SchemaType, Value, Version};
use crate::view::{Meet, Views, type_of};

use super::style::{self, Manner};

/// A value as its style is to write it.
pub(super) fn written<'d>(
    views: &Views<'_>,
    meet: Option<Meet>,
    manner: Manner,
    value: Cow<'d, Value>,
) -> Cow<'d, Value> {
    let Some(meet) = meet else { return value };
    match &*value {
        Value::String(text) if !manner.explode && is_list(views, meet, text) => {
            let items = text.split(manner.style.delimiter()).map(Value::string);
            Cow::Owned(Value::Array(items.collect()))
        }
        Value::Object(_) | Value::Array(_) if is_scalar(views, meet, &value) => {
            Cow::Owned(Value::string(value.to_compact_json()))
        }
        Value::Array(items) if views.document().version == Version::Swagger2_0 => {
            let inner = views.item(meet, 0);
            let written = items.iter().map(|item| joined(views, inner, item)).collect();
            Cow::Owned(Value::Array(written))
        }
        _ => value,
    }
}

/// Whether the type of a list or an object is none that its schema allows: it can only be the text of
/// one.
fn is_scalar(views: &Views<'_>, meet: Meet, value: &Value) -> bool {
    let shape = views.shape(meet);
    let is_said = !shape.is_inferred && !shape.types.is_empty();
    is_said && !shape.types.contains(&type_of(value))
}

/// Whether a text is a list that is written out, and not the text of one in JSON.
fn is_list(views: &Views<'_>, meet: Meet, text: &str) -> bool {
    let types = &views.shape(meet).types;
    types.contains(&SchemaType::Array)
        && !types.contains(&SchemaType::String)
        && !text.trim_start().starts_with('[')
}

/// A list in a list as one text, in the `collectionFormat` of its own; anything else as it is.
fn joined(views: &Views<'_>, meet: Option<Meet>, item: &Value) -> Value {
    let Value::Array(items) = item else { return item.clone() };
    let format = meet.and_then(|meet| views.notes(meet).extension("collectionFormat"));
    let delimiter = match format.and_then(Value::as_str) {
        Some("ssv") => " ",
        Some("tsv") => "\t",
        Some("pipes") => "|",
        _ => ",",
    };
    let inner = meet.and_then(|meet| views.item(meet, 0));
    let texts = items.iter().map(|item| joined(views, inner, item));
    let texts: Vec<String> = texts.filter_map(|text| style::scalar_text(&text)).collect();
    Value::string(texts.join(delimiter))
}
