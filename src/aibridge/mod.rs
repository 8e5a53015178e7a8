//! The AI Bridge: a gateway between people's coding agents and the providers of models.
//!
//! It admits who may use it (`gateway/admission.rs`), limits how much (`overload/`), relays
//! requests with the providers' keys (`gateway/`), reads the answers on their way (`operation/`)
//! and records what it saw (`recorder/`).

mod client;
mod event_stream;
pub(crate) mod gateway;
mod headers;
mod interception;
mod operation;
mod overload;
mod provider;
pub(crate) mod recorder;
mod refusal;
pub(crate) mod settings;
pub(crate) mod spans;

use std::sync::Arc;

use axum::Router;

use gateway::Access;
use overload::{concurrency::Concurrency, rate_limit::RateLimit};
use recorder::Recorder;
use settings::Settings;

/// What all requests share.
pub(crate) struct Bridge {
    settings: Settings,
    access: Arc<dyn Access>,
    recorder: Recorder,
    client: reqwest::Client,
    concurrency: Concurrency,
    rate: RateLimit,
}

impl Bridge {
    /// A bridge that records with `recorder` and lets in whom `access` lets in.
    ///
    /// # Errors
    /// The client of the providers cannot be made: the system's certificates cannot be read.
    pub(crate) fn new(
        settings: Settings,
        access: Arc<dyn Access>,
        recorder: Recorder,
    ) -> reqwest::Result<Arc<Self>> {
        let client = gateway::client(&settings)?;
        let concurrency = Concurrency::new(settings.max_concurrency);
        let rate = RateLimit::new(settings.rate_limit, settings.rate_window);
        Ok(Arc::new(Self { settings, access, recorder, client, concurrency, rate }))
    }

    /// The routes of all providers.
    pub(crate) fn router(self: &Arc<Self>) -> Router {
        gateway::router(self)
    }
}

#[cfg(test)]
mod tests;
