//! `coder users list`: everybody.

use std::io::Write;

use clap::Args;
use serde_json::Value;

use crate::cli::connection::ConnectionArguments;
use crate::cli::table::{self, Column, FormatArguments, instant, text};
use crate::cli::{CliError, runtime};

/// List users; owners and auditors only
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    format: FormatArguments,
}

const COLUMNS: [Column; 6] = [
    ("USERNAME", |user| text(user, "username")),
    ("EMAIL", |user| text(user, "email")),
    ("ROLE", super::role),
    ("STATUS", |user| text(user, "status")),
    ("CREATED AT", |user| instant(user, "created_at")),
    ("LAST SEEN AT", |user| instant(user, "last_seen_at")),
];

/// Prints the users.
pub(super) fn run(
    arguments: &Arguments,
    connection: &ConnectionArguments,
    output: &mut dyn Write,
) -> Result<(), CliError> {
    let client = connection.client()?;
    let page: Value = runtime()?.block_on(client.get("/users"))?;
    Ok(table::print(&arguments.format, &page["users"], &COLUMNS, output)?)
}
