//! Parameters, form fields and headers of 2.0.

use crate::document::{
    Encoding, Example, Extensions, Header, Id, MediaType, Parameter, Schema, SchemaType, Seen, Use,
    Value, Version,
};
use crate::view::Meet;

use super::super::LossKind;
use super::super::members::Members;
use super::super::parameters::collection_format;
use super::super::writer::Writer;
use super::PARAMETER;
use super::examples::Given;
use super::values::{Simple, Typed};

/// What parameters and headers say in the same way.
struct Sent<'d, 'm> {
    schema: Option<Id<Schema>>,
    content: &'d [(String, MediaType)],
    style: Option<&'m str>,
    is_exploded: bool,
    in_form: bool,
    extensions: &'m Extensions,
    example: Option<&'d Value>,
    named: &'d [(String, Use<Example>)],
}

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
            let style = parameter.style.as_deref();
            let in_form = matches!(parameter.location.name(), "query");
            let is_exploded = is_exploded(style, parameter.explode, in_form);
            // Its members are sent in its place, so that nothing has its name.
            let is_split = in_form && is_exploded && schema.is_some_and(|id| writer.is_object(id));
            members.flag("required", parameter.required && !is_split);
            let is_lost = parameter.required && is_split;
            writer.lose_member(LossKind::ParameterStyle, "required", is_lost);
            members.flag("allowEmptyValue", parameter.allow_empty_value);
            writer.lose_member(LossKind::Member, "deprecated", parameter.deprecated);
            writer.lose_member(LossKind::ParameterStyle, "allowReserved", parameter.allow_reserved);
            let sent = Sent {
                schema: parameter.schema,
                content: &parameter.content,
                style,
                is_exploded,
                in_form,
                extensions: &parameter.extensions,
                example: parameter.example.as_ref(),
                named: &parameter.examples,
            };
            let simple =
                Simple { member: "schema", of: "", is_described: seen.description.is_none() };
            writer.sent(&mut members, &sent, simple, "examples");
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
        let is_exploded = is_exploded(style, encoding.and_then(|one| one.explode), true);
        self.collection_format(&mut members, is_list, style, is_exploded, true);
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
            let sent = Sent {
                schema: header.schema,
                content: &header.content,
                style: header.style.as_deref(),
                is_exploded: false,
                in_form: false,
                extensions: &header.extensions,
                example: header.example.as_ref(),
                named: &header.examples,
            };
            let simple = Simple { member: "headers", of: &of, is_described: description.is_none() };
            self.sent(&mut one, &sent, simple, "headers");
            written.push(name, one.into());
        }
        members.object("headers", written);
    }

    /// What is sent in a parameter or header, and examples of it, whose losses stand at the member
    /// `examples`.
    fn sent(
        &mut self,
        members: &mut Members,
        sent: &Sent<'d, '_>,
        simple: Simple<'_>,
        examples: &str,
    ) {
        let schema = self.schema_beside(sent.schema, sent.content, simple.of, simple.member);
        let Typed { is_list, extensions } = self.simple_schema(members, schema, simple);
        self.collection_format(members, is_list, sent.style, sent.is_exploded, sent.in_form);
        members.extensions(sent.extensions);
        members.extensions(&extensions);
        let given = Given {
            example: sent.example,
            named: sent.named,
            content: sent.content.first(),
            schema: sent.schema.filter(|_| sent.content.is_empty()),
            is_list,
        };
        self.simple_example(members, &given, simple.of, examples);
    }

    /// Whether a value is an object and nothing else.
    fn is_object(&self, id: Id<Schema>) -> bool {
        self.views.shape(Meet::One(id)).types == [SchemaType::Object]
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
        is_exploded: bool,
        in_form: bool,
    ) {
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

/// Whether the items of a list, or the members of an object, are sent apart.
fn is_exploded(style: Option<&str>, explode: Option<bool>, in_form: bool) -> bool {
    explode.unwrap_or(in_form && style.is_none_or(|style| style == "form"))
}
