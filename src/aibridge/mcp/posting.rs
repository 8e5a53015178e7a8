//! Requests whose answers are taken past the protocol's library as they are written
//! (`verbatim.rs`): lists of tools, and calls.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::http::{HeaderValue, StatusCode, header};
use bytes::Bytes;
use futures_util::{Stream, StreamExt};
use rmcp::model::ServerJsonRpcMessage;
use rmcp::transport::common::client_side_sse::BoxedSseResponse;
use rmcp::transport::streamable_http_client::{
    HttpStatusError, StreamableHttpError, StreamableHttpPostResponse, StreamableHttpResponseLimits,
};
use sse_stream::SseStream;

use super::verbatim;

type Error = StreamableHttpError<reqwest::Error>;

/// What is accepted as an answer: one message, or a stream with it.
const ACCEPTED: &str = "text/event-stream, application/json";

/// Sends a request that has everything but its body, and reads the answer.
pub(super) async fn post(
    request: reqwest::RequestBuilder,
    body: String,
    has_session: bool,
    limits: StreamableHttpResponseLimits,
) -> Result<StreamableHttpPostResponse, Error> {
    let request = request
        .header(header::ACCEPT, ACCEPTED)
        .header(header::CONTENT_TYPE, "application/json")
        .body(body);
    let answer = request.send().await?;
    let status = answer.status();
    match status {
        StatusCode::ACCEPTED | StatusCode::NO_CONTENT => {
            return Ok(StreamableHttpPostResponse::Accepted);
        }
        StatusCode::NOT_FOUND if has_session => return Err(Error::SessionExpired),
        _ => {}
    }
    let kind = answer.headers().get(header::CONTENT_TYPE);
    let is = |wanted: &str| kind.is_some_and(|kind| is_media_type(kind, wanted));
    let (is_stream, is_message) = (is("text/event-stream"), is("application/json"));
    if status.is_success() && is_stream {
        let events = events(answer.bytes_stream(), limits.max_sse_event_size);
        return Ok(StreamableHttpPostResponse::Sse(readable(events), None));
    }
    let refused = || Error::HttpStatus(HttpStatusError::new(status.as_u16(), None));
    if !is_message {
        let unexpected = Error::UnexpectedContentType(None);
        return Err(if status.is_success() { unexpected } else { refused() });
    }
    let text = text(answer, limits.max_json_response_size).await?;
    match read(&text) {
        Some(message) if status.is_success() => Ok(StreamableHttpPostResponse::Json(message, None)),
        // Who refuses a request may say why in the words of the protocol.
        Some(message @ ServerJsonRpcMessage::Error(_)) if !is_about_login(status) => {
            Ok(StreamableHttpPostResponse::Json(message, None))
        }
        None if status.is_success() => {
            Err(Error::UnexpectedServerResponse("its response is not MCP".into()))
        }
        _ => Err(refused()),
    }
}

/// The events of a stream, with messages that the library can read.
pub(super) fn readable(events: BoxedSseResponse) -> BoxedSseResponse {
    let mended = events.map(|event| {
        event.map(|mut event| {
            if let Some(text) = event.data.as_deref().and_then(verbatim::readable) {
                event.data = Some(text);
            }
            event
        })
    });
    mended.boxed()
}

/// Whether a refusal is about who asks, whatever else it says.
fn is_about_login(status: StatusCode) -> bool {
    matches!(status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN)
}

fn is_media_type(value: &HeaderValue, wanted: &str) -> bool {
    let name = value.to_str().ok().and_then(|value| value.split(';').next());
    name.is_some_and(|name| name.trim().eq_ignore_ascii_case(wanted))
}

/// The message of a body.
fn read(text: &str) -> Option<ServerJsonRpcMessage> {
    let readable = verbatim::readable(text);
    serde_json::from_str(readable.as_deref().unwrap_or(text)).ok()
}

/// A body as a text. What is no UTF-8 in it is read as U+FFFD: it stands in a text of a tool, or
/// the message cannot be read anyway.
async fn text(mut answer: reqwest::Response, max: usize) -> Result<String, Error> {
    let mut whole = Vec::new();
    while let Some(piece) = answer.chunk().await? {
        if whole.len() + piece.len() > max {
            return Err(Error::ResponseBodyTooLarge { max_size: max });
        }
        whole.extend_from_slice(&piece);
    }
    Ok(String::from_utf8_lossy(&whole).into_owned())
}

/// The events of a stream, of which none may be larger than so many bytes.
fn events(
    pieces: impl Stream<Item = reqwest::Result<Bytes>> + Send + 'static,
    max: usize,
) -> BoxedSseResponse {
    let count = Arc::new(AtomicUsize::new(0));
    let since_event = Arc::clone(&count);
    let counted = pieces.map(move |piece| {
        let piece = piece.map_err(io::Error::other)?;
        let size = count.fetch_add(piece.len(), Ordering::Relaxed) + piece.len();
        if size > max { Err(io::Error::other("an event is too large")) } else { Ok(piece) }
    });
    let events = SseStream::from_bytes_stream(counted.boxed());
    let noted = events.inspect(move |_| {
        since_event.store(0, Ordering::Relaxed);
    });
    noted.boxed()
}
