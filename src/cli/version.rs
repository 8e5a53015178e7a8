//! `coder version`: prints the version.

use std::io::Write;

use clap::Args;

use super::CliError;

/// Print the version of the program
#[derive(Debug, Args)]
pub(super) struct Arguments {}

/// Prints the program's name and version.
pub(super) fn run(output: &mut dyn Write) -> Result<(), CliError> {
    writeln!(output, "coder {}", crate::VERSION)?;
    output.flush()?;
    Ok(())
}
