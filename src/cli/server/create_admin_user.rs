//! `coder server create-admin-user`: creates an owner, straight in the store.

use std::io::Write;

use clap::Args;

use super::settings::StoreArguments;
use crate::cli::prompt::{self, PasswordArguments};
use crate::cli::{CliError, runtime};
use crate::clock::Clock;
use crate::identity::{FirstUserError, Identity, IdentitySettings, Role, UserDraft};
use crate::store::Store;

/// Create an owner, whether or not the server runs
#[derive(Debug, Args)]
pub(in crate::cli) struct Arguments {
    #[command(flatten)]
    store: StoreArguments,
    /// The name in paths and on the command line
    #[arg(long, value_name = "name")]
    username: String,
    /// The address to log in with
    #[arg(long, value_name = "address")]
    email: String,
    /// The name to show
    #[arg(long, value_name = "name", default_value = "", hide_default_value = true)]
    name: String,
    #[command(flatten)]
    password: PasswordArguments,
}

/// Creates the user, the first one or a further one.
pub(super) fn run(arguments: &Arguments, output: &mut dyn Write) -> Result<(), CliError> {
    let draft = UserDraft {
        username: arguments.username.clone(),
        email: arguments.email.clone(),
        name: arguments.name.clone(),
        password: prompt::new_password(&arguments.password)?,
        role: Role::Owner,
    };
    runtime()?.block_on(create(arguments, &draft))?;
    writeln!(output, "Created the owner {} ({}).", draft.username, draft.email)?;
    writeln!(output, "Log in with `coder login URL`.")?;
    output.flush()?;
    Ok(())
}

async fn create(arguments: &Arguments, draft: &UserDraft) -> Result<(), CliError> {
    let store = Store::open(&arguments.store.read()?, Clock::Machine.now()).await?;
    let identity = Identity::new(store.clone(), Clock::Machine, &IdentitySettings::default());
    let created = match identity.create_first_user(draft).await {
        Err(FirstUserError::NotTheFirst) => identity.create_user(draft).await.map(drop),
        Err(FirstUserError::User(error)) => Err(error),
        Ok(_) => Ok(()),
    };
    store.close().await;
    Ok(created?)
}
