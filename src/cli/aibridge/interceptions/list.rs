//! `coder aibridge interceptions list`: a page of interceptions as JSON.

use std::io::Write;

use clap::Args;
use serde_json::Value;

use crate::cli::connection::ConnectionArguments;
use crate::cli::{CliError, runtime};
use crate::client::part;

/// Print recorded AI Bridge requests as JSON, newest first
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Only requests of this user: an ID, a username, or "me" for yourself.
    #[arg(long, value_name = "string")]
    initiator: Option<String>,
    /// Only requests to this provider, e.g. "openai".
    #[arg(long, value_name = "string")]
    provider: Option<String>,
    /// Only requests for this model.
    #[arg(long, value_name = "string")]
    model: Option<String>,
    /// Only requests started after this time, e.g. "2026-01-31T12:00:00Z" (RFC 3339).
    #[arg(long, value_name = "string")]
    started_after: Option<String>,
    /// Only requests started before this time, e.g. "2026-01-31T12:00:00Z" (RFC 3339).
    #[arg(long, value_name = "string")]
    started_before: Option<String>,
    /// Continue after this interception: the ID of the last one on the previous page.
    #[arg(long, value_name = "string")]
    after_id: Option<String>,
    /// Maximum number of interceptions to print, from 1 to 1000.
    #[arg(long, value_name = "int", default_value_t = 100)]
    limit: u32,
}

impl Arguments {
    /// The path that asks for what is wanted.
    fn path(&self) -> String {
        let terms = [
            ("initiator", &self.initiator),
            ("provider", &self.provider),
            ("model", &self.model),
            ("started_after", &self.started_after),
            ("started_before", &self.started_before),
        ];
        let terms = terms.iter().filter_map(|(key, value)| {
            let value = value.as_deref()?;
            // The quotes keep white space in a value; the search has none inside of them.
            Some(format!("{key}:\"{}\"", value.replace('"', "")))
        });
        let search = terms.collect::<Vec<_>>().join(" ");
        let mut path = format!("/aibridge/interceptions?limit={}", self.limit);
        if !search.is_empty() {
            path.push_str(&format!("&q={}", part(&search)));
        }
        if let Some(after) = &self.after_id {
            path.push_str(&format!("&after_id={}", part(after)));
        }
        path
    }
}

/// Prints the interceptions, newest first.
pub(super) fn run(
    arguments: &Arguments,
    connection: &ConnectionArguments,
    output: &mut dyn Write,
) -> Result<(), CliError> {
    let client = connection.client()?;
    let page: Value = runtime()?.block_on(client.get(&arguments.path()))?;
    serde_json::to_writer_pretty(&mut *output, &page["results"]).map_err(std::io::Error::from)?;
    writeln!(output)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::Arguments;

    #[test]
    fn flags_become_a_search() {
        let arguments = Arguments {
            initiator: Some("me".to_owned()),
            provider: None,
            model: Some("a b".to_owned()),
            started_after: None,
            started_before: Some("2026-01-31T12:00:00+01:00".to_owned()),
            after_id: Some("7".to_owned()),
            limit: 5,
        };
        let expected = "/aibridge/interceptions?limit=5&q=initiator%3A%22me%22%20\
                        model%3A%22a%20b%22%20started_before%3A%222026-01-31T12%3A00%3A00%2B01\
                        %3A00%22&after_id=7";
        assert_eq!(arguments.path(), expected);
    }
}
