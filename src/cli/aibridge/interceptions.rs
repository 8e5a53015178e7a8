//! `coder aibridge interceptions`.

mod list;

use std::io::Write;

use clap::{Args, Subcommand};

use crate::cli::CliError;
use crate::cli::connection::ConnectionArguments;

/// Inspect requests recorded by the AI Bridge
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    List(list::Arguments),
}

/// Runs the command below.
pub(super) fn run(
    arguments: &Arguments,
    connection: &ConnectionArguments,
    output: &mut dyn Write,
) -> Result<(), CliError> {
    match &arguments.command {
        Command::List(arguments) => list::run(arguments, connection, output),
    }
}
