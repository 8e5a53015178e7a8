//! The control plane: its router, its API document, its command line.
//!
//! What is public here is what a documentation toolchain may see; everything else is private.

mod api;
pub mod cli;
mod document;
mod facts;
mod health;
mod layers;
mod listen;
mod logging;
mod options;
mod routes;

pub use cli::command;
pub use facts::{Facts, facts};
pub use routes::{Part, Route, openapi, router};

/// The version of this build, as the server and its documents state it.
pub const VERSION: &str = concat!("v", env!("CARGO_PKG_VERSION"));
