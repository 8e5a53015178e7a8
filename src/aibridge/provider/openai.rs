//! `OpenAI`, and services with the same API.

use std::borrow::Cow;

use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use serde_json::{Value, json};

use super::Provider;
use crate::aibridge::operation::{CHAT_COMPLETIONS, Operation, RESPONSES};
use crate::aibridge::passthrough::PassedOperation;
use crate::aibridge::settings::{BridgeSettings, ProviderSettings};

static OPERATIONS: &[&dyn Operation] = &[&CHAT_COMPLETIONS, &RESPONSES];

/// What is on this list neither runs a model nor shows what others have made.
static PASSED: &[PassedOperation] = &[
    PassedOperation::for_all("GET", "/v1/models"),
    PassedOperation::for_all("GET", "/v1/models/*"),
    PassedOperation::of_response("GET", "/v1/responses/*"),
    PassedOperation::of_response("DELETE", "/v1/responses/*"),
    PassedOperation::of_response("POST", "/v1/responses/*/cancel"),
    PassedOperation::of_response("GET", "/v1/responses/*/input_items"),
];

/// `OpenAI`'s API.
pub(super) struct OpenAi;

impl Provider for OpenAi {
    fn name(&self) -> &'static str {
        "openai"
    }

    fn key_option(&self) -> &'static str {
        "aibridge-openai-key"
    }

    fn base_url_option(&self) -> &'static str {
        "aibridge-openai-base-url"
    }

    fn settings<'s>(&self, settings: &'s BridgeSettings) -> &'s ProviderSettings {
        &settings.openai
    }

    fn operations(&self) -> &'static [&'static dyn Operation] {
        OPERATIONS
    }

    fn passed(&self) -> &'static [PassedOperation] {
        PASSED
    }

    /// Clients whose base URL has no version ask for the same without it.
    fn versioned<'p>(&self, path: &'p str) -> Cow<'p, str> {
        let is_versioned = path == "/v1" || path.starts_with("/v1/");
        if is_versioned { Cow::Borrowed(path) } else { Cow::Owned(format!("/v1{path}")) }
    }

    /// The base URL holds the version already: `https://api.openai.com/v1/`. Only services with a
    /// version in the query have deployments in the path; elsewhere the request names the model.
    fn upstream_path<'p>(&self, path: &'p str, settings: &ProviderSettings) -> &'p str {
        let behind = match path.strip_prefix("/v1") {
            Some(rest) if rest.is_empty() || rest.starts_with('/') => rest,
            _ => path,
        };
        match behind_deployment(behind) {
            Some(operation) if settings.api_version.is_none() => operation,
            _ => behind,
        }
    }

    fn authorize(
        &self,
        headers: &mut HeaderMap,
        mut key: HeaderValue,
        settings: &ProviderSettings,
    ) {
        // Azure takes keys in a header of its own, and only its own tokens as bearer tokens.
        if settings.api_version.is_some() {
            key.set_sensitive(true);
            headers.insert(HeaderName::from_static("api-key"), key);
            return;
        }
        let mut bearer = HeaderValue::from_bytes(&[b"Bearer ", key.as_bytes()].concat())
            .unwrap_or_else(|_| HeaderValue::from_static("Bearer"));
        bearer.set_sensitive(true);
        headers.insert(header::AUTHORIZATION, bearer);
    }

    fn error_body(&self, status: StatusCode, message: &str) -> Value {
        let (kind, code) = match status {
            StatusCode::UNAUTHORIZED => ("invalid_request_error", "invalid_api_key"),
            StatusCode::FORBIDDEN => ("invalid_request_error", "permission_denied"),
            StatusCode::NOT_FOUND => ("invalid_request_error", "not_found"),
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

/// The operation that a path asks of a deployment: `/chat/completions` of
/// `/deployments/NAME/chat/completions`.
fn behind_deployment(path: &str) -> Option<&str> {
    let named = path.strip_prefix("/deployments/")?;
    named.find('/').map(|end| &named[end..])
}
