//! What the AI Bridge has recorded, and the tools that it offers.

pub(crate) mod list_interceptions;
pub(crate) mod list_mcp_servers;
mod model;
pub(crate) mod search;
mod streaming;
