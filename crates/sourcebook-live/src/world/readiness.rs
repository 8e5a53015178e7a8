//! Waits until a server answers.

use std::time::Instant;

use sourcebook_syntax::Diagnostic;

use super::program::{PAUSE, Server};
use crate::exchange::Exchange;
use crate::problems::failed_server;
use crate::settings::Settings;

/// Waits until the server answers with success, ends, or has taken too long.
pub(super) fn wait(
    settings: &Settings,
    exchange: &Exchange,
    mut server: Option<&mut Server>,
) -> Result<(), Box<Diagnostic>> {
    let begin = Instant::now();
    let mut last = String::from("it was not asked yet");
    loop {
        if let Some(ended) = server.as_mut().and_then(|server| server.ended()) {
            return Err(failed_server::ended(settings, &ended));
        }
        match &settings.ready {
            Some(path) => match exchange.get(path) {
                Ok(answer) if answer.is_success() => return Ok(()),
                Ok(answer) => last = format!("`GET {path}` answered {}", answer.status),
                Err(failure) => last = format!("`GET {path}`: {failure}"),
            },
            None if exchange.connects() => return Ok(()),
            None => "it accepts no connections".clone_into(&mut last),
        }
        if begin.elapsed() >= settings.start_patience {
            let printed = server.as_mut().map(|server| server.printed()).unwrap_or_default();
            return Err(failed_server::not_ready(settings, &last, &printed));
        }
        std::thread::sleep(PAUSE);
    }
}
