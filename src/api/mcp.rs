//! `/api/v2/mcp`: the control plane's own read-only tools, by the Model Context Protocol.
//!
//! Each tool runs as its caller, on the same code as the API.

mod endpoint;
mod my_interceptions;
mod my_token_usage;
mod tools;

pub(crate) use endpoint::{PATH, mount};
pub(crate) use tools::{call, tools};

#[cfg(test)]
mod tests;
