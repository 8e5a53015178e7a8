//! `coder login`: begins a session, and on a new server creates the first user.

use std::io::Write;

use clap::Args;
use reqwest::StatusCode;
use serde_json::{Value, json};

use super::connection::ConnectionArguments;
use super::prompt::{self, PasswordArguments};
use super::{CliError, runtime};
use crate::api::users::create_first::SETUP_TOKEN;
use crate::client::Client;

/// Log in to a server; on a new one, create the first user
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// URL of the server
    #[arg(value_name = "url")]
    server: Option<String>,
    /// Email address to log in with; prompted for if omitted
    #[arg(long, value_name = "address", env = "CODER_EMAIL")]
    email: Option<String>,
    /// Username of the first user of a new server
    #[arg(long, value_name = "name")]
    first_user_username: Option<String>,
    /// Setup token printed by a new server; needed to create the first user from another machine
    #[arg(long, value_name = "token", env = "CODER_SETUP_TOKEN", hide_env_values = true)]
    setup_token: Option<String>,
    #[command(flatten)]
    password: PasswordArguments,
}

/// Begins the session and keeps it.
pub(super) fn run(
    arguments: &Arguments,
    connection: &ConnectionArguments,
    output: &mut dyn Write,
    errors: &mut dyn Write,
) -> Result<(), CliError> {
    let url = match &arguments.server {
        Some(url) => Some(url.clone()),
        None => connection.url()?,
    };
    let client = Client::new(&url.ok_or(CliError::NoServer)?, None)?;
    runtime()?.block_on(log_in(client, arguments, connection, output, errors))
}

async fn log_in(
    client: Client,
    arguments: &Arguments,
    connection: &ConnectionArguments,
    output: &mut dyn Write,
    errors: &mut dyn Write,
) -> Result<(), CliError> {
    let token = match connection.token() {
        Some(token) => token.to_owned(),
        None if is_new(&client).await? => begin(&client, arguments, errors).await?,
        None => {
            let email = answer(arguments.email.as_ref(), "Email address: ", errors)?;
            let password = prompt::password(&arguments.password)?;
            client.log_in(&email, &password).await?
        }
    };
    let client = client.with_token(token.clone());
    let me: Value = client.get("/users/me").await?;
    connection.configuration()?.save(client.url(), &token)?;
    let name = me["username"].as_str().unwrap_or_default();
    writeln!(output, "Logged in to {} as {name}.", client.shown_url())?;
    output.flush()?;
    Ok(())
}

async fn is_new(client: &Client) -> Result<bool, CliError> {
    match client.get::<Value>("/users/first").await {
        Ok(_) => Ok(false),
        Err(error) if error.is(StatusCode::NOT_FOUND) => Ok(true),
        Err(error) => Err(error.into()),
    }
}

/// Creates the first user and logs in as it.
async fn begin(
    client: &Client,
    arguments: &Arguments,
    errors: &mut dyn Write,
) -> Result<String, CliError> {
    writeln!(
        errors,
        "{} has no users yet. You will be the first user and an owner.",
        client.shown_url()
    )?;
    let username = answer(arguments.first_user_username.as_ref(), "User name: ", errors)?;
    let email = answer(arguments.email.as_ref(), "Email address: ", errors)?;
    let password = prompt::new_password(&arguments.password)?;
    let body = json!({"username": username, "email": email, "password": password});
    let setup_token = arguments.setup_token.as_deref().map(|token| (SETUP_TOKEN, token));
    let headers: Vec<(&'static str, &str)> = setup_token.into_iter().collect();
    let _: Value = client.post_with("/users/first", &body, &headers).await?;
    Ok(client.log_in(&email, &password).await?)
}

fn answer(
    given: Option<&String>,
    question: &str,
    errors: &mut dyn Write,
) -> Result<String, CliError> {
    given.map_or_else(|| prompt::ask(question, errors), |given| Ok(given.clone()))
}
