//! Parameters, form fields and headers of 2.0.

use crate::document::{Encoding, Header, Id, Parameter, Schema, Seen, Use, Value, Version};

use super::super::LossKind;
use super::super::members::Members;
use super::super::parameters::collection_format;
use super::super::writer::Writer;
use super::PARAMETER;

impl<'d> Writer<'d> {
    /// The parameters of an operation or path item.
    pub(in crate::write) fn swagger2_parameters(
        &mut self,
        parameters: &'d [Use<Parameter>],
    ) -> Vec<Value> {
        let mut values = Vec::new();
        for used in parameters {
            if !self.loses_parameter(used) {
                values.push(self.used(used, &PARAMETER, Self::swagger2_parameter));
            }
        }
        values
    }

    pub(in crate::write) fn swagger2_parameter(&mut self, seen: Seen<'d, Parameter>) -> Value {
        let parameter = seen.object;
        self.at(parameter.origin, |writer| {
            let mut members = Members::default();
            members.text("name", Some(&parameter.name));
            members.text("in", Some(parameter.location.name()));
            members.text("description", seen.description);
            members.flag("required", parameter.required);
            members.flag("allowEmptyValue", parameter.allow_empty_value);
            writer.lose_member(LossKind::Member, "deprecated", parameter.deprecated);
            writer.lose_member(LossKind::ParameterStyle, "allowReserved", parameter.allow_reserved);
            if !parameter.content.is_empty() {
                writer.lose(LossKind::ParameterSchema, "a text in a media type", "content");
            }
            let is_list = writer.simple_schema(&mut members, parameter.schema, "schema");
            let style = parameter.style.as_deref();
            let in_form = matches!(parameter.location.name(), "query");
            writer.collection_format(&mut members, is_list, style, parameter.explode, in_form);
            members.extensions(&parameter.extensions);
            writer.example_of_parameter(&mut members, parameter);
            members.into()
        })
    }

    /// The example, in the extension that tools know.
    fn example_of_parameter(&mut self, members: &mut Members, parameter: &'d Parameter) {
        if members.has("x-example") {
            return;
        }
        let document = self.document;
        let named = parameter.examples.first().map(|(_, used)| &document.examples[used.id]);
        if named.is_some_and(|one| one.summary.is_some() || one.description.is_some())
            || parameter.examples.len() > 1
        {
            self.lose(LossKind::Examples, "named examples", "examples");
        }
        let way = parameter.schema.map(|schema| document.way(schema));
        let of_schema = way.and_then(|way| {
            let target = document.normalized(way.target);
            let mut schemas = way.beside.into_iter().chain([target]);
            schemas.find_map(|one| one.example.as_ref().or(one.examples.first()))
        });
        let example = parameter.example.as_ref();
        let example = example.or(named.and_then(|one| one.value.as_ref())).or(of_schema);
        members.value("x-example", example);
    }

    /// A field of a form.
    pub(super) fn form_field(
        &mut self,
        name: &str,
        id: Id<Schema>,
        required: bool,
        encoding: Option<&Encoding>,
    ) -> Value {
        let document = self.document;
        let way = document.way(id);
        let schema = document.normalized(way.target);
        let mut members = Members::default();
        members.text("name", Some(name));
        members.text("in", Some("formData"));
        let beside = way.beside.iter().find_map(|one| one.description.as_deref());
        members.text("description", beside.or(schema.description.as_deref()));
        members.flag("required", required);
        if self.is_file(id) {
            self.lose_name_of_file(id, LossKind::Form, "");
            members.text("type", Some("file"));
            return members.into();
        }
        let is_list =
            self.at(schema.origin, |writer| writer.simple_schema(&mut members, Some(id), ""));
        let is_new = document.version != Version::Swagger2_0;
        if is_new && is_list && schema.items.is_some_and(|items| self.is_file(items)) {
            self.lose(LossKind::Form, format!("that `{name}` is a list of files"), "");
        }
        let style = encoding.and_then(|one| one.style.as_deref());
        let explode = encoding.and_then(|one| one.explode);
        self.collection_format(&mut members, is_list, style, explode, true);
        members.extensions(&schema.extensions);
        if !members.has("x-example") {
            members.value("x-example", schema.example.as_ref().or(schema.examples.first()));
        }
        members.into()
    }

    pub(super) fn swagger2_headers(
        &mut self,
        members: &mut Members,
        headers: &'d [(String, Use<Header>)],
    ) {
        let mut written = Members::default();
        for (name, used) in headers {
            let Seen { object: header, description, .. } = self.document.seen(used);
            let mut one = Members::default();
            one.text("description", description);
            let said = [
                ("required", header.required),
                ("deprecated", header.deprecated),
                ("examples", !header.examples.is_empty()),
            ];
            for (member, is_said) in said {
                if is_said {
                    let what = format!("`{member}` of the header `{name}`");
                    self.lose(LossKind::Detail, what, "headers");
                }
            }
            if !header.content.is_empty() {
                let what = format!("a text in a media type as the header `{name}`");
                self.lose(LossKind::ParameterSchema, what, "headers");
            }
            let is_list = self.simple_schema(&mut one, header.schema, "headers");
            self.collection_format(&mut one, is_list, header.style.as_deref(), Some(false), false);
            one.extensions(&header.extensions);
            if !one.has("x-example") {
                one.value("x-example", header.example.as_ref());
            }
            written.push(name, one.into());
        }
        members.object("headers", written);
    }

    /// How the items of a list are written.
    fn collection_format(
        &mut self,
        members: &mut Members,
        is_list: bool,
        style: Option<&str>,
        explode: Option<bool>,
        in_form: bool,
    ) {
        let is_exploded = explode.unwrap_or(in_form && style.is_none_or(|style| style == "form"));
        let format = match (style, is_exploded) {
            (None | Some("form"), true) if in_form => Some("multi"),
            (None | Some("form" | "simple"), false) => None,
            (None | Some("simple"), true) if !is_list => None,
            (Some(style), false) if collection_format(style).is_some() => collection_format(style),
            (style, _) => {
                let what = match style {
                    Some(style) => format!("the style `{style}`"),
                    None => "`explode`".to_owned(),
                };
                let is_said = style.is_some_and(|style| style != "form") || is_list;
                if is_said {
                    self.lose(LossKind::ParameterStyle, what, "style");
                }
                None
            }
        };
        members.text("collectionFormat", format.filter(|_| is_list));
    }
}
