//! What parameters and headers of 2.0 may be: texts, numbers, booleans, lists of them.

use crate::document::{Extensions, Id, Schema, SchemaType, Value};
use crate::view::{Meet, is_about_values};

use super::super::LossKind;
use super::super::members::Members;
use super::super::parameters::MAX_LISTS;
use super::super::writer::Writer;

/// A value that is written without a schema of its own.
#[derive(Clone, Copy)]
pub(super) struct Simple<'m> {
    /// The member of the current object that has the schema.
    pub(super) member: &'m str,
    /// Whose value it is, where the current object does not tell: ` of the header X`.
    pub(super) of: &'m str,
    /// Whether the description of the schema stands elsewhere.
    pub(super) is_described: bool,
}

/// What is said of a value beside its keywords.
#[derive(Default)]
pub(super) struct Typed {
    /// Whether it is a list.
    pub(super) is_list: bool,
    /// The extensions of its schema, which stand at the end.
    pub(super) extensions: Extensions,
}

impl Writer<'_> {
    /// The keywords of a value that is no object.
    pub(super) fn simple_schema(
        &mut self,
        members: &mut Members,
        schema: Option<Id<Schema>>,
        simple: Simple<'_>,
    ) -> Typed {
        let Some(id) = schema else {
            members.text("type", Some("string"));
            return Typed::default();
        };
        self.simple_value(members, id, simple, MAX_LISTS)
    }

    pub(super) fn lose_of_value(&mut self, what: &str, simple: Simple<'_>) {
        self.lose(LossKind::ParameterSchema, [what, simple.of].concat(), simple.member);
    }

    fn simple_value(
        &mut self,
        members: &mut Members,
        id: Id<Schema>,
        simple: Simple<'_>,
        lists: usize,
    ) -> Typed {
        let document = self.document;
        let way = document.way(id);
        let name = document.schemas[way.target].name.as_deref().filter(|_| way.target != id);
        if let Some(name) = name {
            let what = format!("that the value is the schema `{name}`");
            self.lose_of_value(&what, simple);
        }
        let merged = self.merged(id, simple);
        let schema = &*merged;
        let kind = self.simple_type(schema, simple);
        members.text("type", Some(kind.name()));
        let of_content = self.format_of_content(schema);
        members.text("format", schema.format.as_deref().or(of_content));
        let nullable =
            self.allows_null(schema) || way.beside.iter().any(|one| self.allows_null(one));
        members.flag("x-nullable", nullable);
        if kind == SchemaType::Array {
            // The first items may be anything: what holds for the others would refuse them.
            let items = schema.items.filter(|_| schema.prefix_items.is_empty());
            self.simple_items(members, items, simple, lists);
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
            self.lose_more(schema, kind, simple);
            self.lose_about_parts(way.target, schema, kind, simple);
        }
        let extensions = self.extensions_of_value(schema, name.is_none());
        Typed { is_list: kind == SchemaType::Array, extensions }
    }

    /// The extensions of a schema: of one that stands here all, and of every one those that say
    /// something of its values, which come last: only they are read as those of a schema.
    fn extensions_of_value(&mut self, schema: &Schema, is_here: bool) -> Extensions {
        let all = schema.extensions.iter().filter(|(name, _)| name.starts_with("x-"));
        let (of_values, others): (Vec<_>, Vec<_>) =
            all.partition(|(name, _)| is_about_values(name));
        let kept = others.into_iter().filter(|_| is_here).chain(of_values);
        kept.map(|(name, value)| (name.clone(), self.about_values(schema, name, value))).collect()
    }

    /// Notes what the parts of a schema say for which there is no room.
    fn lose_about_parts(
        &mut self,
        id: Id<Schema>,
        merged: &Schema,
        kind: SchemaType,
        simple: Simple<'_>,
    ) {
        // Where they could not be merged, they are lost as a whole.
        if !merged.all_of.is_empty() || self.document.normalized(id).all_of.is_empty() {
            return;
        }
        for part in self.parts_of_merged(id) {
            if let Some(name) = part.name.as_deref() {
                let what = format!("that the value is made of the schema `{name}`");
                self.lose_of_value(&what, simple);
            }
            let part = Schema { all_of: Vec::new(), items: None, ..part.clone() };
            self.lose_more(&part, kind, simple);
        }
    }

    fn simple_items(
        &mut self,
        members: &mut Members,
        items: Option<Id<Schema>>,
        simple: Simple<'_>,
        lists: usize,
    ) {
        let mut inner = Members::default();
        let simple = Simple { is_described: false, ..simple };
        let is_list = |id: &Id<Schema>| {
            let target = self.document.way(*id).target;
            let merged = self.views.shape(Meet::One(*id));
            self.document.normalized(target).types == [SchemaType::Array]
                || merged.types.contains(&SchemaType::Array)
        };
        let Some(id) = items.filter(|id| lists > 0 || !is_list(id)) else {
            match items {
                Some(_) => self.lose(LossKind::Nesting, "endlessly nested lists", simple.member),
                None => self.lose_of_value("a value of any type", simple),
            }
            inner.text("type", Some("string"));
            members.push("items", inner.into());
            return;
        };
        let typed = self.simple_value(&mut inner, id, simple, lists.saturating_sub(1));
        inner.extensions(&typed.extensions);
        let schema = self.document.normalized(self.document.way(id).target);
        let format = schema.extension("collectionFormat").and_then(Value::as_str);
        inner.text("collectionFormat", format.filter(|_| typed.is_list));
        members.push("items", inner.into());
    }

    /// The type of a value; text where 2.0 has none for it.
    fn simple_type(&mut self, schema: &Schema, simple: Simple<'_>) -> SchemaType {
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
                self.lose_of_value(&what, simple);
                String
            }
        }
    }

    /// Notes the keywords for which there is no room.
    fn lose_more(&mut self, schema: &Schema, kind: SchemaType, simple: Simple<'_>) {
        if schema.allows_no_value {
            self.lose_of_value("an `enum` without values", simple);
        }
        let said = [
            ("title", schema.title.is_some()),
            ("description", schema.description.is_some() && !simple.is_described),
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
            ("contentMediaType", schema.content_media_type.is_some() && !schema.is_bytes()),
            (
                "contentEncoding",
                schema.content_encoding.as_deref().is_some_and(|it| it != "base64"),
            ),
            ("externalDocs", schema.external_docs.is_some()),
            ("items", schema.items.is_some() && kind != SchemaType::Array),
        ];
        for (name, is_said) in said {
            if is_said {
                self.lose_of_value(&format!("`{name}` of a value"), simple);
            }
        }
    }
}
