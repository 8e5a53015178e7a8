//! `coder server`: starts the server and stops it in good order.

pub(super) mod create_admin_user;
mod settings;

use std::io::{self, Write};
use std::time::Duration;

use clap::{Args, FromArgMatches, Subcommand};
use tokio::sync::oneshot;

use super::CliError;
use crate::clock::Clock;
use crate::listen::{Ending, Listening};
use crate::logging;
use crate::routes;
use crate::services::Services;
use settings::SettingsArguments;

/// How long a stopping server waits. No handler may run longer than this, so what is still open
/// afterwards waits for its client.
const PATIENCE: Duration = Duration::from_mins(1);

/// Start the server
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    /// The host and port to listen on; port 0 takes any free port
    #[arg(
        long,
        value_name = "host:port",
        env = "CODER_HTTP_ADDRESS",
        default_value = "127.0.0.1:3000"
    )]
    http_address: String,
    #[command(flatten)]
    settings: SettingsArguments,
}

#[derive(Debug, Subcommand)]
enum Command {
    CreateAdminUser(create_admin_user::Arguments),
}

impl Arguments {
    /// The arguments of `coder server` without any flag.
    pub(super) fn from_environment() -> Self {
        let command = Self::augment_args(clap::Command::new("server"));
        let matches = command.get_matches_from(["server"]);
        Self::from_arg_matches(&matches).unwrap_or_else(|error| error.exit())
    }
}

/// Serves until a signal asks to stop, or runs the command below `server`.
pub(super) fn run(arguments: &Arguments, output: &mut dyn Write) -> Result<(), CliError> {
    if let Some(Command::CreateAdminUser(arguments)) = &arguments.command {
        return create_admin_user::run(arguments, output);
    }
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
    let settings = arguments.settings.read()?;
    // What fails sooner than the store is tried before it: a start that fails leaves no trace.
    let listening = Listening::open(&arguments.http_address).await?;
    let services = Services::start(&settings, Clock::Machine).await?;
    tracing::info!(
        address = %listening.address(),
        version = crate::VERSION,
        store = services.store.kind(),
        deployment = %services.deployment_id,
        "listening"
    );
    let setup_token = services.identity.setup_token().await?;
    welcome(&listening.url(), setup_token.as_deref(), output)?;

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
    let house = tokio::spawn({
        let services = services.clone();
        async move { services.keep_house().await }
    });
    let ending = listening
        .serve(routes::router(services.clone()), stop, give_up)
        .await
        .map_err(|source| CliError::System { doing: "serving", source })?;
    house.abort();
    match ending {
        Ending::Finished => {
            services.store.close().await;
            tracing::info!("stopped");
            Ok(())
        }
        Ending::GivenUp => Err(CliError::RequestsCutOff),
    }
}

/// Says where the server is and what to try.
fn welcome(url: &str, setup_token: Option<&str>, output: &mut dyn Write) -> io::Result<()> {
    writeln!(output, "coder {} listens on {url}", crate::VERSION)?;
    writeln!(output)?;
    writeln!(output, "Try:")?;
    writeln!(output, "  curl {url}/healthz")?;
    writeln!(output, "  curl {url}/api/v2/buildinfo")?;
    writeln!(output)?;
    if let Some(token) = setup_token {
        writeln!(output, "There is no user yet. Create the first one, who becomes an owner:")?;
        writeln!(output, "  coder login {url}")?;
        writeln!(output, "From another machine, give it this set-up token as well:")?;
        writeln!(output, "  {token}")?;
        writeln!(output)?;
    }
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
