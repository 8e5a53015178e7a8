//! Requests that pass through: whatever is not intercepted.

use std::sync::Arc;

use axum::body::Body;
use axum::http::uri::PathAndQuery;
use axum::http::{Request, Response, header};

use super::body::LimitedBody;
use super::count_tokens;
use super::upstream::{self, OutboundRequest};
use crate::aibridge::Bridge;
use crate::aibridge::error::answer;
use crate::aibridge::provider::Provider;

/// Relays a request and its answer as they come.
pub(super) async fn pass(
    bridge: Arc<Bridge>,
    provider: &'static dyn Provider,
    request: Request<Body>,
) -> Response<Body> {
    let (mut parts, body) = request.into_parts();
    let body = match LimitedBody::new(
        body,
        &parts.headers,
        bridge.settings.max_body,
        bridge.settings.idle_timeout,
    ) {
        Ok(body) => body,
        Err(error) => return answer(Some(provider), &error),
    };
    let counted = provider.counts_tokens_of(&parts.method, parts.uri.path());
    let body = match counted {
        None => body.into_outgoing(),
        Some(adapter) => match count_tokens::with_tools(&bridge, adapter, &mut parts, body).await {
            Ok(body) => body,
            Err(error) => return answer(Some(provider), &error),
        },
    };
    let path = parts.uri.path_and_query().cloned();
    let method = parts.method.clone();
    let outbound = OutboundRequest {
        method: parts.method,
        length: parts.headers.get(header::CONTENT_LENGTH).cloned(),
        path: path.unwrap_or_else(|| PathAndQuery::from_static("/")),
        headers: parts.headers,
        body,
    };
    let response = match upstream::send(&bridge, provider, outbound).await {
        Ok(response) => response,
        Err(error) => answer(Some(provider), &error),
    };
    bridge.metrics.passed(provider.name(), method.as_str(), response.status().as_u16());
    response
}
