//! `coder users delete`: somebody goes.

use std::io::Write;

use clap::Args;

use crate::cli::connection::ConnectionArguments;
use crate::cli::{CliError, runtime};
use crate::client;

/// Delete a user with all sessions and tokens; owners only
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Username or ID of the user
    #[arg(value_name = "username|user_id")]
    user: String,
}

/// Deletes the user.
pub(super) fn run(
    arguments: &Arguments,
    connection: &ConnectionArguments,
    output: &mut dyn Write,
) -> Result<(), CliError> {
    let client = connection.client()?;
    let path = format!("/users/{}", client::part(&arguments.user));
    runtime()?.block_on(client.delete(&path))?;
    writeln!(output, "Deleted user {}.", arguments.user)?;
    output.flush()?;
    Ok(())
}
