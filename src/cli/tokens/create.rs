//! `coder tokens create`: makes a token.

use std::io::Write;
use std::time::Duration;

use clap::Args;
use serde_json::{Value, json};

use crate::cli::connection::ConnectionArguments;
use crate::cli::{CliError, duration, runtime};
use crate::client;

/// Create a token and print it; it cannot be retrieved again
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Name of the token [default: generated]
    #[arg(short, long, value_name = "name", default_value = "", hide_default_value = true)]
    name: String,
    /// Lifetime of the token, such as `90m`, `12h` or `30d` [default: that of the server]
    #[arg(long, value_name = "duration", value_parser = duration)]
    lifetime: Option<Duration>,
    /// User to create the token for; owners only
    #[arg(short, long, value_name = "user", default_value = "me")]
    user: String,
}

/// Makes the token and prints it alone on a line.
pub(super) fn run(
    arguments: &Arguments,
    connection: &ConnectionArguments,
    output: &mut dyn Write,
) -> Result<(), CliError> {
    let lifetime = arguments.lifetime.map_or(0, |lifetime| lifetime.as_nanos());
    let lifetime = i64::try_from(lifetime).unwrap_or(i64::MAX);
    let body = json!({"token_name": arguments.name, "lifetime": lifetime});
    let path = format!("/users/{}/keys/tokens", client::part(&arguments.user));
    let client = connection.client()?;
    let created: Value = runtime()?.block_on(client.post(&path, &body))?;
    writeln!(output, "{}", created["key"].as_str().unwrap_or_default())?;
    output.flush()?;
    Ok(())
}
