//! `coder server create-admin-user`: creates an owner, straight in the store.

use std::io::Write;

use clap::{ArgMatches, Args, FromArgMatches};
use sourcebook_options::{Layers, arguments};

use super::settings;
use crate::cli::prompt::{self, PasswordArguments};
use crate::cli::{CliError, runtime};
use crate::clock::Clock;
use crate::identity::{FirstUserError, Identity, UserDraft};
use crate::services::ServiceSettings;
use crate::store::{Role, Store};

/// Create an owner, whether or not the server is running
#[derive(Args)]
pub(in crate::cli) struct Arguments {
    #[command(flatten)]
    store: StoreFlags,
    /// Username
    #[arg(long, value_name = "name")]
    username: String,
    /// Email address for logging in
    #[arg(long, value_name = "address")]
    email: String,
    /// Display name
    #[arg(long, value_name = "name", default_value = "", hide_default_value = true)]
    name: String,
    #[command(flatten)]
    password: PasswordArguments,
}

/// The settings that the command line gives.
struct StoreFlags(Layers);

impl Args for StoreFlags {
    fn augment_args(command: clap::Command) -> clap::Command {
        command.args(arguments(&super::store_options()))
    }

    fn augment_args_for_update(command: clap::Command) -> clap::Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for StoreFlags {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        Ok(Self(Layers::new().flags(matches, &super::store_options())))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

/// Creates the user, the first one or a further one.
pub(super) fn run(
    arguments: Arguments,
    output: &mut dyn Write,
    errors: &mut dyn Write,
) -> Result<(), CliError> {
    let loaded = super::load(arguments.store.0, errors)?;
    let settings = settings::services(&loaded)?;
    let draft = UserDraft {
        username: arguments.username,
        email: arguments.email,
        name: arguments.name,
        password: prompt::new_password(&arguments.password)?,
        role: Role::Owner,
    };
    runtime()?.block_on(create(&settings, &draft))?;
    writeln!(output, "Created owner {} ({}).", draft.username, draft.email)?;
    writeln!(output, "Log in with `coder login URL`.")?;
    output.flush()?;
    Ok(())
}

async fn create(settings: &ServiceSettings, draft: &UserDraft) -> Result<(), CliError> {
    let store = Store::open(&settings.store, Clock::Machine.now()).await?;
    let identity = Identity::new(store.clone(), Clock::Machine, &settings.identity);
    let created = match identity.create_first_user(draft).await {
        Err(FirstUserError::NotTheFirst) => identity.create_user(draft).await.map(drop),
        Err(FirstUserError::User(error)) => Err(error),
        Ok(_) => Ok(()),
    };
    store.close().await;
    Ok(created?)
}
