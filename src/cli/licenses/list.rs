//! `coder licenses list`: every license.

use std::io::Write;

use clap::Args;
use serde_json::Value;

use crate::cli::connection::ConnectionArguments;
use crate::cli::table::{self, Column, FormatArguments, instant, text};
use crate::cli::{CliError, runtime};
use crate::clock::Timestamp;

/// List licenses; owners and auditors only
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    format: FormatArguments,
}

const COLUMNS: [Column; 6] = [
    ("ID", |license| text(license, "id")),
    ("UUID", |license| text(license, "uuid")),
    ("UPLOADED AT", |license| instant(license, "uploaded_at")),
    ("TERM ENDS", |license| day(license, "license_expires")),
    ("EXPIRES", |license| day(license, "exp")),
    ("FEATURES", features),
];

/// Prints the licenses.
pub(super) fn run(
    arguments: &Arguments,
    connection: &ConnectionArguments,
    output: &mut dyn Write,
) -> Result<(), CliError> {
    let client = connection.client()?;
    let licenses: Value = runtime()?.block_on(client.get("/licenses"))?;
    Ok(table::print(&arguments.format, &licenses, &COLUMNS, output)?)
}

/// The day that a claim names in seconds.
fn day(license: &Value, claim: &str) -> String {
    let seconds = license["claims"][claim].as_i64();
    seconds.map(|seconds| Timestamp::from_seconds(seconds).day()).unwrap_or_default()
}

/// The set, the single features, and whether all of it is a trial.
fn features(license: &Value) -> String {
    let claims = &license["claims"];
    let set = claims["feature_set"].as_str().filter(|set| !set.is_empty()).map(str::to_owned);
    let single = claims["features"].as_object().into_iter().flatten();
    let single = single.map(|(name, value)| format!("{name}={value}"));
    let trial = (claims["trial"] == true).then(|| "trial".to_owned());
    let all: Vec<String> = set.into_iter().chain(single).chain(trial).collect();
    all.join(" ")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_license_is_summed_up_on_one_line() {
        let license = json!({"claims": {
            "feature_set": "premium",
            "features": {"user_limit": 5},
            "trial": true,
            "exp": 1_800_000_000,
        }});
        assert_eq!(features(&license), "premium user_limit=5 trial");
        assert_eq!(day(&license, "exp"), "2027-01-15");
        assert_eq!(day(&license, "license_expires"), "");
    }
}
