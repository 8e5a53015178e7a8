//! `allOf`, `anyOf`, `oneOf`, and what is written as one of them: several types, `null`.

use crate::document::{Id, Schema, SchemaReference, SchemaType, Value};
use crate::view::stands_for_null;

use super::super::members::Members;
use super::super::writer::Writer;
use super::super::{LossKind, Target};

impl<'d> Writer<'d> {
    /// The parts and alternatives. `part` comes before the parts; `types` are types of which 3.0
    /// cannot express several in `type`.
    pub(super) fn compositions(
        &mut self,
        members: &mut Members,
        schema: &'d Schema,
        part: Option<&'d SchemaReference>,
        types: &[SchemaType],
    ) {
        let from = usize::from(part.is_some());
        let mut parts: Vec<Value> = part
            .map(|part| self.inside("allOf", |writer| writer.inside("0", |w| w.referred(part))))
            .into_iter()
            .collect();
        parts.extend(self.parts("allOf", &schema.all_of, from));
        if self.is_swagger2() {
            let has_alternatives = [("oneOf", &schema.one_of), ("anyOf", &schema.any_of)];
            for (name, alternatives) in has_alternatives {
                self.lose_member(LossKind::Alternatives, name, !alternatives.is_empty());
            }
            members.list("allOf", parts);
            return;
        }
        let mut any_of = self.alternatives("anyOf", schema, &schema.any_of);
        if !types.is_empty() {
            let types = types.iter().map(|kind| self.lone_type(*kind)).collect();
            if any_of.is_empty() {
                any_of = types;
            } else {
                let mut wrapper = Members::default();
                wrapper.list("anyOf", types);
                parts.push(wrapper.into());
            }
        }
        let mut one_of = self.alternatives("oneOf", schema, &schema.one_of);
        if self.may_overlap(&schema.one_of) {
            self.lose(LossKind::Keyword, "`oneOf` of schemas that lose keywords", "oneOf");
            if any_of.is_empty() {
                any_of = std::mem::take(&mut one_of);
            } else {
                let mut wrapper = Members::default();
                wrapper.list("anyOf", std::mem::take(&mut one_of));
                parts.push(wrapper.into());
            }
        }
        members.list("allOf", parts);
        members.list("anyOf", any_of);
        members.list("oneOf", one_of);
    }

    /// Whether some of the options of `oneOf` allow more than they should, so that two could be valid
    /// where one was.
    fn may_overlap(&self, options: &[Id<Schema>]) -> bool {
        if !options.iter().any(|option| self.loosened.contains(option)) {
            return false;
        }
        let mut known = Vec::new();
        for option in options {
            let schema = self.document.normalized(self.document.way(*option).target);
            let mut types: Vec<_> = schema.types.iter().map(|kind| comparable(*kind)).collect();
            types.extend(schema.nullable.then_some(SchemaType::Null));
            if schema.types.is_empty() || types.iter().any(|kind| known.contains(kind)) {
                return true;
            }
            known.extend(types);
        }
        false
    }

    /// `allOf` and nothing else; nothing where there are no parts.
    fn parts_alone(
        &mut self,
        schema: &'d Schema,
        part: Option<&'d SchemaReference>,
    ) -> Option<Value> {
        let mut members = Members::default();
        self.compositions(&mut members, schema, part, &[]);
        (!members.is_empty()).then(|| members.into())
    }

    fn alternatives(&mut self, name: &str, schema: &Schema, ids: &[Id<Schema>]) -> Vec<Value> {
        let mut values = self.parts(name, ids, 0);
        if !self.is_3_1() {
            return values;
        }
        for (id, value) in ids.iter().zip(&mut values) {
            let part = &self.document.schemas[*id];
            // A lone `nullable: true` is how 3.0 writes the alternative `null`.
            if part.is_null() && part.types.is_empty() && part.nullable {
                *value = null_type();
            } else if ids.len() > 1 && stands_for_null(self.document, part) {
                // What it means would refuse what it says.
                self.lose(LossKind::Keyword, "an object that stands for `null`", name);
            }
        }
        if schema.nullable && schema.types.is_empty() && !values.is_empty() {
            values.push(null_type());
        }
        values
    }

    /// A schema that says nothing but its type.
    fn lone_type(&self, kind: SchemaType) -> Value {
        let mut members = Members::default();
        members.push("type", Value::string(kind.name()));
        if kind == SchemaType::Array && self.target == Target::OpenApi3_0 {
            members.push("items", Members::default().into());
        }
        members.into()
    }

    /// The schema without `null`, and `null`, as alternatives. What annotates it stays outside.
    pub(super) fn nullable_apart(
        &mut self,
        members: &mut Members,
        schema: &'d Schema,
        part: Option<&'d SchemaReference>,
    ) {
        members.annotations(schema);
        let rest = self.inside("anyOf", |writer| {
            writer.inside("0", |writer| {
                if schema.adds_nothing_to_parts() {
                    match (part, schema.all_of.as_slice()) {
                        (None, [lone]) => return Some(writer.schema(*lone)),
                        (Some(lone), []) => return Some(writer.referred(lone)),
                        (part, _) => return writer.parts_alone(schema, part),
                    }
                }
                let mut rest = Members::default();
                writer.restrictions(&mut rest, schema, part);
                (!rest.is_empty()).then(|| rest.into())
            })
        });
        // Without a restriction `null` is allowed as everything is.
        if let Some(rest) = rest {
            members.list("anyOf", vec![rest, null_type()]);
        }
        self.marks(members, schema);
    }
}

impl Schema {
    /// Whether `null` is allowed by a schema of which 3.1 can only say so in alternatives: it has
    /// neither a type beside which `null` could stand, nor alternatives.
    pub(super) fn allows_null_apart(&self) -> bool {
        self.nullable && self.types.is_empty() && self.any_of.is_empty() && self.one_of.is_empty()
    }

    /// Whether a schema restricts values by its parts alone.
    fn adds_nothing_to_parts(&self) -> bool {
        Self { all_of: Vec::new(), reference: None, ..self.clone() }.only_annotates()
    }
}

/// A type, with integers as the numbers that they are.
fn comparable(kind: SchemaType) -> SchemaType {
    if kind == SchemaType::Integer { SchemaType::Number } else { kind }
}

fn null_type() -> Value {
    let mut members = Members::default();
    members.push("type", Value::string("null"));
    members.into()
}
