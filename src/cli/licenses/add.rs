//! `coder licenses add`: adds a license.

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::{Value, json};

use crate::cli::connection::ConnectionArguments;
use crate::cli::prompt;
use crate::cli::{CliError, runtime};

/// Add a license; owners only
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// File with the license; `-` for standard input
    #[arg(short, long, value_name = "file", conflicts_with = "license")]
    file: Option<PathBuf>,
    /// The license itself; prompted for if neither it nor a file is given
    #[arg(short, long, value_name = "token")]
    license: Option<String>,
}

/// Adds the license and says under which number.
pub(super) fn run(
    arguments: &Arguments,
    connection: &ConnectionArguments,
    output: &mut dyn Write,
) -> Result<(), CliError> {
    let license = match (&arguments.license, &arguments.file) {
        (Some(license), _) => license.clone(),
        (None, Some(file)) => read(file)?,
        (None, None) => prompt::secret("License: ")?,
    };
    let client = connection.client()?;
    let body = json!({"license": license.trim()});
    let added: Value = runtime()?.block_on(client.post("/licenses", &body))?;
    let uuid = added["uuid"].as_str().unwrap_or_default();
    writeln!(output, "Added license {} ({uuid}).", added["id"])?;
    output.flush()?;
    Ok(())
}

fn read(file: &Path) -> Result<String, CliError> {
    let failed = |source| CliError::File { path: file.to_owned(), source };
    if file == Path::new("-") {
        let mut text = String::new();
        io::stdin().read_to_string(&mut text).map_err(failed)?;
        return Ok(text);
    }
    std::fs::read_to_string(file).map_err(failed)
}
