//! Information about the server.

pub(crate) mod api_root;
pub(crate) mod build_info;
