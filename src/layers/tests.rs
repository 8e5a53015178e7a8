//! Tests of the layers, around handlers that misbehave.

use std::future::pending;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use serde_json::{Value, json};

use super::*;
use crate::api::testing::{self, Answer};

const LIMITS: Limits = Limits { time: Duration::from_mins(1), body_bytes: 10 };

async fn panics() -> StatusCode {
    panic!("the secret is 12345")
}

async fn hangs() -> StatusCode {
    pending().await
}

async fn counts(body: Bytes) -> String {
    body.len().to_string()
}

async fn refuses_in_its_own_words() -> (StatusCode, axum::Json<Value>) {
    let body = axum::Json(json!({"message": "The license is not known."}));
    (StatusCode::NOT_FOUND, body)
}

async fn refuses_as_a_page() -> (StatusCode, axum::response::Html<&'static str>) {
    (StatusCode::BAD_GATEWAY, axum::response::Html("<p>No.</p>"))
}

fn around<T: 'static>(handler: impl axum::handler::Handler<T, ()>) -> Router {
    wrap(Router::new().fallback(handler), LIMITS, &PathPrefix::default())
}

fn request() -> Request<Body> {
    Request::get("/thing").body(Body::empty()).unwrap()
}

fn id_of(headers: &HeaderMap) -> &str {
    headers["x-request-id"].to_str().unwrap()
}

#[tokio::test]
async fn browsers_are_told_to_stay_with_encrypted_connections_where_that_is_set() {
    for (seconds, expected) in [(0, None), (31_536_000, Some("max-age=31536000"))] {
        let router = strict_transport(around(refuses_in_its_own_words), seconds);
        let answer = testing::send(router, request()).await;
        let header = answer.headers.get(header::STRICT_TRANSPORT_SECURITY);
        assert_eq!(header.map(|value| value.to_str().unwrap()), expected);
    }
}

#[tokio::test]
async fn a_panic_becomes_500_with_the_request_id_and_without_its_text() {
    let answer = testing::send(around(panics), request()).await;

    assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
    let id = id_of(&answer.headers);
    let detail = format!("See the request ID `{id}` in the server's log for details.");
    assert_eq!(answer.body, json!({"message": "Internal server error.", "detail": detail}));
}

#[tokio::test(start_paused = true)]
async fn a_request_that_takes_too_long_is_given_up() {
    // The clock stands still and jumps to the next timer, so this measures no real time.
    let started = tokio::time::Instant::now();
    let answer = testing::send(around(hangs), request()).await;

    assert_eq!(started.elapsed().as_secs(), LIMITS.time.as_secs());
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(answer.body["message"], "The server took too long to handle this request.");
    let detail = answer.body["detail"].as_str().unwrap();
    assert!(detail.contains(id_of(&answer.headers)), "{detail}");
}

#[tokio::test]
async fn a_body_above_the_limit_is_refused_whether_or_not_its_length_is_announced() {
    let announced = Request::post("/thing")
        .header(header::CONTENT_LENGTH, "11")
        .body(Body::from("01234567890"))
        .unwrap();
    let unannounced = Request::post("/thing").body(Body::from("01234567890")).unwrap();
    for request in [announced, unannounced] {
        let Answer { status, body, .. } = testing::send(around(counts), request).await;
        assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE);
        assert_eq!(body["message"], "The body of the request is too large.");
    }

    let fits = Request::post("/thing").body(Body::from("0123456789"));
    let response = tower::ServiceExt::oneshot(around(counts), fits.unwrap()).await;
    assert_eq!(response.unwrap().status(), StatusCode::OK);
}

#[tokio::test]
async fn a_body_above_the_framework_s_own_limit_is_let_in() {
    let limits = Limits { body_bytes: 3_000_000, ..LIMITS };
    let router = wrap(Router::new().fallback(counts), limits, &PathPrefix::default());
    let request = Request::post("/thing").body(Body::from(vec![b'.'; 2_500_000]));
    let response = tower::ServiceExt::oneshot(router, request.unwrap()).await;
    assert_eq!(response.unwrap().status(), StatusCode::OK);
}

#[tokio::test]
async fn a_request_gets_an_id_of_the_servers_own_and_its_clients_is_cut() {
    let named =
        |id: &str| Request::get("/thing").header("x-request-id", id).body(Body::empty()).unwrap();
    let first = testing::send(around(panics), named("from-the-client")).await;
    let second = testing::send(around(panics), named("from-the-client")).await;
    assert_ne!(id_of(&first.headers), "from-the-client");
    assert_ne!(id_of(&first.headers), id_of(&second.headers));

    for length in [1, MAX_CLIENT_ID_LENGTH, 10_000] {
        let aside = set_client_id_aside(named(&"x".repeat(length)));
        assert!(!aside.headers().contains_key("x-request-id"));
        let kept = &aside.extensions().get::<ClientRequestId>().unwrap().0;
        assert_eq!(kept.len(), length.min(MAX_CLIENT_ID_LENGTH));
    }
}

#[tokio::test]
async fn an_error_with_a_body_of_its_own_is_left_alone() {
    let answer = testing::send(around(refuses_in_its_own_words), request()).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert_eq!(answer.body, json!({"message": "The license is not known."}));

    let page = tower::ServiceExt::oneshot(around(refuses_as_a_page), request()).await;
    let page = page.unwrap();
    assert_eq!(page.status(), StatusCode::BAD_GATEWAY);
    assert!(page.headers()[header::CONTENT_TYPE].to_str().unwrap().starts_with("text/html"));
}

#[tokio::test]
async fn the_framework_s_reason_becomes_the_detail() {
    async fn needs_json(body: axum::Json<Value>) -> String {
        body.0.to_string()
    }
    let answer = testing::send(around(needs_json), request()).await;

    assert_eq!(answer.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    assert_eq!(
        answer.body,
        json!({
            "message": "Unsupported Media Type.",
            "detail": "Expected request with `Content-Type: application/json`",
        })
    );
}
