//! One request and its answer, for the tests of endpoints and layers.

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use http_body_util::BodyExt;
use serde_json::Value;
use tower::ServiceExt;

/// An answer whose body was JSON.
#[derive(Debug)]
pub(crate) struct Answer {
    /// The status code.
    pub(crate) status: StatusCode,
    /// The headers.
    pub(crate) headers: HeaderMap,
    /// The parsed body.
    pub(crate) body: Value,
}

/// Sends one request to `router` and reads the JSON that comes back.
pub(crate) async fn send(router: Router, request: Request<Body>) -> Answer {
    let response = router.oneshot(request).await.expect("a router never fails");
    let (parts, body) = response.into_parts();
    let bytes = body.collect().await.expect("the body is whole").to_bytes();
    assert_eq!(parts.headers[header::CONTENT_TYPE], "application/json", "{bytes:?}");
    Answer {
        status: parts.status,
        headers: parts.headers,
        body: serde_json::from_slice(&bytes).expect("the body is JSON"),
    }
}

/// Asks the whole server for `path`.
pub(crate) async fn get(path: &str) -> Answer {
    let request = Request::get(path).body(Body::empty()).expect("a valid request");
    send(crate::router(), request).await
}
