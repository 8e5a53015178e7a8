//! The AI Bridge: a gateway between people's coding agents and the providers of models.
//!
//! It admits who may use it (`gateway/admission.rs`), limits how much (`overload/`), relays
//! requests with the providers' keys (`gateway/`), reads the answers on their way (`operation/`)
//! and records what it saw (`recorder/`). Tools of its own (`tools.rs`) are offered to models, and
//! their results brought back, in rounds that the client does not see (`tool_loop/`).

pub(crate) mod access;
mod bedrock;
mod client;
mod error;
mod event_stream;
pub(crate) mod gateway;
pub(crate) mod headers;
pub(crate) mod in_flight;
mod interception;
pub(crate) mod lenient_json;
mod limit_state;
mod marked_name;
pub(crate) mod mcp;
pub(crate) mod metrics;
pub(crate) mod object;
pub(crate) mod operation;
mod overload;
mod passthrough;
mod per_user;
mod provider;
mod provider_path;
pub(crate) mod recorder;
mod settings;
pub(crate) mod spans;
pub(crate) mod tool_loop;
pub(crate) mod tool_schema;
pub(crate) mod tools;
mod user_tool_state;
mod written_first;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;

pub(crate) use settings::{BridgeSettings, SettingsError};

use access::Access;
use bedrock::Bedrock;
use gateway::ProviderClients;
use in_flight::InFlight;
use metrics::BridgeMetrics;
use overload::{concurrency::Concurrency, rate_limit::RateLimit};
use recorder::Recorder;
use tools::ToolSource;
use user_tool_state::UserToolStates;

/// What all requests share.
pub(crate) struct Bridge {
    settings: BridgeSettings,
    access: Arc<dyn Access>,
    recorder: Recorder,
    metrics: BridgeMetrics,
    user_tool_states: UserToolStates,
    tools: Arc<dyn ToolSource>,
    clients: ProviderClients,
    bedrock: Option<Bedrock>,
    concurrency: Concurrency,
    rate: RateLimit,
    in_flight: InFlight,
}

impl Bridge {
    /// A bridge that records with `recorder`, lets in whom `access` lets in, and offers the tools
    /// of `tools`.
    ///
    /// # Errors
    /// The client of the providers cannot be made: the system's certificates cannot be read.
    pub(crate) fn new(
        settings: BridgeSettings,
        access: Arc<dyn Access>,
        recorder: Recorder,
        metrics: BridgeMetrics,
        tools: Arc<dyn ToolSource>,
    ) -> reqwest::Result<Arc<Self>> {
        let clients =
            ProviderClients::new(settings.connect_timeout, settings.connection_idle_timeout)?;
        let bedrock = settings.bedrock.clone().map(Bedrock::new).transpose()?;
        let concurrency = Concurrency::new(settings.concurrency, metrics.requests_inflight.clone());
        let rate = RateLimit::new(settings.rate);
        let user_tool_states = UserToolStates::default();
        Ok(Arc::new(Self {
            settings,
            access,
            recorder,
            metrics,
            user_tool_states,
            tools,
            clients,
            bedrock,
            concurrency,
            rate,
            in_flight: InFlight::default(),
        }))
    }

    /// How long records are kept.
    pub(crate) fn retention(&self) -> Duration {
        self.settings.retention
    }

    /// How long it waits for a client, or a provider, that does nothing.
    pub(crate) fn idle_timeout(&self) -> Duration {
        self.settings.idle_timeout
    }

    /// The requests in flight, for whoever knows when their callers may no longer use the bridge.
    pub(crate) fn in_flight(&self) -> &InFlight {
        &self.in_flight
    }

    /// Forgets what was kept of users between requests, where nobody has asked for it.
    pub(crate) fn forget_old(&self) {
        self.user_tool_states.forget_old();
    }

    /// The routes of all providers below `base`.
    pub(crate) fn router(self: &Arc<Self>, base: &str) -> Router {
        gateway::router(self, base)
    }
}

#[cfg(test)]
pub(crate) mod tests;
