//! `coder tokens remove`: removes a token.

use std::io::Write;

use clap::Args;
use serde_json::Value;
use sourcebook_syntax::nearest;

use crate::cli::connection::ConnectionArguments;
use crate::cli::{CliError, runtime};
use crate::client::{self, Client};

/// Delete a token
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Name or ID of the token, or the token itself
    #[arg(value_name = "token")]
    named: String,
    /// User that the token belongs to; owners only
    #[arg(short, long, value_name = "user", default_value = "me")]
    user: String,
}

/// Removes the token.
pub(super) fn run(
    arguments: &Arguments,
    connection: &ConnectionArguments,
    output: &mut dyn Write,
) -> Result<(), CliError> {
    let client = connection.client()?;
    let id = runtime()?.block_on(remove(arguments, &client))?;
    writeln!(output, "Deleted token {id}.")?;
    output.flush()?;
    Ok(())
}

async fn remove(arguments: &Arguments, client: &Client) -> Result<String, CliError> {
    let keys = format!("/users/{}/keys", client::part(&arguments.user));
    let tokens: Vec<Value> = client.get(&format!("{keys}/tokens")).await?;
    let is_named = |token: &&Value| {
        let id = token["id"].as_str().unwrap_or_default();
        let is_token = arguments.named.split_once('-').is_some_and(|(first, _)| first == id);
        id == arguments.named || is_token || token["token_name"] == *arguments.named
    };
    let found = tokens.iter().find(is_named).and_then(|token| token["id"].as_str());
    let id = found.ok_or_else(|| unknown(&arguments.named, &tokens))?;
    client.delete(&format!("{keys}/{}", client::part(id))).await?;
    Ok(id.to_owned())
}

fn unknown(named: &str, tokens: &[Value]) -> CliError {
    let known = tokens.iter().filter_map(|token| token["token_name"].as_str());
    let nearest = nearest(named, known).map(str::to_owned);
    CliError::NoToken { named: named.to_owned(), nearest }
}
