//! Bedrock's answer as the Anthropic API gives it.

use std::time::Duration;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode, header};
use bytes::Bytes;
use http_body_util::{BodyExt, Limited};
use serde_json::{Value, json};

use super::request::BedrockOperation;
use super::{errors, stream};
use crate::aibridge::error::BridgeError;

/// Maximum number of bytes of a count or an error.
const MAX_SMALL_ANSWER_BYTES: usize = 64 * 1024;

/// The type of Bedrock's streams.
const EVENT_STREAM: &str = "application/vnd.amazon.eventstream";

/// Bedrock's id of a request.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-amzn-requestid");

/// Where the Anthropic API has the id of a request.
const ANTHROPIC_REQUEST_ID: HeaderName = HeaderName::from_static("request-id");

/// The headers of an answer that say the same in both.
const KEPT: [HeaderName; 5] =
    [header::CONTENT_LENGTH, header::CONTENT_TYPE, header::DATE, header::RETRY_AFTER, REQUEST_ID];

/// Translates an answer. A small one that is needed whole may take so long.
///
/// # Errors
/// A count of tokens cannot be read.
pub(super) async fn translate(
    call: BedrockOperation,
    answer: Response<Body>,
    limit: Duration,
) -> Result<Response<Body>, BridgeError> {
    let (mut parts, body) = answer.into_parts();
    let told = std::mem::replace(&mut parts.headers, HeaderMap::new());
    parts.headers = kept(&told);
    if !parts.status.is_success() {
        let body = small(body, limit).await.unwrap_or_default();
        let body = error(&told, parts.status, &body);
        return Ok(with_json(Response::from_parts(parts, ()), &body));
    }
    match call {
        BedrockOperation::CountTokens => {
            let body = small(body, limit).await;
            let count = body.and_then(|body| serde_json::from_slice::<Value>(&body).ok());
            let count = count.and_then(|count| count["inputTokens"].as_u64()).ok_or_else(|| {
                BridgeError::Failed("it cannot read Amazon Bedrock's token count.".to_owned())
            })?;
            let body = json!({ "input_tokens": count });
            Ok(with_json(Response::from_parts(parts, ()), &body))
        }
        BedrockOperation::Message if is_event_stream(&told) => {
            parts.headers.remove(header::CONTENT_LENGTH);
            for (name, value) in [
                (header::CONTENT_TYPE, "text/event-stream; charset=utf-8"),
                (header::CACHE_CONTROL, "no-cache"),
            ] {
                parts.headers.insert(name, HeaderValue::from_static(value));
            }
            Ok(Response::from_parts(parts, stream::events(body)))
        }
        BedrockOperation::Message => Ok(Response::from_parts(parts, body)),
    }
}

/// The headers that the client gets, with the id of the request under Anthropic's name too.
fn kept(told: &HeaderMap) -> HeaderMap {
    let value = |name: HeaderName| Some((told.get(&name)?.clone(), name));
    let kept = KEPT.into_iter().filter_map(value).map(|(value, name)| (name, value));
    let mut headers: HeaderMap = kept.collect();
    if let Some(id) = told.get(REQUEST_ID) {
        headers.insert(ANTHROPIC_REQUEST_ID, id.clone());
    }
    headers
}

fn is_event_stream(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let kind = kind.unwrap_or_default().split(';').next().unwrap_or_default();
    kind.trim().eq_ignore_ascii_case(EVENT_STREAM)
}

/// A whole body, unless it is large or takes long.
async fn small(body: Body, limit: Duration) -> Option<Bytes> {
    let collected = Limited::new(body, MAX_SMALL_ANSWER_BYTES).collect();
    Some(tokio::time::timeout(limit, collected).await.ok()?.ok()?.to_bytes())
}

/// Bedrock's error as one of the Anthropic API.
fn error(told: &HeaderMap, status: StatusCode, body: &[u8]) -> Value {
    let (name, message) = (errors::name(told), errors::message(body));
    if matches!(status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN) {
        tracing::warn!(error = name, message, "Amazon Bedrock denied access to this server");
    }
    let request = told.get(REQUEST_ID).and_then(|id| id.to_str().ok());
    errors::translated(name, &message, Some(status), request)
}

fn with_json(mut response: Response<()>, body: &Value) -> Response<Body> {
    let headers = response.headers_mut();
    headers.remove(header::CONTENT_LENGTH);
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response.map(|()| Body::from(body.to_string()))
}
