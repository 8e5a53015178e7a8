//! `coder tokens list`: the tokens of a user.

use std::io::Write;

use clap::Args;
use serde_json::Value;

use crate::cli::connection::ConnectionArguments;
use crate::cli::table::{self, Column, FormatArguments, instant, text};
use crate::cli::{CliError, runtime};
use crate::client;

/// List tokens
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    format: FormatArguments,
    /// User whose tokens to list; owners only
    #[arg(short, long, value_name = "user", default_value = "me")]
    user: String,
}

const COLUMNS: [Column; 5] = [
    ("ID", |token| text(token, "id")),
    ("NAME", |token| text(token, "token_name")),
    ("LAST USED", |token| instant(token, "last_used")),
    ("EXPIRES AT", |token| instant(token, "expires_at")),
    ("CREATED AT", |token| instant(token, "created_at")),
];

/// Prints the tokens, without their secrets.
pub(super) fn run(
    arguments: &Arguments,
    connection: &ConnectionArguments,
    output: &mut dyn Write,
) -> Result<(), CliError> {
    let path = format!("/users/{}/keys/tokens", client::part(&arguments.user));
    let client = connection.client()?;
    let tokens: Value = runtime()?.block_on(client.get(&path))?;
    Ok(table::print(&arguments.format, &tokens, &COLUMNS, output)?)
}
