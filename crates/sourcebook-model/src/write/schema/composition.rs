//! `allOf`, `anyOf`, `oneOf`, and what is written as one of them: several types, `null`.

use crate::document::{Id, Schema, SchemaReference, SchemaType, Value, Version};
use crate::fit::fits;
use crate::view::{Direction, Meet, stands_for_null};
use sourcebook_syntax::push_token;

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
                parts.push(one_member("anyOf", types));
            }
        }
        let around = if any_of.is_empty() {
            Vec::new()
        } else {
            vec!["allOf".to_owned(), parts.len().to_string()]
        };
        let mut one_of = Vec::new();
        if let Some(other) = self.other_than_one_of(schema, &around) {
            if any_of.is_empty() {
                any_of = other;
            } else {
                parts.push(one_member("anyOf", other));
            }
        } else {
            one_of = self.alternatives("oneOf", schema, &schema.one_of);
        }
        members.list("allOf", parts);
        members.list("anyOf", any_of);
        members.list("oneOf", one_of);
    }

    /// The `anyOf` that stands for `oneOf` where that would refuse what is valid, inside of what is
    /// `around` it.
    fn other_than_one_of(&mut self, schema: &'d Schema, around: &[String]) -> Option<Vec<Value>> {
        if self.takes_null_twice(schema) {
            let inside = ["anyOf".to_owned(), "0".to_owned()];
            let union =
                self.inside_all(&[around, &inside].concat(), |writer| writer.union_apart(schema));
            return Some(vec![union, null_type()]);
        }
        if !self.may_overlap(&schema.one_of) {
            return None;
        }
        let options = self.inside_all(around, |writer| writer.parts("anyOf", &schema.one_of, 0));
        self.lose(LossKind::Keyword, "`oneOf` of schemas that lose keywords", "oneOf");
        Some(options)
    }

    /// Writes what is below several members and items.
    fn inside_all<T>(&mut self, tokens: &[String], write: impl FnOnce(&mut Self) -> T) -> T {
        let length = self.pointer.len();
        for token in tokens {
            self.pointer.push('/');
            push_token(&mut self.pointer, token);
        }
        let written = write(self);
        self.pointer.truncate(length);
        written
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

    /// Moves what leads to other schemas before or behind the members of an object, as the document has
    /// it: readers meet all members in that order.
    pub(super) fn place_parts(&self, members: &mut Members, schema: &Schema) {
        if schema.properties.is_empty() {
            return;
        }
        let names = self.document.member_names(schema.origin);
        let place = |name: &str| names.iter().position(|one| *one == name);
        let Some(own) = place("properties") else { return };
        for written in ["$ref", "allOf", "anyOf", "oneOf"] {
            // A reference, or a lone option, may have become a part.
            let sources: &[&str] =
                if written == "allOf" { &["allOf", "$ref", "oneOf", "anyOf"] } else { &[written] };
            if let Some(source) = sources.iter().find_map(|name| place(name)) {
                members.place(written, source < own, "properties");
            }
        }
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
        let allows_null = schema.nullable && schema.types.is_empty();
        let is_apart = name == "oneOf" && self.takes_null_twice(schema);
        if allows_null && !values.is_empty() && !is_apart {
            values.push(null_type());
        }
        values
    }

    /// Whether `null` is allowed beside a `oneOf` that has an option which takes it already: one more
    /// would be the second that fits, so that `null` would be refused.
    pub(super) fn takes_null_twice(&self, schema: &Schema) -> bool {
        let takes_null = |option: &Id<Schema>| {
            fits(&self.views, Meet::One(*option), &Value::Null, Direction::Response)
        };
        self.is_3_1()
            && schema.nullable
            && schema.types.is_empty()
            && schema.one_of.iter().any(takes_null)
    }

    /// Whether a schema of a version before 3.1 allows `null` although its parts or alternatives do not:
    /// there `nullable` counts for everything beside it, and since 3.1 nothing does.
    pub(super) fn refuses_null_by_parts(&self, schema: &Schema) -> bool {
        let is_meant = self.document.version < Version::OpenApi3_1
            && schema.nullable
            && !schema.types.is_empty();
        let fits = |part: &Id<Schema>| {
            fits(&self.views, Meet::One(*part), &Value::Null, Direction::Response)
        };
        let refuses = |options: &[Id<Schema>]| !options.is_empty() && !options.iter().any(fits);
        is_meant
            && (!schema.all_of.iter().all(fits)
                || refuses(&schema.any_of)
                || refuses(&schema.one_of))
    }

    /// `oneOf` with what tells its options apart, as a schema of its own.
    fn union_apart(&mut self, schema: &Schema) -> Value {
        let mut members = Members::default();
        members.list("oneOf", self.alternatives("oneOf", schema, &schema.one_of));
        if let Some(discriminator) = &schema.discriminator {
            self.discriminator(&mut members, schema, discriminator);
        }
        members.into()
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
                writer.restrictions(&mut rest, schema, part, false);
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

/// A schema that says one thing.
fn one_member(name: &str, values: Vec<Value>) -> Value {
    let mut members = Members::default();
    members.list(name, values);
    members.into()
}

fn null_type() -> Value {
    let mut members = Members::default();
    members.push("type", Value::string("null"));
    members.into()
}
