//! Structured logs: for people, as JSON, or both, each to a file or a stream.

use std::fs::{File, OpenOptions};
use std::io::{self, IsTerminal};
use std::panic;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sourcebook_options::Pattern;
use thiserror::Error;
use tracing::{Level, Metadata, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::fmt::writer::BoxMakeWriter;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::registry::LookupSpan;
use tracing_subscriber::util::SubscriberInitExt;

use crate::options::Logging;
use crate::telemetry::traces::{Traces, is_of_mcp};

/// Why the log cannot be written.
#[derive(Debug, Error)]
#[error(
    "cannot write the log to `{}`\n  \
     because {source}\n  \
     use a file in a folder that this user can write to, or `/dev/stderr`",
    path.display()
)]
pub(crate) struct LoggingError {
    path: PathBuf,
    source: io::Error,
}

/// Starts logging, and tracing where there is any, for the whole process. A second call changes
/// nothing.
///
/// # Errors
/// A file that cannot be written to.
pub(crate) fn start(settings: &Logging, traces: Option<&Traces>) -> Result<(), LoggingError> {
    let human = settings.human.as_deref().map(|path| human(path, &settings.filter)).transpose()?;
    let json = settings.json.as_deref().map(|path| json(path, &settings.filter)).transpose()?;
    let traces = traces.map(Traces::layer);
    if tracing_subscriber::registry().with(human).with(json).with(traces).try_init().is_ok() {
        panic::set_hook(Box::new(log_panic));
    }
    Ok(())
}

/// Lines for people, colored where a terminal shows them.
fn human<S>(path: &Path, debugged: &[Pattern]) -> Result<impl Layer<S> + use<S>, LoggingError>
where
    S: Subscriber + for<'s> LookupSpan<'s>,
{
    let target = Target::open(path)?;
    let layer = tracing_subscriber::fmt::layer().with_ansi(target.is_terminal());
    Ok(layer.with_writer(target.writer()).with_filter(filter_fn(chosen(debugged))))
}

/// One JSON object a line.
fn json<S>(path: &Path, debugged: &[Pattern]) -> Result<impl Layer<S> + use<S>, LoggingError>
where
    S: Subscriber + for<'s> LookupSpan<'s>,
{
    let target = Target::open(path)?;
    let layer = tracing_subscriber::fmt::layer().json().flatten_event(true);
    Ok(layer.with_writer(target.writer()).with_filter(filter_fn(chosen(debugged))))
}

/// What is logged where nothing is asked for.
#[cfg(test)]
pub(crate) fn all_but_debugging()
-> impl tracing_subscriber::layer::Filter<tracing_subscriber::Registry> {
    filter_fn(chosen(&[]))
}

/// Whether a line is logged: one for debugging only from the modules that were asked for.
fn chosen(debugged: &[Pattern]) -> impl Fn(&Metadata<'_>) -> bool + use<> {
    let debugged: Vec<Pattern> = debugged.to_vec();
    move |line: &Metadata<'_>| match *line.level() {
        Level::TRACE => false,
        Level::DEBUG => debugged.iter().any(|pattern| pattern.is_match(line.target())),
        _ if is_of_mcp(line) => debugged.iter().any(|pattern| pattern.is_match(line.target())),
        _ => true,
    }
}

/// Where lines go.
enum Target {
    Errors,
    Output,
    File(File),
}

impl Target {
    fn open(path: &Path) -> Result<Self, LoggingError> {
        match path.to_str() {
            Some("/dev/stderr") => Ok(Self::Errors),
            Some("/dev/stdout") => Ok(Self::Output),
            _ => OpenOptions::new()
                .append(true)
                .create(true)
                .open(path)
                .map(Self::File)
                .map_err(|source| LoggingError { path: path.to_owned(), source }),
        }
    }

    fn is_terminal(&self) -> bool {
        match self {
            Self::Errors => io::stderr().is_terminal(),
            Self::Output => io::stdout().is_terminal(),
            Self::File(file) => file.is_terminal(),
        }
    }

    fn writer(self) -> BoxMakeWriter {
        match self {
            Self::Errors => BoxMakeWriter::new(io::stderr),
            Self::Output => BoxMakeWriter::new(io::stdout),
            Self::File(file) => BoxMakeWriter::new(Arc::new(file)),
        }
    }
}

/// A panic becomes one log line, inside the span of the request that it happened in.
fn log_panic(panic: &panic::PanicHookInfo<'_>) {
    let message = panic.payload_as_str().unwrap_or("no message");
    let location = panic.location().map(tracing::field::display);
    tracing::error!(location, "panicked: {message}");
}
