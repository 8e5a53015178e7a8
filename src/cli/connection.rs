//! Which server a command talks to, and as whom.

use std::path::PathBuf;

use clap::Args;
use etcetera::BaseStrategy;

use super::CliError;
use crate::client::{Client, Configuration};

/// The flags of every command that talks to a server.
#[derive(Debug, Args)]
pub(super) struct ConnectionArguments {
    /// URL of the server [default: that of the last login]
    #[arg(long, global = true, value_name = "url", env = "CODER_URL", hide_env_values = true)]
    url: Option<String>,
    /// Token to send [default: the session of the last login]
    #[arg(
        long,
        global = true,
        value_name = "token",
        env = "CODER_SESSION_TOKEN",
        hide_env_values = true
    )]
    token: Option<String>,
    /// Folder for the server URL and session [default: `coderv2` in the user's configuration
    /// folder]
    #[arg(long, global = true, value_name = "folder", env = "CODER_CONFIG_DIR")]
    global_config: Option<PathBuf>,
}

impl ConnectionArguments {
    /// What is kept between two runs.
    pub(super) fn configuration(&self) -> Result<Configuration, CliError> {
        let folder = match &self.global_config {
            Some(folder) => folder.clone(),
            None => etcetera::choose_base_strategy()
                .map_err(|_| CliError::NoHome { flag: "--global-config" })?
                .config_dir()
                .join("coderv2"),
        };
        Ok(Configuration::in_folder(folder))
    }

    /// URL of the server, from the flag or from the last login.
    pub(super) fn url(&self) -> Result<Option<String>, CliError> {
        match &self.url {
            Some(url) => Ok(Some(url.clone())),
            None => Ok(self.configuration()?.url()?),
        }
    }

    /// The token that was given.
    pub(super) fn token(&self) -> Option<&str> {
        self.token.as_deref()
    }

    /// A client that is logged in. The session of the last login is only sent to the server that
    /// it is of.
    pub(super) fn client(&self) -> Result<Client, CliError> {
        let url = self.url()?.ok_or(CliError::NotLoggedIn)?;
        let client = Client::new(&url, None)?;
        if let Some(token) = &self.token {
            return Ok(client.with_token(token.clone()));
        }
        let configuration = self.configuration()?;
        let own = configuration.url()?.as_deref() == Some(client.url());
        let session = configuration.session()?.filter(|_| own);
        Ok(client.with_token(session.ok_or(CliError::NotLoggedIn)?))
    }
}
