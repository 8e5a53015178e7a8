//! `coder users`: the users of a deployment.

mod create;
mod list;

use std::io::Write;

use clap::{Args, Subcommand};
use serde_json::Value;

use super::CliError;
use super::connection::ConnectionArguments;

/// Create and list users
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Create(create::Arguments),
    List(list::Arguments),
}

/// Runs the command below `users`.
pub(super) fn run(
    arguments: &Arguments,
    connection: &ConnectionArguments,
    output: &mut dyn Write,
) -> Result<(), CliError> {
    match &arguments.command {
        Command::Create(arguments) => create::run(arguments, connection, output),
        Command::List(arguments) => list::run(arguments, connection, output),
    }
}

/// The role of a user that the API has shown. A member has no role listed.
pub(super) fn role(user: &Value) -> String {
    user["roles"][0]["name"].as_str().unwrap_or("member").to_owned()
}
