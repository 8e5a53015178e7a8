//! JSON whose values know where they stand, for files that people write by hand.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use sourcebook_syntax::{FileId, Place, Span};

/// Values nest no deeper than this; `serde_json` itself stops at 128.
const DEEPEST: usize = 64;

/// A value and where it stands.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) kind: Kind,
    pub(super) place: Place,
}

/// What a value is.
#[derive(Debug)]
pub(super) enum Kind {
    String(String),
    Array(Vec<Node>),
    /// The members in source order.
    Object(Vec<Member>),
    /// A number, a boolean or null.
    Other(&'static str),
}

/// A member of an object.
#[derive(Debug)]
pub(super) struct Member {
    pub(super) name: String,
    pub(super) key: Place,
    pub(super) value: Node,
}

/// Why a text is not JSON: what, and where.
#[derive(Debug)]
pub(super) struct NotJson {
    pub(super) message: String,
    pub(super) place: Place,
}

impl Node {
    /// What the value is, for messages.
    pub(super) fn kind_name(&self) -> &'static str {
        match &self.kind {
            Kind::String(_) => "a string",
            Kind::Array(_) => "a list",
            Kind::Object(_) => "an object",
            Kind::Other(name) => name,
        }
    }
}

/// Reads a text that was kept as `file`.
pub(super) fn parse(text: &str, file: FileId) -> Result<Node, NotJson> {
    let start = text.len() - text.trim_start_matches('\u{feff}').len();
    let reader = Reader { text, file };
    let raw: &RawValue = serde_json::from_str(&text[start..]).map_err(|error| {
        let line_start: usize =
            text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
        let at = (line_start + error.column().saturating_sub(1)).min(text.len());
        let at = (0..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
        let full = error.to_string();
        let message = full.split(" at line ").next().unwrap_or(&full).to_owned();
        NotJson { message, place: reader.place(at, at, String::new()) }
    })?;
    reader.node(raw, String::new(), 0)
}

struct Reader<'t> {
    text: &'t str,
    file: FileId,
}

impl<'t> Reader<'t> {
    fn place(&self, start: usize, end: usize, pointer: String) -> Place {
        Place { file: self.file, span: Span::new(start, end), pointer }
    }

    /// Where a piece stands in the text from which it was borrowed.
    fn offset(&self, piece: &str) -> usize {
        piece.as_ptr().addr().saturating_sub(self.text.as_ptr().addr()).min(self.text.len())
    }

    fn node(&self, raw: &'t RawValue, pointer: String, depth: usize) -> Result<Node, NotJson> {
        let text = raw.get();
        let start = self.offset(text);
        let place = self.place(start, start + text.len(), pointer);
        if depth > DEEPEST {
            return Err(NotJson { message: "this is nested too deeply".to_owned(), place });
        }
        let kind = match text.as_bytes().first() {
            Some(b'{') => Kind::Object(self.members(text, &place.pointer, depth)?),
            Some(b'[') => {
                let Items(items) = again(text, &place)?;
                let items = items.into_iter().enumerate();
                let read =
                    |(at, item)| self.node(item, format!("{}/{at}", place.pointer), depth + 1);
                Kind::Array(items.map(read).collect::<Result<_, _>>()?)
            }
            Some(b'"') => Kind::String(again(text, &place)?),
            Some(b't' | b'f') => Kind::Other("a boolean"),
            Some(b'n') => Kind::Other("null"),
            _ => Kind::Other("a number"),
        };
        Ok(Node { kind, place })
    }

    fn members(&self, text: &'t str, at: &str, depth: usize) -> Result<Vec<Member>, NotJson> {
        let place = self.place(self.offset(text), self.offset(text) + text.len(), at.to_owned());
        let Members(members) = again(text, &place)?;
        let read = |(name, raw): (Cow<'_, str>, &'t RawValue)| {
            let pointer = format!("{at}/{}", name.replace('~', "~0").replace('/', "~1"));
            let key = self.key(&name, raw, pointer.clone());
            let value = self.node(raw, pointer, depth + 1)?;
            Ok(Member { name: name.into_owned(), key, value })
        };
        members.into_iter().map(read).collect()
    }

    /// The place of a key; that of its value, where the key is written with escapes.
    fn key(&self, name: &str, raw: &RawValue, pointer: String) -> Place {
        let value = self.offset(raw.get());
        let quoted = format!("\"{name}\"");
        let before = self.text[..value].trim_end().trim_end_matches(':').trim_end();
        match before.strip_suffix(&quoted).map(str::len) {
            Some(start) => self.place(start, start + quoted.len(), pointer),
            None => self.place(value, value + raw.get().len(), pointer),
        }
    }
}

/// Reads a piece that was read before as a part of the whole.
fn again<'t, T: Deserialize<'t>>(text: &'t str, place: &Place) -> Result<T, NotJson> {
    serde_json::from_str(text)
        .map_err(|error| NotJson { message: error.to_string(), place: place.clone() })
}

struct Items<'t>(Vec<&'t RawValue>);

struct Members<'t>(Vec<(Cow<'t, str>, &'t RawValue)>);

/// A key that is borrowed where it has no escapes.
#[derive(Deserialize)]
struct Name<'t>(#[serde(borrow)] Cow<'t, str>);

impl<'de> Deserialize<'de> for Items<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Collect;

        impl<'de> Visitor<'de> for Collect {
            type Value = Items<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
                let mut items = Vec::new();
                while let Some(item) = seq.next_element()? {
                    items.push(item);
                }
                Ok(Items(items))
            }
        }

        deserializer.deserialize_seq(Collect)
    }
}

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Collect;

        impl<'de> Visitor<'de> for Collect {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(Name(name)) = map.next_key()? {
                    members.push((name, map.next_value()?));
                }
                Ok(Members(members))
            }
        }

        deserializer.deserialize_map(Collect)
    }
}
