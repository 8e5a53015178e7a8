//! How the parts of a body are encoded (OpenAPI 3.2, sections 4.14.4 and 4.15).

use super::{Encoding, MediaType};

/// How the parts of a body, or of a part that is itself made of parts, are encoded: by the names of
/// their fields, or by their positions.
#[derive(Debug, Clone, Copy, Default)]
pub struct Encodings<'d> {
    /// By name.
    pub named: &'d [(String, Encoding)],
    /// The first ones.
    pub first: &'d [Encoding],
    /// All further ones.
    pub further: Option<&'d Encoding>,
}

impl<'d> Encodings<'d> {
    /// The encoding of a field.
    pub fn of(self, name: &str) -> Option<&'d Encoding> {
        self.named.iter().find(|(known, _)| known == name).map(|(_, encoding)| encoding)
    }

    /// The encoding at a position, counted from 0.
    pub fn at(self, position: usize) -> Option<&'d Encoding> {
        self.first.get(position).or(self.further)
    }

    /// Whether nothing is said.
    pub fn is_empty(self) -> bool {
        self.named.is_empty() && self.first.is_empty() && self.further.is_none()
    }
}

impl MediaType {
    /// How the parts of the body are encoded.
    pub fn encodings(&self) -> Encodings<'_> {
        Encodings {
            named: &self.encoding,
            first: &self.prefix_encoding,
            further: self.item_encoding.as_ref(),
        }
    }
}

impl Encoding {
    /// How the parts of the part are encoded.
    pub fn encodings(&self) -> Encodings<'_> {
        Encodings {
            named: &self.encoding,
            first: &self.prefix_encoding,
            further: self.item_encoding.as_deref(),
        }
    }
}
