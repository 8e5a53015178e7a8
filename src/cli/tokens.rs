//! `coder tokens`: tokens for scripts.

mod create;
mod list;
mod remove;

use std::io::Write;

use clap::{Args, Subcommand};

use super::CliError;
use super::connection::ConnectionArguments;

/// Create, list and delete API tokens
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Create(create::Arguments),
    List(list::Arguments),
    Remove(remove::Arguments),
}

/// Runs the command below `tokens`.
pub(super) fn run(
    arguments: &Arguments,
    connection: &ConnectionArguments,
    output: &mut dyn Write,
) -> Result<(), CliError> {
    match &arguments.command {
        Command::Create(arguments) => create::run(arguments, connection, output),
        Command::List(arguments) => list::run(arguments, connection, output),
        Command::Remove(arguments) => remove::run(arguments, connection, output),
    }
}
