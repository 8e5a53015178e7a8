//! Schemas.
//!
//! A `$ref` leads to the component that it named, wherever that is written. To a schema without a
//! name it leads where that is written first; one that stands nowhere else (in another file, in an
//! extension) is written in the place of the first `$ref` to it.

mod composition;
mod discriminator;
mod enumeration;
mod identity;
mod keywords;
mod limits;
mod xml;

use crate::document::{Id, Schema, SchemaReference, SchemaType, Value, Version};
use sourcebook_syntax::NodeId;

use super::members::Members;
use super::names::{reference, reference_to};
use super::references::pointer;
use super::writer::Writer;
use super::{LossKind, Subject, Target};

/// Maximum level of the document at which a schema is written in place of a `$ref`.
const MAX_INLINE_LEVEL: usize = 60;

/// A reference beside other keywords.
enum Beside<'r> {
    /// A member with its text.
    Member(&'r str, String),
    /// A part of `allOf`, where nothing may stand beside a reference.
    Part(&'r SchemaReference),
}

/// Where a reference leads in the document that is written.
enum To {
    Text(String),
    /// It stands nowhere yet.
    Here(Id<Schema>),
}

impl<'d> Writer<'d> {
    /// A schema where it stands.
    pub(super) fn schema(&mut self, id: Id<Schema>) -> Value {
        let schema = &self.document.schemas[id];
        self.at(schema.origin, |writer| match &schema.reference {
            Some(reference) => writer.referring_schema(id, schema, reference),
            None => writer.contents(id, None),
        })
    }

    /// A `$ref`, with what stands beside it.
    fn referring_schema(
        &mut self,
        id: Id<Schema>,
        schema: &'d Schema,
        reference: &'d SchemaReference,
    ) -> Value {
        // The reader drops what stands beside a `$ref` of earlier versions.
        let may_have_more = self.document.version >= Version::OpenApi3_1;
        let is_bare =
            !may_have_more || Schema { reference: None, ..schema.clone() }.is_unrestricted();
        let is_dynamic = self.is_dynamic(schema);
        // One that leads somewhere is bound already, and its anchors may be gone.
        let is_bound = reference.target.is_some();
        let stays = is_dynamic && !is_bound && self.is_3_1();
        if is_dynamic && !stays {
            self.lose(LossKind::DynamicReference, "`$dynamicRef`", "$dynamicRef");
        }
        let key = if stays { "$dynamicRef" } else { "$ref" };
        match self.lookup(reference) {
            To::Text(text) if !is_bare && !self.is_3_1() => {
                let value = self.contents(id, Some(Beside::Part(reference)));
                // Nothing of what stands beside it may be left.
                let lone: Value = pointer(text).into();
                let is_lone = matches!(&value, Value::Object(members) if members.len() == 1)
                    && value.get("allOf") == Some(&Value::Array(vec![lone.clone()]));
                if is_lone { lone } else { value }
            }
            To::Text(_) if key == "$dynamicRef" => {
                self.contents(id, Some(Beside::Member(key, reference.text.clone())))
            }
            To::Text(text) if is_bare => pointer(text).into(),
            To::Text(_) if schema.nullable => self.contents(id, Some(Beside::Part(reference))),
            To::Text(text) => self.contents(id, Some(Beside::Member(key, text))),
            To::Here(target) if is_bare => self.schema(target),
            To::Here(_) => self.contents(id, Some(Beside::Part(reference))),
        }
    }

    /// What a reference leads to, in the place of the reference: the way there, or the schema
    /// itself. It is looked up only where it is written, since what stands before it may have given
    /// the schema a place.
    fn referred(&mut self, reference: &SchemaReference) -> Value {
        match self.lookup(reference) {
            To::Text(text) => pointer(text).into(),
            To::Here(target) => self.schema(target),
        }
    }

    fn lookup(&mut self, target: &SchemaReference) -> To {
        let Some(id) = target.target else {
            return To::Text(target.text.clone());
        };
        if let Some(name) = self.names.schemas.get(&id).cloned() {
            self.uses(self.schema_subject(id, &name));
            return To::Text(reference_to(self.target, "schemas", &name));
        }
        if let Some(place) = self.places.get(&id) {
            return To::Text(reference(place));
        }
        if self.pointer.matches('/').count() < MAX_INLINE_LEVEL {
            return To::Here(id);
        }
        let name = self.names.add_schema(id);
        self.lose(
            LossKind::Nesting,
            format!("what is nested here, now the schema `{name}`"),
            "$ref",
        );
        self.waiting.push((name.clone(), id));
        To::Text(reference_to(self.target, "schemas", &name))
    }

    /// A named schema, by the name that it has in the document.
    pub(super) fn schema_subject(&self, id: Id<Schema>, written: &str) -> Subject {
        let name = self.document.schemas[id].name.as_deref().unwrap_or(written);
        Subject::Schema(name.to_owned())
    }

    /// Whether a schema's reference is a `$dynamicRef`, which the model does not tell apart.
    fn is_dynamic(&self, schema: &Schema) -> bool {
        let tree = self.document.trees.get(schema.origin.tree as usize);
        tree.is_some_and(|tree| tree.node(NodeId(schema.origin.node)).get("$ref").is_none())
    }

    /// Everything that a schema says itself, behind the reference that stands beside it.
    fn contents(&mut self, id: Id<Schema>, beside: Option<Beside<'d>>) -> Value {
        if self.wanted.contains(&id) && !self.places.contains_key(&id) {
            self.places.insert(id, self.pointer.clone());
        }
        let raw = &self.document.schemas[id];
        let schema = if self.fits(raw) { raw } else { self.document.normalized(id) };
        if let (Some(allowed), None) = (schema.boolean, &beside) {
            return self.boolean(allowed);
        }
        let mut members = Members::default();
        let part = match beside {
            Some(Beside::Member(name, text)) => {
                members.push(name, Value::string(text));
                None
            }
            Some(Beside::Part(reference)) => Some(reference),
            // One whose normalized spelling is a reference.
            None => schema.reference.as_deref().filter(|_| raw.reference.is_none()),
        };
        self.keywords(&mut members, schema, part);
        if self.is_3_1() {
            self.drop_identities(&mut members);
        }
        members.into()
    }

    fn boolean(&mut self, allowed: bool) -> Value {
        match (self.target, allowed) {
            (Target::OpenApi3_1, _) => Value::Bool(allowed),
            (_, true) => Members::default().into(),
            (Target::OpenApi3_0, false) => {
                let mut members = Members::default();
                members.push("not", Members::default().into());
                members.into()
            }
            (Target::Swagger2_0, false) => {
                self.lose(LossKind::Keyword, "that nothing is allowed", "not");
                Members::default().into()
            }
        }
    }

    /// Whether the spelling of a schema is one that the version has; if not, its normalized spelling is
    /// written.
    fn fits(&self, schema: &Schema) -> bool {
        if self.is_3_1() {
            return true;
        }
        let parts = schema.any_of.iter().chain(&schema.one_of);
        let has_null =
            parts.clone().any(|part| self.document.schemas[*part].types == [SchemaType::Null]);
        let is_list_of_nothing = schema.types.contains(&SchemaType::Array)
            && schema.items.is_none()
            && schema.prefix_items.is_empty();
        let fits_both = schema.boolean.is_none()
            && schema.constant.is_none()
            && !schema.types.contains(&SchemaType::Null)
            && !is_list_of_nothing
            && !has_null;
        match self.target {
            Target::Swagger2_0 => fits_both && parts.count() == 0 && schema.not.is_none(),
            _ => fits_both,
        }
    }
}
