//! Types, `null`, formats, values and limits where several schemas hold: what all of them allow.

use crate::document::{Document, Number, Schema, SchemaType, Value, Version};

use super::decimal::Decimal;
use super::expand::Part;
use super::shape::{Others, Shape};
use super::{allowed, null, options};

/// Fills in what is said of scalars, and of values as a whole. Returns whether the schemas
/// contradict each other.
pub(super) fn scalars<'d>(document: &'d Document, parts: &[Part], shape: &mut Shape<'d>) -> bool {
    let schemas = || parts.iter().map(|part| &document.schemas[part.schema]);
    for schema in schemas() {
        formats(schema, shape);
        if let Some(limits) = schema.limits.as_deref() {
            shape.bounds.add(limits);
        }
        shape.read_only |= schema.read_only;
        shape.write_only |= schema.write_only;
        shape.is_never |= document.refuses_everything(schema);
    }
    shape.null = null::is_allowed(document, parts);
    let is_without_type = types(document, parts, shape);
    let is_without_value = values(document, parts, shape);
    let is_limited = |kind: &SchemaType| shape.bounds.contradict(*kind);
    let is_limited = !shape.types.is_empty() && shape.types.iter().all(is_limited);
    is_without_type || is_without_value || (is_limited && !shape.is_inferred)
}

fn formats<'d>(schema: &'d Schema, shape: &mut Shape<'d>) {
    let new = schema.format.as_deref().filter(|format| !shape.formats.contains(format));
    shape.formats.extend(new);
}

/// The types that all parts allow. Returns whether there is none although some are written.
fn types(document: &Document, parts: &[Part], shape: &mut Shape<'_>) -> bool {
    let mut common: Option<Vec<SchemaType>> = None;
    let mut only_null = false;
    for part in parts {
        let Some(said) = said(document, &document.schemas[part.schema]) else { continue };
        only_null |= said.is_empty();
        common = Some(match common {
            None => said,
            Some(known) => intersection(&known, &said),
        });
    }
    shape.is_inferred = common.is_none();
    let is_without = common.as_ref().is_some_and(Vec::is_empty);
    let is_strict = only_null || document.version >= Version::OpenApi3_1;
    shape.types = match common {
        Some(none) if none.is_empty() && shape.null && is_strict => {
            shape.types = vec![SchemaType::Null];
            return false;
        }
        types => types.unwrap_or_default(),
    };
    is_without
}

/// The types that a schema writes, without `null`; `integer` is part of `number`.
fn said(document: &Document, schema: &Schema) -> Option<Vec<SchemaType>> {
    let own = own_types(schema);
    options::unions(document, schema).fold(own, |known, union| {
        // Options that are all only `null`, or only types.
        let types = match union.schemas.as_slice() {
            [] => Some(Vec::new()),
            _ => options::types(document, &union),
        };
        match (known, types) {
            (Some(known), Some(types)) => Some(intersection(&known, &types)),
            (known, types) => known.or(types),
        }
    })
}

fn own_types(schema: &Schema) -> Option<Vec<SchemaType>> {
    if schema.types.is_empty() {
        return None;
    }
    let has_numbers = schema.types.contains(&SchemaType::Number);
    let is_own = |kind: &&SchemaType| match kind {
        SchemaType::Null => false,
        SchemaType::Integer => !has_numbers,
        _ => true,
    };
    Some(schema.types.iter().filter(is_own).copied().collect())
}

fn intersection(one: &[SchemaType], other: &[SchemaType]) -> Vec<SchemaType> {
    let common = |kind: &SchemaType| match kind {
        kind if other.contains(kind) => Some(*kind),
        SchemaType::Number if other.contains(&SchemaType::Integer) => Some(SchemaType::Integer),
        SchemaType::Integer if other.contains(&SchemaType::Number) => Some(SchemaType::Integer),
        _ => None,
    };
    one.iter().filter_map(common).collect()
}

/// The allowed values. Returns whether there is none although some are written.
fn values<'d>(document: &'d Document, parts: &[Part], shape: &mut Shape<'d>) -> bool {
    let Some(mut allowed) = allowed::allowed(document, parts) else { return false };
    let was_empty = allowed.is_empty();
    allowed.retain(|one| *one.value != Value::Null);
    if allowed.is_empty() && !was_empty && shape.null {
        // Of nothing but `null`, only the type is shown.
        (shape.types, shape.is_inferred) = (vec![SchemaType::Null], false);
        return false;
    }
    if shape.types.is_empty() && shape.is_inferred {
        for one in &allowed {
            let kind = type_of(one.value);
            if !shape.types.contains(&kind) {
                shape.types.push(kind);
            }
        }
        if shape.types.contains(&SchemaType::Number) {
            shape.types.retain(|kind| *kind != SchemaType::Integer);
        }
    }
    let is_without = allowed.is_empty();
    shape.allowed = Some(allowed);
    is_without
}

/// The type of a value; of a whole number `integer`.
pub fn type_of(value: &Value) -> SchemaType {
    match value {
        Value::Null => SchemaType::Null,
        Value::Bool(_) => SchemaType::Boolean,
        Value::Number(number) if is_whole(number) => SchemaType::Integer,
        Value::Number(_) => SchemaType::Number,
        Value::String(_) => SchemaType::String,
        Value::Array(_) => SchemaType::Array,
        Value::Object(_) => SchemaType::Object,
    }
}

/// Whether a number is an integer; `1.0` is.
fn is_whole(number: &Number) -> bool {
    match (Decimal::of(number), Decimal::of(&Number::from(1))) {
        (Some(number), Some(one)) => number.is_multiple_of(&one),
        _ => !number.as_str().contains(['.', 'e', 'E']),
    }
}

/// The type that the keywords are about, where no type is written, no value is listed, and they are
/// about one type.
pub(super) fn infer(shape: &mut Shape<'_>) {
    if !shape.types.is_empty() || !shape.is_inferred {
        return;
    }
    let mut kinds: Vec<SchemaType> = shape.bounds.types().collect();
    let is_object = !shape.members.is_empty()
        || !shape.patterns.is_empty()
        || shape.others != Others::Any
        || shape.names.is_some();
    let is_array = !shape.first_items.is_empty()
        || shape.other_items != Others::Any
        || !shape.contains.is_empty();
    let by_format = |format: &&str| match *format {
        "int32" | "int64" | "uint32" | "uint64" => SchemaType::Integer,
        "float" | "double" => SchemaType::Number,
        _ => SchemaType::String,
    };
    kinds.extend(is_object.then_some(SchemaType::Object));
    kinds.extend(is_array.then_some(SchemaType::Array));
    kinds.extend(shape.content.is_some().then_some(SchemaType::String));
    if kinds.is_empty() {
        kinds.extend(shape.formats.first().map(by_format));
    }
    kinds.dedup();
    if let [kind] = kinds[..] {
        shape.types = vec![kind];
    }
}
