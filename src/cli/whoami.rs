//! `coder whoami`: says who is logged in, and where.

use std::io::Write;

use clap::Args;
use serde_json::Value;

use super::connection::ConnectionArguments;
use super::{CliError, runtime, users};

/// Show who is logged in, and to which server
#[derive(Debug, Args)]
pub(super) struct Arguments {}

/// Asks the server.
pub(super) fn run(
    connection: &ConnectionArguments,
    output: &mut dyn Write,
) -> Result<(), CliError> {
    let client = connection.client()?;
    let me: Value = runtime()?.block_on(client.get("/users/me"))?;
    let name = me["username"].as_str().unwrap_or_default();
    writeln!(output, "{name} ({}) on {}", users::role(&me), client.shown_url())?;
    output.flush()?;
    Ok(())
}
