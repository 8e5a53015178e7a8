//! How the parts of a body are sent: their media types, styles and headers.

use sourcebook_model::document::{Encoding, Encodings, MediaType, Version};
use sourcebook_model::view::Meet;

use super::item::Beside;
use super::position::Position;
use super::words::alternatives;
use super::{Field, Scope};
use crate::products::markdown::inline::code;
use crate::products::markdown::writer::Writer;

/// How what is inside of a body, or of a part that is made of parts, is encoded.
#[derive(Clone, Copy)]
pub(super) struct Parts<'d> {
    pub(super) encodings: Encodings<'d>,
    /// The level of the members and items that are the parts.
    level: usize,
    /// Whether the schema is that of each part, and not of all together (3.2: `itemSchema`).
    is_stream: bool,
    /// Whether members of encodings say how lists and objects are written.
    has_styles: bool,
}

impl<'d> Parts<'d> {
    /// The parts of a body.
    pub(super) fn of_body(name: &str, media_type: &'d MediaType, version: Version) -> Self {
        let encodings = media_type.encodings();
        let is_stream = media_type.item_schema.is_some();
        Self { encodings, level: 2, is_stream, has_styles: version.has_styles(name) }
    }

    /// What is said of all parts but the first ones, where the whole is described.
    pub(super) fn further_sent_as(self) -> Option<String> {
        let sent_as = self.encodings.further.and_then(sent_as);
        if self.is_stream { sent_as } else { sent_as.map(|words| format!("each {words}")) }
    }
}

impl<'d> Scope<'_, 'd> {
    /// The encoding of a member, where that is a part.
    pub(super) fn encoding(&self, name: &str, member: Position<'_>) -> Option<&'d Encoding> {
        self.parts.filter(|parts| parts.level == member.level)?.encodings.of(name)
    }

    /// The encoding of an item of a list that has a place of its own, where that is a part.
    pub(super) fn encoding_at(&self, at: usize, item: Position<'_>) -> Option<&'d Encoding> {
        let parts = self.parts.filter(|parts| parts.level == item.level && !parts.is_stream)?;
        parts.encodings.at(at)
    }

    /// The scope of what is inside of a part.
    pub(super) fn inside_part(&self, encoding: Option<&'d Encoding>, part: Position<'_>) -> Self {
        let inner = encoding.map(Encoding::encodings).filter(|inner| !inner.is_empty());
        let Some(encodings) = inner else { return *self };
        let name = encoding.and_then(|encoding| encoding.content_type.as_deref());
        let has_styles = name.is_some_and(|name| self.reference.document.version.has_styles(name));
        let level = part.level + 1;
        Self { parts: Some(Parts { encodings, level, is_stream: false, has_styles }), ..*self }
    }

    /// What an encoding says of a field.
    pub(super) fn add_encoding(
        &self,
        name: &str,
        field: &Field<'d>,
        encoding: &Encoding,
        beside: &mut Beside<'_>,
    ) {
        if self.parts.is_some_and(|parts| parts.has_styles) {
            beside.style = self.field_style(name, field, encoding);
        }
        beside.sent_as = part_sent_as(encoding);
    }

    /// What is said of an item that is a part.
    pub(super) fn item_beside<'s>(encoding: Option<&Encoding>) -> Beside<'s> {
        Beside { sent_as: encoding.and_then(part_sent_as), ..Beside::default() }
    }

    /// The first parts of a stream, or of a list whose items have no places of their own: only how
    /// they are sent is different.
    pub(super) fn write_first_parts(&self, writer: &mut Writer, meet: Meet) {
        let Some(parts) = self.parts else { return };
        let field = self.field(meet);
        let known = if parts.is_stream { 0 } else { field.shape.first_items.len() };
        for (at, encoding) in parts.encodings.first.iter().enumerate().skip(known) {
            let lead = format!("item {}:", at + 1);
            let beside = Self::item_beside(Some(encoding));
            let words = beside.sent_as.map_or_else(String::new, |words| format!(" {words}"));
            let start = writer.mark();
            let mut has_headers = false;
            writer.item(&[&*lead, &*words].concat(), |writer| {
                let mark = writer.mark();
                self.write_part_headers(writer, encoding);
                has_headers = writer.mark() != mark;
            });
            if words.is_empty() && !has_headers {
                writer.go_back(start);
            }
        }
    }

    /// The headers of a part.
    pub(super) fn write_part_headers(&self, writer: &mut Writer, encoding: &'d Encoding) {
        let is_own = |name: &str| !name.eq_ignore_ascii_case("content-type");
        let mut headers = encoding.headers.iter().filter(|(name, _)| is_own(name)).peekable();
        if headers.peek().is_none() {
            return;
        }
        writer.item("part headers:", |writer| {
            for (name, header) in headers {
                self.header(writer, name, header);
            }
        });
    }
}

/// How a part is sent, and each of those that it is made of.
fn part_sent_as(encoding: &Encoding) -> Option<String> {
    let inner = encoding.item_encoding.as_deref().and_then(sent_as);
    let inner = inner.map(|words| format!("each {words}"));
    let words: Vec<String> = [sent_as(encoding), inner].into_iter().flatten().collect();
    (!words.is_empty()).then(|| words.join(" · "))
}

/// The media types of an encoding.
fn sent_as(encoding: &Encoding) -> Option<String> {
    let types = encoding.content_type.iter().flat_map(|types| types.split(','));
    let types = types.map(str::trim).filter(|name| !name.is_empty()).map(code);
    let types: Vec<String> = types.collect();
    (!types.is_empty()).then(|| format!("sent as {}", alternatives(&types)))
}
