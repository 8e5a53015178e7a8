//! A server that does not start, is not ready in time, or ends.

use sourcebook_syntax::{Diagnostic, Place, problem_code};

use crate::exchange::seconds;
use crate::fill::UnknownName;
use crate::settings::{Seed, Settings};

problem_code! {
    /// `sourcebook live` starts the server with `live.command`, after the commands of `[[live.seed]]`,
    /// and waits until `live.ready` answers with success. The server or a seed did not start, ended, or
    /// took longer than `live.start-timeout`, so nothing could be compared. Commands run in the folder of
    /// `sourcebook.toml` with an empty environment (only `PATH`, `LANG`, `HOME` and `TMPDIR`) and with a
    /// new home.
    ///
    /// The end of what the command printed is shown. Give the server what it needs by `live.env`, and let
    /// it listen on `{port}`: a fixed port may be taken.
    pub(crate) static FAILED_SERVER = "failed-server", Fatal,
        "the server for a live run did not start, or ended";
}

fn failed(settings: &Settings, message: String, label: &str) -> Box<Diagnostic> {
    placed(Diagnostic::new(&FAILED_SERVER, message), settings.place.as_ref(), label)
}

fn placed(diagnostic: Diagnostic, place: Option<&Place>, label: &str) -> Box<Diagnostic> {
    Box::new(match place {
        Some(place) => diagnostic.at(place.clone(), label),
        None => diagnostic,
    })
}

/// A server that cannot be started.
pub(crate) fn no_server(settings: &Settings, why: &str) -> Box<Diagnostic> {
    failed(settings, format!("the server did not start: {why}"), "this server")
}

/// A name in its command or its environment that nothing gives.
pub(crate) fn unknown_name(settings: &Settings, error: &UnknownName) -> Box<Diagnostic> {
    let diagnostic = failed(settings, format!("the server did not start: {error}"), "this server");
    Box::new(diagnostic.help(error.help.as_str()))
}

/// A server that has ended before it was ready.
pub(crate) fn ended(settings: &Settings, how: &str) -> Box<Diagnostic> {
    let message = "the server ended before it was ready".to_owned();
    Box::new(failed(settings, message, "this server").note(how))
}

/// A server that has ended while it was used.
pub(crate) fn died(settings: &Settings, after: &str, how: &str) -> Box<Diagnostic> {
    let message = format!("the server ended after `{after}`");
    Box::new(failed(settings, message, "this server").note(how))
}

/// A server that is not ready in time.
pub(crate) fn not_ready(settings: &Settings, last: &str, printed: &str) -> Box<Diagnostic> {
    let patience = seconds(settings.start_patience);
    let message = format!("the server was not ready within {patience}: {last}");
    let mut diagnostic = failed(settings, message, "this server");
    if !printed.is_empty() {
        diagnostic.notes.push(format!("its output ends with:\n{printed}"));
    }
    Box::new(
        diagnostic.help("is `live.ready` the path of something that answers once it is ready?"),
    )
}

/// A seed that failed; `what` ends a sentence that begins with it.
pub(crate) fn seed(seed: &Seed, what: &str, complaints: &str) -> Box<Diagnostic> {
    let message = format!("the seed `{}` {what}", seed.name);
    let diagnostic = Diagnostic::new(&FAILED_SERVER, message);
    let diagnostic = placed(diagnostic, seed.place.as_ref(), "this command");
    Box::new(if complaints.is_empty() {
        *diagnostic
    } else {
        diagnostic.note(format!("its standard error ends with:\n{complaints}"))
    })
}

/// A name in a seed that no earlier one gives.
pub(crate) fn unknown_name_in_seed(one: &Seed, error: &UnknownName) -> Box<Diagnostic> {
    Box::new(seed(one, &format!("cannot be run: {error}"), "").help(error.help.as_str()))
}
