//! `sourcebook completions SHELL`: a completion script on standard output.

use std::io;

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::Arguments;
use crate::console::Console;
use crate::report::Verdict;

/// Print a completion script for a shell
///
/// Load its output in the startup file of the shell.
#[derive(Debug, Args)]
pub(super) struct Completions {
    /// The shell
    shell: Shell,
}

impl Completions {
    pub(super) fn run(self, console: &mut Console<'_>) -> io::Result<Verdict> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Arguments::command(), "sourcebook", &mut script);
        console.print_bytes(&script)?;
        Ok(Verdict::Fresh)
    }
}
