//! `coder licenses delete`: removes a licence.

use std::io::Write;

use clap::Args;

use crate::cli::connection::ConnectionArguments;
use crate::cli::{CliError, runtime};

/// Delete a licence; owners only
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The number of the licence, as `coder licenses list` shows it
    #[arg(value_name = "id")]
    id: i64,
}

/// Removes the licence.
pub(super) fn run(
    arguments: &Arguments,
    connection: &ConnectionArguments,
    output: &mut dyn Write,
) -> Result<(), CliError> {
    let client = connection.client()?;
    runtime()?.block_on(client.delete(&format!("/licenses/{}", arguments.id)))?;
    writeln!(output, "Deleted the licence {}.", arguments.id)?;
    output.flush()?;
    Ok(())
}
