//! Request bodies, responses and their media types of OpenAPI 3.

use crate::document::{
    Encoding, Example, Extensions, MediaType, ParameterLocation, RequestBody, Response, Seen, Use,
    Value, Version,
};

use super::LossKind;
use super::callbacks::EXAMPLE;
use super::members::Members;
use super::references::ComponentKind;
use super::writer::Writer;

pub(super) const REQUEST_BODY: ComponentKind<RequestBody> =
    ComponentKind { name: "requestBodies", names: |names| &names.request_bodies };

pub(super) const RESPONSE: ComponentKind<Response> =
    ComponentKind { name: "responses", names: |names| &names.responses };

impl<'d> Writer<'d> {
    pub(super) fn request_body(&mut self, used: &'d Use<RequestBody>) -> Value {
        self.used(used, &REQUEST_BODY, Self::request_body_itself)
    }

    pub(super) fn request_body_itself(&mut self, seen: Seen<'d, RequestBody>) -> Value {
        let body = seen.object;
        self.at(body.origin, |writer| {
            let mut members = Members::default();
            members.text("description", seen.description);
            let content = writer.content(&body.content);
            members.push("content", content.into());
            writer.lose_inner_formats_of_fields(body);
            members.flag("required", body.required);
            let mut extensions = body.extensions.clone();
            if writer.document.version == Version::Swagger2_0 {
                drop_examples(&mut extensions, &body.content);
            }
            members.extensions(&extensions);
            members.into()
        })
    }

    fn lose_inner_formats_of_fields(&mut self, body: &RequestBody) {
        let form = body.content.first().filter(|_| body.form.is_some());
        let Some(form) = form.and_then(|(_, media_type)| media_type.schema) else { return };
        let document = self.document;
        for (_, field) in &document.schemas[form].properties {
            let origin = document.schemas[*field].origin;
            self.at(origin, |writer| writer.lose_inner_formats(Some(*field), "items"));
        }
    }

    pub(super) fn response(&mut self, used: &'d Use<Response>) -> Value {
        self.used(used, &RESPONSE, Self::response_itself)
    }

    pub(super) fn response_itself(&mut self, seen: Seen<'d, Response>) -> Value {
        let response = seen.object;
        self.at(response.origin, |writer| {
            let mut members = Members::default();
            writer.lose_member(LossKind::Member, "summary", seen.summary.is_some());
            members.text("description", Some(seen.description.unwrap_or_default()));
            writer.headers(&mut members, &response.headers);
            let content = writer.content(&response.content);
            members.object("content", content);
            writer.links(&mut members, &response.links);
            members.extensions(&response.extensions);
            members.into()
        })
    }

    fn content(&mut self, content: &'d [(String, MediaType)]) -> Members {
        let mut members = Members::default();
        self.inside("content", |writer| {
            for (name, media_type) in content {
                let value = writer.inside(name, |writer| writer.media_type(name, media_type));
                members.push(name, value);
            }
        });
        members
    }

    pub(super) fn media_type(&mut self, name: &str, media_type: &'d MediaType) -> Value {
        let mut members = Members::default();
        if let Some(schema) = media_type.schema {
            let value = self.inside("schema", |writer| writer.schema(schema));
            members.push("schema", value);
        }
        self.lose_member(LossKind::Member, "itemSchema", media_type.item_schema.is_some());
        self.examples(&mut members, media_type.example.as_ref(), &media_type.examples);
        let mut encodings = Members::default();
        self.inside("encoding", |writer| {
            for (field, encoding) in &media_type.encoding {
                let value = writer.inside(field, |writer| writer.encoding(name, encoding));
                encodings.push(field, value);
            }
        });
        members.object("encoding", encodings);
        self.lose_member(
            LossKind::Member,
            "prefixEncoding",
            !media_type.prefix_encoding.is_empty(),
        );
        self.lose_member(LossKind::Member, "itemEncoding", media_type.item_encoding.is_some());
        members.extensions(&media_type.extensions);
        members.into()
    }

    /// How a part of a body of a media type is encoded.
    fn encoding(&mut self, media_type: &str, encoding: &'d Encoding) -> Value {
        let mut members = Members::default();
        members.text("contentType", encoding.content_type.as_deref());
        self.headers(&mut members, &encoding.headers);
        let of = self.document.version;
        let counts = |version: Version| version.has_styles(media_type);
        if counts(of) && !counts(self.version()) {
            let is_said = encoding.style.is_some() || encoding.explode.is_some();
            self.lose_member(LossKind::ParameterStyle, "style", is_said);
        } else if counts(of) || !counts(self.version()) {
            // What has no effect in the document must not get one.
            let (style, location) = (encoding.style.as_deref(), ParameterLocation::Query);
            self.style_and_explode(&mut members, style, encoding.explode, location);
            members.flag("allowReserved", encoding.allow_reserved);
        }
        self.lose_member(LossKind::Member, "encoding", !encoding.encoding.is_empty());
        self.lose_member(LossKind::Member, "prefixEncoding", !encoding.prefix_encoding.is_empty());
        self.lose_member(LossKind::Member, "itemEncoding", encoding.item_encoding.is_some());
        members.extensions(&encoding.extensions);
        members.into()
    }

    /// An example, or examples with names; not both.
    pub(super) fn examples(
        &mut self,
        members: &mut Members,
        example: Option<&Value>,
        examples: &'d [(String, Use<Example>)],
    ) {
        if self.document.version == Version::Swagger2_0 {
            // There the examples of responses have no names.
            let value = examples
                .first()
                .and_then(|(_, used)| self.document.examples[used.id].value.as_ref());
            members.value("example", example.or(value));
            return;
        }
        if examples.is_empty() {
            members.value("example", example);
            return;
        }
        self.lose_member(LossKind::Exclusive, "example", example.is_some());
        let mut named = Members::default();
        self.inside("examples", |writer| {
            for (name, used) in examples {
                let value =
                    writer.inside(name, |writer| writer.used(used, &EXAMPLE, Self::example));
                named.push(name, value);
            }
        });
        members.push("examples", named.into());
    }
}

/// Leaves out of the extensions of a body of 2.0 the examples that its media types have now.
fn drop_examples(extensions: &mut Extensions, content: &[(String, MediaType)]) {
    extensions.retain_mut(|(name, value)| match (&**name, value) {
        ("x-example", _) => false,
        ("x-examples", Value::Object(examples)) => {
            examples.retain(|(name, _)| content.iter().all(|(known, _)| **known != **name));
            !examples.is_empty()
        }
        _ => true,
    });
}
