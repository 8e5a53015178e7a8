//! Multipart bodies (RFC 7578; OpenAPI 3.1.1, "Special Considerations for
//! `multipart` Content"; 3.2, section 4.15.4).

use crate::document::{Encoding, Encodings, Header, Use, Value, Version};
use crate::media::{self, Kind};
use crate::view::{Direction, Meet, Views};
use crate::xml;

use super::style::{self, Alphabet, Manner};
use super::{Part, bytes, content, encode, form, schemas};

/// The media type of bytes of which nothing else is known.
const BYTES: &str = "application/octet-stream";

/// What is known of parts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Inside<'v> {
    /// What holds of all of them together.
    pub(super) meet: Option<Meet>,
    /// What holds of each (3.2: `itemSchema`).
    pub(super) item: Option<Meet>,
    pub(super) encodings: Encodings<'v>,
}

/// The parts of a value: one for each member of an object, and for each item of a list among them;
/// of a list, one for each item, told apart by their position (3.2).
pub(super) fn parts(
    views: &Views<'_>,
    inside: Inside<'_>,
    value: &Value,
    subtype: &str,
) -> Vec<Part> {
    let Inside { meet, item, encodings } = inside;
    let meet = meet.map(|meet| schemas::decided(views, meet, value));
    let mut parts = Vec::new();
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                let field = Field {
                    views,
                    name: Some(name),
                    meet: meet.and_then(|meet| views.member(meet, name)),
                    encoding: encodings.of(name),
                };
                parts.extend(field.parts(value, subtype));
            }
        }
        Value::Array(items) => {
            for (at, value) in items.iter().enumerate() {
                let field = Field {
                    views,
                    name: None,
                    meet: item.or_else(|| meet.and_then(|meet| views.item(meet, at))),
                    encoding: encodings.at(at),
                };
                parts.push(field.part(value, field.meet, at + 1));
            }
        }
        _ => {}
    }
    parts
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
        let counts = self.views.document().version.has_styles(&format!("multipart/{subtype}"));
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
        if let (Some(media_type), true) = (&said, value.is_container())
            && let Some(made) = self.composed(media_type, value, meet, number)
        {
            return Part { name: part.name, headers: part.headers, ..made };
        }
        let is_encoded = meet.is_some_and(|meet| schemas::is_encoded(self.views, meet));
        let media_type = said.or_else(|| is_encoded.then(|| BYTES.to_owned()));
        Part { media_type, text: style::scalar_text(value).unwrap_or_default(), ..part }
    }

    /// The part of a list or an object that its media type does not write as JSON: XML, a form, or
    /// parts of its own. Those have no place for files, so that the whole is one of the reader's.
    fn composed(
        &self,
        media_type: &str,
        value: &Value,
        meet: Option<Meet>,
        number: usize,
    ) -> Option<Part> {
        let said = || Some(media_type.to_owned());
        let encodings = self.encoding.map(Encoding::encodings).unwrap_or_default();
        match Kind::of(media_type) {
            Kind::Xml => {
                let meet = meet.unwrap_or_else(|| self.views.anything());
                let text = xml::document(self.views, meet, self.name, value, Direction::Request)?;
                Some(Part { media_type: said(), text, ..Part::default() })
            }
            Kind::Form => {
                let text = form::fields(encodings, value).text();
                Some(Part { media_type: said(), text, ..Part::default() })
            }
            Kind::Multipart => {
                let inside = Inside { meet, item: None, encodings };
                self.nested(media_type, value, inside, number)
            }
            _ => None,
        }
    }

    fn nested(
        &self,
        media_type: &str,
        value: &Value,
        inside: Inside<'_>,
        number: usize,
    ) -> Option<Part> {
        let essence = media::essence(media_type);
        let (_, subtype) = essence.split_once('/')?;
        let has_boundary = media_type.contains("boundary=");
        let parts = parts(self.views, inside, value, subtype);
        let nested = bytes::nested(subtype, &parts).filter(|_| !has_boundary);
        if let Some((text, boundary)) = nested {
            let media_type = Some(format!("{media_type}; boundary={boundary}"));
            return Some(Part { media_type, text, ..Part::default() });
        }
        let file = Some(self.file_name(number));
        Some(Part { media_type: Some(media_type.to_owned()), file, ..Part::default() })
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
        let text = |name: &str, used: &Use<Header>| {
            content::header(self.views, name, &self.views.document().headers[used.id])
        };
        sent.filter_map(|(name, used)| Some((name.clone(), text(name, used)?))).collect()
    }
}
