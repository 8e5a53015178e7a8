//! The flags of the server that say where its data are and what it trusts.

use std::path::PathBuf;

use clap::Args;
use etcetera::BaseStrategy;

use crate::cli::CliError;
use crate::identity::IdentitySettings;
use crate::licensing::{LicenseKeys, LicensingSettings};
use crate::services::Settings;
use crate::store::StoreSettings;

/// Where the store is.
#[derive(Debug, Args)]
pub(super) struct StoreArguments {
    /// The folder of the server's data; made on first start [default: `coderv2` in the user's data
    /// folder]
    #[arg(long, value_name = "folder", env = "CODER_DATA_FOLDER")]
    data_folder: Option<PathBuf>,
    /// The URL of a PostgreSQL database, in place of a file in the data folder; needed for more
    /// than one server
    #[arg(long, value_name = "url", env = "CODER_PG_CONNECTION_URL", hide_env_values = true)]
    postgres_url: Option<String>,
}

impl StoreArguments {
    /// Where the store is, with the default for what is not given.
    pub(super) fn read(&self) -> Result<StoreSettings, CliError> {
        let data_folder = match &self.data_folder {
            Some(folder) => folder.clone(),
            None => etcetera::choose_base_strategy()
                .map_err(|_| CliError::NoHome { flag: "--data-folder" })?
                .data_dir()
                .join("coderv2"),
        };
        Ok(StoreSettings { data_folder, postgres_url: self.postgres_url.clone() })
    }
}

/// Everything but where the server listens.
#[derive(Debug, Args)]
pub(super) struct SettingsArguments {
    #[command(flatten)]
    store: StoreArguments,
    /// A public key that licences are checked with, as `coder licenses keygen` prints it; may be
    /// given several times. Without any, nothing needs a licence
    #[arg(
        long = "license-key",
        value_name = "id=key",
        env = "CODER_LICENSE_KEYS",
        value_delimiter = ','
    )]
    license_keys: Vec<String>,
}

impl SettingsArguments {
    /// The settings of the server.
    pub(super) fn read(&self) -> Result<Settings, CliError> {
        let keys = LicenseKeys::parse(&self.license_keys)?;
        Ok(Settings {
            store: self.store.read()?,
            identity: IdentitySettings::default(),
            licensing: LicensingSettings { keys, ..LicensingSettings::default() },
        })
    }
}
