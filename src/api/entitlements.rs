//! What the licenses entitle to.

pub(crate) mod get;
