//! The control plane: its API document, its facts, its command line.
//!
//! What is public here is what a documentation toolchain may see; everything else is private.

mod aibridge;
mod alarm;
mod api;
mod api_explorer;
pub mod cli;
mod client;
mod clock;
mod deployment;
mod document;
mod guarded_body;
mod health;
mod identity;
mod layers;
mod licensing;
mod listen;
mod logging;
mod options;
mod outgoing;
mod path_prefix;
mod proxies;
mod routes;
mod running_bridge;
mod services;
mod site;
mod store;
mod telemetry;
mod terminal;

pub use cli::{Facts, command, facts};
pub use routes::{Part, Route, openapi};
pub use telemetry::{MetricKind, MetricSpec, SpanSpec};

/// The version of this build, as the server and its documents state it.
pub const VERSION: &str = concat!("v", env!("CARGO_PKG_VERSION"));
