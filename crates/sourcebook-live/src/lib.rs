//! Runs what an API document says against a live server, and holds the answers against the document.
//!
//! A [`World`] is a server with a home of its own; [`run()`] sends the requests of every operation to
//! it in an order that follows from the document, carries values from answers to later requests, and
//! judges each answer. What it found are ordinary diagnostics, with places in the document.
//!
//! The modules, lowest first: `settings` says what to run; `fill` puts values in the words of
//! commands; `exchange` is the HTTP client, bounded in size and time; `problems` are the kinds of what
//! is found, one file each; `world` starts and stops servers; `plan` is the order of operations;
//! `judge` holds an answer against the document; `values` are those that earlier answers give to later
//! requests; `scenario` reads the exceptions of a person; `outcome` is what a run found; `run` puts it
//! together; `record` keeps its answers for pages.

mod exchange;
mod fill;
pub mod judge;
mod outcome;
mod plan;
mod problems;
mod record;
mod run;
pub mod scenario;
mod settings;
mod values;
mod world;

pub use exchange::{Answer, Exchange, Failure};
pub use outcome::{Coverage, Exchanged, Outcome, Told, Tried};
pub use problems::CODES;
pub use problems::failed_line::failed_line;
pub use record::{File as RecordedFile, record};
pub use run::run;
pub use settings::{Families, Seed, Settings, Skip, Source};
pub use world::{Ran, World, stop_at_signals};
