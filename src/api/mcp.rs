//! `/api/v2/mcp`: the control plane's own read-only tools, by the Model Context Protocol.
//!
//! Each tool runs as whoever calls it, on the code that answers the same question over the API.

mod endpoint;
mod my_interceptions;
mod my_token_usage;
mod tools;

pub(crate) use endpoint::{PATH, mount};
pub(crate) use tools::{call, tools};

#[cfg(test)]
mod tests;
