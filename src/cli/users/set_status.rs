//! `coder users suspend` and `coder users activate`: whether a user can log in.

use std::io::Write;

use clap::Args;
use serde_json::{Value, json};

use crate::cli::connection::ConnectionArguments;
use crate::cli::{CliError, runtime};
use crate::client;

/// Suspend a user, who can no longer log in or use tokens; owners only
#[derive(Debug, Args)]
pub(super) struct SuspendArguments {
    /// Username or ID of the user
    #[arg(value_name = "username|user_id")]
    user: String,
}

/// Let a suspended user log in again; owners only
#[derive(Debug, Args)]
pub(super) struct ActivateArguments {
    /// Username or ID of the user
    #[arg(value_name = "username|user_id")]
    user: String,
}

/// Suspends the user.
pub(super) fn suspend(
    arguments: &SuspendArguments,
    connection: &ConnectionArguments,
    output: &mut dyn Write,
) -> Result<(), CliError> {
    let name = set(&arguments.user, "suspend", connection)?;
    writeln!(output, "Suspended user {name}.")?;
    output.flush()?;
    Ok(())
}

/// Activates the user.
pub(super) fn activate(
    arguments: &ActivateArguments,
    connection: &ConnectionArguments,
    output: &mut dyn Write,
) -> Result<(), CliError> {
    let name = set(&arguments.user, "activate", connection)?;
    writeln!(output, "Activated user {name}.")?;
    output.flush()?;
    Ok(())
}

/// Does what `verb` says, and gives the name of the user.
fn set(user: &str, verb: &str, connection: &ConnectionArguments) -> Result<String, CliError> {
    let client = connection.client()?;
    let path = format!("/users/{}/status/{verb}", client::part(user));
    let changed: Value = runtime()?.block_on(client.put(&path, &json!({})))?;
    Ok(changed["username"].as_str().unwrap_or(user).to_owned())
}
