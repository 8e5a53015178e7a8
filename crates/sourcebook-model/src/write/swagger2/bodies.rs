//! Bodies of 2.0: a parameter in body, or the fields of a form.

use crate::document::{
    AdditionalProperties, Encoding, FORM_MEDIA_TYPES, Id, MediaType, Operation, RequestBody,
    Schema, SchemaType, Seen, Value, Version,
};

use super::super::bodies::REQUEST_BODY;
use super::super::members::Members;
use super::super::paths::{BODY_NAME, DEFAULT_BODY_NAME};
use super::super::writer::Writer;
use super::super::{LossKind, Subject};
use super::examples::EXAMPLES;

/// What an operation says of its body.
#[derive(Default)]
pub(super) struct Body {
    pub(super) consumes: Vec<String>,
    pub(super) parameters: Vec<Value>,
}

/// The fields of a form.
#[derive(Default)]
struct Fields<'d> {
    /// Their names and schemas.
    all: Vec<(&'d str, Id<Schema>)>,
    /// The names of those that must be sent.
    required: Vec<&'d str>,
    /// The object and the parts of its `allOf`.
    parts: Vec<&'d Schema>,
}

/// Maximum number of parts of a form.
const MAX_PARTS: usize = 100;

impl<'d> Writer<'d> {
    /// A body as parameters, the first of which stands at a place in their list. It becomes the
    /// fields of a form where its first media type is one.
    pub(super) fn swagger2_body(&mut self, operation: &'d Operation, at: usize) -> Body {
        let Some(used) = &operation.request_body else { return Body::default() };
        let document = self.document;
        let body = &document.request_bodies[used.id];
        if body.is_form() {
            return self.at(body.origin, |writer| writer.form(body));
        }
        let others = body.content.iter().map(|(name, _)| name);
        let (forms, consumes): (Vec<&String>, Vec<&String>) =
            others.partition(|name| is_form(name));
        for form in forms {
            self.lose(LossKind::MediaTypes, format!("`{form}` beside a body"), "requestBody");
        }
        let name = operation.extension(BODY_NAME).and_then(Value::as_str);
        let write = |writer: &mut Self| {
            writer.used(used, &REQUEST_BODY, |writer, body| {
                writer.body_parameter(body, name.unwrap_or(DEFAULT_BODY_NAME))
            })
        };
        let parameter = self.inside("parameters", |writer| writer.inside(&at.to_string(), write));
        let mut consumes: Vec<String> = consumes.into_iter().cloned().collect();
        if consumes.is_empty() {
            // Nothing would be taken for JSON.
            consumes.push("*/*".to_owned());
        }
        Body { consumes, parameters: vec![parameter] }
    }

    fn body_parameter(&mut self, seen: Seen<'d, RequestBody>, name: &str) -> Value {
        let body = seen.object;
        self.at(body.origin, |writer| {
            let mut members = Members::default();
            members.text("name", Some(body.parameter_name.as_deref().unwrap_or(name)));
            members.text("in", Some("body"));
            members.text("description", seen.description);
            members.flag("required", body.required);
            let schema = writer.common_schema(&body.content, "content");
            let value = if let Some(id) = schema {
                writer.inside("schema", |writer| writer.schema(id))
            } else {
                writer.lose(LossKind::MediaTypes, "a body without a schema", "content");
                Members::default().into()
            };
            members.push("schema", value);
            writer.lose_about_media_types(&body.content);
            members.extensions(&body.extensions);
            writer.examples_of_body(&mut members, &body.content);
            members.into()
        })
    }

    /// The examples of a body, in the extension that tools know.
    fn examples_of_body(&mut self, members: &mut Members, content: &'d [(String, MediaType)]) {
        if self.document.version == Version::Swagger2_0 {
            return;
        }
        if members.has(EXAMPLES) {
            self.lose_examples(content);
            return;
        }
        let examples = self.examples_by_media_type(content);
        members.object(EXAMPLES, examples);
    }

    /// A form has no examples but those of its fields.
    fn lose_examples(&mut self, content: &[(String, MediaType)]) {
        let has_examples = |one: &MediaType| one.example.is_some() || !one.examples.is_empty();
        for (name, _) in content.iter().filter(|(_, one)| has_examples(one)) {
            self.lose(LossKind::Examples, format!("the examples of `{name}`"), "content");
        }
    }

    /// Bodies have no parts that are encoded in their own way.
    fn lose_about_media_types(&mut self, content: &'d [(String, MediaType)]) {
        for (name, media_type) in content {
            let is_encoded = media_type.encoding.iter().any(|(_, one)| {
                one.content_type.is_some() || !one.headers.is_empty() || one.allow_reserved
            });
            if is_encoded {
                self.lose(LossKind::Form, format!("`encoding` of `{name}`"), "content");
            }
            let positions = [
                ("prefixEncoding", !media_type.prefix_encoding.is_empty()),
                ("itemEncoding", media_type.item_encoding.is_some()),
            ];
            for (member, is_said) in positions {
                if is_said {
                    self.lose(LossKind::Form, format!("`{member}` of `{name}`"), "content");
                }
            }
        }
    }

    /// The fields of a form.
    fn form(&mut self, body: &'d RequestBody) -> Body {
        let mut consumes = body.form.as_ref().map(|form| form.consumes.clone()).unwrap_or_default();
        let is_written = !consumes.is_empty();
        for (name, _) in &body.content {
            if !is_form(name) {
                self.lose(LossKind::MediaTypes, format!("`{name}` beside a form"), "content");
            } else if !is_written {
                consumes.push(name.clone());
            }
        }
        let schema = self.common_schema(&body.content, "content");
        self.lose_about_media_types(&body.content);
        self.lose_examples(&body.content);
        self.lose_member(LossKind::Form, "description", body.description.is_some());
        let styles = self.styles_of_fields(body);
        let mut parameters = Vec::new();
        if let Some(id) = schema {
            let fields = self.form_fields(id, body);
            for (name, field) in fields.all {
                let encoding = styles.iter().find(|(known, _)| *known == name);
                let required = fields.required.contains(&name);
                let encoding = encoding.map(|(_, encoding)| encoding);
                parameters.push(self.form_field(name, field, required, encoding));
            }
        }
        if parameters.is_empty() {
            self.lose(LossKind::Form, "a form without fields", "content");
            consumes.clear();
        }
        let has_file = parameters.iter().any(|one| one.get("type") == Some(&Value::string("file")));
        if has_file && !is_written && !consumes.iter().any(|name| name == FORM_MEDIA_TYPES[0]) {
            consumes.push(FORM_MEDIA_TYPES[0].to_owned());
        }
        Body { consumes, parameters }
    }

    /// How the fields of the first media type are written, which counts for all; notes where another
    /// media type has them written otherwise.
    fn styles_of_fields(&mut self, body: &'d RequestBody) -> &'d [(String, Encoding)] {
        let version = self.document.version;
        let is_form = |(name, _): &&(String, MediaType)| is_form(name);
        let mut forms = body.content.iter().filter(is_form).map(|(name, media_type)| {
            let counts = version == Version::Swagger2_0 || version.has_styles(name);
            (name, if counts { media_type.encoding.as_slice() } else { &[] })
        });
        let Some((_, first)) = forms.next() else { return &[] };
        for (name, _) in forms.filter(|(_, other)| !has_same_styles(first, other)) {
            self.lose(LossKind::Form, format!("how fields of `{name}` are written"), "content");
        }
        first
    }

    /// The fields: the members of an object and of the parts of its `allOf`. Notes what else is said.
    fn form_fields(&mut self, id: Id<Schema>, body: &RequestBody) -> Fields<'d> {
        let mut fields = Fields::default();
        self.add_fields(&mut fields, id);
        let is_object = fields.parts.iter().any(|part| part.types == [SchemaType::Object]);
        if !is_object || fields.parts.iter().any(|part| says_more(part)) {
            self.lose(LossKind::Form, "more than the fields of a form", "content");
        }
        let needs_field =
            fields.required.iter().any(|name| fields.all.iter().any(|(known, _)| known == name));
        if needs_field != body.required {
            self.lose(LossKind::Form, "whether the form must be sent", "required");
        }
        fields
    }

    /// Adds the members of a schema, and then those of its parts.
    fn add_fields(&mut self, fields: &mut Fields<'d>, id: Id<Schema>) {
        let document = self.document;
        let way = document.way(id);
        let schema = document.normalized(way.target);
        let is_known = fields.parts.iter().any(|part| std::ptr::eq(*part, schema));
        if is_known || fields.parts.len() >= MAX_PARTS {
            return;
        }
        if let Some(name) =
            document.schemas[way.target].name.as_deref().filter(|_| way.target != id)
        {
            let what = if fields.parts.is_empty() {
                format!("that the form is the schema `{name}`")
            } else {
                format!("that the form has the fields of the schema `{name}`")
            };
            self.lose(LossKind::Form, what, "content");
        }
        fields.parts.push(schema);
        for (name, field) in &schema.properties {
            match fields.all.iter().find(|(known, _)| **known == **name) {
                Some((_, known)) if known == field => {}
                Some(_) => {
                    let what = format!("two schemas of the field `{name}`");
                    self.lose(LossKind::Form, what, "content");
                }
                None => fields.all.push((name, *field)),
            }
        }
        fields.required.extend(schema.required.iter().map(|name| &**name));
        for part in &schema.all_of {
            self.add_fields(fields, *part);
        }
    }

    /// Bodies with names; forms stand where they are used.
    pub(super) fn swagger2_shared_bodies(&mut self) -> Members {
        let document = self.document;
        let mut members = Members::default();
        for (name, used) in &document.components.request_bodies {
            let body = &document.request_bodies[used.id];
            if body.is_form() {
                continue;
            }
            let name = self.names.fit(REQUEST_BODY.name, name);
            let subject = Subject::Component { kind: REQUEST_BODY.name, name: name.clone() };
            let value = self.about(subject, body.origin, |writer| {
                writer.inside(&name, |writer| {
                    writer.component(&name, used, &REQUEST_BODY, |writer, body| {
                        writer.body_parameter(body, DEFAULT_BODY_NAME)
                    })
                })
            });
            members.push(&name, value);
        }
        members
    }
}

/// Whether the same fields are written in the same styles.
fn has_same_styles(one: &[(String, Encoding)], other: &[(String, Encoding)]) -> bool {
    let styles = |all: &[(String, Encoding)]| {
        let style =
            |(name, one): &(String, Encoding)| (name.clone(), one.style.clone(), one.explode);
        let mut styles: Vec<_> = all.iter().map(style).collect();
        styles.retain(|(_, style, explode)| style.is_some() || explode.is_some());
        styles.sort_unstable();
        styles
    };
    styles(one) == styles(other)
}

/// Whether one of the schemas of a form says more than its fields.
fn says_more(part: &Schema) -> bool {
    let mut rest = part.clone();
    rest.properties.clear();
    rest.required.clear();
    rest.all_of.clear();
    let is_other = !rest.types.is_empty() && rest.types != [SchemaType::Object];
    rest.types.clear();
    if rest.additional_properties == Some(AdditionalProperties::Allowed(false)) {
        rest.additional_properties = None;
    }
    is_other || !rest.is_unrestricted()
}

fn is_form(media_type: &str) -> bool {
    FORM_MEDIA_TYPES.contains(&media_type)
}
