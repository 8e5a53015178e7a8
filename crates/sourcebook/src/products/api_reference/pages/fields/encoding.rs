//! How the members of a form are sent: their media types, styles and headers.

use sourcebook_model::document::Encoding;

use super::item::Beside;
use super::position::Position;
use super::words::alternatives;
use super::{Field, Scope};
use crate::products::markdown::inline::code;
use crate::products::markdown::writer::Writer;

impl<'d> Scope<'_, 'd> {
    /// The encoding of a member of the root, where that is a form.
    pub(super) fn encoding(&self, name: &str, member: Position<'_>) -> Option<&'d Encoding> {
        let form = self.form.filter(|_| member.level == 2)?;
        form.encoding.iter().find(|(known, _)| known == name).map(|(_, encoding)| encoding)
    }

    /// What an encoding says of a field.
    pub(super) fn add_encoding(
        &self,
        name: &str,
        field: &Field<'d>,
        encoding: &Encoding,
        beside: &mut Beside<'_>,
    ) {
        beside.style = self.field_style(name, field, encoding);
        let types = encoding.content_type.iter().flat_map(|types| types.split(','));
        let types = types.map(str::trim).filter(|name| !name.is_empty()).map(code);
        let types: Vec<String> = types.collect();
        if !types.is_empty() {
            beside.sent_as = Some(format!("sent as {}", alternatives(&types)));
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
