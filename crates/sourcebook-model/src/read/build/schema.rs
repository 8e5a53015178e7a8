//! Schemas.

use crate::document::{
    AdditionalProperties, Id, Schema, SchemaReference, SchemaType, Value, Version,
};
use sourcebook_syntax::{Diagnostic, Kind, NodeRef, nearest};

use super::super::codes::WRONG_TYPE;
use super::beside::Counting;
use super::dynamic::Bindings;
use super::present::{Present, Role};
use super::{Builder, MAX_REFERENCE_STEPS, Pending};

impl<'t> Builder<'t, '_> {
    /// The schema at a node; filled in from the queue.
    pub(super) fn schema(&mut self, node: NodeRef<'t>) -> Id<Schema> {
        if self.dynamic.is_some() {
            return self.bound_schema(node);
        }
        self.shared_schema(node)
    }

    /// The schema at a node as it is without bindings.
    pub(super) fn shared_schema(&mut self, node: NodeRef<'t>) -> Id<Schema> {
        let origin = node.origin();
        if let Some(&id) = self.built.schemas.get(&origin) {
            return id;
        }
        let id = self.own_schema(node, Role::Schema);
        self.built.schemas.insert(origin, id);
        id
    }

    /// A schema that stands for nothing else, made of the node's keywords.
    pub(super) fn own_schema(&mut self, node: NodeRef<'t>, role: Role) -> Id<Schema> {
        self.queued_schema(node, role, Bindings::new())
    }

    /// A schema that is filled in with bindings.
    pub(super) fn queued_schema(
        &mut self,
        node: NodeRef<'t>,
        role: Role,
        bindings: Bindings,
    ) -> Id<Schema> {
        let id = self.document.schemas.push(Schema { origin: node.origin(), ..Schema::default() });
        self.queue.push_back(Pending::Schema(id, node, role, bindings));
        id
    }

    pub(super) fn fill_schema(&mut self, id: Id<Schema>, node: NodeRef<'t>, role: Role) {
        let name = self.document.schemas[id].name.take();
        let schema = match node.as_bool() {
            Some(allowed) => {
                Schema { boolean: Some(allowed), origin: node.origin(), ..Schema::default() }
            }
            None if node.is_object() => self.build_schema(node, role),
            None => {
                self.wrong_type(node, "schema", "an object");
                Schema { origin: node.origin(), ..Schema::default() }
            }
        };
        self.document.schemas[id] = Schema { name, ..schema };
    }

    fn build_schema(&mut self, node: NodeRef<'t>, role: Role) -> Schema {
        let reference = self.schema_reference(node);
        if reference.is_some() && self.document.version < Version::OpenApi3_1 {
            // What stands beside a `$ref` is ignored (Reference Object, 2.0 and 3.0).
            self.report_beside(node, Counting::OfSchema);
            return Schema { origin: node.origin(), reference, ..Schema::default() };
        }
        let present = Present::of(node, role);
        let mut schema = Schema {
            origin: node.origin(),
            reference,
            format: self.short_text(node, "format"),
            enumeration: self.list(node, "enum").into_iter().map(NodeRef::to_value).collect(),
            allows_no_value: is_empty_list(node, "enum"),
            constant: Self::value(node, "const"),
            default: Self::value(node, "default"),
            limits: if present.limits { self.limits(node) } else { None },
            ..Schema::default()
        };
        self.types(node, &mut schema);
        if role != Role::Schema && schema.types.is_empty() {
            // Parameters of 2.0 have a type; one that is missing is taken for text.
            schema.types.push(SchemaType::String);
        }
        if role == Role::FormField {
            let example = Self::value(node, "example");
            schema.example = example.or_else(|| Self::value(node, "x-example"));
        }
        if role == Role::Schema {
            schema.nullable |= self.flag(node, "nullable").unwrap_or_default();
            if schema.nullable && self.document.version >= Version::OpenApi3_1 {
                self.report_nullable(node);
            }
        }
        schema.nullable |= self.flag(node, "x-nullable").unwrap_or_default();
        if role != Role::Parameter {
            schema.description = self.short_text(node, "description");
        }
        if role == Role::Schema && present.annotations {
            self.annotations(node, &mut schema);
        }
        self.items(node, &mut schema, present.seldom);
        if role == Role::Schema {
            self.children(node, &mut schema, present.seldom);
        }
        if role == Role::Schema {
            self.report_unknown_keywords(node, &present.extensions);
        }
        schema.extensions = present.extensions;
        schema
    }

    fn annotations(&mut self, node: NodeRef<'t>, schema: &mut Schema) {
        schema.title = self.short_text(node, "title");
        schema.example = Self::value(node, "example");
        schema.examples = self.examples_of_schema(node);
        schema.read_only = self.flag(node, "readOnly").unwrap_or_default();
        schema.write_only = self.flag(node, "writeOnly").unwrap_or_default();
        schema.deprecated = self.flag(node, "deprecated").unwrap_or_default();
        schema.content_media_type = self.short_text(node, "contentMediaType");
        schema.content_encoding = self.short_text(node, "contentEncoding");
        schema.discriminator = self.discriminator(node);
        schema.xml = self.xml(node);
        schema.external_docs = self.external_docs(node).map(Box::new);
    }

    /// The examples of 3.1: a list. (Some documents have a map of named examples there.)
    fn examples_of_schema(&mut self, node: NodeRef<'t>) -> Vec<Value> {
        match node.get("examples") {
            Some(named) if named.is_object() => named
                .members()
                .map(|(_, example)| NodeRef::to_value(example.get("value").unwrap_or(example)))
                .collect(),
            _ => self.list(node, "examples").into_iter().map(NodeRef::to_value).collect(),
        }
    }

    fn types(&mut self, node: NodeRef<'t>, schema: &mut Schema) {
        let Some(value) = node.get("type").filter(|value| !value.is_null()) else {
            return;
        };
        let words: Vec<NodeRef<'t>> = match value.kind() {
            Kind::Array(_) => value.items().collect(),
            _ => vec![value],
        };
        if words.is_empty() {
            self.diagnostics.push(
                Diagnostic::new(&WRONG_TYPE, "`type` is a list without types")
                    .at(Self::place(value), "this is ignored")
                    .help("name the types of values, or remove `type`"),
            );
        }
        for word in words {
            let text = word.as_str().unwrap_or_default();
            let kind = match SchemaType::from_name(text) {
                None if word.is_null() => Some(SchemaType::Null),
                None if text == "file" && self.is_swagger2() => {
                    schema.format = Some("binary".into());
                    Some(SchemaType::String)
                }
                kind => kind,
            };
            match kind {
                Some(kind) if schema.types.contains(&kind) => {}
                Some(kind) => schema.types.push(kind),
                None => self.unknown_type(word, text),
            }
        }
        if schema.types.len() > 1 && schema.types.contains(&SchemaType::Null) {
            schema.nullable = true;
            schema.types.retain(|kind| *kind != SchemaType::Null);
        }
    }

    fn unknown_type(&mut self, word: NodeRef<'t>, text: &str) {
        let message = match word.as_str() {
            Some(text) => format!("`{text}` is not a type"),
            None => "`type` must be a string or a list of strings".to_owned(),
        };
        let mut diagnostic =
            Diagnostic::new(&WRONG_TYPE, message).at(Self::place(word), "this is ignored");
        let meant = match text {
            "int" | "int32" | "int64" | "long" | "short" => Some("integer"),
            "float" | "double" | "decimal" => Some("number"),
            "dict" | "map" | "hash" => Some("object"),
            "list" => Some("array"),
            _ => nearest(text, SchemaType::ALL.map(SchemaType::name)),
        };
        diagnostic.help = meant.map(|meant| format!("did you mean `{meant}`?"));
        self.diagnostics.push(diagnostic);
    }

    fn schema_reference(&mut self, node: NodeRef<'t>) -> Option<Box<SchemaReference>> {
        // A property named `$ref` is an object, not a text.
        let text = Self::schema_reference_text(node)?;
        let found = self.target(node, text);
        let found = self.bound_target(node, text, found);
        let target = found.map(|found| {
            let id = self.schema(found);
            self.note_external(found, text, id);
            id
        });
        if found.is_some_and(|found| self.leads_in_circles(found, node)) {
            self.report_reference_cycle(node, text);
            return Some(Box::new(SchemaReference { text: text.to_owned(), target: None }));
        }
        Some(Box::new(SchemaReference { text: text.to_owned(), target }))
    }

    fn schema_reference_text(node: NodeRef<'t>) -> Option<&'t str> {
        let dynamic = || node.get("$dynamicRef").and_then(NodeRef::as_str);
        Self::reference_text(node).or_else(dynamic)
    }

    /// Whether nothing but references lies between a reference's target and the reference.
    fn leads_in_circles(&mut self, target: NodeRef<'t>, start: NodeRef<'t>) -> bool {
        let mut at = target;
        let mut steps = 0;
        while at.origin() != start.origin() {
            let Some(text) = Self::schema_reference_text(at) else {
                return false;
            };
            let Some(next) = self.target(at, text) else {
                return false;
            };
            at = next;
            steps += 1;
            if steps > MAX_REFERENCE_STEPS {
                return true;
            }
        }
        true
    }

    fn optional_schema(&mut self, node: NodeRef<'t>, key: &str) -> Option<Id<Schema>> {
        node.get(key).filter(|value| !value.is_null()).map(|value| self.schema(value))
    }

    fn schemas(&mut self, node: NodeRef<'t>, key: &str) -> Vec<Id<Schema>> {
        self.list(node, key).into_iter().map(|value| self.schema(value)).collect()
    }

    fn schema_map(&mut self, node: NodeRef<'t>, key: &str) -> Vec<(Box<str>, Id<Schema>)> {
        let Some(map) = self.object(node, key) else {
            return Vec::new();
        };
        let mut schemas = Vec::new();
        for (name, value) in map.members() {
            if value.is_null() {
                self.report_null(value, &format!("the schema of `{name}`"));
            } else {
                schemas.push((name.into(), self.schema(value)));
            }
        }
        schemas
    }

    fn children(&mut self, node: NodeRef<'t>, schema: &mut Schema, seldom: bool) {
        schema.properties = self.schema_map(node, "properties");
        if seldom {
            schema.pattern_properties = self.schema_map(node, "patternProperties");
        }
        schema.additional_properties = match node.get("additionalProperties") {
            Some(value) if value.is_object() => {
                Some(AdditionalProperties::Schema(self.schema(value)))
            }
            _ => self.flag(node, "additionalProperties").map(AdditionalProperties::Allowed),
        };
        schema.required = self.texts(node, "required").into_iter().map(Into::into).collect();
        schema.all_of = self.schemas(node, "allOf");
        schema.any_of = self.schemas(node, "anyOf");
        schema.one_of = self.schemas(node, "oneOf");
        if seldom {
            self.seldom_children(node, schema);
        }
    }

    fn seldom_children(&mut self, node: NodeRef<'t>, schema: &mut Schema) {
        schema.not = self.optional_schema(node, "not");
        schema.contains = self.optional_schema(node, "contains");
        schema.property_names = self.optional_schema(node, "propertyNames");
        schema.dependent_schemas = self.schema_map(node, "dependentSchemas");
        schema.dependent_required = self
            .named(node, "dependentRequired", |_, names| {
                names.items().filter_map(NodeRef::as_str).map(Into::into).collect()
            })
            .into_iter()
            .map(|(name, needed)| (name.into(), needed))
            .collect();
        schema.unevaluated_items = self.optional_schema(node, "unevaluatedItems");
        schema.unevaluated_properties = self.optional_schema(node, "unevaluatedProperties");
        schema.if_schema = self.optional_schema(node, "if");
        schema.then_schema = self.optional_schema(node, "then");
        schema.else_schema = self.optional_schema(node, "else");
        schema.content_schema = self.optional_schema(node, "contentSchema");
    }

    /// `items` and `prefixItems`. A list under `items` (before 2020-12) says what the first
    /// items are; with one entry it means every item.
    fn items(&mut self, node: NodeRef<'t>, schema: &mut Schema, seldom: bool) {
        if seldom {
            schema.prefix_items = self.schemas(node, "prefixItems");
        }
        match node.get("items") {
            Some(list) if matches!(list.kind(), Kind::Array(_)) => {
                let items = self.schemas(node, "items");
                match items.as_slice() {
                    [one] => schema.items = Some(*one),
                    _ => schema.prefix_items = items,
                }
            }
            _ => schema.items = self.optional_schema(node, "items"),
        }
        if self.is_swagger2() && schema.types.contains(&SchemaType::Array) && schema.items.is_none()
        {
            // 2.0 wants `items` on every list; without it they may be anything.
            let anything = Schema { origin: node.origin(), ..Schema::default() };
            schema.items = Some(self.document.schemas.push(anything));
        }
    }
}

/// Whether a member is a list in which nothing is.
fn is_empty_list(node: NodeRef<'_>, name: &str) -> bool {
    let list = node.get(name).filter(|list| list.items().len() == 0);
    list.is_some_and(|list| list.to_value() == Value::Array(Vec::new()))
}
