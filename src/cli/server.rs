//! `coder server`: starts the server and stops it in good order.

use std::io::{self, Write};
use std::time::Duration;

use clap::{ArgMatches, Args, FromArgMatches};
use sourcebook_command::yaml;
use sourcebook_options::{Layers, Loaded, Problem, arguments, process_environment};
use tokio::sync::oneshot;

use super::CliError;
use crate::listen::{self, Ending, Listening};
use crate::logging;
use crate::options::{OTHER_VARIABLES, Settings};

/// How long a stopping server waits. No handler may run longer than this, so what is still open
/// afterwards waits for its client.
const PATIENCE: Duration = Duration::from_mins(1);

/// The settings that the command line gives. The server has one flag for each of its options.
#[derive(Default)]
pub(super) struct Arguments(Layers);

impl Args for Arguments {
    fn augment_args(command: clap::Command) -> clap::Command {
        command.about("Start the server").args(arguments(Settings::OPTIONS))
    }

    fn augment_args_for_update(command: clap::Command) -> clap::Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for Arguments {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        Ok(Self(Layers::new().flags(matches, Settings::OPTIONS)))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

/// Serves until a signal asks to stop, or prints the settings when that is asked for.
pub(super) fn run(
    arguments: Arguments,
    output: &mut dyn Write,
    errors: &mut dyn Write,
) -> Result<(), CliError> {
    let layers = arguments.0.environment(process_environment());
    let layers = layers.known_variables(OTHER_VARIABLES.iter().copied());
    let loaded = Settings::load(&layers).map_err(CliError::Settings)?;
    warn(&loaded.warnings, errors)?;
    if loaded.settings.file.write_config {
        return Ok(write!(output, "{}", written(&loaded))?);
    }
    let settings = loaded.settings;
    logging::start(&settings.introspection.logging).map_err(CliError::Logging)?;
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|source| CliError::System { doing: "starting the runtime", source })?
        .block_on(serve(&settings, output))
}

/// Tells what a person should know, and which does not keep the server from starting.
fn warn(warnings: &[Problem], errors: &mut dyn Write) -> io::Result<()> {
    warnings.iter().try_for_each(|warning| writeln!(errors, "{}", warning.render(false)))
}

/// The settings in force as YAML, which gives the same settings when it is read.
fn written(loaded: &Loaded<Settings>) -> String {
    let facts = super::command_facts();
    let Some(server) = facts.command("coder server") else {
        return String::new();
    };
    yaml::settings_in_force(&facts, server.command, &loaded.values)
}

async fn serve(settings: &Settings, output: &mut dyn Write) -> Result<(), CliError> {
    let mut signals = Signals::new()
        .map_err(|source| CliError::System { doing: "listening for signals", source })?;
    let address = settings.networking.http.http_address.to_string();
    let tls = &settings.networking.tls;
    let acceptor = listen::acceptor(tls)?;
    let mut listening = Listening::open(&address, crate::router()).await?;
    if let Some(acceptor) = acceptor {
        listening = listening.encrypt(&tls.address.to_string(), acceptor).await?;
    }
    let encrypted = listening.encrypted_address().map(tracing::field::display);
    let address = listening.address();
    tracing::info!(%address, encrypted, version = crate::VERSION, "listening");
    let access_url = settings.networking.access_url.as_ref().map(ToString::to_string);
    let url = access_url.unwrap_or_else(|| listening.url());
    welcome(url.trim_end_matches('/'), output)?;

    let (ask, asked) = oneshot::channel();
    let stop = async {
        // An error means that `give_up` is gone, and with it the wish to go on.
        let _ = asked.await;
    };
    let give_up = async {
        signals.next().await;
        tracing::info!("stopping: finishing the requests in flight; a second signal ends at once");
        let _ = ask.send(());
        tokio::select! {
            () = signals.next() => {}
            () = tokio::time::sleep(PATIENCE) => {}
        }
    };
    let ending = listening
        .serve(stop, give_up)
        .await
        .map_err(|source| CliError::System { doing: "serving", source })?;
    match ending {
        Ending::Finished => {
            tracing::info!("stopped");
            Ok(())
        }
        Ending::GivenUp => Err(CliError::RequestsCutOff),
    }
}

/// Says where the server is and what to try.
fn welcome(url: &str, output: &mut dyn Write) -> io::Result<()> {
    writeln!(output, "coder {} listens on {url}", crate::VERSION)?;
    writeln!(output)?;
    writeln!(output, "Try:")?;
    writeln!(output, "  curl {url}/healthz")?;
    writeln!(output, "  curl {url}/api/v2/buildinfo")?;
    writeln!(output)?;
    writeln!(output, "Ctrl-C stops it.")?;
    output.flush()
}

/// The signals that ask a server to stop: an interrupt from the keyboard, and termination.
struct Signals {
    #[cfg(unix)]
    interrupt: tokio::signal::unix::Signal,
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
    #[cfg(windows)]
    interrupt: tokio::signal::windows::CtrlC,
    #[cfg(windows)]
    terminate: tokio::signal::windows::CtrlClose,
}

impl Signals {
    /// Takes the signals over: from here on they no longer end the process by themselves.
    #[cfg(unix)]
    fn new() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};

        Ok(Self {
            interrupt: signal(SignalKind::interrupt())?,
            terminate: signal(SignalKind::terminate())?,
        })
    }

    /// Takes the signals over: from here on they no longer end the process by themselves.
    #[cfg(windows)]
    fn new() -> io::Result<Self> {
        Ok(Self {
            interrupt: tokio::signal::windows::ctrl_c()?,
            terminate: tokio::signal::windows::ctrl_close()?,
        })
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}
