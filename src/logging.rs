//! Structured logs: for people, as JSON, or both, each to a file or a stream.

mod file;

use std::io::{self, IsTerminal};
use std::panic;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sourcebook_options::Pattern;
use thiserror::Error;
use tracing::{Level, Metadata, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::fmt::writer::BoxMakeWriter;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::registry::LookupSpan;
use tracing_subscriber::util::SubscriberInitExt;

use crate::options::Logging;
use crate::telemetry::traces::{Traces, is_of_mcp};
use crate::terminal::LogWriter;

use file::LogFile;

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

/// The files that are logged to.
#[derive(Debug, Default)]
pub(crate) struct LogFiles(Vec<Arc<LogFile>>);

impl LogFiles {
    /// Goes on in the files that are now at their paths, after a program has moved the old ones
    /// away. Where that is not possible, the old file stays, which is logged.
    pub(crate) fn reopen(&self) {
        for file in &self.0 {
            if let Err(error) = file.reopen() {
                let path = file.path().display();
                tracing::error!(%path, %error, "cannot open the log file anew");
            }
        }
    }
}

/// Starts logging, and tracing where there is any, for the whole process. A second call changes
/// nothing.
///
/// # Errors
/// A file that cannot be written to.
pub(crate) fn start(settings: &Logging, traces: Option<&Traces>) -> Result<LogFiles, LoggingError> {
    let open = |path: &Option<PathBuf>| path.as_deref().map(Target::open).transpose();
    let (for_people, as_json) = (open(&settings.human)?, open(&settings.json)?);
    let files = [&for_people, &as_json].into_iter().flatten().filter_map(Target::file);
    let files = LogFiles(files.collect());
    let chosen = || filter_fn(chosen(&settings.filter));
    let registry = tracing_subscriber::registry();
    let started = match traces {
        // One filter for all: where each layer has its own, every span is looked up whenever it is
        // entered or left.
        None => {
            let chosen = registry.with(chosen());
            chosen.with(for_people.map(human)).with(as_json.map(json)).try_init()
        }
        Some(traces) => {
            let human = for_people.map(|target| human(target).with_filter(chosen()));
            let json = as_json.map(|target| json(target).with_filter(chosen()));
            registry.with(human).with(json).with(traces.layer()).try_init()
        }
    };
    if started.is_ok() {
        panic::set_hook(Box::new(log_panic));
    }
    Ok(files)
}

/// Lines for people, colored where a terminal shows them.
fn human<S>(target: Target) -> impl Layer<S> + use<S>
where
    S: Subscriber + for<'s> LookupSpan<'s>,
{
    let layer = tracing_subscriber::fmt::layer().with_ansi(target.is_terminal());
    layer.with_writer(ForPeople(target.writer()))
}

/// Makes writers whose lines look like what they are.
struct ForPeople(BoxMakeWriter);

impl<'w> MakeWriter<'w> for ForPeople {
    type Writer = LogWriter<<BoxMakeWriter as MakeWriter<'w>>::Writer>;

    fn make_writer(&'w self) -> Self::Writer {
        LogWriter(self.0.make_writer())
    }

    fn make_writer_for(&'w self, line: &Metadata<'_>) -> Self::Writer {
        LogWriter(self.0.make_writer_for(line))
    }
}

/// One JSON object a line.
fn json<S>(target: Target) -> impl Layer<S> + use<S>
where
    S: Subscriber + for<'s> LookupSpan<'s>,
{
    let layer = tracing_subscriber::fmt::layer().json().flatten_event(true);
    layer.with_writer(target.writer())
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
    File(Arc<LogFile>),
}

impl Target {
    fn open(path: &Path) -> Result<Self, LoggingError> {
        match path.to_str() {
            Some("/dev/stderr") => Ok(Self::Errors),
            Some("/dev/stdout") => Ok(Self::Output),
            _ => LogFile::open(path)
                .map(|file| Self::File(Arc::new(file)))
                .map_err(|source| LoggingError { path: path.to_owned(), source }),
        }
    }

    fn file(&self) -> Option<Arc<LogFile>> {
        match self {
            Self::File(file) => Some(Arc::clone(file)),
            Self::Errors | Self::Output => None,
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
            Self::File(file) => BoxMakeWriter::new(file),
        }
    }
}

/// A panic becomes one log line, inside the span of the request that it happened in.
fn log_panic(panic: &panic::PanicHookInfo<'_>) {
    let message = panic.payload_as_str().unwrap_or("no message");
    let location = panic.location().map(tracing::field::display);
    tracing::error!(location, "panicked: {message}");
}
