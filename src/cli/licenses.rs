//! `coder licenses`: the licenses of a deployment, and tools for issuers.

mod add;
mod delete;
mod keygen;
mod list;
mod sign;

use std::io::Write;

use clap::{Args, Subcommand};

use super::CliError;
use super::connection::ConnectionArguments;

/// Add, list and delete licenses; create keys and sign licenses
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Add(add::Arguments),
    List(list::Arguments),
    Delete(delete::Arguments),
    Keygen(keygen::Arguments),
    Sign(Box<sign::Arguments>),
}

/// Runs the command below `licenses`.
pub(super) fn run(
    arguments: &Arguments,
    connection: &ConnectionArguments,
    output: &mut dyn Write,
) -> Result<(), CliError> {
    match &arguments.command {
        Command::Add(arguments) => add::run(arguments, connection, output),
        Command::List(arguments) => list::run(arguments, connection, output),
        Command::Delete(arguments) => delete::run(arguments, connection, output),
        Command::Keygen(arguments) => keygen::run(arguments, output),
        Command::Sign(arguments) => sign::run(arguments, output),
    }
}
