//! Tools of MCP servers, and the control plane's own.
//!
//! Each user has a connection of their own to each server that is configured (`server_proxy.rs`),
//! kept for a while (`servers.rs`). What a server says is data: it is bounded (`listing.rs`,
//! `result.rs`), and a server that fails gives no tools and is left alone for a while.

mod connection;
mod failure;
mod filter;
mod listing;
pub(crate) mod metrics;
mod offer;
mod own;
mod result;
mod server_proxy;
mod servers;
mod settings;
mod source;
mod transport;

pub(crate) use own::OwnTools;
pub(crate) use servers::{McpServers, ServerState};
pub(crate) use settings::McpSettings;
pub(crate) use source::McpTools;

#[cfg(test)]
pub(super) mod tests;
