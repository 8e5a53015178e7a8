//! `coder aibridge`: what the AI Bridge has recorded, and the tools that it offers.

mod interceptions;
mod mcp;

use std::io::Write;

use clap::{Args, Subcommand};

use super::CliError;
use super::connection::ConnectionArguments;

/// Inspect the AI Bridge of a server
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Interceptions(interceptions::Arguments),
    Mcp(mcp::Arguments),
}

/// Runs the command below.
pub(super) fn run(
    arguments: &Arguments,
    connection: &ConnectionArguments,
    output: &mut dyn Write,
) -> Result<(), CliError> {
    match &arguments.command {
        Command::Interceptions(arguments) => interceptions::run(arguments, connection, output),
        Command::Mcp(arguments) => mcp::run(arguments, connection, output),
    }
}
