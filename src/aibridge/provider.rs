//! The services behind the bridge, each one file.

mod anthropic;
mod openai;

use std::borrow::Cow;

use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use serde_json::Value;

use super::Bridge;
use super::bedrock::Bedrock;
use super::operation::Operation;
use super::passthrough::PassedOperation;
use super::settings::{BridgeSettings, ProviderSettings};
use super::tool_loop::ApiAdapter;

/// A service behind the bridge.
pub(crate) trait Provider: Sync {
    /// Its name, in paths (`/aibridge/NAME/…`), records and metrics.
    fn name(&self) -> &'static str;

    /// What was set for it.
    fn settings<'s>(&self, settings: &'s BridgeSettings) -> &'s ProviderSettings;

    /// The option that sets its key.
    fn key_option(&self) -> &'static str;

    /// The option that sets its base URL.
    fn base_url_option(&self) -> &'static str;

    /// What of its API is intercepted.
    fn operations(&self) -> &'static [&'static dyn Operation];

    /// What of its API passes through unless a setting says more.
    fn passed(&self) -> &'static [PassedOperation];

    /// The path as it stands in the provider's documentation, for one behind the bridge's that may
    /// leave out the version where that is optional.
    fn versioned<'p>(&self, path: &'p str) -> Cow<'p, str> {
        Cow::Borrowed(path)
    }

    /// What is to know of conversations whose tokens a request counts; absent for all other
    /// requests.
    fn counts_tokens_of(&self, method: &Method, path: &str) -> Option<&'static dyn ApiAdapter> {
        let _ = (method, path);
        None
    }

    /// The path behind the provider's base URL for one behind the bridge's (`/v1/models`).
    fn upstream_path<'p>(&self, path: &'p str, settings: &ProviderSettings) -> &'p str;

    /// Signs a request in the provider's way.
    fn authorize(&self, headers: &mut HeaderMap, key: HeaderValue, settings: &ProviderSettings);

    /// Who answers in the provider's place, where the bridge is set up so.
    fn bedrock<'b>(&self, bridge: &'b Bridge) -> Option<&'b Bedrock> {
        let _ = bridge;
        None
    }

    /// An error in the provider's shape.
    fn error_body(&self, status: StatusCode, message: &str) -> Value;
}

/// Every provider.
pub(crate) static PROVIDERS: &[&dyn Provider] = &[&openai::OpenAi, &anthropic::Anthropic];
