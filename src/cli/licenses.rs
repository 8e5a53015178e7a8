//! `coder licenses`: the licenses of a deployment, and tools for issuers.

mod add;
mod delete;
mod keygen;
mod list;
mod sign;

use std::io::{self, Write};

use clap::{Args, Subcommand, ValueEnum};
use serde_json::Value;

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

/// How the tools for issuers print what they made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Output {
    /// Alone on a line.
    Text,
    /// As a member of a JSON object.
    Json,
}

/// The flag that says how.
#[derive(Debug, Args)]
struct OutputArguments {
    /// Output format
    #[arg(short, long, value_name = "format", default_value = "text")]
    output: Output,
}

impl OutputArguments {
    /// Prints a text on a line of its own, or an object.
    fn print(&self, text: &str, object: &Value, output: &mut dyn Write) -> io::Result<()> {
        match self.output {
            Output::Text => writeln!(output, "{text}")?,
            Output::Json => writeln!(output, "{object:#}")?,
        }
        output.flush()
    }
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
