//! Parameters and headers, each an item.

use sourcebook_model::Id;
use sourcebook_model::document::{
    Example, Header, MediaType, Parameter, Schema, SchemaType, Use, Value,
};
use sourcebook_model::view::Meet;

use super::item::{Beside, Item, Which};
use super::position::Position;
use super::values::shown;
use super::words::alternatives;
use super::{Field, Scope};
use crate::products::markdown::inline::code;
use crate::products::markdown::writer::Writer;

impl<'d> Scope<'_, 'd> {
    /// Writes a parameter.
    pub(in super::super) fn parameter(&self, writer: &mut Writer, used: &'d Use<Parameter>) {
        let seen = self.reference.document.seen(used);
        let parameter = seen.object;
        let field = self.field(self.meet_of(parameter.schema, &parameter.content));
        let given = Given {
            example: parameter.example.as_ref(),
            examples: &parameter.examples,
            content: parameter.content.first().map(|(_, content)| content),
        };
        let beside = Beside {
            name: Some(&parameter.name),
            required: parameter.required,
            deprecated: parameter.deprecated,
            description: seen.description,
            style: self.parameter_style(&field, parameter),
            examples: self.examples(&field, &given),
            ..Beside::default()
        };
        self.write_named(writer, &parameter.name, &field, &beside);
    }

    /// Writes a header of a response or a part.
    pub(in super::super) fn header(&self, writer: &mut Writer, name: &str, used: &'d Use<Header>) {
        let seen = self.reference.document.seen(used);
        let header = seen.object;
        let field = self.field(self.meet_of(header.schema, &header.content));
        let given = Given {
            example: header.example.as_ref(),
            examples: &header.examples,
            content: header.content.first().map(|(_, content)| content),
        };
        let beside = Beside {
            name: Some(name),
            required: header.required,
            deprecated: header.deprecated,
            description: seen.description,
            style: self.header_style(name, &field, header),
            examples: self.examples(&field, &given),
            ..Beside::default()
        };
        self.write_named(writer, name, &field, &beside);
    }

    fn write_named(&self, writer: &mut Writer, name: &str, field: &Field<'d>, beside: &Beside<'_>) {
        let lead = ["**", &code(name), "**"].concat();
        let item = Item { lead: &lead, field, beside, which: Which::All };
        // What a parameter is encoded as is not what a body is.
        let scope = Scope { parts: None, ..*self };
        scope.write_item(writer, &item, Position::root(), |_| {});
    }

    /// What holds of a parameter or header, by its schema or its content.
    pub(in super::super) fn meet_of(
        &self,
        schema: Option<Id<Schema>>,
        content: &[(String, MediaType)],
    ) -> Meet {
        let of_content = content.first().and_then(|(_, content)| content.schema);
        match of_content.or(schema) {
            Some(schema) => Meet::One(schema),
            None => self.reference.views.anything(),
        }
    }

    /// The author's examples, but that of a list or an object which its style shows.
    fn examples(&self, field: &Field<'d>, given: &Given<'d>) -> Option<String> {
        let is_scalar = |kind: &SchemaType| !matches!(kind, SchemaType::Array | SchemaType::Object);
        let is_scalar = field.kinds.iter().all(is_scalar);
        let document = self.reference.document;
        let of = |examples: &'d [(String, Use<Example>)]| {
            examples.iter().filter_map(|(_, one)| document.examples[one.id].value.as_ref())
        };
        let mut values: Vec<&Value> = given.example.into_iter().chain(of(given.examples)).collect();
        if let Some(content) = given.content.filter(|_| values.is_empty()) {
            values.extend(content.example.iter().chain(of(&content.examples)));
        }
        if is_scalar {
            if values.is_empty() {
                values.clone_from(&field.shape.notes.examples);
            }
            values.retain(|value| !value.is_container());
        } else if given.content.is_none() && !values.is_empty() {
            values.remove(0);
        }
        let is_string = |value: &&Value| matches!(value, Value::String(_));
        let is_text = field.is_text() || (field.kinds.is_empty() && values.iter().all(is_string));
        let mut texts: Vec<String> = Vec::new();
        for value in values {
            // What its media type writes is sent as the author wrote it.
            let is_written = given.content.is_some() && is_string(&value);
            let text = shown(value, is_text || is_written);
            if !texts.contains(&text) {
                texts.push(text);
            }
        }
        let of_content = given.content.into_iter().flat_map(|content| &content.examples);
        let external = given.examples.iter().chain(of_content);
        let external =
            external.filter_map(|(_, one)| document.examples[one.id].external_value.as_deref());
        texts.extend(external.map(|url| format!("<{url}>")));
        (!texts.is_empty()).then(|| format!("for example {}", alternatives(&texts)))
    }
}

/// The author's examples of a parameter or header.
struct Given<'d> {
    example: Option<&'d Value>,
    examples: &'d [(String, Use<Example>)],
    content: Option<&'d MediaType>,
}
