//! `coder licenses delete`: removes a license.

use std::io::Write;

use clap::Args;

use crate::cli::connection::ConnectionArguments;
use crate::cli::{CliError, runtime};

/// Delete a license; owners only
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The number of the license, as `coder licenses list` shows it
    #[arg(value_name = "id")]
    id: i64,
}

/// Removes the license.
pub(super) fn run(
    arguments: &Arguments,
    connection: &ConnectionArguments,
    output: &mut dyn Write,
) -> Result<(), CliError> {
    let client = connection.client()?;
    runtime()?.block_on(client.delete(&format!("/licenses/{}", arguments.id)))?;
    writeln!(output, "Deleted the license {}.", arguments.id)?;
    output.flush()?;
    Ok(())
}
