//! `coder users create`: a further user.

use std::io::Write;

use clap::{Args, ValueEnum};
use serde_json::{Value, json};

use crate::cli::connection::ConnectionArguments;
use crate::cli::prompt::{self, PasswordArguments};
use crate::cli::{CliError, runtime};
use crate::client::{self, Client, ClientError};

/// The roles that can be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum RoleArgument {
    /// Can do everything
    Owner,
    /// Can see everything
    Auditor,
    /// Can use the deployment
    Member,
}

/// Create a user; owners only
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Username
    #[arg(short, long, value_name = "name")]
    username: String,
    /// Email address for logging in
    #[arg(short, long, value_name = "address")]
    email: String,
    /// Display name
    #[arg(short = 'n', long, value_name = "name", default_value = "", hide_default_value = true)]
    full_name: String,
    /// Role of the user
    #[arg(long, value_name = "role", default_value = "member")]
    role: RoleArgument,
    #[command(flatten)]
    password: PasswordArguments,
}

/// Creates the user.
pub(super) fn run(
    arguments: &Arguments,
    connection: &ConnectionArguments,
    output: &mut dyn Write,
) -> Result<(), CliError> {
    let client = connection.client()?;
    let password = prompt::new_password(&arguments.password)?;
    runtime()?.block_on(create(arguments, &client, &password))?;
    writeln!(output, "Created {} ({}).", arguments.username, arguments.email)?;
    output.flush()?;
    Ok(())
}

async fn create(arguments: &Arguments, client: &Client, password: &str) -> Result<(), ClientError> {
    let body = json!({
        "username": arguments.username,
        "email": arguments.email,
        "name": arguments.full_name,
        "password": password,
    });
    let _: Value = client.post("/users", &body).await?;
    let role = match arguments.role {
        RoleArgument::Owner => "owner",
        RoleArgument::Auditor => "auditor",
        RoleArgument::Member => return Ok(()),
    };
    let path = format!("/users/{}/roles", client::part(&arguments.username));
    let _: Value = client.put(&path, &json!({"roles": [role]})).await?;
    Ok(())
}
