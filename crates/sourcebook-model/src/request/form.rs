//! Forms: `application/x-www-form-urlencoded` (OpenAPI 3.1.1, Encoding Object; URL Standard,
//! section 5).

use crate::document::{Encoding, Encodings, Value};
use crate::media::Kind;

use super::style::{self, Alphabet, Manner, Pair, Style};
use super::{Body, encode};

/// The fields of a form, written.
#[derive(Debug, Default)]
pub(super) struct Fields {
    written: Vec<(String, String)>,
    plain: Vec<(String, String)>,
}

impl Fields {
    /// What is sent.
    pub(super) fn text(&self) -> String {
        let pairs: Vec<String> =
            self.written.iter().map(|(name, value)| format!("{name}={value}")).collect();
        pairs.join("&")
    }

    /// The body that they make.
    pub(super) fn body(self) -> Body {
        Body::Form { text: self.text(), fields: self.plain }
    }

    /// Takes a form apart that the author has written as it is sent. What could not be sent so is
    /// encoded.
    pub(super) fn of_text(text: &str) -> Self {
        let sendable = |text: &str| {
            if text.bytes().all(|byte| byte.is_ascii_graphic()) {
                text.to_owned()
            } else {
                encode::form(&decoded(text))
            }
        };
        let mut fields = Self::default();
        for pair in text.trim().split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            fields.plain.push((decoded(name), decoded(value)));
            fields.written.push((sendable(name), sendable(value)));
        }
        fields
    }

    fn push(&mut self, pair: &Pair, manner: Manner) {
        let name = pair.name.clone().unwrap_or_default();
        let encode = if manner.allow_reserved { encode::reserved } else { encode::form };
        let sent = Alphabet::FORM.with(encode);
        self.written.push((encode::form(&name), sent.value(pair, manner.style)));
        self.plain.push((name, Alphabet::PLAIN.value(pair, manner.style)));
    }
}

/// The text behind the encoding of forms.
fn decoded(text: &str) -> String {
    let spaced = text.replace('+', " ");
    percent_encoding::percent_decode_str(&spaced).decode_utf8_lossy().into_owned()
}

/// The fields of a value, which is an object; nothing else has fields.
pub(super) fn fields(encodings: Encodings<'_>, value: &Value) -> Fields {
    let mut fields = Fields::default();
    let Value::Object(members) = value else { return fields };
    for (name, value) in members {
        let (pairs, manner) = field(name, value, encodings.of(name));
        for pair in &pairs {
            fields.push(pair, manner);
        }
    }
    fields
}

/// How one field is written. Where its encoding says nothing of a style, each item of a list is a
/// field, and objects are JSON.
pub(super) fn field(name: &str, value: &Value, encoding: Option<&Encoding>) -> (Vec<Pair>, Manner) {
    if let Some(manner) = encoding.and_then(Manner::of_field) {
        return (style::pairs(name, value, manner), manner);
    }
    let said = encoding.and_then(|encoding| encoding.content_type.as_deref()).map(Kind::of);
    let items = match value {
        Value::Array(items) => items.as_slice(),
        other => std::slice::from_ref(other),
    };
    let text = |item: &Value| match item {
        item if said == Some(Kind::Json) => Some(item.to_compact_json()),
        Value::Object(_) if said == Some(Kind::Form) => {
            let inner = encoding.map(Encoding::encodings).unwrap_or_default();
            Some(fields(inner, item).text())
        }
        item => style::scalar_text(item),
    };
    let pair = |text| Pair { name: Some(name.to_owned()), pieces: vec![text] };
    let pairs = items.iter().filter_map(text).map(pair).collect();
    let manner =
        Manner { style: Style::Form, explode: true, allow_reserved: false, has_name: true };
    (pairs, manner)
}
