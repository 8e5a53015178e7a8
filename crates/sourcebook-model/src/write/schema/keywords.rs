//! The keywords of one schema, in the order in which people read them.

use crate::document::{
    AdditionalProperties, Id, Schema, SchemaReference, SchemaType, Value, Version,
};

use crate::media::Kind;

use super::super::members::{Members, distinct};
use super::super::writer::Writer;
use super::super::{LossKind, Target};

impl<'d> Writer<'d> {
    /// Everything that a schema says; `part` is a reference that becomes a part of `allOf`.
    pub(super) fn keywords(
        &mut self,
        members: &mut Members,
        schema: &'d Schema,
        part: Option<&'d SchemaReference>,
    ) {
        if self.is_3_1() && (schema.allows_null_apart() || self.refuses_null_by_parts(schema)) {
            self.nullable_apart(members, schema, part);
            return;
        }
        members.annotations(schema);
        self.restrictions(members, schema, part, schema.nullable);
        self.marks(members, schema);
    }

    /// Everything that restricts values; since 3.1 `null` is a type beside the others where the schema is
    /// `nullable`.
    pub(super) fn restrictions(
        &mut self,
        members: &mut Members,
        schema: &'d Schema,
        part: Option<&'d SchemaReference>,
        nullable: bool,
    ) {
        let types = self.types(members, schema, nullable);
        members.text("format", schema.format.as_deref().or_else(|| self.format_of_content(schema)));
        self.values(members, schema);
        self.scalar_limits(members, schema);
        self.list_keywords(members, schema);
        self.object_keywords(members, schema);
        self.compositions(members, schema, part, types);
        self.conditions(members, schema);
        self.content_keywords(members, schema);
        self.place_parts(members, schema);
    }

    /// What stands behind the restrictions.
    pub(super) fn marks(&mut self, members: &mut Members, schema: &Schema) {
        members.value("default", schema.default.as_ref());
        self.examples_of_schema(members, schema);
        members.flag("readOnly", schema.read_only);
        let known_since_3 = [("writeOnly", schema.write_only), ("deprecated", schema.deprecated)];
        for (name, is_set) in known_since_3 {
            if self.is_swagger2() {
                self.lose_member(LossKind::Keyword, name, is_set);
            } else {
                members.flag(name, is_set);
            }
        }
        let discriminator = schema.discriminator.as_deref();
        if let Some(discriminator) = discriminator.filter(|_| !self.takes_null_twice(schema)) {
            self.discriminator(members, schema, discriminator);
        }
        if let Some(xml) = &schema.xml {
            self.xml(members, schema, xml);
        }
        self.external_docs(members, schema.external_docs.as_deref());
        self.unknown_keywords(members, schema);
    }

    /// `enum` and `const`.
    fn values(&mut self, members: &mut Members, schema: &Schema) {
        if schema.types == [SchemaType::Null] && !self.is_3_1() {
            members.push("enum", Value::Array(vec![Value::Null]));
        } else {
            let mut values = self.allowed_values(schema);
            // Documents of earlier versions mean that `null` is valid beside the values.
            let is_old = self.document.version < Version::OpenApi3_1;
            if self.is_3_1() && is_old && schema.nullable && !values.is_empty() {
                values.extend((!values.contains(&Value::Null)).then_some(Value::Null));
            }
            members.list("enum", values);
        }
        if self.is_3_1() {
            if schema.allows_no_value {
                members.push("enum", Value::Array(Vec::new()));
            }
            members.value("const", schema.constant.as_ref());
        }
    }

    fn examples_of_schema(&mut self, members: &mut Members, schema: &Schema) {
        if self.is_3_1() && self.document.version >= Version::OpenApi3_1 {
            members.value("example", schema.example.as_ref());
            members.list("examples", schema.examples.clone());
            return;
        }
        let all: Vec<&Value> = schema.example.iter().chain(&schema.examples).collect();
        if self.is_3_1() {
            members.list("examples", all.into_iter().cloned().collect());
            return;
        }
        members.value("example", all.first().copied());
        if all.len() > 1 {
            self.lose(LossKind::Examples, format!("{} examples", all.len()), "examples");
        }
    }

    fn list_keywords(&mut self, members: &mut Members, schema: &'d Schema) {
        if self.is_3_1() {
            self.child(members, "items", schema.items);
            self.children(members, "prefixItems", &schema.prefix_items);
            self.child(members, "contains", schema.contains);
        } else {
            let firsts = !schema.prefix_items.is_empty();
            self.lose_member(LossKind::Keyword, "prefixItems", firsts);
            // A list says what its items are, if only that they are anything.
            let is_silent = schema.items.is_none()
                && schema.types.contains(&SchemaType::Array)
                && (self.is_swagger2() || schema.types.len() == 1);
            if firsts || is_silent || self.has_no_more_items(schema) {
                members.push("items", Members::default().into());
            } else {
                self.child(members, "items", schema.items);
            }
            self.lose_child("contains", schema.contains);
        }
        self.list_limits(members, schema);
        self.since_3_1(members, "unevaluatedItems", schema.unevaluated_items);
    }

    fn object_keywords(&mut self, members: &mut Members, schema: &'d Schema) {
        members.texts("required", &distinct(schema.required.iter().collect()));
        self.schema_map(members, "properties", &schema.properties);
        self.lose_element_names(schema);
        if self.is_3_1() {
            self.schema_map(members, "patternProperties", &schema.pattern_properties);
        } else {
            let has_patterns = !schema.pattern_properties.is_empty();
            self.lose_member(LossKind::Keyword, "patternProperties", has_patterns);
        }
        // Members by patterns are others there: what holds for others would refuse them.
        let refuses_patterns = !self.is_3_1() && !schema.pattern_properties.is_empty();
        match schema.additional_properties {
            Some(AdditionalProperties::Allowed(false) | AdditionalProperties::Schema(_))
                if refuses_patterns =>
            {
                let what = "`additionalProperties` beside `patternProperties`";
                self.lose(LossKind::Keyword, what, "additionalProperties");
            }
            Some(AdditionalProperties::Allowed(allowed)) => {
                members.push("additionalProperties", Value::Bool(allowed));
            }
            Some(AdditionalProperties::Schema(id)) => {
                self.child(members, "additionalProperties", Some(id));
            }
            None => {}
        }
        if schema.property_names.is_some_and(|names| self.is_3_1() || !self.is_any_text(names)) {
            self.since_3_1(members, "propertyNames", schema.property_names);
        }
        Self::object_limits(members, schema.limits.as_deref());
        self.dependencies(members, schema);
        self.since_3_1(members, "unevaluatedProperties", schema.unevaluated_properties);
    }

    /// Whether every text is valid. Generators say so of the names of every map.
    fn is_any_text(&self, id: Id<Schema>) -> bool {
        let schema = self.document.normalized(self.document.resolve(id));
        let without_type = Schema { types: Vec::new(), ..schema.clone() };
        matches!(&schema.types[..], [] | [SchemaType::String]) && without_type.only_annotates()
    }

    fn dependencies(&mut self, members: &mut Members, schema: &'d Schema) {
        if !self.is_3_1() {
            let needs_names = !schema.dependent_required.is_empty();
            self.lose_member(LossKind::Keyword, "dependentRequired", needs_names);
            let needs_schemas = !schema.dependent_schemas.is_empty();
            self.lose_member(LossKind::Keyword, "dependentSchemas", needs_schemas);
            return;
        }
        let mut required = Members::default();
        for (name, needed) in &schema.dependent_required {
            let needed = needed.iter().map(|one| Value::String(one.clone())).collect();
            required.push(name, Value::Array(needed));
        }
        members.object("dependentRequired", required);
        self.schema_map(members, "dependentSchemas", &schema.dependent_schemas);
    }

    fn conditions(&mut self, members: &mut Members, schema: &'d Schema) {
        // Before 3.1, a list of values has one at least.
        let is_never = schema.allows_no_value && !self.is_3_1();
        let can_be_said = self.target == Target::OpenApi3_0 && schema.not.is_none();
        if is_never && can_be_said {
            members.push("not", Members::default().into());
        } else if is_never {
            self.lose(LossKind::Keyword, "an `enum` without values", "enum");
        }
        // What allows more than it should would refuse more here.
        if self.is_swagger2() || schema.not.is_some_and(|not| self.loosened.contains(&not)) {
            self.lose_child("not", schema.not);
        } else {
            self.child(members, "not", schema.not);
        }
        self.since_3_1(members, "if", schema.if_schema);
        self.since_3_1(members, "then", schema.then_schema);
        self.since_3_1(members, "else", schema.else_schema);
    }

    fn content_keywords(&mut self, members: &mut Members, schema: &'d Schema) {
        let format = self.format_of_content(schema);
        let texts = [
            ("contentMediaType", &schema.content_media_type, "application/octet-stream", "binary"),
            ("contentEncoding", &schema.content_encoding, "base64", "byte"),
        ];
        for (name, text, plain, said) in texts {
            if self.is_3_1() {
                members.text(name, text.as_deref());
            } else {
                let is_said = format == Some(said) && text.as_deref() == Some(plain);
                self.lose_member(LossKind::Keyword, name, text.is_some() && !is_said);
            }
        }
        self.since_3_1(members, "contentSchema", schema.content_schema);
    }

    /// The format that says what content keywords say before 3.1: of texts in base 64, and of bytes.
    pub(in super::super) fn format_of_content(&self, schema: &Schema) -> Option<&'static str> {
        if self.is_3_1() {
            return None;
        }
        let is_bytes = schema.is_bytes() && schema.types == [SchemaType::String];
        let is_base64 = schema.content_encoding.as_deref() == Some("base64");
        is_base64.then_some("byte").or_else(|| is_bytes.then_some("binary"))
    }

    fn unknown_keywords(&mut self, members: &mut Members, schema: &Schema) {
        // What 2.0 says about items in parameters has no effect in other schemas.
        let is_of_items =
            |name: &str| self.document.version == Version::Swagger2_0 && name == "collectionFormat";
        let unknown: Vec<_> =
            schema.extensions.iter().filter(|(name, _)| !is_of_items(name)).collect();
        for (name, value) in unknown {
            let is_kept = name.starts_with("x-") || self.is_3_1();
            if is_kept && !members.has(name) {
                let value = self.about_values(schema, name, value);
                members.push(name, value);
            } else if !is_kept {
                self.lose(LossKind::UnknownKeyword, format!("`{name}`"), name);
            }
        }
    }

    fn child(&mut self, members: &mut Members, name: &str, child: Option<Id<Schema>>) {
        if let Some(id) = child {
            let value = self.inside(name, |writer| writer.schema(id));
            members.push(name, value);
        }
    }

    pub(super) fn children(&mut self, members: &mut Members, name: &str, ids: &[Id<Schema>]) {
        let values = self.parts(name, ids, 0);
        members.list(name, values);
    }

    /// Schemas in a list; the first of them stands at the place `from`.
    pub(super) fn parts(&mut self, name: &str, ids: &[Id<Schema>], from: usize) -> Vec<Value> {
        self.inside(name, |writer| {
            let part = |(at, id): (usize, &Id<Schema>)| {
                writer.inside(&(from + at).to_string(), |writer| writer.schema(*id))
            };
            ids.iter().enumerate().map(part).collect()
        })
    }

    fn schema_map(&mut self, members: &mut Members, name: &str, map: &[(Box<str>, Id<Schema>)]) {
        let mut object = Members::default();
        self.inside(name, |writer| {
            for (key, id) in map {
                let value = writer.inside(key, |writer| writer.schema(*id));
                object.push(key, value);
            }
        });
        members.object(name, object);
    }

    fn since_3_1(&mut self, members: &mut Members, name: &str, child: Option<Id<Schema>>) {
        if self.is_3_1() {
            self.child(members, name, child);
        } else {
            self.lose_child(name, child);
        }
    }

    fn lose_child(&mut self, name: &str, child: Option<Id<Schema>>) {
        self.lose_member(LossKind::Keyword, name, child.is_some());
    }

    /// `type`; returns the types that stand in `anyOf` instead.
    fn types(
        &mut self,
        members: &mut Members,
        schema: &'d Schema,
        nullable: bool,
    ) -> &'d [SchemaType] {
        let words = |types: &[SchemaType]| -> Vec<Value> {
            types.iter().map(|kind| Value::string(kind.name())).collect()
        };
        let mut list = words(&schema.types);
        let has_null = schema.types.contains(&SchemaType::Null);
        if self.is_3_1() && nullable && !list.is_empty() && !has_null {
            list.push(Value::string("null"));
        }
        let is_null = schema.types == [SchemaType::Null];
        if !self.is_3_1() && (self.allows_null(schema) || is_null) {
            let name = if self.is_swagger2() { "x-nullable" } else { "nullable" };
            members.push(name, Value::Bool(true));
        }
        match (self.target, list.len()) {
            (_, 0) => {}
            (Target::OpenApi3_1, _) if list.len() > 1 => members.push("type", Value::Array(list)),
            // Nothing but `null` is an enumeration there.
            (Target::OpenApi3_0 | Target::Swagger2_0, _) if is_null => {}
            (_, 1) => members.push("type", list.remove(0)),
            (Target::Swagger2_0, _) => members.push("type", Value::Array(list)),
            _ => return &schema.types,
        }
        &[]
    }
}

impl Schema {
    /// Whether a schema says by its content keywords that a value is bytes (OpenAPI 3.1, "Working with
    /// Binary Data").
    pub(in super::super) fn is_bytes(&self) -> bool {
        let media_type = self.content_media_type.as_deref();
        media_type.is_some_and(|name| Kind::of(name) == Kind::Binary)
            && self.content_encoding.is_none()
            && self.content_schema.is_none()
    }
}
