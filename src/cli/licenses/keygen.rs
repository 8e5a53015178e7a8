//! `coder licenses keygen`: makes a key to sign licenses with.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use super::OutputArguments;
use crate::cli::CliError;
use crate::client::write_new_private;
use crate::licensing::signing::SigningKey;

/// Create a key for signing licenses
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// File for the private key; must not exist
    #[arg(short, long, value_name = "file", default_value = "license-key.pem")]
    file: PathBuf,
    /// ID of the key in licenses [default: derived from the key]
    #[arg(long, value_name = "id")]
    kid: Option<String>,
    #[command(flatten)]
    format: OutputArguments,
}

/// Writes the private key, and prints the public one as a server takes it.
pub(super) fn run(arguments: &Arguments, output: &mut dyn Write) -> Result<(), CliError> {
    let key = SigningKey::generate()?;
    write_new_private(&arguments.file, &key.private_pem())
        .map_err(|source| CliError::File { path: arguments.file.clone(), source })?;
    let kid = arguments.kid.clone().unwrap_or_else(|| key.id());
    let public = format!("{kid}={}", key.public_base64());
    let object = json!({"key": public, "kid": kid, "file": arguments.file});
    Ok(arguments.format.print(&public, &object, output)?)
}
