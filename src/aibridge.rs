//! The AI Bridge: a gateway between people's coding agents and the providers of models.
//!
//! It admits who may use it (`gateway/admission.rs`), limits how much (`overload/`), relays
//! requests with the providers' keys (`gateway/`), reads the answers on their way (`operation/`)
//! and records what it saw (`recorder/`). Tools of its own (`tools.rs`) are offered to models, and
//! their results brought back, in rounds that the client does not see (`rounds/`).

pub(crate) mod access;
mod bedrock;
mod client;
mod event_stream;
pub(crate) mod gateway;
pub(crate) mod headers;
mod interception;
pub(crate) mod mcp;
pub(crate) mod metrics;
pub(crate) mod operation;
mod overload;
mod per_user;
mod pool;
mod provider;
pub(crate) mod recorder;
mod refusal;
pub(crate) mod rounds;
mod settings;
pub(crate) mod spans;
pub(crate) mod tools;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;

pub(crate) use settings::{Settings, SettingsError};

use access::Access;
use bedrock::Bedrock;
use metrics::BridgeMetrics;
use overload::{concurrency::Concurrency, rate_limit::RateLimit};
use pool::CachedBridgePool;
use recorder::Recorder;
use tools::ToolSource;

/// What all requests share.
pub(crate) struct Bridge {
    settings: Settings,
    access: Arc<dyn Access>,
    recorder: Recorder,
    metrics: BridgeMetrics,
    pool: CachedBridgePool,
    tools: Arc<dyn ToolSource>,
    client: reqwest::Client,
    bedrock: Option<Bedrock>,
    concurrency: Concurrency,
    rate: RateLimit,
}

impl Bridge {
    /// A bridge that records with `recorder`, lets in whom `access` lets in, and offers the tools
    /// of `tools`.
    ///
    /// # Errors
    /// The client of the providers cannot be made: the system's certificates cannot be read.
    pub(crate) fn new(
        settings: Settings,
        access: Arc<dyn Access>,
        recorder: Recorder,
        metrics: BridgeMetrics,
        tools: Arc<dyn ToolSource>,
    ) -> reqwest::Result<Arc<Self>> {
        let client = gateway::client(&settings)?;
        let bedrock = settings.bedrock.clone().map(Bedrock::new).transpose()?;
        let concurrency =
            Concurrency::new(settings.max_concurrency, metrics.requests_inflight.clone());
        let rate = RateLimit::new(settings.rate_limit, settings.rate_window);
        let pool = CachedBridgePool::default();
        Ok(Arc::new(Self {
            settings,
            access,
            recorder,
            metrics,
            pool,
            tools,
            client,
            bedrock,
            concurrency,
            rate,
        }))
    }

    /// How long records are kept.
    pub(crate) fn retention(&self) -> Duration {
        self.settings.retention
    }

    /// Forgets what was kept of users between requests, where nobody has asked for it.
    pub(crate) fn forget_old(&self) {
        self.pool.forget_old();
    }

    /// The routes of all providers below `base`.
    pub(crate) fn router(self: &Arc<Self>, base: &str) -> Router {
        gateway::router(self, base)
    }
}

#[cfg(test)]
mod tests;
