//! `coder server`: starts the server and stops it in good order.

use std::io::{self, Write};
use std::time::Duration;

use clap::{Args, FromArgMatches};
use tokio::sync::oneshot;

use super::CliError;
use crate::listen::{Ending, Listening};
use crate::logging;

/// How long a stopping server waits. No handler may run longer than this, so what is still open
/// afterwards waits for its client.
const PATIENCE: Duration = Duration::from_mins(1);

/// Start the server
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The host and port to listen on; port 0 takes any free port
    #[arg(
        long,
        value_name = "host:port",
        env = "CODER_HTTP_ADDRESS",
        default_value = "127.0.0.1:3000"
    )]
    http_address: String,
}

impl Arguments {
    /// The arguments of `coder server` without any flag.
    pub(super) fn from_environment() -> Self {
        let command = Self::augment_args(clap::Command::new("server"));
        let matches = command.get_matches_from(["server"]);
        Self::from_arg_matches(&matches).unwrap_or_else(|error| error.exit())
    }
}

/// Serves until a signal asks to stop.
pub(super) fn run(arguments: &Arguments, output: &mut dyn Write) -> Result<(), CliError> {
    logging::start();
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|source| CliError::System { doing: "starting the runtime", source })?
        .block_on(serve(arguments, output))
}

async fn serve(arguments: &Arguments, output: &mut dyn Write) -> Result<(), CliError> {
    let mut signals = Signals::new()
        .map_err(|source| CliError::System { doing: "listening for signals", source })?;
    let listening = Listening::open(&arguments.http_address, crate::router()).await?;
    tracing::info!(address = %listening.address(), version = crate::VERSION, "listening");
    welcome(&listening.url(), output)?;

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
