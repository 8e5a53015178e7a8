//! Structured logs on standard error.

use std::io::{self, IsTerminal};
use std::panic;

use tracing_subscriber::filter::LevelFilter;

/// Starts logging for the whole process. A second call changes nothing.
pub(crate) fn start() {
    let logging = tracing_subscriber::fmt()
        .with_writer(io::stderr)
        .with_ansi(io::stderr().is_terminal())
        .with_max_level(LevelFilter::INFO)
        .try_init();
    if logging.is_ok() {
        panic::set_hook(Box::new(log_panic));
    }
}

/// A panic becomes one log line, inside the span of the request that it happened in.
fn log_panic(panic: &panic::PanicHookInfo<'_>) {
    let message = panic.payload_as_str().unwrap_or("no message");
    let location = panic.location().map(tracing::field::display);
    tracing::error!(location, "panicked: {message}");
}
