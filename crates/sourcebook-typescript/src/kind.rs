//! What kind of type a shape is.

use sourcebook_model::document::SchemaType;
use sourcebook_model::view::{Others, Shape};

/// Whether a type is an object and nothing else, so that it is an interface.
pub(crate) fn is_interface(shape: &Shape<'_>) -> bool {
    shape.types == [SchemaType::Object]
        && !shape.members.is_empty()
        && !shape.null
        && !shape.is_never
        && shape.unions.is_empty()
        && shape.allowed.is_none()
        && shape.apart.is_none()
}

/// Whether an integer may be one that a `number` cannot hold.
pub(crate) fn is_wide(shape: &Shape<'_>) -> bool {
    shape.formats.iter().any(|format| ["int64", "uint64"].contains(format))
}

/// Whether nothing is said of the members of an object.
pub(crate) fn is_bare(shape: &Shape<'_>) -> bool {
    shape.members.is_empty()
        && shape.patterns.is_empty()
        && shape.others == Others::Any
        && shape.unevaluated == Others::Any
        && shape.names.is_none()
}
