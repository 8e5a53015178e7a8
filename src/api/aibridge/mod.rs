//! What the AI Bridge has recorded.

pub(crate) mod list_interceptions;
mod model;
mod search;
