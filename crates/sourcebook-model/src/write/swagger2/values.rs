//! What parameters and headers of 2.0 may be: texts, numbers, booleans, lists of them.

use crate::document::{Id, Schema, SchemaType, Value};

use super::super::LossKind;
use super::super::members::Members;
use super::super::writer::Writer;

/// Maximum number of levels of nested lists that are followed.
const MAX_LISTS: usize = 8;

impl Writer<'_> {
    /// The keywords of a value that is no object; returns whether it is a list. `member` is the
    /// member of the current object that has the schema.
    pub(super) fn simple_schema(
        &mut self,
        members: &mut Members,
        schema: Option<Id<Schema>>,
        member: &str,
    ) -> bool {
        self.simple_value(members, schema, member, MAX_LISTS)
    }

    fn simple_value(
        &mut self,
        members: &mut Members,
        schema: Option<Id<Schema>>,
        member: &str,
        lists: usize,
    ) -> bool {
        let Some(id) = schema else {
            members.text("type", Some("string"));
            return false;
        };
        let document = self.document;
        let way = document.way(id);
        let schema = document.normalized(way.target);
        let name = document.schemas[way.target].name.as_deref().filter(|_| way.target != id);
        if let Some(name) = name {
            let what = format!("that the value is the schema `{name}`");
            self.lose(LossKind::ParameterSchema, what, member);
        }
        let kind = self.simple_type(schema, member);
        members.text("type", Some(kind.name()));
        members.text("format", schema.format.as_deref());
        let nullable = schema.nullable || way.beside.iter().any(|one| one.nullable);
        members.flag("x-nullable", nullable);
        if kind == SchemaType::Array {
            self.simple_items(members, schema.items, member, lists);
        }
        let default = way.beside.iter().find_map(|one| one.default.as_ref());
        members.value("default", default.or(schema.default.as_ref()));
        members.list("enum", self.allowed_values(schema));
        self.scalar_limits(members, schema);
        if let Some(limits) = &schema.limits {
            members.count("minItems", limits.min_items);
            members.count("maxItems", limits.max_items);
            members.flag("uniqueItems", limits.unique_items);
        }
        if name.is_none() {
            self.lose_more(schema, kind, member);
            members.extensions(&schema.extensions);
        }
        kind == SchemaType::Array
    }

    fn simple_items(
        &mut self,
        members: &mut Members,
        items: Option<Id<Schema>>,
        member: &str,
        lists: usize,
    ) {
        let mut inner = Members::default();
        if lists == 0 {
            self.lose(LossKind::Nesting, "endlessly nested lists", member);
            inner.text("type", Some("string"));
        } else {
            let is_list = self.simple_value(&mut inner, items, member, lists - 1);
            let format = items.and_then(|id| {
                let schema = self.document.normalized(self.document.way(id).target);
                schema.extension("collectionFormat").and_then(Value::as_str)
            });
            inner.text("collectionFormat", format.filter(|_| is_list));
        }
        members.push("items", inner.into());
    }

    /// The type of a value; text where 2.0 has none for it.
    fn simple_type(&mut self, schema: &Schema, member: &str) -> SchemaType {
        use SchemaType::{Array, Boolean, Integer, Number, String};
        let of_values = || {
            let mut kinds = schema.enumeration.iter().map(|value| match value {
                Value::Bool(_) => Boolean,
                Value::Number(_) => Number,
                _ => String,
            });
            kinds.next().filter(|first| kinds.all(|kind| kind == *first))
        };
        match schema.types.as_slice() {
            [kind @ (String | Number | Integer | Boolean | Array)] => *kind,
            [] if of_values().is_some() => of_values().unwrap_or(String),
            types => {
                let words: Vec<&str> = types.iter().map(|kind| kind.name()).collect();
                let what = match words.as_slice() {
                    [] => "a value of any type".to_owned(),
                    words => format!("a value of type {}", words.join(" or ")),
                };
                self.lose(LossKind::ParameterSchema, what, member);
                String
            }
        }
    }

    /// Notes the keywords for which there is no room.
    fn lose_more(&mut self, schema: &Schema, kind: SchemaType, member: &str) {
        let is_field = member.is_empty();
        let said = [
            ("title", schema.title.is_some()),
            ("description", schema.description.is_some() && !is_field),
            ("deprecated", schema.deprecated),
            ("readOnly", schema.read_only),
            ("writeOnly", schema.write_only),
            ("allOf", !schema.all_of.is_empty()),
            ("anyOf", !schema.any_of.is_empty()),
            ("oneOf", !schema.one_of.is_empty()),
            ("not", schema.not.is_some()),
            ("properties", !schema.properties.is_empty()),
            ("additionalProperties", schema.additional_properties.is_some()),
            ("prefixItems", !schema.prefix_items.is_empty()),
            ("contains", schema.contains.is_some()),
            ("contentMediaType", schema.content_media_type.is_some()),
            ("contentEncoding", schema.content_encoding.is_some()),
            ("externalDocs", schema.external_docs.is_some()),
            ("items", schema.items.is_some() && kind != SchemaType::Array),
        ];
        for (name, is_said) in said {
            if is_said {
                self.lose(LossKind::ParameterSchema, format!("`{name}` of a value"), member);
            }
        }
    }
}
