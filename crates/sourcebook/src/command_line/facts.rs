//! `sourcebook facts`: what Sourcebook says of its own command line.

use std::io;

use clap::{Args, CommandFactory};
use serde::Serialize;
use sourcebook_command::{CommandFacts, from_clap};

use super::Arguments;
use crate::console::Console;
use crate::report::Verdict;

/// Print Sourcebook's own facts document, with its command line
///
/// This is the output that a command under `[facts]` must print: Sourcebook's own help texts,
/// command reference, manual pages and completions are made from it.
#[derive(Debug, Args)]
pub(super) struct Facts {}

/// The version of the shape of the facts document.
const FORMAT: u32 = 1;

/// The facts document.
#[derive(Serialize)]
struct Document {
    facts: u32,
    #[serde(flatten)]
    command: CommandFacts,
}

impl Facts {
    #[expect(clippy::unused_self, reason = "every command is run in the same way")]
    pub(super) fn run(self, console: &mut Console<'_>) -> io::Result<Verdict> {
        console.print(&(document()? + "\n"))?;
        Ok(Verdict::Fresh)
    }
}

/// The facts document of Sourcebook, as JSON.
///
/// # Errors
/// When it cannot be written as JSON.
pub fn document() -> Result<String, serde_json::Error> {
    let command = from_clap(&Arguments::command(), &[]);
    serde_json::to_string_pretty(&Document { facts: FORMAT, command })
}
