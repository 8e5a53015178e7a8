//! What the bridge is told when it starts.

use std::time::Duration;

use url::Url;

/// How to reach a provider.
#[derive(Clone)]
pub(crate) struct ProviderSettings {
    /// The address before the provider's paths.
    pub(crate) base_url: Url,
    /// The key that replaces the clients' credentials; absent when none was set.
    pub(crate) key: Option<axum::http::HeaderValue>,
}

/// Everything that the bridge can be told.
#[derive(Clone)]
pub(crate) struct Settings {
    /// `OpenAI`, or whoever speaks its API.
    pub(crate) openai: ProviderSettings,
    /// Anthropic.
    pub(crate) anthropic: ProviderSettings,
    /// The most requests in flight; zero for any number.
    pub(crate) max_concurrency: usize,
    /// The most requests of one key in a window; zero for any number.
    pub(crate) rate_limit: usize,
    /// How long a window is.
    pub(crate) rate_window: Duration,
    /// The most bytes in a request.
    pub(crate) max_body: usize,
    /// How long connecting to a provider may take.
    pub(crate) connect_timeout: Duration,
    /// How long a provider may send nothing.
    pub(crate) idle_timeout: Duration,
    /// How long a request waits until its start is recorded.
    pub(crate) record_timeout: Duration,
}
