//! The AI Bridge as a part of a running server: with its users, its licenses, its store and its
//! own tools.

mod access;
mod cutting_off;
mod own_tools;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use thiserror::Error;
use tokio::time::MissedTickBehavior;

use crate::aibridge::mcp::McpServers;
use crate::aibridge::metrics::BridgeMetrics;
use crate::aibridge::recorder::{Recorder, Writing};
use crate::aibridge::{Bridge, BridgeSettings, SettingsError};
use crate::clock::{Clock, Timestamp};
use crate::services::Services;
use crate::store::{InterceptionJournal, StoreError};
use crate::telemetry::metrics::Metrics;

use access::ServerAccess;
use own_tools::ServerTools;

/// How often records that are too old are removed.
const KEPT_EVERY: Duration = Duration::from_mins(10);

/// How often interceptions of servers that are gone are ended, where several share a store.
const ENDED_EVERY: Duration = Duration::from_secs(3);

/// The bridge cannot be started.
#[derive(Debug, Error)]
pub(crate) enum StartError {
    /// A setting cannot be used.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// The client of the providers cannot be made.
    #[error("cannot start the AI Bridge\n  because its HTTP client cannot be created: {0}")]
    Client(#[from] reqwest::Error),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A bridge that records into the store of a server.
pub(crate) struct RunningBridge {
    bridge: Arc<Bridge>,
    journal: Arc<InterceptionJournal>,
    writing: Writing,
    services: Services,
    clock: Clock,
    servers: Arc<McpServers>,
}

impl RunningBridge {
    /// Starts the bridge; what an earlier run of this server left open is ended as interrupted.
    pub(crate) async fn start(
        settings: BridgeSettings,
        services: &Services,
        metrics: &Metrics,
        clock: Clock,
    ) -> Result<Self, StartError> {
        let journal = Arc::new(InterceptionJournal::new(services.store.clone()));
        let interrupted = journal.end_interrupted(clock.now().as_microseconds()).await?;
        if interrupted > 0 {
            tracing::warn!(
                interrupted,
                "interceptions of an earlier run were marked as interrupted"
            );
        }
        let metrics = BridgeMetrics::new(metrics);
        let (recorder, writing) = Recorder::start(
            Arc::clone(&journal) as _,
            settings.recording,
            metrics.recorder_tally(),
        );
        let access = Arc::new(ServerAccess(services.clone()));
        let servers = McpServers::new(settings.mcp.clone(), metrics.injected().clone());
        let servers = Arc::new(servers);
        let tools = ServerTools::new(Arc::clone(&servers), services.clone());
        let bridge = Bridge::new(settings, access, recorder, metrics, Arc::new(tools))?;
        Ok(Self { bridge, journal, writing, services: services.clone(), clock, servers })
    }

    /// The routes of all providers below `base`.
    pub(crate) fn router(&self, base: &str) -> Router {
        self.bridge.router(base)
    }

    /// How long the bridge waits for a client, or a provider, that does nothing.
    pub(crate) fn idle_timeout(&self) -> Duration {
        self.bridge.idle_timeout()
    }

    /// The MCP servers, for the API to show.
    pub(crate) fn mcp_servers(&self) -> Arc<McpServers> {
        Arc::clone(&self.servers)
    }

    /// What has to be done regularly, until it is dropped.
    pub(crate) fn run_background_tasks(&self) -> impl Future<Output = ()> + use<> {
        let bridge = Arc::clone(&self.bridge);
        let (services, clock) = (self.services.clone(), self.clock.clone());
        let servers = Arc::clone(&self.servers);
        let keep_written = async move {
            let mut ticks = tokio::time::interval(KEPT_EVERY);
            ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
            loop {
                ticks.tick().await;
                bridge.forget_old();
                purge(bridge.retention(), &services, clock.now()).await;
            }
        };
        let cutting_off =
            cutting_off::keep_cutting_off(self.bridge.in_flight().clone(), self.services.clone());
        let journal = Arc::clone(&self.journal);
        let ending = keep_ending(journal, self.services.clone(), self.clock.clone());
        async move {
            tokio::join!(keep_written, ending, servers.keep_swept(), cutting_off);
        }
    }

    /// Cuts off what is still in flight, writes what is still to be recorded, and ends.
    pub(crate) async fn finish(self) {
        let requests = self.bridge.in_flight().stop();
        if requests > 0 {
            tracing::warn!(requests, "requests were cut off: the server stops");
        }
        self.servers.close().await;
        self.writing.finish().await;
    }
}

/// Ends interceptions of other servers that are gone, until it is dropped. Returns at once where no
/// other server shares the store.
async fn keep_ending(journal: Arc<InterceptionJournal>, services: Services, clock: Clock) {
    let mut ticks = tokio::time::interval(ENDED_EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    while services.store.is_shared() {
        ticks.tick().await;
        match journal.end_interrupted(clock.now().as_microseconds()).await {
            Ok(0) => {}
            Ok(ended) => {
                tracing::warn!(ended, "interceptions of a server that is gone were ended");
            }
            Err(error) if error.is_away() => {}
            Err(error) => tracing::warn!(%error, "cannot end open interceptions"),
        }
    }
}

async fn purge(retention: Duration, services: &Services, now: Timestamp) {
    match services.store.purge_interceptions(now.before(retention)).await {
        Ok(0) => {}
        Ok(purged) => tracing::info!(purged, "old interceptions were removed"),
        Err(error) => tracing::warn!(%error, "cannot remove old interceptions"),
    }
}

#[cfg(test)]
mod tests;
