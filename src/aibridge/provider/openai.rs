//! `OpenAI`, and services with the same API.

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use serde_json::{Value, json};

use super::Provider;
use crate::aibridge::operation::{CHAT_COMPLETIONS, Operation, RESPONSES};
use crate::aibridge::settings::{BridgeSettings, ProviderSettings};

static OPERATIONS: &[&dyn Operation] = &[&CHAT_COMPLETIONS, &RESPONSES];

/// `OpenAI`'s API.
pub(super) struct OpenAi;

impl Provider for OpenAi {
    fn name(&self) -> &'static str {
        "openai"
    }

    fn key_option(&self) -> &'static str {
        "aibridge-openai-key"
    }

    fn settings<'s>(&self, settings: &'s BridgeSettings) -> &'s ProviderSettings {
        &settings.openai
    }

    fn operations(&self) -> &'static [&'static dyn Operation] {
        OPERATIONS
    }

    /// The base URL holds the version already: `https://api.openai.com/v1/`.
    fn upstream_path<'p>(&self, path: &'p str) -> &'p str {
        match path.strip_prefix("/v1") {
            Some(rest) if rest.is_empty() || rest.starts_with('/') => rest,
            _ => path,
        }
    }

    fn authorize(&self, headers: &mut HeaderMap, key: HeaderValue) {
        let mut bearer = HeaderValue::from_bytes(&[b"Bearer ", key.as_bytes()].concat())
            .unwrap_or_else(|_| HeaderValue::from_static("Bearer"));
        bearer.set_sensitive(true);
        headers.insert(header::AUTHORIZATION, bearer);
    }

    fn error_body(&self, status: StatusCode, message: &str) -> Value {
        let (kind, code) = match status {
            StatusCode::UNAUTHORIZED => ("invalid_request_error", "invalid_api_key"),
            StatusCode::FORBIDDEN => ("invalid_request_error", "permission_denied"),
            StatusCode::TOO_MANY_REQUESTS => ("requests", "rate_limit_exceeded"),
            StatusCode::SERVICE_UNAVAILABLE => ("server_error", "service_unavailable"),
            StatusCode::GATEWAY_TIMEOUT => ("server_error", "timeout"),
            StatusCode::PAYLOAD_TOO_LARGE => ("invalid_request_error", "request_too_large"),
            status if status.is_server_error() => ("server_error", "bad_gateway"),
            _ => ("invalid_request_error", "invalid_request"),
        };
        json!({ "error": { "message": message, "type": kind, "param": null, "code": code } })
    }
}
