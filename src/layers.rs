//! What every request passes through before it reaches its handler, and its answer afterwards.

pub(crate) mod cors;
mod error_body;

use std::any::Any;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderName, HeaderValue, Request, Response, StatusCode, header};
use axum::middleware::from_fn_with_state;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::request_id::{
    MakeRequestUuid, PropagateRequestIdLayer, RequestId, SetRequestIdLayer,
};
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::timeout::TimeoutLayer;
use tower_http::trace::{DefaultOnResponse, TraceLayer};
use tracing::{Level, Span};

use crate::listen::WriteTimeout;
use crate::path_prefix::PathPrefix;

/// The header that carries a request's id, both ways.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Maximum length of a request's id of its client's own that is logged, in bytes.
const MAX_CLIENT_ID_LENGTH: usize = 64;

/// Maximum length of a path that is logged, in bytes.
const MAX_PATH_LENGTH: usize = 1_024;

/// What an answer of the API may load and who may frame it: it is data, so nothing and nobody.
const NOTHING: &str = "default-src 'none'; frame-ancestors 'none'";

/// What one request may use.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    /// How long the server works on a request before it gives up.
    pub(crate) time: Duration,
    /// How many bytes the body of a request may have.
    pub(crate) body_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { time: Duration::from_mins(1), body_bytes: 1024 * 1024 }
    }
}

/// Puts the layers around `router`. The first one listed sees a request first and its answer last.
/// Links on error pages have the prefix.
pub(crate) fn wrap(router: Router, limits: Limits, prefix: &PathPrefix) -> Router {
    let layers = ServiceBuilder::new()
        .map_request(set_client_id_aside)
        .layer(SetRequestIdLayer::new(REQUEST_ID, MakeRequestUuid))
        .layer(
            TraceLayer::new_for_http()
                .make_span_with(request_span)
                .on_response(DefaultOnResponse::new().level(Level::INFO)),
        )
        .layer(PropagateRequestIdLayer::new(REQUEST_ID))
        .layer(unless_given(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(unless_given(header::X_FRAME_OPTIONS, "DENY"))
        .layer(unless_given(header::REFERRER_POLICY, "no-referrer"))
        .layer(unless_given(header::CONTENT_SECURITY_POLICY, NOTHING))
        .layer(unless_given(header::CACHE_CONTROL, "no-store"))
        .layer(from_fn_with_state(prefix.clone(), error_body::give))
        .layer(RequestBodyLimitLayer::new(limits.body_bytes))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(TimeoutLayer::with_status_code(
            StatusCode::SERVICE_UNAVAILABLE,
            limits.time,
        ))
        // The layer above limits every body; the framework's own limit would only be a second one.
        .layer(DefaultBodyLimit::disable());
    // Around the router as a whole, not around its routes: what the router adds to an answer, such
    // as the methods that a path does answer, is then there for the layers to see.
    Router::new().fallback_service(layers.service(router))
}

/// Tells browsers with every answer to come back by encrypted connections only, for so many
/// seconds (RFC 6797, 6.1); with zero, says nothing. They take it from encrypted answers alone.
pub(crate) fn strict_transport(router: Router, seconds: u32) -> Router {
    if seconds == 0 {
        return router;
    }
    let value = HeaderValue::try_from(format!("max-age={seconds}")).ok();
    let name = header::STRICT_TRANSPORT_SECURITY;
    router.layer(SetResponseHeaderLayer::overriding(name, move |_: &Response<Body>| value.clone()))
}

/// Puts the layers around the routes of the AI Bridge. Neither bodies nor time are limited here:
/// the bridge has limits of its own, and its answers are those of providers. A client may take
/// nothing of them for as long as `idle_timeout`.
pub(crate) fn wrap_gateway(router: Router, idle_timeout: Duration) -> Router {
    let layers = ServiceBuilder::new()
        .map_request(set_client_id_aside)
        .layer(SetRequestIdLayer::new(REQUEST_ID, MakeRequestUuid))
        .layer(
            TraceLayer::new_for_http()
                .make_span_with(request_span)
                .on_response(DefaultOnResponse::new().level(Level::INFO)),
        )
        .layer(PropagateRequestIdLayer::new(REQUEST_ID))
        .map_response(move |mut response: Response<Body>| {
            response.extensions_mut().insert(WriteTimeout(idle_timeout));
            response
        });
    router.layer(layers)
}

/// A header of every answer, unless the handler has chosen one.
fn unless_given(name: HeaderName, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value))
}

/// The span that every log line about a request stands in. The query is left out: it may hold
/// secrets.
fn request_span(request: &Request<Body>) -> Span {
    tracing::info_span!(
        "request",
        id = request_id(request),
        client_id = request.extensions().get::<ClientRequestId>().map(|id| &*id.0),
        method = %request.method(),
        path = beginning(request.uri().path(), MAX_PATH_LENGTH),
    )
}

/// A request's id of its client's own: two requests may have the same, and what it says is not known
/// to be true, so it is only logged beside the server's.
#[derive(Debug, Clone)]
struct ClientRequestId(Box<str>);

/// Makes room for the server's own id.
fn set_client_id_aside(mut request: Request<Body>) -> Request<Body> {
    if let Some(id) = request.headers_mut().remove(REQUEST_ID) {
        let text = id.to_str().unwrap_or_default();
        let id = ClientRequestId(beginning(text, MAX_CLIENT_ID_LENGTH).into());
        request.extensions_mut().insert(id);
    }
    request
}

/// The beginning of a text, of so many bytes at most.
fn beginning(text: &str, max: usize) -> &str {
    &text[..text.floor_char_boundary(max)]
}

fn request_id(request: &Request<Body>) -> Option<&str> {
    let id = request.extensions().get::<RequestId>()?;
    id.header_value().to_str().ok()
}

/// The panic itself is logged where it happens, by the panic hook, inside the request's span.
fn panicked(_: Box<dyn Any + Send>) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
    response
}

#[cfg(test)]
mod tests;
