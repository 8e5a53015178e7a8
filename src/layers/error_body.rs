//! One body for every error, also for those that no handler has answered.
//!
//! Routing, extractors and layers answer with an empty body or with plain text. This layer stands
//! outside all of them and says the same as the one error body. A person with a browser gets every
//! error as a page.

use axum::Json;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::api::ApiResponse;
use crate::path_prefix::PathPrefix;
use crate::site::error_page;

/// Maximum number of bytes of a plain-text error. A longer text is not the reason for one.
const MAX_REASON_BYTES: usize = 4096;

/// Maximum number of bytes of a JSON error. Longer JSON is not an error.
const MAX_ERROR_BYTES: usize = 64 * 1024;

/// What the request was, for the error message.
struct RequestInfo {
    method: Method,
    path: String,
    id: Option<String>,
    wants_page: bool,
}

/// Passes the request on and gives an error without a body of its own the one error body.
pub(super) async fn give(
    State(prefix): State<PathPrefix>,
    request: Request,
    next: Next,
) -> Response {
    let asked = RequestInfo {
        method: request.method().clone(),
        path: request.uri().path().to_owned(),
        id: super::request_id(&request).map(str::to_owned),
        wants_page: error_page::is_wanted(request.headers()),
    };
    let response = next.run(request).await;
    let failed = response.status().is_client_error() || response.status().is_server_error();
    if !failed {
        return response;
    }
    let response =
        if is_unwritten(&response) { with_error_body(&asked, response).await } else { response };
    if asked.wants_page && is_json(&response) {
        as_page(&asked, response, &prefix).await
    } else {
        response
    }
}

fn is_json(response: &Response) -> bool {
    let content_type = response.headers().get(header::CONTENT_TYPE);
    content_type.is_some_and(|value| value.as_bytes().starts_with(b"application/json"))
}

/// The error as a page for a person. What cannot be made into one stays as it is.
async fn as_page(asked: &RequestInfo, response: Response, prefix: &PathPrefix) -> Response {
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, MAX_ERROR_BYTES).await else {
        return parts.status.into_response();
    };
    let error: serde_json::Value = serde_json::from_slice(&bytes).unwrap_or_default();
    let text = |member: &str| error.get(member).and_then(serde_json::Value::as_str);
    let message = text("message").unwrap_or("The request failed.");
    let (detail, id) = (text("detail"), asked.id.as_deref());
    let page = error_page::respond(parts.status, message, detail, id, prefix);
    let Some(page) = page else {
        return Response::from_parts(parts, Body::from(bytes));
    };
    parts.headers.remove(header::CONTENT_LENGTH);
    let (written, body) = page.into_parts();
    for (name, value) in &written.headers {
        parts.headers.insert(name, value.clone());
    }
    Response::from_parts(parts, body)
}

/// Whether nobody has chosen this body: it is empty, or the plain text of the framework.
fn is_unwritten(response: &Response) -> bool {
    match response.headers().get(header::CONTENT_TYPE) {
        None => true,
        Some(content_type) => content_type.as_bytes().starts_with(b"text/plain"),
    }
}

async fn with_error_body(asked: &RequestInfo, response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    let allowed = parts.headers.get(header::ALLOW).cloned();
    let text = plain_text(body).await;
    let body = Json(describe(asked, parts.status, allowed.as_ref(), text)).into_response();

    parts.headers.remove(header::CONTENT_LENGTH);
    let (written, body) = body.into_parts();
    parts.headers.extend(written.headers);
    Response::from_parts(parts, body)
}

async fn plain_text(body: Body) -> Option<String> {
    let bytes = to_bytes(body, MAX_REASON_BYTES).await.ok()?;
    let text = String::from_utf8(bytes.into()).ok()?;
    Some(text).filter(|text| !text.is_empty())
}

fn describe(
    asked: &RequestInfo,
    status: StatusCode,
    allowed: Option<&HeaderValue>,
    text: Option<String>,
) -> ApiResponse {
    let RequestInfo { method, path, .. } = asked;
    let (message, detail) = match status {
        StatusCode::NOT_FOUND => (
            "Route not found.".to_owned(),
            text.or_else(|| Some(format!("Nothing is served at `{path}`."))),
        ),
        StatusCode::METHOD_NOT_ALLOWED => (
            "Method not allowed.".to_owned(),
            text.or_else(|| Some(methods_of(method, path, allowed))),
        ),
        // Whatever text stands here may be about the inside of the server: it goes to the log only.
        _ if status.is_server_error() => (sentence(status), logged_as(asked)),
        _ => (sentence(status), text),
    };
    let response = ApiResponse::message(message);
    match detail {
        Some(detail) => response.because(detail),
        None => response,
    }
}

fn methods_of(method: &Method, path: &str, allowed: Option<&HeaderValue>) -> String {
    match allowed.and_then(|value| value.to_str().ok()) {
        Some(allowed) => {
            let allowed = allowed.replace(',', ", ");
            format!("`{path}` does not support {method}; it supports {allowed}.")
        }
        None => format!("`{path}` does not support {method}."),
    }
}

fn sentence(status: StatusCode) -> String {
    let message = match status {
        StatusCode::INTERNAL_SERVER_ERROR => "Internal server error.",
        StatusCode::SERVICE_UNAVAILABLE => "The server took too long to handle this request.",
        StatusCode::PAYLOAD_TOO_LARGE => "The body of the request is too large.",
        _ => {
            let reason = status.canonical_reason().unwrap_or("The request failed");
            return format!("{reason}.");
        }
    };
    message.to_owned()
}

fn logged_as(asked: &RequestInfo) -> Option<String> {
    let id = asked.id.as_deref()?;
    Some(format!("See the request ID `{id}` in the server's log for details."))
}
