//! `coder users`: the users of a deployment.

mod create;
mod delete;
mod list;
mod reset_password;
mod set_status;

use std::io::Write;

use clap::{Args, Subcommand};
use serde_json::Value;

use super::CliError;
use super::connection::ConnectionArguments;

/// Create, list, suspend and delete users
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Create(create::Arguments),
    List(list::Arguments),
    Suspend(set_status::SuspendArguments),
    Activate(set_status::ActivateArguments),
    ResetPassword(reset_password::Arguments),
    Delete(delete::Arguments),
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
        Command::Suspend(arguments) => set_status::suspend(arguments, connection, output),
        Command::Activate(arguments) => set_status::activate(arguments, connection, output),
        Command::ResetPassword(arguments) => reset_password::run(arguments, connection, output),
        Command::Delete(arguments) => delete::run(arguments, connection, output),
    }
}

/// The role of a user that the API has shown. A member has no role listed.
pub(super) fn role(user: &Value) -> String {
    user["roles"][0]["name"].as_str().unwrap_or("member").to_owned()
}
