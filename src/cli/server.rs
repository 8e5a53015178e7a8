//! `coder server`: starts the server and stops it in good order.

pub(super) mod create_admin_user;
mod settings;
mod signals;

use std::io::{self, Write};
use std::sync::Arc;
use std::time::Duration;

use clap::{ArgMatches, Args, FromArgMatches};
use futures_util::future::OptionFuture;
use sourcebook_command::yaml;
use sourcebook_options::{Layers, Loaded, OptionSpec, arguments, process_environment};
use tokio::sync::oneshot;

use signals::{Hangups, Signals};

use super::CliError;
use crate::aibridge;
use crate::clock::Clock;
use crate::layers;
use crate::listen::metrics::ConnectionMetrics;
use crate::listen::{Certificates, Listening, ShutdownOutcome};
use crate::logging::{self, LogFiles};
use crate::options::{OTHER_VARIABLES, Prometheus, Settings};
use crate::path_prefix::PathPrefix;
use crate::routes::{self, Exposure};
use crate::running_bridge::{self, RunningBridge};
use crate::services::Services;
use crate::site::Site;
use crate::telemetry::metrics::{Metrics, MetricsServer};
use crate::telemetry::traces::Traces;

/// How long a stopping server waits. No handler may run longer than this, so what is still open
/// afterwards waits for its client.
const PATIENCE: Duration = Duration::from_mins(1);

/// The name of the command below `server`.
const CREATE_ADMIN_USER: &str = "create-admin-user";

/// The settings that the command line gives, and the command below `server` when there is one. The
/// server has one flag for each of its options.
#[derive(Default)]
pub(super) struct Arguments {
    layers: Layers,
    command: Option<create_admin_user::Arguments>,
}

/// The options that say where the store is, for commands that work on it without the server.
pub(super) fn store_options() -> Vec<OptionSpec> {
    let names = ["config", "data-dir", "postgres-url"];
    let is_named = |spec: &OptionSpec| spec.flag.is_some_and(|flag| names.contains(&flag));
    let secret_of = |spec: &OptionSpec| {
        Settings::OPTIONS.iter().find(|secret| spec.file_of == Some(secret.field))
    };
    let is_one = |spec: &&OptionSpec| is_named(spec) || secret_of(spec).is_some_and(is_named);
    Settings::OPTIONS.iter().filter(is_one).copied().collect()
}

impl Args for Arguments {
    fn augment_args(command: clap::Command) -> clap::Command {
        command
            .about("Start the server")
            .args(arguments(Settings::OPTIONS))
            .args_conflicts_with_subcommands(true)
            .subcommand(create_admin_user::Arguments::augment_args(clap::Command::new(
                CREATE_ADMIN_USER,
            )))
    }

    fn augment_args_for_update(command: clap::Command) -> clap::Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for Arguments {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let command = match matches.subcommand() {
            Some((CREATE_ADMIN_USER, below)) => {
                Some(create_admin_user::Arguments::from_arg_matches(below)?)
            }
            _ => None,
        };
        Ok(Self { layers: Layers::new().flags(matches, Settings::OPTIONS), command })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

/// Serves until a signal asks to stop, or does what was asked for instead.
pub(super) fn run(
    arguments: Arguments,
    output: &mut dyn Write,
    errors: &mut dyn Write,
) -> Result<(), CliError> {
    if let Some(arguments) = arguments.command {
        return create_admin_user::run(arguments, output, errors);
    }
    let loaded = load(arguments.layers, errors)?;
    if loaded.settings.file.write_config {
        return Ok(write!(output, "{}", written(&loaded))?);
    }
    let introspection = &loaded.settings.introspection;
    let metrics = Metrics::default();
    let traces = Traces::start(&introspection.tracing, &metrics)?;
    let logs =
        logging::start(&introspection.logging, traces.as_ref()).map_err(CliError::Logging)?;
    let served = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|source| CliError::System { doing: "starting the runtime", source })?
        .block_on(serve(&loaded, &metrics, logs, output));
    // Sending what waits blocks, so it is done when no task is left that could be kept waiting.
    if let Some(traces) = traces {
        traces.finish();
    }
    served
}

/// Reads the settings from the flags, this process's environment and the file.
fn load(flags: Layers, errors: &mut dyn Write) -> Result<Loaded<Settings>, CliError> {
    let layers = flags.environment(process_environment());
    let layers = layers.known_variables(OTHER_VARIABLES.iter().copied());
    let loaded = Settings::load(&layers).map_err(CliError::Settings)?;
    warn(&loaded, errors)?;
    Ok(loaded)
}

/// Tells what a person should know, and which does not keep the server from starting.
fn warn(loaded: &Loaded<Settings>, errors: &mut dyn Write) -> io::Result<()> {
    loaded.render_warnings(false).try_for_each(|warning| writeln!(errors, "{warning}"))
}

/// The settings in force as YAML, which gives the same settings when it is read.
fn written(loaded: &Loaded<Settings>) -> String {
    let facts = super::command_facts();
    let Some(server) = facts.command("coder server") else {
        return String::new();
    };
    yaml::settings_in_force(&facts, server.command, &loaded.values)
}

async fn serve(
    loaded: &Loaded<Settings>,
    metrics: &Metrics,
    logs: LogFiles,
    output: &mut dyn Write,
) -> Result<(), CliError> {
    let no_signals = |source| CliError::System { doing: "listening for signals", source };
    let mut signals = Signals::new().map_err(no_signals)?;
    let hangups = Hangups::new().map_err(no_signals)?;
    let settings = &loaded.settings;
    let service_settings = settings::services(loaded)?;
    // What fails sooner than the store is tried before it: a start that fails leaves no trace.
    let tls = &settings.networking.tls;
    let connections = ConnectionMetrics::new(metrics);
    let certificates = Certificates::open(tls, connections.clone())?;
    let site = Site::open(settings.documentation.docs_folder.as_deref())?;
    let mut listening = Listening::open(&settings.networking.http.http_address.to_string()).await?;
    listening = listening.limit(settings::connection_limits(settings), connections);
    if let Some(certificates) = &certificates {
        listening = listening.encrypt(&tls.address.to_string(), certificates.acceptor()?).await?;
    }
    let reloading = tokio::spawn(keep_reloading(hangups, logs, certificates));
    let _metrics_server = serve_metrics(&settings.introspection.prometheus, metrics).await?;
    let services = Services::start(&service_settings, Clock::Machine).await?;
    services.store.count_in(metrics);
    let bridge = start_bridge(settings, &services, metrics).await?;
    tracing::info!(
        address = %listening.address(),
        encrypted = listening.encrypted_address().map(tracing::field::display),
        version = crate::VERSION,
        store = services.store.kind(),
        deployment = %services.deployment_id,
        "listening"
    );
    let access_url = settings.networking.access_url.as_ref().map(ToString::to_string);
    let url = access_url.unwrap_or_else(|| listening.url());
    let setup_token = services.identity.setup_token().await?;
    welcome(url.trim_end_matches('/'), setup_token.as_deref(), output)?;

    let origin = settings.networking.access_url.as_ref().map(settings::origin);
    let exposure = Exposure {
        swagger: settings.swagger.enable,
        origin,
        prefix: PathPrefix::of(settings.networking.access_url.as_ref()),
        cors_origins: settings.networking.cors_origins.clone(),
    };
    let (ask, asked) = oneshot::channel();
    let stop = async {
        // An error means that `give_up` is gone, and with it the wish to go on.
        let _ = asked.await;
    };
    let give_up = async {
        signals.next().await;
        tracing::info!(
            "stopping: finishing requests in flight; send a second signal to stop immediately"
        );
        let _ = ask.send(());
        tokio::select! {
            () = signals.next() => {}
            () = tokio::time::sleep(PATIENCE) => {}
        }
    };
    let background = tokio::spawn({
        let services = services.clone();
        let bridge = bridge.as_ref().map(RunningBridge::run_background_tasks);
        async move { tokio::join!(services.run_background_tasks(), OptionFuture::from(bridge)) }
    });
    let server = routes::router(&services, &exposure, bridge.as_ref());
    let server = routes::with_documentation(server, site, &exposure.prefix);
    let ending = listening
        .serve(layers::strict_transport(server, tls.strict_transport_security), stop, give_up)
        .await
        .map_err(|source| CliError::System { doing: "serving", source })?;
    background.abort();
    reloading.abort();
    if let Some(bridge) = bridge {
        bridge.finish().await;
    }
    match ending {
        ShutdownOutcome::Finished => {
            services.store.close().await;
            tracing::info!("stopped");
            Ok(())
        }
        ShutdownOutcome::GivenUp => Err(CliError::RequestsCutOff),
    }
}

/// Opens the files of the log and of certificates anew at each hangup, and certificates also when
/// their files change.
async fn keep_reloading(
    mut hangups: Hangups,
    logs: LogFiles,
    certificates: Option<Arc<Certificates>>,
) {
    let on_hangup = async {
        loop {
            hangups.next().await;
            logs.reopen();
            if let Some(certificates) = &certificates {
                certificates.reload();
            }
            tracing::info!("SIGHUP: opened the log files and the TLS certificates anew");
        }
    };
    let changed = certificates.as_ref().map(|certificates| certificates.keep_current());
    tokio::join!(on_hangup, OptionFuture::from(changed));
}

/// Starts the AI Bridge, where it is enabled.
async fn start_bridge(
    settings: &Settings,
    services: &Services,
    metrics: &Metrics,
) -> Result<Option<RunningBridge>, CliError> {
    if !settings.aibridge.enabled {
        return Ok(None);
    }
    let settings =
        aibridge::BridgeSettings::read(settings).map_err(running_bridge::StartError::from)?;
    Ok(Some(RunningBridge::start(settings, services, metrics, Clock::Machine).await?))
}

/// Serves metrics until what is given back is dropped, where that is asked for.
async fn serve_metrics(
    settings: &Prometheus,
    metrics: &Metrics,
) -> Result<Option<MetricsServer>, CliError> {
    if !settings.enable {
        return Ok(None);
    }
    let server = MetricsServer::start(&settings.address.to_string(), metrics.clone()).await?;
    tracing::info!(address = %server.address(), "serving metrics");
    Ok(Some(server))
}

/// Says where the server is and what to try.
fn welcome(url: &str, setup_token: Option<&str>, output: &mut dyn Write) -> io::Result<()> {
    writeln!(output, "coder {} is listening on {url}", crate::VERSION)?;
    writeln!(output)?;
    writeln!(output, "Try:")?;
    writeln!(output, "  curl {url}/healthz")?;
    writeln!(output, "  curl {url}/api/v2/buildinfo")?;
    writeln!(output)?;
    if let Some(token) = setup_token {
        writeln!(output, "There are no users yet. Create the first one, who becomes an owner:")?;
        writeln!(output, "  coder login {url}")?;
        writeln!(output, "From another machine, also pass this setup token:")?;
        writeln!(output, "  {token}")?;
        writeln!(output)?;
    }
    writeln!(output, "Press Ctrl-C to stop.")?;
    output.flush()
}
