//! `sourcebook facts`: what Sourcebook says of its own command line.

use std::io;

use clap::{Args, CommandFactory};
use serde::Serialize;
use sourcebook_command::{CommandFacts, from_clap};

use super::Arguments;
use crate::console::Console;
use crate::report::Verdict;

/// Print the facts document of Sourcebook itself, with its command line
///
/// It is what a command under `[facts]` prints of a program: the help texts, the command reference,
/// the manual pages and the completions of Sourcebook are made from it.
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
