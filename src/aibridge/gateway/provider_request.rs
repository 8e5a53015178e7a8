//! The way of one intercepted request to its provider, which may be taken several times.

use std::sync::Arc;

use axum::body::Body;
use axum::http::request::Parts;
use axum::http::uri::PathAndQuery;
use axum::http::{HeaderMap, HeaderValue, Method, Response, StatusCode, header};
use bytes::Bytes;
use serde_json::Value;
use tracing::{Instrument, Span};

use super::upstream::{self, OutboundRequest};
use crate::aibridge::Bridge;
use crate::aibridge::error::BridgeError;
use crate::aibridge::provider::Provider;
use crate::aibridge::spans;

/// The way to the provider.
pub(in crate::aibridge) struct ProviderRequest {
    bridge: Arc<Bridge>,
    provider: &'static dyn Provider,
    method: Method,
    path: PathAndQuery,
    headers: HeaderMap,
}

impl ProviderRequest {
    /// The way of a request whose body was decompressed and whose answer is to be read.
    pub(super) fn new(bridge: &Arc<Bridge>, provider: &'static dyn Provider, parts: Parts) -> Self {
        let path = parts.uri.path_and_query().cloned();
        let mut headers = parts.headers;
        headers.remove(header::CONTENT_ENCODING);
        headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static("identity"));
        Self {
            bridge: Arc::clone(bridge),
            provider,
            method: parts.method,
            path: path.unwrap_or_else(|| PathAndQuery::from_static("/")),
            headers,
        }
    }

    /// Prepares for further requests: a provider would answer one with the same key as it answered
    /// the first.
    pub(in crate::aibridge) fn is_asked_again(&mut self) {
        self.headers.remove("idempotency-key");
    }

    /// Sends a body, and gives the answer as soon as its head is there. Its body breaks off when
    /// the provider sends nothing for too long.
    pub(in crate::aibridge) async fn ask(
        &self,
        body: Bytes,
        span: &Span,
    ) -> Result<Response<Body>, BridgeError> {
        let mut headers = self.headers.clone();
        spans::pass_on_trace(span, &mut headers);
        let request = OutboundRequest {
            method: self.method.clone(),
            path: self.path.clone(),
            headers,
            body: body.into(),
            length: None,
        };
        let sent = upstream::send(&self.bridge, self.provider, request);
        sent.instrument(span.clone()).await
    }

    /// An error in the provider's shape.
    pub(in crate::aibridge) fn error_body(&self, status: StatusCode, message: &str) -> Value {
        self.provider.error_body(status, message)
    }
}
