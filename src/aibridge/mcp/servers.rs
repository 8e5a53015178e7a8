//! The servers of all users: who has a connection to what, and for how long.

use std::num::NonZeroUsize;
use std::sync::Arc;

use futures_util::future::join_all;
use tokio::time::MissedTickBehavior;
use tracing::{Instrument, Span};
use uuid::Uuid;

use super::list_watch::ListWatch;
use super::metrics::ToolMetrics;
use super::offer::{ListedTool, Offer};
use super::server_proxy::{Health, ServerProxy};
use super::settings::McpSettings;
use crate::aibridge::access::AuthenticatedUser;
use crate::aibridge::per_user::PerUser;
use crate::aibridge::spans;

/// Maximum number of connections. Beyond it, those of the least recently active user are
/// closed.
const MAX_CONNECTIONS: usize = 1_024;

/// A server as an operator sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ServerState {
    pub(crate) id: String,
    pub(crate) display_name: String,
    /// The address without what may be secret.
    pub(crate) url: String,
    /// Why it gives no tools, if it does not.
    pub(crate) error: Option<String>,
    /// The digest of the tools that it offers, where they are known.
    pub(crate) digest: Option<String>,
    /// All its tools, by name.
    pub(crate) tools: Vec<ListedTool>,
}

/// What a user has of the servers, in the order of the configuration.
type Proxies = Vec<Arc<ServerProxy>>;

/// The MCP servers.
pub(crate) struct McpServers {
    settings: Arc<McpSettings>,
    /// What all users share of each server.
    shared: Vec<(Arc<Health>, Arc<ListWatch>)>,
    metrics: ToolMetrics,
    users: PerUser<Proxies>,
}

impl McpServers {
    /// Nothing is connected to before it is needed.
    pub(crate) fn new(settings: McpSettings, metrics: ToolMetrics) -> Self {
        let count = settings.servers.len().max(1);
        let max = NonZeroUsize::new(MAX_CONNECTIONS / count).unwrap_or(NonZeroUsize::MIN);
        let users = PerUser::new(max, settings.pool_ttl);
        let shared = settings.servers.iter().map(|_| Default::default()).collect();
        Self { settings: Arc::new(settings), shared, metrics, users }
    }

    pub(crate) fn settings(&self) -> &McpSettings {
        &self.settings
    }

    pub(super) fn metrics(&self) -> &ToolMetrics {
        &self.metrics
    }

    /// What the servers that answer in time offer the caller.
    pub(super) async fn offers(
        &self,
        caller: &AuthenticatedUser,
    ) -> Vec<(Arc<ServerProxy>, Arc<Offer>)> {
        let proxies = self.proxies(caller.user);
        let is_settled = proxies.iter().all(|proxy| proxy.is_settled());
        let span = if is_settled {
            Span::none()
        } else {
            spans::servers_init(caller.user, &caller.api_key)
        };
        let offer = async |proxy: &Arc<ServerProxy>| {
            let offer = proxy.offer().await;
            offer.map(|offer| (Arc::clone(proxy), offer))
        };
        let asked = join_all(proxies.iter().map(offer)).instrument(span.clone()).await;
        let failed = asked.iter().filter(|answer| answer.is_err()).count();
        let offers: Vec<_> = asked.into_iter().flatten().collect();
        spans::tell_tools(&span, offers.iter().map(|(_, offer)| offer.tools.len()).sum());
        if failed > 0 {
            spans::fail(&span, &format!("MCP servers without tools: {failed}"));
        }
        offers
    }

    /// What each server lists, for a user.
    pub(crate) async fn inspect(&self, user: Uuid) -> Vec<ServerState> {
        let proxies = self.proxies(user);
        let state = async |proxy: &Arc<ServerProxy>| {
            let offer = proxy.offer().await;
            let error = match &offer {
                Ok(offer) => offer.refused.clone(),
                Err(error) => Some(error.to_string()),
            };
            let (tools, digest) = offer.map_or((Vec::new(), None), |offer| {
                (offer.listed.clone(), Some(offer.digest.clone()))
            });
            let server = proxy.server();
            ServerState {
                id: server.id.to_string(),
                display_name: server.display_name.clone(),
                url: server.shown_url.to_string(),
                error,
                digest,
                tools,
            }
        };
        join_all(proxies.iter().map(state)).await
    }

    /// Closes connections that nobody uses any more, until it is dropped.
    pub(crate) async fn keep_swept(&self) {
        let mut ticks = tokio::time::interval(self.settings.pool_ttl);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            ticks.tick().await;
            self.users.sweep();
        }
    }

    /// Ends all sessions and connections.
    pub(crate) async fn close(&self) {
        let users = self.users.take_all();
        join_all(users.iter().flat_map(|proxies| proxies.iter()).map(|proxy| proxy.close())).await;
    }

    fn proxies(&self, user: Uuid) -> Arc<Proxies> {
        let make = || {
            let servers = self.settings.servers.iter().zip(&self.shared);
            let proxies = servers.map(|(server, (health, watch))| {
                let (server, settings) = (Arc::clone(server), Arc::clone(&self.settings));
                let metrics = self.metrics.clone();
                let (health, watch) = (Arc::clone(health), Arc::clone(watch));
                Arc::new(ServerProxy::new(server, settings, health, watch, metrics))
            });
            proxies.collect()
        };
        self.users.acquire(user, make).0
    }
}
