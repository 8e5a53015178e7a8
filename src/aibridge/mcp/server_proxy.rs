//! One user's connection to one server: made when it is needed, with the tools that it gives.

use std::sync::{Arc, Mutex, PoisonError};

use serde_json::value::RawValue;
use tokio::time::{Instant, timeout_at};
use tracing::Instrument;

use super::connection::Connection;
use super::error::{McpError, McpErrorKind};
use super::list_watch::ListWatch;
use super::metrics::ToolMetrics;
use super::offer::Offer;
use super::settings::{McpSettings, ServerSettings};
use crate::aibridge::object::Raw;
use crate::aibridge::spans;

/// Since when a server is left alone. All users share it: a server that is down is down for all.
#[derive(Debug, Default)]
pub(super) struct Health(Mutex<Option<(Instant, McpError)>>);

impl Health {
    /// Why the server is not asked at the moment, if it is not.
    pub(super) fn resting(&self) -> Option<McpError> {
        let health = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (until, error) = health.as_ref()?;
        (Instant::now() < *until).then(|| error.clone())
    }

    fn set(&self, health: Option<(Instant, McpError)>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = health;
    }
}

/// A connection with what came of it.
#[derive(Clone)]
struct Ready {
    connection: Arc<Connection>,
    offer: Arc<Offer>,
    listed_at: Instant,
}

/// Why there is no connection.
enum Missing {
    /// The server failed a moment ago.
    Resting(McpError),
    /// It has failed now.
    Failed(McpError),
}

/// One user's side of a server.
pub(super) struct ServerProxy {
    server: Arc<ServerSettings>,
    settings: Arc<McpSettings>,
    health: Arc<Health>,
    watch: Arc<ListWatch>,
    metrics: ToolMetrics,
    /// Locked while connecting, so that requests of one user do not connect at the same time.
    ready: tokio::sync::Mutex<Option<Ready>>,
}

impl ServerProxy {
    pub(super) fn new(
        server: Arc<ServerSettings>,
        settings: Arc<McpSettings>,
        health: Arc<Health>,
        watch: Arc<ListWatch>,
        metrics: ToolMetrics,
    ) -> Self {
        Self { server, settings, health, watch, metrics, ready: tokio::sync::Mutex::new(None) }
    }

    pub(super) fn server(&self) -> &ServerSettings {
        &self.server
    }

    /// Whether the next offer costs no request to the server.
    pub(super) fn is_settled(&self) -> bool {
        let is_fresh =
            self.ready.try_lock().is_ok_and(|ready| self.fresh(ready.as_ref()).is_some());
        is_fresh || self.health.resting().is_some()
    }

    /// What the server offers, in the time that connecting and listing may take.
    pub(super) async fn offer(&self) -> Result<Arc<Offer>, McpError> {
        let deadline = Instant::now() + self.settings.connect_timeout;
        let ready = self.told(self.ready(deadline, |ready| self.fresh(ready)).await);
        ready.map(|ready| ready.offer)
    }

    /// Calls a tool. A call that certainly did not run, because there was no connection for it or
    /// its session was unknown, is sent once more on a new connection; no other call is.
    pub(super) async fn call(&self, name: &str, input: &RawValue) -> Result<Raw, McpError> {
        match self.call_once(name, input).await {
            Err(error) if error.has_not_run && error.ends_connection => {
                tracing::debug!(server = &*self.server.id, %error, "a call is sent again");
                self.call_once(name, input).await
            }
            outcome => outcome,
        }
    }

    async fn call_once(&self, name: &str, input: &RawValue) -> Result<Raw, McpError> {
        let connection = self.connected().await?;
        let outcome = connection.call(name, input).await;
        if outcome.as_ref().is_err_and(|error| error.ends_connection) {
            self.forget(&connection).await;
        }
        outcome
    }

    /// Ends the session and the connection.
    pub(super) async fn close(&self) {
        if let Some(ready) = self.ready.lock().await.take() {
            ready.connection.close().await;
        }
    }

    /// The connection, whatever its age.
    async fn connected(&self) -> Result<Arc<Connection>, McpError> {
        let deadline = Instant::now() + self.settings.connect_timeout;
        let ready = self.told(self.ready(deadline, open).await);
        ready.map(|ready| ready.connection)
    }

    /// What is there, if it `is_good`; otherwise what is made before the deadline.
    async fn ready(
        &self,
        deadline: Instant,
        is_good: impl Fn(Option<&Ready>) -> Option<&Ready>,
    ) -> Result<Ready, Missing> {
        let late = |_| Missing::Failed(McpError::timeout(self.settings.connect_timeout));
        let mut kept = timeout_at(deadline, self.ready.lock()).await.map_err(late)?;
        if let Some(ready) = is_good(kept.as_ref()) {
            return Ok(ready.clone());
        }
        if let Some(error) = self.health.resting() {
            return Err(Missing::Resting(error));
        }
        let connection = kept.take().filter(|ready| ready.connection.is_open());
        let span = spans::server_init(&self.server.id, &self.server.shown_url);
        let made = self.make(connection.map(|ready| ready.connection)).instrument(span.clone());
        let made = timeout_at(deadline, made).await;
        let made = made.unwrap_or_else(|_| Err(McpError::timeout(self.settings.connect_timeout)));
        match made {
            Ok(ready) => {
                spans::tell_tools(&span, ready.offer.tools.len());
                self.health.set(None);
                *kept = Some(ready.clone());
                Ok(ready)
            }
            Err(error) => {
                spans::fail(&span, &error.to_string());
                Err(Missing::Failed(error))
            }
        }
    }

    /// Lists the tools on the connection that is there, or on a new one.
    async fn make(&self, there: Option<Arc<Connection>>) -> Result<Ready, McpError> {
        if let Some(connection) = there {
            match self.list(connection).await {
                Err(error) if error.ends_connection => {}
                outcome => return outcome,
            }
        }
        let open = self.metrics.connections(&self.server.id);
        let connect_timeout = self.settings.connect_timeout;
        let connection = Connection::open(&self.server, connect_timeout, open).await?;
        self.list(Arc::new(connection)).await
    }

    async fn list(&self, connection: Arc<Connection>) -> Result<Ready, McpError> {
        let span = spans::fetch_tools(&self.server.id, &self.server.shown_url);
        let tools = connection.tools().instrument(span.clone()).await;
        let tools = tools.inspect_err(|error| spans::fail(&span, &error.to_string()))?;
        spans::tell_tools(&span, tools.len());
        let offer = Arc::new(self.chosen(&tools));
        Ok(Ready { connection, offer, listed_at: Instant::now() })
    }

    /// What is offered of a list, with what is new about it in the log.
    fn chosen(&self, tools: &[Raw]) -> Offer {
        let mut offer = Offer::of(&self.server, tools);
        let is_new = self.watch.note(&self.server, &offer);
        offer.compare(&self.server);
        if let Some(why) = offer.refused.as_deref().filter(|_| is_new) {
            let (server, url) = (&*self.server.id, &*self.server.shown_url);
            tracing::warn!(server, url, error = why, "an MCP server provides no tools");
            self.metrics.failed(server, McpErrorKind::Changed);
        }
        offer
    }

    /// Reports a new error once: in the log and the metrics, and to the next caller.
    fn told(&self, outcome: Result<Ready, Missing>) -> Result<Ready, McpError> {
        outcome.map_err(|missing| match missing {
            Missing::Resting(error) => error,
            Missing::Failed(error) => {
                let (server, url) = (&*self.server.id, &*self.server.shown_url);
                tracing::warn!(server, url, %error, "an MCP server provides no tools");
                self.metrics.failed(server, error.kind);
                let until = Instant::now() + self.settings.retry_after;
                self.health.set(Some((until, error.clone())));
                error
            }
        })
    }

    fn fresh<'r>(&self, ready: Option<&'r Ready>) -> Option<&'r Ready> {
        open(ready).filter(|ready| {
            let is_young = ready.listed_at.elapsed() < self.settings.pool_ttl;
            is_young && !ready.connection.list_has_changed()
        })
    }

    /// Drops a connection that is of no use any more.
    async fn forget(&self, connection: &Arc<Connection>) {
        let mut kept = self.ready.lock().await;
        if kept.as_ref().is_some_and(|ready| Arc::ptr_eq(&ready.connection, connection)) {
            *kept = None;
        }
    }
}

fn open(ready: Option<&Ready>) -> Option<&Ready> {
    ready.filter(|ready| ready.connection.is_open())
}
