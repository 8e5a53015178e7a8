//! `coder aibridge`: what the AI Bridge has recorded.

mod interceptions;

use std::io::Write;

use clap::{Args, Subcommand};

use super::CliError;
use super::connection::ConnectionArguments;

/// Look at the AI Bridge of a server
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Interceptions(interceptions::Arguments),
}

/// Runs the command below.
pub(super) fn run(
    arguments: &Arguments,
    connection: &ConnectionArguments,
    output: &mut dyn Write,
) -> Result<(), CliError> {
    match &arguments.command {
        Command::Interceptions(arguments) => interceptions::run(arguments, connection, output),
    }
}
