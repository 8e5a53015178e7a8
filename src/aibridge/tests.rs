//! The bridge between a real client and a scripted provider, both on loopback.

mod bedrock;
mod compressed;
mod connections;
mod continuing;
mod exported;
mod limits;
mod outcomes;
mod recording;
mod relaying;
mod routing;
pub(crate) mod scripted;
mod tool_loop;
pub(super) mod tracing;
mod usage;
