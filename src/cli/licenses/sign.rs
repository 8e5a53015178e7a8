//! `coder licenses sign`: issues a license.

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::OutputArguments;
use crate::cli::{CliError, duration};
use crate::clock::{Clock, Timestamp};
use crate::licensing::signing::SigningKey;

const DAY: Duration = Duration::from_hours(24);

/// Sign a license and print it
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// File with the private key, as written by `coder licenses keygen`
    #[arg(short, long, value_name = "file", default_value = "license-key.pem")]
    key: PathBuf,
    /// ID of the key [default: derived from the key]
    #[arg(long, value_name = "id")]
    kid: Option<String>,
    /// Issuer of the license
    #[arg(long, value_name = "name", default_value = "coder licenses sign")]
    issuer: String,
    /// The kind of customer
    #[arg(long, value_name = "kind", default_value = "customer")]
    account_type: String,
    /// The customer
    #[arg(long, value_name = "id", default_value = "")]
    account_id: String,
    /// Time from now until the term starts
    #[arg(long, value_name = "duration", value_parser = duration, default_value = "0s")]
    starts_in: Duration,
    /// Length of the term
    #[arg(long, value_name = "duration", value_parser = duration, default_value = "365d")]
    term: Duration,
    /// Length of the grace period after the term
    #[arg(long, value_name = "duration", value_parser = duration, default_value = "0s")]
    grace: Duration,
    /// ID of a deployment that may use the license; can be repeated [default: all]
    #[arg(long = "deployment", value_name = "id")]
    deployments: Vec<Uuid>,
    /// Mark the license as a trial
    #[arg(long)]
    trial: bool,
    /// Feature set: `enterprise` or `premium`
    #[arg(long, value_name = "set", default_value = "", hide_default_value = true,
          value_parser = ["", "enterprise", "premium"], hide_possible_values = true)]
    feature_set: String,
    /// Feature, or limit with its value; can be repeated
    #[arg(long = "feature", value_name = "name[=number]", value_parser = feature)]
    features: Vec<(String, i64)>,
    #[command(flatten)]
    format: OutputArguments,
}

/// Prints the license alone on a line.
pub(super) fn run(arguments: &Arguments, output: &mut dyn Write) -> Result<(), CliError> {
    let text = fs::read_to_string(&arguments.key)
        .map_err(|source| CliError::File { path: arguments.key.clone(), source })?;
    let key = SigningKey::from_pem(&text)?;
    let kid = arguments.kid.clone().unwrap_or_else(|| key.id());
    let license = key.sign(&kid, &claims(arguments, Clock::Machine.now()))?;
    Ok(arguments.format.print(&license, &json!({"license": license}), output)?)
}

fn claims(arguments: &Arguments, now: Timestamp) -> Value {
    // The clock of the server may be a little behind; without a delay the term has begun by then.
    let slack = if arguments.starts_in.is_zero() { DAY / 24 } else { Duration::ZERO };
    let begins = now.after(arguments.starts_in);
    let ends = begins.after(arguments.term);
    let features: Map<String, Value> =
        arguments.features.iter().map(|(name, value)| (name.clone(), json!(value))).collect();
    json!({
        "jti": Uuid::new_v4(),
        "iss": arguments.issuer,
        "iat": now.as_seconds(),
        "nbf": begins.before(slack).as_seconds(),
        "license_expires": ends.as_seconds(),
        "exp": ends.after(arguments.grace).as_seconds(),
        "account_type": arguments.account_type,
        "account_id": arguments.account_id,
        "deployment_ids": arguments.deployments,
        "trial": arguments.trial,
        "feature_set": arguments.feature_set,
        "features": features,
        "version": 3,
    })
}

/// Reads `name` or `name=number`.
fn feature(text: &str) -> Result<(String, i64), String> {
    let (name, value) = text.split_once('=').unwrap_or((text, "1"));
    match value.parse() {
        Ok(value) if !name.is_empty() => Ok((name.to_owned(), value)),
        _ => Err(format!("`{text}` is not a feature; use one like `aibridge` or `user_limit=50`")),
    }
}
