//! Responses of 2.0: one schema, and examples by media type.

use crate::document::{Id, MediaType, Operation, Response, Schema, SchemaType, Seen, Use, Value};

use super::super::bodies::RESPONSE;
use super::super::members::Members;
use super::super::paths::nothing_known;
use super::super::writer::Writer;
use super::super::{LossKind, Subject};

impl<'d> Writer<'d> {
    pub(super) fn swagger2_responses(&mut self, members: &mut Members, operation: &'d Operation) {
        self.lose_media_types_of(operation);
        let mut responses = Members::default();
        self.inside("responses", |writer| {
            for (status, used) in &operation.responses {
                if !is_status(status) {
                    writer.lose(LossKind::Responses, format!("the status `{status}`"), "responses");
                    continue;
                }
                let value = writer.inside(status, |writer| writer.swagger2_response(used));
                responses.push(status, value);
            }
        });
        if responses.is_empty() {
            if operation.responses.is_empty() {
                self.lose(LossKind::Responses, "that no response is described", "responses");
            }
            responses.push("default", nothing_known());
        }
        responses.extensions(&operation.response_extensions);
        members.push("responses", responses.into());
    }

    /// Notes that responses differ in their media types, which one list for all cannot say.
    fn lose_media_types_of(&mut self, operation: &Operation) {
        let document = self.document;
        if document.version == crate::document::Version::Swagger2_0 {
            return;
        }
        let lists: Vec<Vec<&str>> = operation
            .responses
            .iter()
            .filter(|(status, _)| is_status(status))
            .map(|(_, used)| &document.responses[used.id].content)
            .filter(|content| !content.is_empty())
            .map(|content| content.iter().map(|(name, _)| name.as_str()).collect())
            .collect();
        if lists.iter().any(|list| *list != lists[0]) {
            let what = "which response has which media types";
            self.lose(LossKind::MediaTypes, what, "responses");
        }
    }

    fn swagger2_response(&mut self, used: &'d Use<Response>) -> Value {
        self.used(used, &RESPONSE, Self::swagger2_response_itself)
    }

    fn swagger2_response_itself(&mut self, seen: Seen<'d, Response>) -> Value {
        let response = seen.object;
        self.at(response.origin, |writer| {
            let mut members = Members::default();
            writer.lose_member(LossKind::Member, "summary", seen.summary.is_some());
            members.text("description", Some(seen.description.unwrap_or_default()));
            writer.schema_of_response(&mut members, &response.content);
            writer.swagger2_headers(&mut members, &response.headers);
            let examples = writer.examples_by_media_type(&response.content);
            members.object("examples", examples);
            for (name, _) in &response.links {
                writer.lose(LossKind::Links, format!("the link `{name}`"), "links");
            }
            members.extensions(&response.extensions);
            members.into()
        })
    }

    /// The schema of the first media type that has one. A response whose body is not described
    /// further may be anything; one without a schema has no body at all in 2.0.
    fn schema_of_response(&mut self, members: &mut Members, content: &'d [(String, MediaType)]) {
        let schema = self.common_schema(content, "content");
        let value = match schema {
            Some(id) if self.is_file(id) => {
                self.lose_name_of_file(id, LossKind::MediaTypes, "content");
                let mut file = Members::default();
                let schema = self.document.normalized(self.document.way(id).target);
                file.text("type", Some("file"));
                file.text("title", schema.title.as_deref());
                file.text("description", schema.description.as_deref());
                file.into()
            }
            Some(id) => self.inside("schema", |writer| writer.schema(id)),
            None if content.iter().any(|(_, one)| self.example_value(one).is_none()) => {
                self.lose(LossKind::MediaTypes, "a body without a schema", "content");
                Members::default().into()
            }
            None => return,
        };
        members.push("schema", value);
    }

    /// The schema of all media types; notes those that have another.
    pub(super) fn common_schema(
        &mut self,
        content: &'d [(String, MediaType)],
        member: &str,
    ) -> Option<Id<Schema>> {
        for (name, media_type) in content {
            if media_type.item_schema.is_some() {
                self.lose(LossKind::Member, format!("`itemSchema` of `{name}`"), member);
            }
            if media_type.extensions.iter().any(|(name, _)| name.starts_with("x-")) {
                self.lose(LossKind::Detail, format!("vendor extensions of `{name}`"), member);
            }
        }
        let first = content.iter().find_map(|(_, media_type)| media_type.schema)?;
        let mut expected = None;
        for (name, media_type) in content {
            let is_same = match media_type.schema {
                Some(schema) if schema == first => true,
                Some(schema) => {
                    let known = expected.get_or_insert_with(|| self.in_silence(first)).clone();
                    self.in_silence(schema) == known
                }
                None => false,
            };
            if !is_same {
                self.lose(LossKind::MediaTypes, format!("the schema of `{name}`"), member);
            }
        }
        Some(first)
    }

    /// A schema as it would be written, to compare it with another.
    fn in_silence(&mut self, id: Id<Schema>) -> Value {
        let places = self.places.clone();
        let value = self.silently(|writer| writer.schema(id));
        self.places = places;
        value
    }

    /// Whether a whole body is bytes.
    pub(super) fn is_file(&self, id: Id<Schema>) -> bool {
        let schema = self.document.normalized(self.document.way(id).target);
        let is_text = schema.types == [SchemaType::String];
        (is_text && schema.format.as_deref() == Some("binary"))
            || ((is_text || schema.types.is_empty()) && schema.is_bytes())
    }

    /// Notes that a file has the name of a schema, which cannot be told where it is sent.
    pub(super) fn lose_name_of_file(&mut self, id: Id<Schema>, kind: LossKind, member: &str) {
        let way = self.document.way(id);
        let name = self.document.schemas[way.target].name.as_deref();
        if let Some(name) = name.filter(|_| way.target != id) {
            self.lose(kind, format!("that the file is the schema `{name}`"), member);
        }
    }

    /// The responses with names.
    pub(super) fn swagger2_shared_responses(&mut self) -> Members {
        let document = self.document;
        let mut members = Members::default();
        for (name, used) in &document.components.responses {
            let name = self.names.fit(RESPONSE.name, name);
            let subject = Subject::Component { kind: RESPONSE.name, name: name.clone() };
            let origin = document.responses[used.id].origin;
            let value = self.about(subject, origin, |writer| {
                writer.inside(&name, |writer| {
                    writer.component(&name, used, &RESPONSE, Self::swagger2_response_itself)
                })
            });
            members.push(&name, value);
        }
        members
    }
}

/// Whether 2.0 knows a status: three digits, or all others.
pub(super) fn is_status(status: &str) -> bool {
    status == "default" || (status.len() == 3 && status.bytes().all(|byte| byte.is_ascii_digit()))
}
