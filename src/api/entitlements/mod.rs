//! What the licences entitle to.

pub(crate) mod get;
