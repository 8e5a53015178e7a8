//! What the server says about itself.

pub(crate) mod api_root;
pub(crate) mod build_info;
