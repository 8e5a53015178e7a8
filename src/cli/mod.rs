//! The command line: one file per command.

mod facts;
mod server;
mod version;

use std::ffi::OsString;
use std::io::{self, Write};
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use sourcebook_command::{CommandFacts, Profile, Table, from_clap, with_help};
use sourcebook_options::Refused;
use thiserror::Error;

use crate::listen::{ListenError, TlsError};
use crate::logging::LoggingError;
use crate::options::Settings;

/// The arguments of the program.
#[derive(Parser)]
#[command(
    name = "coder",
    bin_name = "coder",
    version = crate::VERSION,
    about = "A control plane with licences, a deployment configuration and an AI gateway",
    after_help = "Without a command, `coder` starts the server."
)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    Server(server::Arguments),
    Facts(facts::Arguments),
    Version(version::Arguments),
}

/// Why a command failed.
#[derive(Debug, Error)]
enum CliError {
    /// The server cannot listen.
    #[error(transparent)]
    Listen(#[from] ListenError),
    /// Connections cannot be encrypted.
    #[error(transparent)]
    Tls(#[from] TlsError),
    /// The settings are wrong; the text has every mistake.
    #[error("{0}")]
    Settings(Refused),
    /// The log cannot be written where the settings say.
    #[error(transparent)]
    Logging(#[from] LoggingError),
    /// Connections were still open when the server stopped waiting for them.
    #[error(
        "stopped with requests still in flight\n  \
         because they did not finish in time, or a second signal asked not to wait for them"
    )]
    RequestsCutOff,
    /// The system refused something the program cannot do without.
    #[error("{doing} failed\n  because {source}")]
    System {
        /// What was tried.
        doing: &'static str,
        /// What the system said.
        source: io::Error,
    },
    /// The facts cannot be written as JSON.
    #[error("the facts cannot be written\n  because {0}")]
    Facts(#[from] serde_json::Error),
    /// Standard output cannot be written to.
    #[error("cannot write the output\n  because {0}")]
    Output(#[from] io::Error),
}

/// The tree of commands, as a documentation toolchain reads it.
pub fn command() -> clap::Command {
    Arguments::command()
}

/// What the command line says about itself: every command, and every option of the server.
pub(crate) fn command_facts() -> CommandFacts {
    from_clap(&command(), &[Table { command: "server", options: Settings::OPTIONS }])
}

/// Runs the program with the arguments `arguments`, the first of which is the program's name.
pub fn run(
    arguments: impl IntoIterator<Item = OsString>,
    output: &mut dyn Write,
    errors: &mut dyn Write,
) -> ExitCode {
    let arguments = match parse(arguments) {
        Ok(arguments) => arguments,
        Err(told) => return tell(&told),
    };
    match execute(arguments.command, output, errors) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if reader_is_gone(&error) => ExitCode::SUCCESS,
        // These say themselves that they are errors, one by one.
        Err(CliError::Settings(refused)) => {
            let _ = write!(errors, "{}", refused.render(false));
            ExitCode::FAILURE
        }
        Err(error) => {
            // When standard error is closed there is nobody left to tell.
            let _ = writeln!(errors, "error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Reads the arguments with the help that the documentation shows.
fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Arguments, clap::Error> {
    let command = with_help(command(), &command_facts(), Profile::Mended);
    Arguments::from_arg_matches(&command.try_get_matches_from(arguments)?)
}

fn execute(
    command: Option<Command>,
    output: &mut dyn Write,
    errors: &mut dyn Write,
) -> Result<(), CliError> {
    match command {
        Some(Command::Server(arguments)) => server::run(arguments, output, errors),
        Some(Command::Facts(_)) => facts::run(output),
        Some(Command::Version(_)) => version::run(output),
        None => server::run(server::Arguments::default(), output, errors),
    }
}

/// Prints what clap has to say: help, the version, or what is wrong with the arguments.
fn tell(told: &clap::Error) -> ExitCode {
    // Clap prints for itself, because it knows whether its stream is a terminal.
    let _ = told.print();
    u8::try_from(told.exit_code()).map_or(ExitCode::FAILURE, ExitCode::from)
}

/// Whether whoever read the output has stopped reading, as `head` does.
fn reader_is_gone(error: &CliError) -> bool {
    match error {
        CliError::Output(error) => error.kind() == io::ErrorKind::BrokenPipe,
        CliError::Facts(error) => error.io_error_kind() == Some(io::ErrorKind::BrokenPipe),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_command_tree_is_consistent() {
        super::command().debug_assert();
    }
}
