//! Parameters and headers of OpenAPI 3.

use crate::document::{
    Example, Header, Id, MediaType, Parameter, ParameterLocation, Schema, SchemaType, Seen, Use,
    Value, Version,
};

use super::members::Members;
use super::references::ComponentKind;
use super::writer::Writer;
use super::{LossKind, Subject};

pub(super) const PARAMETER: ComponentKind<Parameter> =
    ComponentKind { name: "parameters", names: |names| &names.parameters };

pub(super) const HEADER: ComponentKind<Header> =
    ComponentKind { name: "headers", names: |names| &names.headers };

/// Maximum number of levels of nested lists that are followed.
pub(super) const MAX_LISTS: usize = 8;

/// What a parameter or header says of its values.
struct Values<'d> {
    schema: Option<Id<Schema>>,
    example: Option<&'d Value>,
    examples: &'d [(String, Use<Example>)],
    content: &'d [(String, MediaType)],
}

impl<'d> Writer<'d> {
    pub(super) fn parameters(&mut self, parameters: &'d [Use<Parameter>]) -> Vec<Value> {
        let mut values = Vec::new();
        for used in parameters {
            if self.loses_parameter(used) {
                continue;
            }
            let at = values.len().to_string();
            values.push(self.inside(&at, |writer| writer.used(used, &PARAMETER, Self::parameter)));
        }
        values
    }

    /// Whether a parameter stands where the version has none, which is then noted.
    pub(super) fn loses_parameter(&mut self, used: &Use<Parameter>) -> bool {
        let parameter = &self.document.parameters[used.id];
        // Swagger 2.0 would not ignore it.
        if self.is_swagger2() && parameter.is_ignored(self.document.version) {
            return true;
        }
        let is_lost = match parameter.location {
            ParameterLocation::QueryString => true,
            ParameterLocation::Cookie => self.is_swagger2(),
            _ => false,
        };
        if is_lost {
            let (location, name) = (parameter.location.name(), &parameter.name);
            let what = format!("the {location} parameter `{name}`");
            self.at(parameter.origin, |writer| writer.lose(LossKind::Parameter, what, "in"));
        }
        is_lost
    }

    pub(super) fn parameter(&mut self, seen: Seen<'d, Parameter>) -> Value {
        let parameter = seen.object;
        self.at(parameter.origin, |writer| {
            if writer.document.version == Version::Swagger2_0
                && parameter.is_ignored(Version::OpenApi3_0)
            {
                let what = format!("the header parameter `{}`, which it ignores", parameter.name);
                writer.lose(LossKind::Parameter, what, "name");
            }
            let mut members = Members::default();
            members.text("name", Some(&parameter.name));
            members.text("in", Some(parameter.location.name()));
            members.text("description", seen.description);
            members.flag("required", parameter.required);
            members.flag("deprecated", parameter.deprecated);
            writer.style(&mut members, parameter);
            let values = Values {
                schema: parameter.schema,
                example: parameter.example.as_ref(),
                examples: &parameter.examples,
                content: &parameter.content,
            };
            writer.values_of_parameter(&mut members, &values);
            members.extensions(&parameter.extensions);
            writer.lose_inner_formats(parameter.schema, "items");
            if writer.document.version == Version::Swagger2_0 {
                // They stand in other members now.
                members.remove(&["x-example", "x-nullable"]);
            }
            members.into()
        })
    }

    fn style(&mut self, members: &mut Members, parameter: &Parameter) {
        let in_query = parameter.location == ParameterLocation::Query;
        // Since 3.2 it counts elsewhere too.
        let is_new = self.document.version >= Version::OpenApi3_2;
        let of_reserved = if is_new { LossKind::ParameterStyle } else { LossKind::Detail };
        let of_query = [
            (LossKind::Detail, "allowEmptyValue", parameter.allow_empty_value),
            (of_reserved, "allowReserved", parameter.allow_reserved),
        ];
        let [empty, reserved] = of_query.map(|(kind, name, is_set)| {
            self.lose_member(kind, name, is_set && !in_query);
            is_set && in_query
        });
        members.flag("allowEmptyValue", empty);
        let style = parameter.style.as_deref();
        self.style_and_explode(members, style, parameter.explode, parameter.location);
        members.flag("allowReserved", reserved);
    }

    pub(super) fn style_and_explode(
        &mut self,
        members: &mut Members,
        style: Option<&str>,
        explode: Option<bool>,
        location: ParameterLocation,
    ) {
        let of = self.document.version;
        let is_known = |style: &str| location.styles(self.version()).contains(&style);
        match style {
            // What the document should not have either stays as it is.
            Some(style)
                if is_known(style)
                    || !(of == Version::Swagger2_0 || location.styles(of).contains(&style)) =>
            {
                members.text("style", Some(style));
            }
            Some(style) => {
                let format = collection_format(style).filter(|_| of == Version::Swagger2_0);
                let (what, member) = match format {
                    Some(format) => (format!("`collectionFormat: {format}`"), "collectionFormat"),
                    None => (format!("the style `{style}`"), "style"),
                };
                self.lose(LossKind::ParameterStyle, what, member);
            }
            None => {}
        }
        if let Some(explode) = explode {
            members.push("explode", Value::Bool(explode));
        }
    }

    /// Notes how lists in a list of 2.0 are written. No later version says it.
    pub(super) fn lose_inner_formats(&mut self, schema: Option<Id<Schema>>, member: &str) {
        if self.document.version != Version::Swagger2_0 {
            return;
        }
        let document = self.document;
        let items = |id: Option<Id<Schema>>| document.normalized(document.resolve(id?)).items;
        let mut inner = items(schema);
        for _ in 0..MAX_LISTS {
            let Some(id) = inner else { return };
            let schema = document.normalized(document.resolve(id));
            if schema.types == [SchemaType::Array] {
                let format = schema.extension("collectionFormat").and_then(Value::as_str);
                let format = format.unwrap_or("csv");
                let what = format!("`collectionFormat: {format}` of a list in a list");
                self.lose(LossKind::ParameterStyle, what, member);
            }
            inner = schema.items;
        }
    }

    fn values_of_parameter(&mut self, members: &mut Members, values: &Values<'d>) {
        match (values.schema, values.content.first()) {
            // What both say is what the content says.
            (schema, Some((name, media_type))) => {
                let has_example = values.example.is_some() || !values.examples.is_empty();
                let beside = [("schema", schema.is_some()), ("example", has_example)];
                for (member, _) in beside.into_iter().filter(|(_, is_said)| *is_said) {
                    let what = format!("`{member}` beside `content`");
                    self.lose(LossKind::Exclusive, what, member);
                }
                self.lose_other_media_types(values.content, "", "content");
                let value = self.inside("content", |writer| {
                    writer.inside(name, |writer| writer.media_type(name, media_type))
                });
                let mut content = Members::default();
                content.push(name, value);
                members.push("content", content.into());
            }
            (schema, None) => {
                let value = match schema {
                    Some(id) => self.inside("schema", |writer| writer.schema(id)),
                    None => Members::default().into(),
                };
                members.push("schema", value);
                self.examples(members, values.example, values.examples);
            }
        }
    }

    /// Notes the media types for which there is no room (Parameter Object, `content`).
    pub(super) fn lose_other_media_types(
        &mut self,
        content: &[(String, MediaType)],
        of: &str,
        member: &str,
    ) {
        for (name, _) in content.iter().skip(1) {
            let what = format!("a second media type, `{name}`{of}");
            self.lose(LossKind::Exclusive, what, member);
        }
    }

    pub(super) fn headers(&mut self, members: &mut Members, headers: &'d [(String, Use<Header>)]) {
        let mut written = Members::default();
        self.inside("headers", |writer| {
            for (name, used) in headers {
                let value =
                    writer.inside(name, |writer| writer.used_once(used, &HEADER, Self::header));
                written.push(name, value);
            }
        });
        members.object("headers", written);
    }

    pub(super) fn header(&mut self, seen: Seen<'d, Header>) -> Value {
        let header = seen.object;
        let mut members = Members::default();
        members.text("description", seen.description);
        members.flag("required", header.required);
        members.flag("deprecated", header.deprecated);
        let (style, location) = (header.style.as_deref(), ParameterLocation::Header);
        self.style_and_explode(&mut members, style, header.explode, location);
        let values = Values {
            schema: header.schema,
            example: header.example.as_ref(),
            examples: &header.examples,
            content: &header.content,
        };
        self.values_of_parameter(&mut members, &values);
        self.at(header.origin, |writer| writer.lose_inner_formats(header.schema, "items"));
        members.extensions(&header.extensions);
        if self.document.version == Version::Swagger2_0 {
            members.remove(&["x-example", "x-nullable"]);
        }
        members.into()
    }

    /// Components of the two kinds.
    pub(super) fn shared_parameters(&mut self) -> Members {
        let document = self.document;
        let mut members = Members::default();
        for (name, used) in &document.components.parameters {
            let name = self.names.fit(PARAMETER.name, name);
            let subject = Subject::Component { kind: PARAMETER.name, name: name.clone() };
            let origin = document.parameters[used.id].origin;
            let value = self.about(subject, origin, |writer| {
                if writer.loses_parameter(used) {
                    return None;
                }
                let write = |writer: &mut Self, one| match writer.target {
                    super::Target::Swagger2_0 => writer.swagger2_parameter(one),
                    _ => writer.parameter(one),
                };
                Some(
                    writer.inside(&name, |writer| writer.component(&name, used, &PARAMETER, write)),
                )
            });
            if let Some(value) = value {
                members.push(&name, value);
            }
        }
        members
    }
}

/// The `collectionFormat` of 2.0 that means a style.
pub(super) fn collection_format(style: &str) -> Option<&'static str> {
    match style {
        "spaceDelimited" => Some("ssv"),
        "pipeDelimited" => Some("pipes"),
        "tabDelimited" => Some("tsv"),
        _ => None,
    }
}
