//! The command line: one file per command.

mod aibridge;
mod connection;
mod facts;
mod licenses;
mod login;
mod logout;
mod prompt;
mod server;
mod table;
mod tokens;
mod users;
mod version;
mod whoami;

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use sourcebook_command::{CommandFacts, Profile, Table, from_clap, with_help};
use sourcebook_options::{LoadError, ValueError};
use thiserror::Error;

use crate::client::{ClientError, ConfigurationError, with_shown_urls};
use crate::identity::CreateUserError;
use crate::licensing::KeyError;
use crate::licensing::signing::SigningError;
use crate::listen::{ListenError, TlsError};
use crate::logging::LoggingError;
use crate::options::Settings;
use crate::services::StartError;
use crate::site::BookError;
use crate::store::StoreError;
use crate::telemetry::metrics::MetricsError;
use crate::telemetry::traces::TracesError;
use crate::terminal;
use connection::ConnectionArguments;

pub use facts::{Facts, facts};

/// The arguments of the program.
#[derive(Parser)]
#[command(
    name = "coder",
    bin_name = "coder",
    version = crate::VERSION,
    about = "A control plane with licenses, a deployment configuration and an AI gateway",
    after_help = "Without a command, `coder` starts the server."
)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    connection: ConnectionArguments,
}

#[derive(Subcommand)]
enum Command {
    Server(Box<server::Arguments>),
    Login(login::Arguments),
    Logout(logout::Arguments),
    Whoami(whoami::Arguments),
    Users(users::Arguments),
    Tokens(tokens::Arguments),
    Licenses(licenses::Arguments),
    Aibridge(aibridge::Arguments),
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
    /// The documentation cannot be served.
    #[error(transparent)]
    Docs(#[from] BookError),
    /// The settings are wrong; the text has every mistake.
    #[error("{0}")]
    Settings(LoadError),
    /// The log cannot be written where the settings say.
    #[error(transparent)]
    Logging(#[from] LoggingError),
    /// The store cannot be used.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The server cannot start.
    #[error(transparent)]
    Start(#[from] StartError),
    /// A license key cannot be used.
    #[error(transparent)]
    LicenseKey(#[from] KeyError),
    /// No key was made, or nothing signed with it.
    #[error(transparent)]
    Signing(#[from] SigningError),
    /// A user was not created.
    #[error("cannot create the user\n  because {0}")]
    User(#[from] CreateUserError),
    /// A server was not reached, or said no.
    #[error(transparent)]
    Client(#[from] ClientError),
    /// What is kept between two runs cannot be read or written.
    #[error(transparent)]
    Configuration(#[from] ConfigurationError),
    /// Nobody has logged in to the server.
    #[error(
        "you are not logged in\n  \
         because there is no session for this server\n  \
         log in with `coder login URL`, or pass a token with `--token` or in $CODER_SESSION_TOKEN"
    )]
    NotLoggedIn,
    /// Nobody has said which server.
    #[error(
        "there is no server to log in to\n  \
         because none was given\n  \
         try `coder login http://127.0.0.1:3000`"
    )]
    NoServer,
    /// The user's folders are not known.
    #[error(
        "there is no folder to use\n  \
         because the home folder of this user is unknown\n  \
         set one with `{flag}`"
    )]
    NoHome {
        /// The flag that names it.
        flag: &'static str,
    },
    /// The same password was not typed twice.
    #[error("the passwords do not match\n  because one was mistyped\n  try again")]
    PasswordsDiffer,
    /// A file cannot be read or written.
    #[error("cannot use the file {}\n  because {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// There is no such token.
    #[error(
        "there is no token `{named}`\n  \
         because no token has that name or ID\n  \
         {}",
        match .nearest {
            Some(nearest) => format!("did you mean `{nearest}`?"),
            None => "to see all tokens, run `coder tokens list`".to_owned(),
        }
    )]
    NoToken {
        /// What was given.
        named: String,
        /// A name that is almost the same.
        nearest: Option<String>,
    },
    /// The AI Bridge cannot be started.
    #[error(transparent)]
    Bridge(#[from] crate::running_bridge::StartError),
    /// Traces cannot be exported.
    #[error(transparent)]
    Traces(#[from] TracesError),
    /// Metrics cannot be served.
    #[error(transparent)]
    Metrics(#[from] MetricsError),
    /// Connections were still open when the server stopped waiting for them.
    #[error(
        "stopped with requests still in flight\n  \
         because they did not finish in time, or a second signal was received"
    )]
    RequestsCutOff,
    /// The system did not provide something that the program needs.
    #[error("{doing} failed\n  because {source}")]
    System {
        /// What was tried.
        doing: &'static str,
        /// What the system said.
        source: io::Error,
    },
    /// The facts cannot be written as JSON.
    #[error("cannot write the facts\n  because {0}")]
    Facts(#[from] serde_json::Error),
    /// Standard output cannot be written to.
    #[error("cannot write the output\n  because {0}")]
    Output(#[from] io::Error),
}

/// A runtime for commands that do one thing after the other.
fn runtime() -> Result<tokio::runtime::Runtime, CliError> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|source| CliError::System { doing: "starting the runtime", source })
}

/// Reads a duration as the settings of the server do: `90m`, `1h30m`, `30d`.
fn duration(text: &str) -> Result<Duration, ValueError> {
    text.parse::<sourcebook_options::Duration>().map(Duration::from)
}

/// The tree of commands, as a documentation toolchain reads it.
pub fn command() -> clap::Command {
    Arguments::command()
}

/// What the command line says about itself: every command, and every option of the server.
pub(crate) fn command_facts() -> CommandFacts {
    let of_the_store = server::store_options();
    let tables = [
        Table { command: "server", options: Settings::OPTIONS },
        Table { command: "server create-admin-user", options: &of_the_store },
    ];
    from_clap(&command(), &tables)
}

/// Runs the program with the arguments `arguments`, the first of which is the program's name.
pub fn run(
    arguments: impl IntoIterator<Item = OsString>,
    output: &mut dyn Write,
    errors: &mut dyn Write,
) -> ExitCode {
    let arguments = match parse(arguments) {
        Ok(arguments) => arguments,
        Err(told) => return tell(&told, errors),
    };
    match execute(arguments, output, errors) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if reader_is_gone(&error) => ExitCode::SUCCESS,
        // These say themselves that they are errors, one by one.
        Err(CliError::Settings(error)) => {
            let _ = write!(errors, "{}", error.render(false));
            ExitCode::FAILURE
        }
        Err(error) => {
            // When standard error is closed there is nobody left to tell.
            let _ = writeln!(errors, "error: {}", terminal::lines(&error.to_string()));
            ExitCode::FAILURE
        }
    }
}

/// Reads the arguments with the help that the documentation shows.
fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Arguments, clap::Error> {
    let command = with_help(command(), &command_facts(), Profile::Default);
    Arguments::from_arg_matches(&command.try_get_matches_from(arguments)?)
}

fn execute(
    arguments: Arguments,
    output: &mut dyn Write,
    errors: &mut dyn Write,
) -> Result<(), CliError> {
    let connection = &arguments.connection;
    match arguments.command {
        Some(Command::Server(arguments)) => server::run(*arguments, output, errors),
        Some(Command::Login(arguments)) => login::run(&arguments, connection, output, errors),
        Some(Command::Logout(_)) => logout::run(connection, output),
        Some(Command::Whoami(_)) => whoami::run(connection, output),
        Some(Command::Users(arguments)) => users::run(&arguments, connection, output),
        Some(Command::Tokens(arguments)) => tokens::run(&arguments, connection, output),
        Some(Command::Licenses(arguments)) => licenses::run(&arguments, connection, output),
        Some(Command::Aibridge(arguments)) => aibridge::run(&arguments, connection, output),
        Some(Command::Facts(_)) => facts::run(output),
        Some(Command::Version(_)) => version::run(output),
        None => server::run(server::Arguments::default(), output, errors),
    }
}

/// Prints what clap has to say: help, the version, or what is wrong with the arguments.
fn tell(told: &clap::Error, errors: &mut dyn Write) -> ExitCode {
    let text = told.render().to_string();
    let shown = with_shown_urls(&text);
    // When standard error is closed there is nobody left to tell.
    let _ = if told.use_stderr() && shown != text {
        errors.write_all(shown.as_bytes())
    } else {
        // Clap prints for itself, because it knows whether its stream is a terminal.
        told.print()
    };
    u8::try_from(told.exit_code()).map_or(ExitCode::FAILURE, ExitCode::from)
}

/// Whether the reader of the output has stopped reading, as `head` does.
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
