//! Licenses.

pub(crate) mod add;
pub(crate) mod delete;
pub(crate) mod list;
mod model;
pub(crate) mod refresh_entitlements;
