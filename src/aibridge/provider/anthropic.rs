//! Anthropic.

use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use serde_json::{Value, json};

use super::Provider;
use crate::aibridge::Bridge;
use crate::aibridge::bedrock::Bedrock;
use crate::aibridge::operation::{MESSAGES, Operation};
use crate::aibridge::passthrough::PassedOperation;
use crate::aibridge::settings::{BridgeSettings, ProviderSettings};
use crate::aibridge::tool_loop::{ApiAdapter, MESSAGES_ADAPTER};

/// Where the tokens of a request for a message are counted.
const COUNT_TOKENS: &str = "/v1/messages/count_tokens";

static OPERATIONS: &[&dyn Operation] = &[&MESSAGES];

/// What is on this list neither runs a model nor shows what others have made.
static PASSED: &[PassedOperation] = &[
    PassedOperation::for_all("GET", "/v1/models"),
    PassedOperation::for_all("GET", "/v1/models/*"),
    PassedOperation::for_all("POST", COUNT_TOKENS),
    PassedOperation::for_all("POST", "/api/event_logging/*"),
    PassedOperation::for_all("POST", "/api/event_logging/*/*"),
];

/// Anthropic's API.
pub(super) struct Anthropic;

impl Provider for Anthropic {
    fn name(&self) -> &'static str {
        "anthropic"
    }

    fn key_option(&self) -> &'static str {
        "aibridge-anthropic-key"
    }

    fn base_url_option(&self) -> &'static str {
        "aibridge-anthropic-base-url"
    }

    fn settings<'s>(&self, settings: &'s BridgeSettings) -> &'s ProviderSettings {
        &settings.anthropic
    }

    fn operations(&self) -> &'static [&'static dyn Operation] {
        OPERATIONS
    }

    fn passed(&self) -> &'static [PassedOperation] {
        PASSED
    }

    fn counts_tokens_of(&self, method: &Method, path: &str) -> Option<&'static dyn ApiAdapter> {
        (*method == Method::POST && path == COUNT_TOKENS).then_some(&MESSAGES_ADAPTER as _)
    }

    /// The base URL is the host: `https://api.anthropic.com/`.
    fn upstream_path<'p>(&self, path: &'p str, _: &ProviderSettings) -> &'p str {
        path
    }

    fn authorize(&self, headers: &mut HeaderMap, mut key: HeaderValue, _: &ProviderSettings) {
        key.set_sensitive(true);
        headers.insert(HeaderName::from_static("x-api-key"), key);
    }

    fn bedrock<'b>(&self, bridge: &'b Bridge) -> Option<&'b Bedrock> {
        bridge.bedrock.as_ref()
    }

    fn error_body(&self, status: StatusCode, message: &str) -> Value {
        let kind = match status {
            StatusCode::UNAUTHORIZED => "authentication_error",
            StatusCode::FORBIDDEN => "permission_error",
            StatusCode::NOT_FOUND => "not_found_error",
            StatusCode::PAYLOAD_TOO_LARGE => "request_too_large",
            StatusCode::TOO_MANY_REQUESTS => "rate_limit_error",
            StatusCode::SERVICE_UNAVAILABLE => "overloaded_error",
            StatusCode::GATEWAY_TIMEOUT => "timeout_error",
            status if status.is_server_error() => "api_error",
            _ => "invalid_request_error",
        };
        json!({ "type": "error", "error": { "type": kind, "message": message } })
    }
}
