//! `coder licenses delete`: removes a license.

use std::io::Write;

use clap::Args;

use crate::cli::connection::ConnectionArguments;
use crate::cli::{CliError, runtime};

/// Delete a license; owners only
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// ID of the license, as shown by `coder licenses list`
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
    writeln!(output, "Deleted license {}.", arguments.id)?;
    output.flush()?;
    Ok(())
}
