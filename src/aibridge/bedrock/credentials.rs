//! The AWS credentials that requests are signed with: those that were set, or those that AWS's
//! standard chain finds.

mod profiles;

use std::time::{Duration, SystemTime};

use aws_config::Region;
use aws_config::ecs::EcsCredentialsProvider;
use aws_config::environment::EnvironmentVariableCredentialsProvider;
use aws_config::imds::credentials::ImdsCredentialsProvider;
use aws_config::meta::credentials::CredentialsProviderChain;
use aws_config::profile::ProfileFileCredentialsProvider;
use aws_config::provider_config::ProviderConfig;
use aws_config::web_identity_token::WebIdentityTokenCredentialsProvider;
use aws_credential_types::Credentials;
use aws_credential_types::provider::{ProvideCredentials, SharedCredentialsProvider};
use aws_runtime::env_config::file::EnvConfigFiles;
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use tokio::sync::Mutex;

use super::chain_client::ChainClient;

/// How long before they expire credentials are looked for again.
const EARLY: Duration = Duration::from_mins(5);

/// How long credentials without an expiry are used before they are looked for again: a file
/// may have changed by then.
const KEPT: Duration = Duration::from_mins(15);

/// How long the credential chain may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// How long the chain is left alone after an error: each try may take seconds.
const PAUSE: Duration = Duration::from_secs(10);

/// There are no credentials; the log has the reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NoCredentials;

/// Makes the provider of credentials when the first are asked for.
type Maker = Box<dyn Fn() -> BoxFuture<'static, SharedCredentialsProvider> + Send + Sync>;

/// Where credentials come from.
pub(super) enum CredentialSource {
    /// The server's options.
    Fixed(Credentials),
    /// Whatever a provider finds.
    Found { make: Maker, state: Mutex<CredentialState> },
}

/// What is known of credentials that have to be found.
#[derive(Default)]
pub(super) struct CredentialState {
    provider: Option<SharedCredentialsProvider>,
    kept: Option<CachedCredentials>,
    /// The provider has failed, and is not asked before this.
    paused_until: Option<SystemTime>,
}

/// Credentials, and until when nothing newer is looked for.
struct CachedCredentials {
    credentials: Credentials,
    fresh_until: SystemTime,
}

impl CachedCredentials {
    fn new(credentials: Credentials, now: SystemTime) -> Self {
        let fresh_until = match credentials.expiry() {
            Some(expiry) => expiry.checked_sub(EARLY).unwrap_or(now),
            None => now + KEPT,
        };
        Self { credentials, fresh_until }
    }

    fn is_valid(&self, now: SystemTime) -> bool {
        self.credentials.expiry().is_none_or(|expiry| now < expiry)
    }
}

impl CredentialSource {
    /// AWS's standard chain: the environment, the profile files, web identity, the metadata of the
    /// container and of the machine. Nothing is looked up before it is needed.
    pub(super) fn chain(region: &str, client: ChainClient) -> Self {
        let region = Region::new(region.to_owned());
        Self::found(Box::new(move || {
            let config = ProviderConfig::default().with_http_client(client.clone());
            let config = config.with_region(Some(region.clone()));
            async move {
                SharedCredentialsProvider::new(chain_of(&config, profiles::profile_files().await))
            }
            .boxed()
        }))
    }

    fn found(make: Maker) -> Self {
        Self::Found { make, state: Mutex::default() }
    }

    /// Credentials that are valid now.
    pub(super) async fn get(&self, now: SystemTime) -> Result<Credentials, NoCredentials> {
        match self {
            Self::Fixed(credentials) => Ok(credentials.clone()),
            // Whoever comes while they are looked for waits for the same answer.
            Self::Found { make, state } => state.lock().await.get(make, now).await,
        }
    }

    /// Forgets credentials that were rejected as expired, and says whether others can be found.
    pub(super) async fn forget(&self, rejected: &Credentials) -> bool {
        let Self::Found { state, .. } = self else { return false };
        let kept = &mut state.lock().await.kept;
        let is_kept = |kept: &mut CachedCredentials| {
            kept.credentials.access_key_id() == rejected.access_key_id()
                && kept.credentials.session_token() == rejected.session_token()
        };
        kept.take_if(is_kept);
        true
    }
}

impl CredentialState {
    async fn get(&mut self, make: &Maker, now: SystemTime) -> Result<Credentials, NoCredentials> {
        if let Some(kept) = self.kept.as_ref().filter(|kept| now < kept.fresh_until) {
            return Ok(kept.credentials.clone());
        }
        if self.paused_until.is_none_or(|until| until <= now) {
            match self.ask(make).await {
                Ok(credentials) => {
                    self.paused_until = None;
                    self.kept = Some(CachedCredentials::new(credentials.clone(), now));
                    return Ok(credentials);
                }
                Err(reason) => {
                    tracing::error!(
                        reason,
                        "no AWS credentials for Amazon Bedrock; set --aibridge-bedrock-access-key \
                         and its secret, or provide credentials as for AWS's own tools"
                    );
                    self.paused_until = Some(now + PAUSE);
                }
            }
        }
        let valid = self.kept.as_ref().filter(|kept| kept.is_valid(now));
        valid.map(|kept| kept.credentials.clone()).ok_or(NoCredentials)
    }

    /// Asks the provider; a failure is told with all its causes.
    async fn ask(&mut self, make: &Maker) -> Result<Credentials, String> {
        let asked = async {
            let provider = match &self.provider {
                Some(provider) => provider.clone(),
                None => self.provider.insert(make().await).clone(),
            };
            provider.provide_credentials().await
        };
        let answered = tokio::time::timeout(PATIENCE, asked).await;
        answered
            .map_err(|_| format!("nothing was received for {} seconds", PATIENCE.as_secs()))?
            .map_err(|error| causes(&error))
    }
}

/// The same providers in the same order as in AWS's `DefaultCredentialsChain`, which takes no profile
/// files.
fn chain_of(config: &ProviderConfig, files: EnvConfigFiles) -> CredentialsProviderChain {
    let profile = ProfileFileCredentialsProvider::builder().configure(config).profile_files(files);
    let web_identity = WebIdentityTokenCredentialsProvider::builder().configure(config);
    let container = EcsCredentialsProvider::builder().configure(config);
    let machine = ImdsCredentialsProvider::builder().configure(config);
    CredentialsProviderChain::first_try(
        "Environment",
        EnvironmentVariableCredentialsProvider::new(),
    )
    .or_else("Profile", profile.build())
    .or_else("WebIdentityToken", web_identity.build())
    .or_else("EcsContainer", container.build())
    .or_else("Ec2InstanceMetadata", machine.build())
}

/// An error with everything behind it.
fn causes(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(Some(error), |error| error.source());
    causes.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}

/// Sources for tests, which ask a provider of theirs.
#[cfg(test)]
impl CredentialSource {
    pub(super) fn finding(found: impl IntoIterator<Item = Option<Credentials>>) -> Self {
        Self::of(tests::Scripted::with(found))
    }

    fn of(provider: impl ProvideCredentials + 'static) -> Self {
        let provider = SharedCredentialsProvider::new(provider);
        Self::found(Box::new(move || std::future::ready(provider.clone()).boxed()))
    }
}

#[cfg(test)]
mod tests;
