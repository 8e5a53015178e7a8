//! What the handlers of requests work with.

use std::ops::Deref;
use std::sync::Arc;

use thiserror::Error;
use uuid::Uuid;

use crate::clock::Clock;
use crate::deployment::DeploymentView;
use crate::identity::{Identity, IdentitySettings};
use crate::licensing::{Licensing, LicensingSettings};
use crate::proxies::Proxies;
use crate::store::{Store, StoreError, StoreSettings};

/// Everything that the server is set to, apart from where it listens.
#[derive(Debug, Clone)]
pub(crate) struct ServiceSettings {
    pub(crate) store: StoreSettings,
    pub(crate) identity: IdentitySettings,
    pub(crate) licensing: LicensingSettings,
    /// The proxies that are trusted.
    pub(crate) proxies: Proxies,
    /// What the deployment tells about its settings.
    pub(crate) deployment: DeploymentView,
}

/// The services could not be started.
#[derive(Debug, Error)]
#[error(transparent)]
pub(crate) struct StartError(#[from] StoreError);

/// The parts of a running server.
#[derive(Debug)]
pub(crate) struct Parts {
    pub(crate) store: Store,
    pub(crate) identity: Identity,
    pub(crate) licensing: Licensing,
    /// The proxies that are trusted.
    pub(crate) proxies: Proxies,
    /// What the deployment tells about its settings.
    pub(crate) deployment: DeploymentView,
    /// The id of the deployment, which the first start gave it.
    pub(crate) deployment_id: Uuid,
}

/// The parts of a running server, shared by all its requests.
#[derive(Debug, Clone)]
pub(crate) struct Services(Arc<Parts>);

impl Deref for Services {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl Services {
    /// Opens the store and starts everything on it.
    pub(crate) async fn start(
        settings: &ServiceSettings,
        clock: Clock,
    ) -> Result<Self, StartError> {
        let store = Store::open_as_server(&settings.store, clock.now()).await?;
        Ok(Self::on(store, settings, clock).await?)
    }

    /// Starts everything on an open store.
    pub(crate) async fn on(
        store: Store,
        settings: &ServiceSettings,
        clock: Clock,
    ) -> Result<Self, StoreError> {
        let deployment_id = store.deployment_id(clock.now()).await?;
        let identity = Identity::new(store.clone(), clock.clone(), &settings.identity);
        let licensing = settings.licensing.clone();
        let licensing = Licensing::new(store.clone(), clock, deployment_id, licensing).await?;
        let parts = Parts {
            store,
            identity,
            licensing,
            proxies: settings.proxies.clone(),
            deployment: settings.deployment.clone(),
            deployment_id,
        };
        Ok(Self(Arc::new(parts)))
    }

    /// Does what has to be done regularly, until it is dropped.
    pub(crate) async fn run_background_tasks(&self) {
        tokio::join!(
            self.store.keep_listening(),
            self.store.keep_tried(),
            self.store.keep_beating(),
            self.licensing.keep_current(),
            self.identity.keep_swept()
        );
    }
}
