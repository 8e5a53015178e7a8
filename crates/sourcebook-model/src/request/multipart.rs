//! Multipart bodies (RFC 7578; OpenAPI 3.1.1, "Special Considerations for `multipart` Content").

use crate::document::{Encoding, Header, MediaType, Use, Value, Version};
use crate::media::{self, Kind};
use crate::view::{Direction, Meet, Views};
use crate::xml;

use super::style::{self, Alphabet, Manner, Style};
use super::{Part, encode, schemas};

/// The media type of bytes of which nothing else is known.
const BYTES: &str = "application/octet-stream";

/// The parts of a value: one for each member of an object, and for each item of a list among them;
/// of a list, one for each item, told apart by their position (3.2).
pub(super) fn parts(
    views: &Views<'_>,
    body: &MediaType,
    value: &Value,
    subtype: &str,
) -> Vec<Part> {
    let meet = body.schema.map(Meet::One);
    let mut parts = Vec::new();
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                let field = Field {
                    views,
                    name: Some(name),
                    meet: meet.and_then(|meet| views.member(meet, name)),
                    encoding: encoding_of(&body.encoding, name),
                };
                parts.extend(field.parts(value, subtype));
            }
        }
        Value::Array(items) => {
            for (at, value) in items.iter().enumerate() {
                let item = body.item_schema.map(Meet::One);
                let field = Field {
                    views,
                    name: None,
                    meet: item.or_else(|| meet.and_then(|meet| views.item(meet, at))),
                    encoding: body.prefix_encoding.get(at).or(body.item_encoding.as_ref()),
                };
                parts.push(field.part(value, field.meet, at + 1));
            }
        }
        _ => {}
    }
    parts
}

fn encoding_of<'d>(encodings: &'d [(String, Encoding)], name: &str) -> Option<&'d Encoding> {
    encodings.iter().find(|(known, _)| known == name).map(|(_, encoding)| encoding)
}

/// A field of a form, or a position.
struct Field<'v, 'd> {
    views: &'v Views<'d>,
    name: Option<&'v str>,
    meet: Option<Meet>,
    encoding: Option<&'v Encoding>,
}

impl Field<'_, '_> {
    fn parts(&self, value: &Value, subtype: &str) -> Vec<Part> {
        let name = self.name.unwrap_or_default();
        if let Some(manner) = self.manner(subtype) {
            let pairs = style::pairs(name, value, manner);
            let text = |pair: &style::Pair| Part {
                name: pair.name.clone(),
                text: Alphabet::PLAIN.value(pair, manner.style),
                headers: self.headers(),
                ..Part::default()
            };
            return pairs.iter().map(text).collect();
        }
        match value {
            // Of a field without a type nothing is known but that it may be bytes.
            Value::Null if self.file_type(value, self.meet, None).is_none() => Vec::new(),
            Value::Array(items) => {
                let meet = |at| self.meet.and_then(|meet| self.views.item(meet, at));
                let items = items.iter().filter(|item| **item != Value::Null).enumerate();
                items.map(|(at, item)| self.part(item, meet(at), at + 1)).collect()
            }
            value => vec![self.part(value, self.meet, 1)],
        }
    }

    /// The style of the field, where one counts: not in 3.0, where styles are for the other kind of
    /// form, and nowhere but in forms.
    fn manner(&self, subtype: &str) -> Option<Manner> {
        let counts = subtype == "form-data" && self.views.document().version != Version::OpenApi3_0;
        self.encoding.filter(|_| counts).and_then(Manner::of_field)
    }

    /// The part of one value, which has this number among the parts of its field.
    fn part(&self, value: &Value, meet: Option<Meet>, number: usize) -> Part {
        let part =
            Part { name: self.name.map(str::to_owned), headers: self.headers(), ..Part::default() };
        let said = self.media_type();
        if let Some(media_type) = self.file_type(value, meet, said.as_deref()) {
            let name = self.file_name(number);
            return Part { file: Some(name), media_type: Some(media_type), ..part };
        }
        let kind = said.as_deref().map(Kind::of);
        let is_json = kind == Some(Kind::Json) || (said.is_none() && value.is_container());
        if is_json {
            let media_type = said.unwrap_or_else(|| "application/json".to_owned());
            let text = value.to_compact_json();
            return Part { media_type: Some(media_type), text, value: Some(value.clone()), ..part };
        }
        if let (Some(Kind::Xml), None) = (kind, value.as_str())
            && let Some(text) = self.xml(value, meet)
        {
            return Part { media_type: said, text, ..part };
        }
        let is_encoded = meet.is_some_and(|meet| schemas::is_encoded(self.views, meet));
        let media_type = said.or_else(|| is_encoded.then(|| BYTES.to_owned()));
        Part { media_type, text: style::scalar_text(value).unwrap_or_default(), ..part }
    }

    fn xml(&self, value: &Value, meet: Option<Meet>) -> Option<String> {
        let meet = meet.unwrap_or_else(|| self.views.anything());
        xml::document(self.views, meet, self.name, value, Direction::Request)
    }

    /// The first media type that the encoding names.
    fn media_type(&self) -> Option<String> {
        let said = self.encoding?.content_type.as_deref()?;
        let first = said.split(',').next().unwrap_or_default();
        media::concrete(first).map(|one| encode::header(&one)).filter(|one| one.contains('/'))
    }

    /// The media type of a part that is a file; `None` where it is none.
    fn file_type(&self, value: &Value, meet: Option<Meet>, said: Option<&str>) -> Option<String> {
        let views = self.views;
        let is_encoded = meet.is_some_and(|meet| schemas::is_encoded(views, meet));
        // Since 3.1 bytes are what has no type; a list or an object is none.
        let is_blank = views.document().version >= Version::OpenApi3_1
            && said.is_none()
            && meet.is_some_and(|meet| schemas::is_untyped(views, meet));
        let is_bytes = meet.is_some_and(|meet| schemas::is_binary(views, meet))
            || is_blank
            || said.is_some_and(|media_type| Kind::of(media_type) == Kind::Binary);
        if is_encoded || !is_bytes || value.is_container() {
            return None;
        }
        let own = meet.and_then(|meet| schemas::media_type(views, meet));
        Some(said.or(own).unwrap_or(BYTES).to_owned())
    }

    /// The name of a file: that of its field, with a number from the second one on.
    fn file_name(&self, number: usize) -> String {
        let Some(name) = self.name else { return format!("part-{number}") };
        let plain = |c: char| if c.is_alphanumeric() || "._-".contains(c) { c } else { '-' };
        let name: String = name.chars().map(plain).collect();
        let name = name.trim_matches(|c| c == '-' || c == '.');
        match (name, number) {
            ("", number) => format!("file-{number}"),
            (name, 1) => name.to_owned(),
            (name, number) => format!("{name}-{number}"),
        }
    }

    /// The headers that the encoding gives the part, as parameters are sent.
    fn headers(&self) -> Vec<(String, String)> {
        let declared = self.encoding.map_or(&[][..], |encoding| &encoding.headers);
        let is_sent = |name: &str| {
            let is_named_elsewhere = ["content-type", "content-disposition"]
                .iter()
                .any(|known| name.eq_ignore_ascii_case(known));
            encode::is_token(name) && !is_named_elsewhere
        };
        let sent = declared.iter().filter(|(name, _)| is_sent(name));
        sent.filter_map(|(name, used)| Some((name.clone(), self.header(used)?))).collect()
    }

    fn header(&self, used: &Use<Header>) -> Option<String> {
        let document = self.views.document();
        let header = &document.headers[used.id];
        let named = header.examples.iter().map(|(_, one)| &document.examples[one.id]);
        let meet = header.schema.map(Meet::One);
        let given = header
            .example
            .as_ref()
            .or_else(|| named.clone().find_map(|example| example.value.as_ref()))
            .or_else(|| meet.and_then(|meet| schemas::given(self.views, meet)));
        let value = match (given, header.required) {
            (Some(value), _) => value.clone(),
            (None, true) => schemas::sample(self.views, meet?),
            (None, false) => return None,
        };
        let explode = header.explode.unwrap_or_default();
        let manner =
            Manner { style: Style::Simple, explode, allow_reserved: false, has_name: false };
        let pairs = style::pairs("", &value, manner);
        let text = style::join(&pairs, Style::Simple, Alphabet::PLAIN);
        (!pairs.is_empty()).then(|| encode::header(&text))
    }
}
