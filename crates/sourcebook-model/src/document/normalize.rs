//! Normalizes schemas: one spelling for what they can say in several ways.
//!
//! The versions of the specification say some things differently: that a value may be `null`, that
//! it is always the same, that a reference has a description. Whoever shows schemas to people
//! looks at the normalized spelling, so that a document says the same in every version.

use super::{Document, Id, Limits, Schema, SchemaType, Value, Version};

/// Maximum number of references, each leading to the next, that are followed.
const MAX_STEPS: usize = 100;

/// Where references lead, and what stands beside them on the way.
#[derive(Debug)]
pub struct Way<'d> {
    /// The references that have something beside them, outermost first.
    pub beside: Vec<&'d Schema>,
    /// The schema that is no reference; one that leads nowhere is its own target.
    pub target: Id<Schema>,
}

impl Document {
    /// A schema in its normalized spelling:
    ///
    /// - `const` is an enumeration of one;
    /// - alternatives of which one is `null` are the others, and nullable; alternatives that are
    ///   nothing but types are a list of types; a lone alternative is a lone part;
    /// - a lone part that is a reference, in a schema that only annotates it, is that reference
    ///   with something beside it, whatever the version;
    /// - `true` is `{}`, `not: {}` is `false`, and a list without `items` has any items;
    /// - an enumeration of nothing but `null` is the type `null`.
    pub fn normalized(&self, id: Id<Schema>) -> &Schema {
        self.normalized.get(&id).unwrap_or(&self.schemas[id])
    }

    /// Follows `$ref`s, and schemas that only annotate one, in their normalized spelling.
    pub fn way(&self, id: Id<Schema>) -> Way<'_> {
        let mut way = Way { beside: Vec::new(), target: id };
        loop {
            let schema = self.normalized(way.target);
            let next = schema.reference.as_ref().and_then(|reference| reference.target);
            match next {
                Some(next) if next != id && way.beside.len() < MAX_STEPS => {
                    // The reader drops what stands beside a `$ref` of earlier versions.
                    if self.version >= Version::OpenApi3_1
                        || self.normalized.contains_key(&way.target)
                    {
                        way.beside.push(schema);
                    }
                    way.target = next;
                }
                _ => return way,
            }
        }
    }

    /// Finds the normalized spelling of every schema that has another.
    pub(crate) fn normalize(&mut self) {
        let anything = self.schemas.push(Schema::default());
        let odd: Vec<Id<Schema>> =
            self.schemas.iter().filter(|(_, one)| may_be_odd(one)).map(|(id, _)| id).collect();
        for id in odd {
            let normalized = self.normalized_schema(id, anything);
            if normalized != self.schemas[id] {
                self.normalized.insert(id, normalized);
            }
        }
    }

    fn normalized_schema(&self, id: Id<Schema>, anything: Id<Schema>) -> Schema {
        let mut schema = self.schemas[id].clone();
        if let Some(constant) = schema.constant.take() {
            schema.enumeration = vec![constant];
        }
        if schema.boolean == Some(true) {
            schema.boolean = None;
        }
        if self.is_never(&schema) {
            (schema.not, schema.boolean) = (None, Some(false));
        }
        if schema.enumeration == [Value::Null] && schema.types.is_empty() {
            (schema.enumeration, schema.types) = (Vec::new(), vec![SchemaType::Null]);
            schema.nullable = false;
        }
        let is_list = schema.types.contains(&SchemaType::Array);
        if is_list && schema.items.is_none() && schema.prefix_items.is_empty() {
            schema.items = Some(anything);
        }
        self.spell_alternatives(&mut schema);
        self.spell_lone_reference(&mut schema);
        schema
    }

    /// Whether no item may follow the first ones (`items: false`), so that a list has at most so many.
    pub(crate) fn ends_list(&self, schema: &Schema) -> bool {
        schema.items.is_some_and(|items| self.schemas[items].boolean == Some(false))
    }

    /// Whether a schema has no valid value, whatever else it says: `false`, `not: {}`, or an `enum` without
    /// values.
    pub(crate) fn refuses_everything(&self, schema: &Schema) -> bool {
        let is_anything = |not| self.schemas[not].is_unrestricted();
        schema.boolean == Some(false)
            || schema.allows_no_value
            || schema.not.is_some_and(is_anything)
    }

    /// `not: {}` and nothing else.
    fn is_never(&self, schema: &Schema) -> bool {
        let Some(not) = schema.not else { return false };
        let rest = Schema { not: None, ..schema.clone() };
        self.schemas[not].is_unrestricted() && rest.only_annotates()
    }

    fn spell_alternatives(&self, schema: &mut Schema) {
        let mut nullable = false;
        for parts in [&mut schema.one_of, &mut schema.any_of] {
            let is_null = |id: &Id<Schema>| self.schemas[*id].is_null();
            if parts.iter().any(is_null) && !parts.iter().all(is_null) {
                parts.retain(|id| !is_null(id));
                nullable = true;
            }
        }
        schema.nullable |= nullable;
        let bare: Option<Vec<SchemaType>> =
            schema.any_of.iter().map(|part| self.bare_type(*part)).collect();
        if let Some(types) = bare.filter(|types| types.len() > 1 && schema.types.is_empty()) {
            for kind in types {
                if !schema.types.contains(&kind) {
                    schema.types.push(kind);
                }
            }
            schema.any_of.clear();
        }
        for parts in [&mut schema.one_of, &mut schema.any_of] {
            if parts.len() == 1 && schema.all_of.is_empty() {
                schema.all_of.append(parts);
            }
        }
    }

    /// The type of a schema that says nothing else; a list may say that its items are anything.
    fn bare_type(&self, id: Id<Schema>) -> Option<SchemaType> {
        let schema = &self.schemas[id];
        let [kind] = *schema.types.as_slice() else { return None };
        let mut rest = schema.clone();
        rest.types.clear();
        if rest.items.is_some_and(|items| self.schemas[items].is_unrestricted()) {
            rest.items = None;
        }
        rest.is_unrestricted().then_some(kind)
    }

    fn spell_lone_reference(&self, schema: &mut Schema) {
        let [part] = *schema.all_of.as_slice() else { return };
        let part = &self.schemas[part];
        let is_bare = part.reference.is_some()
            && Schema { reference: None, ..part.clone() }.is_unrestricted();
        if !is_bare || schema.reference.is_some() {
            return;
        }
        let rest = Schema { all_of: Vec::new(), ..schema.clone() };
        if rest.only_annotates() {
            schema.all_of.clear();
            schema.reference.clone_from(&part.reference);
        }
    }
}

/// Whether a schema could have another spelling; a quick look, since most have not.
fn may_be_odd(schema: &Schema) -> bool {
    schema.constant.is_some()
        || schema.boolean == Some(true)
        || schema.not.is_some()
        || !schema.one_of.is_empty()
        || !schema.any_of.is_empty()
        || schema.all_of.len() == 1
        || schema.enumeration == [Value::Null]
        || (schema.types.contains(&SchemaType::Array) && schema.items.is_none())
}

/// A bound on numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bound<'v> {
    /// The number.
    pub value: &'v Value,
    /// Whether the number itself is excluded.
    pub is_exclusive: bool,
}

impl Bound<'_> {
    /// The nearest double.
    pub fn number(&self) -> f64 {
        match self.value {
            Value::Number(number) => number.to_f64(),
            _ => 0.0,
        }
    }
}

impl Limits {
    /// The lower bound on numbers, however it is written.
    pub fn least(&self) -> Option<Bound<'_>> {
        bound(self.minimum.as_ref(), self.exclusive_minimum.as_ref(), |one, other| one >= other)
    }

    /// The upper bound on numbers, however it is written.
    pub fn most(&self) -> Option<Bound<'_>> {
        bound(self.maximum.as_ref(), self.exclusive_maximum.as_ref(), |one, other| one <= other)
    }
}

/// The stronger of two bounds; a flag says of the first that it is exclusive (2.0 and 3.0).
fn bound<'v>(
    inclusive: Option<&'v Value>,
    exclusive: Option<&'v Value>,
    is_stronger: impl Fn(f64, f64) -> bool,
) -> Option<Bound<'v>> {
    let is_number = |value: &&Value| matches!(value, Value::Number(_));
    let flag = exclusive == Some(&Value::Bool(true));
    let first = inclusive.filter(is_number).map(|value| Bound { value, is_exclusive: flag });
    let second = exclusive.filter(is_number).map(|value| Bound { value, is_exclusive: true });
    match (first, second) {
        (Some(first), Some(second)) if !is_stronger(second.number(), first.number()) => Some(first),
        (first, second) => second.or(first),
    }
}

impl Schema {
    /// Whether nothing but `null` is allowed, and nothing else is said. In alternatives, 3.0 writes
    /// that as a lone `nullable: true`.
    pub(crate) fn is_null(&self) -> bool {
        let may_be = self.types == [SchemaType::Null]
            || (self.types.is_empty()
                && (self.nullable
                    || self.enumeration == [Value::Null]
                    || self.constant == Some(Value::Null)));
        let rest = || Self {
            types: Vec::new(),
            nullable: false,
            enumeration: Vec::new(),
            constant: None,
            ..self.clone()
        };
        may_be && rest().is_unrestricted()
    }

    /// Whether nothing is said about values but for people: title, description, examples, default,
    /// marks, vendor extensions; and whether they may be `null`.
    pub(crate) fn only_annotates(&self) -> bool {
        let rest = Self {
            title: None,
            description: None,
            default: None,
            example: None,
            examples: Vec::new(),
            nullable: false,
            read_only: false,
            write_only: false,
            deprecated: false,
            external_docs: None,
            xml: None,
            extensions: Vec::new(),
            ..self.clone()
        };
        rest.is_unrestricted()
    }
}
