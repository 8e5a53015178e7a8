//! API keys: the tokens of users, and the keys of their sessions.

pub(crate) mod create_token;
pub(crate) mod delete;
pub(crate) mod delete_all;
pub(crate) mod list;
pub(crate) mod list_tokens;
