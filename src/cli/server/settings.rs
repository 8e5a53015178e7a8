//! What the parts of the server are set to, read from the settings.

use etcetera::BaseStrategy;
use sourcebook_options::{Loaded, Secret, Url};

use crate::cli::CliError;
use crate::deployment::DeploymentView;
use crate::identity::{IdentitySettings, LoginLimits, SessionSettings};
use crate::licensing::entitlements::Wanted;
use crate::licensing::{LicenseKeys, LicensingSettings};
use crate::listen::{ConnectionLimits, descriptors};
use crate::options::{Settings, Storage};
use crate::proxies::Proxies;
use crate::services::ServiceSettings;
use crate::store::StoreSettings;

/// Where the store is, with the default for what is not set.
pub(super) fn store(settings: &Storage) -> Result<StoreSettings, CliError> {
    let data_folder = match &settings.data_dir {
        Some(folder) => folder.clone(),
        None => etcetera::choose_base_strategy()
            .map_err(|_| CliError::NoHome { flag: "--data-dir" })?
            .data_dir()
            .join("coderv2"),
    };
    let postgres_url = settings.postgres_url.as_ref().map(|url| Secret::expose(url).to_owned());
    Ok(StoreSettings { data_folder, postgres_url })
}

/// What limits connections. The limit of descriptors is raised, and says how many there may be where
/// the settings do not.
pub(super) fn connection_limits(settings: &Settings) -> ConnectionLimits {
    let http = &settings.networking.http;
    let possible = descriptors::connections(descriptors::raise_limit());
    let wanted = usize::try_from(http.http_max_connections).unwrap_or(0);
    if wanted > possible {
        tracing::warn!(
            wanted,
            possible,
            "--http-max-connections is higher than the limit of file descriptors suggests"
        );
    }
    ConnectionLimits {
        count: if wanted == 0 { possible } else { wanted },
        idle_timeout: http.http_idle_timeout.into(),
        ..ConnectionLimits::default()
    }
}

/// The origin of a URL with its port, as origins are compared.
pub(super) fn origin(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    let port = url.port_or_known_default().unwrap_or(443);
    format!("{}://{host}:{port}", url.scheme())
}

/// Everything but where the server listens and what it logs.
pub(super) fn services(loaded: &Loaded<Settings>) -> Result<ServiceSettings, CliError> {
    let settings = &loaded.settings;
    let keys = LicenseKeys::parse(&settings.licensing.license_keys)?;
    Ok(ServiceSettings {
        store: store(&settings.storage)?,
        identity: identity(settings),
        licensing: LicensingSettings {
            keys,
            is_unlimited: settings.dangerous.disable_rate_limits,
            wanted: Wanted { ai_bridge: settings.aibridge.enabled, ..Wanted::default() },
        },
        proxies: Proxies {
            headers: settings.networking.proxy_trusted_headers.clone(),
            origins: settings.networking.proxy_trusted_origins.clone(),
        },
        deployment: DeploymentView::new(loaded),
    })
}

fn identity(settings: &Settings) -> IdentitySettings {
    let http = &settings.networking.http;
    let is_limited = !settings.dangerous.disable_rate_limits;
    IdentitySettings {
        sessions: SessionSettings {
            session_lifetime: http.session_duration.into(),
            extend_on_use: !http.disable_session_expiry_refresh,
            default_token_lifetime: settings.default_token_lifetime.into(),
            max_token_lifetime: http.max_token_lifetime.into(),
        },
        login_limits: is_limited.then(LoginLimits::default),
        ..IdentitySettings::default()
    }
}
