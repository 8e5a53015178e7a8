//! The options of unions, and which of them are only `null`.

use crate::document::{Document, Id, Schema, SchemaType, Value, Version};

use super::shape::UnionKind;

/// A union as it is written.
#[derive(Debug)]
pub(crate) struct Options {
    pub(crate) kind: UnionKind,
    /// The options that are not only `null`.
    pub(crate) schemas: Vec<Id<Schema>>,
    /// Whether there are others.
    pub(crate) null: bool,
}

/// The unions of a schema.
pub(crate) fn unions(document: &Document, schema: &Schema) -> impl Iterator<Item = Options> {
    let all = [(UnionKind::ExactlyOne, &schema.one_of), (UnionKind::AtLeastOne, &schema.any_of)];
    let written = all.into_iter().filter(|(_, options)| !options.is_empty());
    written.map(|(kind, options)| {
        let is_lone = options.len() == 1;
        let is_null = |option: &&Id<Schema>| {
            let placeholder = !is_lone && stands_for_null(document, &document.schemas[**option]);
            placeholder || is_only_null(&document.schemas[document.resolve(**option)])
        };
        let (null, schemas): (Vec<_>, Vec<_>) = options.iter().partition(is_null);
        Options { kind, schemas, null: !null.is_empty() }
    })
}

/// The options that are the only ones of their unions: they hold as if they stood in `allOf`.
pub(super) fn lone(document: &Document, schema: &Schema) -> Vec<Id<Schema>> {
    if schema.one_of.is_empty() && schema.any_of.is_empty() {
        return Vec::new();
    }
    let lone = |options: Options| match options.schemas[..] {
        [option] => Some(option),
        _ => None,
    };
    unions(document, schema).filter_map(lone).collect()
}

/// The types of a union whose options say nothing but one type each: it is a list of types.
pub(super) fn types(document: &Document, options: &Options) -> Option<Vec<SchemaType>> {
    let mut types = Vec::new();
    for option in &options.schemas {
        let schema = &document.schemas[*option];
        let [kind] = *schema.types.as_slice() else { return None };
        let is_new = !types.contains(&kind) && !is_other_number(&types, kind);
        if !is_new || !says_only_type(document, schema) {
            return None;
        }
        types.push(kind);
    }
    (types.len() > 1).then_some(types)
}

/// Whether an integer would follow two options.
fn is_other_number(types: &[SchemaType], kind: SchemaType) -> bool {
    let is_number = |kind: &SchemaType| matches!(kind, SchemaType::Number | SchemaType::Integer);
    is_number(&kind) && types.iter().any(is_number)
}

/// Whether a schema of one type says nothing else; a list may say that its items are anything.
fn says_only_type(document: &Document, schema: &Schema) -> bool {
    if schema.name.is_some() || !schema.properties.is_empty() {
        return false;
    }
    let is_anything = |items: &Id<Schema>| document.schemas[*items].is_unrestricted();
    let items = schema.items.filter(|items| !is_anything(items));
    Schema { types: Vec::new(), items, ..schema.clone() }.is_unrestricted()
}

/// Whether no value but `null` is valid.
pub(super) fn is_only_null(schema: &Schema) -> bool {
    let is_null = |value: &Value| *value == Value::Null;
    let by_type = schema.types == [SchemaType::Null];
    let by_values = !schema.enumeration.is_empty() && schema.enumeration.iter().all(is_null);
    let by_constant = schema.constant.as_ref().is_some_and(is_null);
    // What is only `nullable` is how 3.0 writes the type `null`, in unions.
    let by_flag = || schema.nullable && schema.types.is_empty() && says_nothing_else(schema);
    by_type || by_values || by_constant || by_flag()
}

/// `{type: object, nullable: true}` beside other options, which is how documents of 3.0 write that
/// the value may be `null`.
pub(crate) fn stands_for_null(document: &Document, schema: &Schema) -> bool {
    document.version < Version::OpenApi3_1
        && schema.nullable
        && schema.types == [SchemaType::Object]
        && schema.name.is_none()
        && schema.properties.is_empty()
        && Schema { types: Vec::new(), nullable: false, ..schema.clone() }.is_unrestricted()
}

/// Whether nothing is said about the value but that it may be `null`.
fn says_nothing_else(schema: &Schema) -> bool {
    schema.reference.is_none()
        && schema.properties.is_empty()
        && schema.all_of.is_empty()
        && schema.only_annotates()
}
