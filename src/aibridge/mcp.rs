//! Tools of MCP servers.
//!
//! Each user has a connection of their own to each server that is configured (`server_proxy.rs`),
//! kept for a while (`servers.rs`). What a server says is data: it is bounded (`listing.rs`,
//! `result.rs`), and a server that fails gives no tools and is left alone for a while.

mod connection;
mod declared;
mod digest;
mod error;
mod filter;
mod list_watch;
mod listing;
pub(crate) mod metrics;
mod offer;
mod posting;
mod result;
mod server_proxy;
mod servers;
mod settings;
mod source;
mod stream_pace;
mod transport;
mod verbatim;

pub(crate) use error::{McpError, McpErrorKind};
pub(crate) use servers::{McpServers, ServerState};
pub(crate) use settings::{McpSettings, McpSettingsError};
pub(crate) use source::{Callee, McpTools};

#[cfg(test)]
pub(crate) mod tests;
