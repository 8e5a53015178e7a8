//! The values that are allowed where several schemas hold, with their names and meanings.

use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};

use crate::document::{Document, Id, Schema, Value};

use super::equality::Canonical;
use super::expand::Part;
use super::options;
use super::shape::Allowed;

/// The extensions with names of values, one for each.
const NAMES: [&str; 3] = ["x-enum-varnames", "x-enumNames", "x-enum-names"];

/// The extensions with texts about values: one for each, or by value or name.
const TEXTS: [&str; 3] = ["x-enum-descriptions", "x-enumDescriptions", "x-enum-comments"];

/// The extension with names and texts beside values.
const ENTRIES: &str = "x-ms-enum";

/// Whether an extension says something of each value of `enum`.
pub(crate) fn is_about_values(extension: &str) -> bool {
    NAMES.contains(&extension) || TEXTS.contains(&extension) || extension == ENTRIES
}

/// The allowed values, `null` among them, each once; `None` where any is allowed.
pub(super) fn allowed<'d>(document: &'d Document, parts: &[Part]) -> Option<Vec<Allowed<'d>>> {
    let mut allowed: Option<Vec<Allowed<'d>>> = None;
    for part in parts {
        for said in said(document, &document.schemas[part.schema]) {
            allowed = Some(match allowed {
                None => said,
                Some(known) => common(known, &said),
            });
        }
    }
    allowed.map(once)
}

/// The lists of values of one schema.
fn said<'d>(document: &'d Document, schema: &'d Schema) -> Vec<Vec<Allowed<'d>>> {
    let mut lists = Vec::new();
    if !schema.enumeration.is_empty() {
        lists.push(described(schema));
    }
    let plain = |value| Allowed { value, name: None, text: None };
    lists.extend(schema.constant.as_ref().map(|value| vec![plain(value)]));
    for options in options::unions(document, schema) {
        // A lone option is a part.
        if options.schemas.len() > 1 {
            lists.extend(constants(document, &options.schemas).map(|mut values| {
                values.extend(options.null.then_some(plain(&Value::Null)));
                values
            }));
        }
    }
    lists
}

/// The values of options that each are one value, with nothing else said but for people.
pub(super) fn constants<'d>(
    document: &'d Document,
    options: &[Id<Schema>],
) -> Option<Vec<Allowed<'d>>> {
    let options: Option<Vec<_>> =
        options.iter().map(|option| constant(&document.schemas[*option])).collect();
    let is_scalar = |one: &Allowed<'_>| !one.value.is_container();
    let is_told = |one: &Allowed<'_>| one.name.is_some() || one.text.is_some();
    options.filter(|all| all.iter().all(is_scalar) || all.iter().all(is_told))
}

/// The only value of a schema, named by its title.
fn constant(schema: &Schema) -> Option<Allowed<'_>> {
    let ((Some(value), []) | (None, [value])) = (&schema.constant, schema.enumeration.as_slice())
    else {
        return None;
    };
    let is_alone = schema.name.is_none()
        && schema.reference.is_none()
        && schema.limits.is_none()
        && schema.properties.is_empty()
        && schema.all_of.is_empty()
        && schema.one_of.is_empty()
        && schema.any_of.is_empty();
    let name = schema.title.as_deref();
    is_alone.then_some(Allowed { value, name, text: schema.description.as_deref() })
}

/// An enumeration with what extensions say of its values.
fn described(schema: &Schema) -> Vec<Allowed<'_>> {
    let extension = |names: &[&str]| names.iter().find_map(|name| schema.extension(name));
    let (names, texts) = (extension(&NAMES), extension(&TEXTS));
    let entries = schema.extension(ENTRIES).and_then(|all| all.get("values"));
    let describe = |(at, value)| {
        let key = scalar_text(value);
        let entry = entries.and_then(|entries| entry_of(entries, value));
        let of_entry = |name| entry.and_then(|entry| entry.get(name)).and_then(Value::as_str);
        let name = names.and_then(|names| of(names, at, key)).or(of_entry("name"));
        let by_value = texts.and_then(|texts| of(texts, at, key));
        let by_name = || of(texts?, at, name);
        let text = by_value.or_else(by_name).or(of_entry("description"));
        Allowed { value, name, text: text.filter(|text| !text.is_empty()) }
    };
    schema.enumeration.iter().enumerate().map(describe).collect()
}

/// The text of a value: by its place in a list, or by its key in a map.
fn of<'d>(texts: &'d Value, at: usize, key: Option<&str>) -> Option<&'d str> {
    match texts {
        Value::Array(texts) => texts.get(at)?.as_str(),
        texts => texts.get(key?)?.as_str(),
    }
}

/// The entry of `x-ms-enum` for a value.
fn entry_of<'d>(entries: &'d Value, value: &Value) -> Option<&'d Value> {
    let Value::Array(entries) = entries else { return None };
    entries.iter().find(|entry| entry.get("value") == Some(value))
}

/// A scalar as a key of a map.
fn scalar_text(value: &Value) -> Option<&str> {
    match value {
        Value::String(text) => Some(text),
        Value::Number(number) => Some(number.as_str()),
        Value::Bool(true) => Some("true"),
        Value::Bool(false) => Some("false"),
        Value::Null => Some("null"),
        Value::Array(_) | Value::Object(_) => None,
    }
}

/// What stands in both lists, in the order of the first, with what either says of it.
fn common<'d>(known: Vec<Allowed<'d>>, other: &[Allowed<'d>]) -> Vec<Allowed<'d>> {
    let mut others = HashMap::with_capacity(other.len());
    for one in other {
        others.entry(Canonical::of(one.value)).or_insert(one);
    }
    let merge = |one: Allowed<'d>| {
        let other = others.get(&Canonical::of(one.value))?;
        Some(Allowed { name: one.name.or(other.name), text: one.text.or(other.text), ..one })
    };
    known.into_iter().filter_map(merge).collect()
}

fn once(mut values: Vec<Allowed<'_>>) -> Vec<Allowed<'_>> {
    let mut seen = HashSet::with_capacity(values.len());
    values.retain(|one| seen.insert(Canonical::of(one.value)));
    values
}
