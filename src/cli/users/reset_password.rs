//! `coder users reset-password`: another password.

use std::io::Write;

use clap::Args;
use serde_json::json;

use crate::cli::connection::ConnectionArguments;
use crate::cli::prompt::{self, PasswordArguments};
use crate::cli::{CliError, runtime};
use crate::client;

/// Set the password of a user, and end the user's other sessions
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Username or ID of the user, or `me`; owners only, unless it is you
    #[arg(value_name = "username|user_id")]
    user: String,
    /// Current password; needed if the user is you
    #[arg(
        long,
        value_name = "password",
        env = "CODER_OLD_PASSWORD",
        hide_env_values = true,
        default_value = "",
        hide_default_value = true
    )]
    old_password: String,
    #[command(flatten)]
    password: PasswordArguments,
}

/// Sets the password.
pub(super) fn run(
    arguments: &Arguments,
    connection: &ConnectionArguments,
    output: &mut dyn Write,
) -> Result<(), CliError> {
    let client = connection.client()?;
    let password = prompt::new_password(&arguments.password)?;
    let path = format!("/users/{}/password", client::part(&arguments.user));
    let body = json!({"old_password": arguments.old_password, "password": password});
    runtime()?.block_on(client.put_only(&path, &body))?;
    writeln!(output, "Changed the password of {}.", arguments.user)?;
    output.flush()?;
    Ok(())
}
