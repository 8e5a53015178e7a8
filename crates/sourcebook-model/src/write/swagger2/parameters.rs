//! Parameters, form fields and headers of 2.0.

use crate::document::{
    Encoding, Header, Id, MediaType, Parameter, Schema, Seen, Use, Value, Version,
};
use crate::view::Meet;

use super::super::LossKind;
use super::super::members::Members;
use super::super::parameters::collection_format;
use super::super::writer::Writer;
use super::PARAMETER;
use super::examples::Given;
use super::values::{Simple, Typed};

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
            let has_schema = parameter.content.is_empty();
            let schema = parameter.schema.filter(|_| has_schema);
            let description = writer.description(seen.description, schema);
            members.text("description", description);
            members.flag("required", parameter.required);
            members.flag("allowEmptyValue", parameter.allow_empty_value);
            writer.lose_member(LossKind::Member, "deprecated", parameter.deprecated);
            writer.lose_member(LossKind::ParameterStyle, "allowReserved", parameter.allow_reserved);
            let schema = writer.schema_beside(parameter.schema, &parameter.content, "", "schema");
            let is_described = seen.description.is_none();
            let simple = Simple { member: "schema", of: "", is_described };
            let Typed { is_list, extensions } = writer.simple_schema(&mut members, schema, simple);
            let style = parameter.style.as_deref();
            let in_form = matches!(parameter.location.name(), "query");
            writer.collection_format(&mut members, is_list, style, parameter.explode, in_form);
            members.extensions(&parameter.extensions);
            members.extensions(&extensions);
            let given = Given {
                example: parameter.example.as_ref(),
                named: &parameter.examples,
                content: parameter.content.first(),
                schema,
                is_list,
            };
            writer.simple_example(&mut members, &given, "", "examples");
            members.into()
        })
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
        members.text("description", self.description(None, Some(id)));
        members.flag("required", required);
        if self.is_file(id) {
            self.lose_name_of_file(id, LossKind::Form, "");
            members.text("type", Some("file"));
            return members.into();
        }
        let simple = Simple { member: "", of: "", is_described: true };
        let Typed { is_list, extensions } =
            self.at(schema.origin, |writer| writer.simple_schema(&mut members, Some(id), simple));
        let is_new = document.version != Version::Swagger2_0;
        if is_new && is_list && schema.items.is_some_and(|items| self.is_file(items)) {
            self.lose(LossKind::Form, format!("that `{name}` is a list of files"), "");
        }
        let style = encoding.and_then(|one| one.style.as_deref());
        let explode = encoding.and_then(|one| one.explode);
        self.collection_format(&mut members, is_list, style, explode, true);
        members.extensions(&extensions);
        let given = Given { schema: Some(id), is_list, ..Given::default() };
        self.simple_example(&mut members, &given, &format!(" of the field `{name}`"), "");
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
            let schema = header.schema.filter(|_| header.content.is_empty());
            one.text("description", self.description(description, schema));
            for (member, is_said) in
                [("required", header.required), ("deprecated", header.deprecated)]
            {
                if is_said {
                    let what = format!("`{member}` of the header `{name}`");
                    self.lose(LossKind::Member, what, "headers");
                }
            }
            let of = format!(" of the header `{name}`");
            let schema = self.schema_beside(header.schema, &header.content, &of, "headers");
            let simple = Simple { member: "headers", of: &of, is_described: description.is_none() };
            let Typed { is_list, extensions } = self.simple_schema(&mut one, schema, simple);
            self.collection_format(&mut one, is_list, header.style.as_deref(), Some(false), false);
            one.extensions(&header.extensions);
            one.extensions(&extensions);
            let given = Given {
                example: header.example.as_ref(),
                named: &header.examples,
                content: header.content.first(),
                schema,
                is_list,
            };
            self.simple_example(&mut one, &given, &of, "headers");
            written.push(name, one.into());
        }
        members.object("headers", written);
    }

    /// The description of a parameter, field or header, else that of its schema.
    fn description(&self, own: Option<&'d str>, schema: Option<Id<Schema>>) -> Option<&'d str> {
        own.or_else(|| self.views.notes(Meet::One(schema?)).description)
    }

    /// The schema of a parameter or header, which is not counted beside `content`; notes what becomes
    /// of both.
    fn schema_beside(
        &mut self,
        schema: Option<Id<Schema>>,
        content: &[(String, MediaType)],
        of: &str,
        member: &str,
    ) -> Option<Id<Schema>> {
        let Some((name, _)) = content.first() else {
            if schema.is_none() {
                self.lose(LossKind::ParameterSchema, format!("a value of any type{of}"), member);
            }
            return schema;
        };
        self.lose(
            LossKind::ParameterSchema,
            format!("a text in the media type `{name}`{of}"),
            member,
        );
        self.lose_other_media_types(content, of, member);
        if schema.is_some() {
            self.lose(LossKind::Exclusive, format!("`schema` beside `content`{of}"), member);
        }
        None
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
