//! What documents say in several ways, in one: URLs, parameters, media types, ways to sign in.

pub(crate) mod media_types;
pub(crate) mod parameters;
pub(crate) mod security;
pub(crate) mod urls;
