//! `coder logout`: ends the session.

use std::io::Write;

use clap::Args;
use reqwest::StatusCode;
use serde_json::{Value, json};

use super::connection::ConnectionArguments;
use super::{CliError, runtime};

/// End the session of the last login
#[derive(Debug, Args)]
pub(super) struct Arguments {}

/// Ends the session on the server, and forgets it here in any case.
pub(super) fn run(
    connection: &ConnectionArguments,
    output: &mut dyn Write,
) -> Result<(), CliError> {
    let client = connection.client()?;
    let ended = runtime()?.block_on(client.post::<Value>("/users/logout", &json!({})));
    connection.configuration()?.forget_session()?;
    match ended {
        // A session that has ended by itself is what was asked for.
        Err(error) if error.is(StatusCode::UNAUTHORIZED) => {}
        ended => drop(ended?),
    }
    writeln!(output, "Logged out of {}.", client.shown_url())?;
    output.flush()?;
    Ok(())
}
