//! How the parts of a body are encoded (OpenAPI 3.2, sections 4.14.4 and 4.15).

use super::{Extensions, Header, MediaType, Origin, Use};

/// How one form field or part is encoded.
#[derive(Debug, Clone, Default)]
pub struct Encoding {
    /// Its media type.
    pub content_type: Option<String>,
    /// Headers of the part.
    pub headers: Vec<(String, Use<Header>)>,
    /// As of parameters.
    pub style: Option<String>,
    /// As of parameters.
    pub explode: Option<bool>,
    /// As of parameters.
    pub allow_reserved: bool,
    /// 3.2: the parts of a part that is itself made of parts → how they are encoded.
    pub encoding: Vec<(String, Encoding)>,
    /// 3.2: as of media types.
    pub prefix_encoding: Vec<Encoding>,
    /// 3.2: as of media types.
    pub item_encoding: Option<Box<Encoding>>,
    /// Vendor extensions.
    pub extensions: Extensions,
    /// Where it stands.
    pub origin: Origin,
}

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
