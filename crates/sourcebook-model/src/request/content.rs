//! Texts that a media type writes inside of parameters and headers, and the examples of both.

use std::borrow::Cow;

use crate::document::{Example, Header, MediaType, Use, Value};
use crate::media::Kind;
use crate::view::{Direction, Meet, Views};
use crate::xml;

use super::style::{self, Alphabet, Manner, Style};
use super::{encode, form, schemas};

/// What is known of a value.
#[derive(Debug)]
pub(super) enum Given<'d> {
    /// The value, which the parameter's style writes.
    Value(Cow<'d, Value>),
    /// The text of a media type.
    Text(String),
    /// What is sent, encoded already (3.2: `serializedValue`).
    Written(&'d str),
    /// There is none: no value is valid.
    Nothing,
}

/// The author's example: the single one, else the first that says its value here, or what is sent
/// (3.2: `serializedValue`), which counts where both are said.
pub(super) fn example<'d>(
    views: &Views<'d>,
    single: Option<&'d Value>,
    named: &'d [(String, Use<Example>)],
) -> Option<Given<'d>> {
    if let Some(value) = single {
        return Some(Given::Value(Cow::Borrowed(value)));
    }
    named.iter().find_map(|(_, one)| {
        let example = &views.document().examples[one.id];
        let written = example.serialized_value.as_deref().map(Given::Written);
        written.or_else(|| example.value.as_ref().map(|value| Given::Value(Cow::Borrowed(value))))
    })
}

/// The first example that says what is sent (3.2).
pub(super) fn serialized<'d>(
    views: &Views<'d>,
    named: &'d [(String, Use<Example>)],
) -> Option<&'d str> {
    let mut named = named.iter().map(|(_, one)| &views.document().examples[one.id]);
    named.find_map(|example| example.serialized_value.as_deref())
}

/// What a text is written for.
#[derive(Clone, Copy)]
pub(super) struct Place<'v, 'd> {
    pub(super) views: &'v Views<'d>,
    pub(super) meet: Option<Meet>,
    pub(super) name: &'v str,
}

/// A value as a media type writes it.
pub(super) fn text(
    place: Place<'_, '_>,
    media_type: &str,
    content: &MediaType,
    value: &Value,
) -> String {
    let Place { views, meet, name } = place;
    match (Kind::of(media_type), value) {
        (Kind::Json | Kind::Any, Value::String(text))
            if meet.is_some_and(|meet| schemas::is_json(views, meet, text)) =>
        {
            text.to_string()
        }
        (Kind::Form, value @ Value::Object(_)) => form::fields(content.encodings(), value).text(),
        (Kind::Json | Kind::JsonLines | Kind::Any, value) => value.to_compact_json(),
        (Kind::Xml, value) if value.is_container() => {
            let meet = meet.unwrap_or_else(|| views.anything());
            let text = xml::document(views, meet, Some(name), value, Direction::Request);
            text.unwrap_or_else(|| value.to_compact_json())
        }
        (_, value) => style::scalar_text(value).unwrap_or_default(),
    }
}

/// The text of a header: the author's example, else, where it is required, a value of its schema.
pub(super) fn header<'d>(views: &Views<'d>, name: &str, header: &'d Header) -> Option<String> {
    let content = header.content.first();
    let own = content
        .and_then(|(_, content)| example(views, content.example.as_ref(), &content.examples));
    let given = own.or_else(|| example(views, header.example.as_ref(), &header.examples));
    let schema = content.and_then(|(_, content)| content.schema).or(header.schema);
    let meet = schema.map(Meet::One);
    let of_schema = || meet.and_then(|meet| schemas::given(views, meet)).map(Cow::into_owned);
    let value = match given {
        Some(Given::Written(text)) => return Some(encode::header(text)),
        Some(Given::Value(value)) => value.into_owned(),
        _ => match of_schema() {
            Some(value) => value,
            None if header.required => schemas::sample(views, meet?)?,
            None => return None,
        },
    };
    if let Some((media_type, content)) = content {
        let text = text(Place { views, meet, name }, media_type, content, &value);
        return Some(encode::header(&text));
    }
    let explode = header.explode.unwrap_or_default();
    let manner = Manner { style: Style::Simple, explode, allow_reserved: false, has_name: false };
    let pairs = style::pairs("", &value, manner);
    let text = style::join(&pairs, Style::Simple, Alphabet::PLAIN);
    (!pairs.is_empty()).then(|| encode::header(&text))
}
