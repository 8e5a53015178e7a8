//! Bodies of 2.0: a parameter in body, or the fields of a form.

use crate::document::{
    AdditionalProperties, FORM_MEDIA_TYPES, Id, MediaType, Operation, RequestBody, Schema,
    SchemaType, Value,
};

use super::super::bodies::REQUEST_BODY;
use super::super::members::Members;
use super::super::paths::{BODY_NAME, DEFAULT_BODY_NAME};
use super::super::writer::Writer;
use super::super::{LossKind, Subject};

/// What an operation says of its body.
#[derive(Default)]
pub(super) struct Body {
    pub(super) consumes: Vec<String>,
    pub(super) parameters: Vec<Value>,
}

impl<'d> Writer<'d> {
    /// Whether a body becomes the fields of a form: where its first media type is one.
    pub(super) fn swagger2_body(&mut self, operation: &'d Operation) -> Body {
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
        let parameter = self.used(used, &REQUEST_BODY, |writer, body| {
            writer.body_parameter(body, name.unwrap_or(DEFAULT_BODY_NAME))
        });
        let mut consumes: Vec<String> = consumes.into_iter().cloned().collect();
        if consumes.is_empty() {
            // Nothing would be taken for JSON.
            consumes.push("*/*".to_owned());
        }
        Body { consumes, parameters: vec![parameter] }
    }

    fn body_parameter(&mut self, body: &'d RequestBody, name: &str) -> Value {
        self.at(body.origin, |writer| {
            let mut members = Members::default();
            members.text("name", Some(body.parameter_name.as_deref().unwrap_or(name)));
            members.text("in", Some("body"));
            members.text("description", body.description.as_deref());
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
            members.into()
        })
    }

    /// Bodies have no examples, and no parts that are encoded in their own way.
    fn lose_about_media_types(&mut self, content: &'d [(String, MediaType)]) {
        for (name, media_type) in content {
            let has_examples = media_type.example.is_some() || !media_type.examples.is_empty();
            if has_examples {
                self.lose(LossKind::Examples, format!("the examples of `{name}`"), "content");
            }
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
        self.lose_member(LossKind::Form, "description", body.description.is_some());
        let encoding = body.content.first().map(|(_, one)| one.encoding.as_slice());
        let mut parameters = Vec::new();
        if let Some(id) = schema {
            let object = self.form_object(id, body);
            for (name, field) in &object.properties {
                let encoding = encoding.unwrap_or_default();
                let encoding = encoding.iter().find(|(known, _)| **known == **name);
                let required = object.required.contains(name);
                let encoding = encoding.map(|(_, encoding)| encoding);
                parameters.push(self.form_field(name, *field, required, encoding));
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

    /// The object whose members are the fields; notes what else it says.
    fn form_object(&mut self, id: Id<Schema>, body: &RequestBody) -> &'d Schema {
        let document = self.document;
        let way = document.way(id);
        if let Some(name) =
            document.schemas[way.target].name.as_deref().filter(|_| way.target != id)
        {
            let what = format!("that the form is the schema `{name}`");
            self.lose(LossKind::Form, what, "content");
        }
        let object = document.normalized(way.target);
        let mut rest = object.clone();
        rest.properties.clear();
        rest.required.clear();
        let is_object = rest.types == [SchemaType::Object];
        rest.types.clear();
        if rest.additional_properties == Some(AdditionalProperties::Allowed(false)) {
            rest.additional_properties = None;
        }
        if !is_object || !rest.is_unrestricted() {
            self.lose(LossKind::Form, "more than the fields of a form", "content");
        }
        let needs_field = object
            .required
            .iter()
            .any(|name| object.properties.iter().any(|(known, _)| known == name));
        if needs_field != body.required {
            self.lose(LossKind::Form, "whether the form must be sent", "required");
        }
        object
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

fn is_form(media_type: &str) -> bool {
    FORM_MEDIA_TYPES.contains(&media_type)
}
