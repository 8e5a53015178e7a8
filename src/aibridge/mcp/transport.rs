//! HTTP for the protocol's library: its own client of HTTP, one more courtesy to servers, and one
//! less.
//!
//! A server that refuses a request may leave out whose answer that is: it is the answer to the
//! request that was posted. The library would wait for another one until the time is up.
//!
//! A server may end the stream of what it says unasked, and the library opens it again as soon as
//! the server likes. Here it keeps a pace (`stream_pace.rs`).

use std::collections::HashMap;
use std::sync::Arc;

use axum::http::{HeaderName, HeaderValue};
use rmcp::model::{ClientJsonRpcMessage, ServerJsonRpcMessage};
use rmcp::transport::common::client_side_sse::BoxedSseResponse;
use rmcp::transport::streamable_http_client::{
    StreamableHttpClient, StreamableHttpError, StreamableHttpPostResponse,
    StreamableHttpResponseLimits,
};

use super::stream_pace::StreamPaces;
use super::{posting, verbatim};

/// The header that names a session.
const SESSION: &str = "mcp-session-id";

type Outcome<T> = Result<T, StreamableHttpError<reqwest::Error>>;
type Headers = HashMap<HeaderName, HeaderValue>;

/// The client of one connection.
#[derive(Debug, Clone)]
pub(super) struct Http {
    client: reqwest::Client,
    /// The id of the server, for the log.
    server: Arc<str>,
    paces: StreamPaces,
}

impl Http {
    /// A client that has opened no streams yet.
    pub(super) fn new(client: reqwest::Client, server: Arc<str>) -> Self {
        Self { client, server, paces: StreamPaces::default() }
    }
}

impl StreamableHttpClient for Http {
    type Error = reqwest::Error;

    async fn post_message(
        &self,
        uri: Arc<str>,
        message: ClientJsonRpcMessage,
        session: Option<Arc<str>>,
        auth: Option<String>,
        headers: Headers,
    ) -> Outcome<StreamableHttpPostResponse> {
        let limits = StreamableHttpResponseLimits::default();
        self.post_message_with_response_limits(uri, message, session, auth, headers, limits).await
    }

    async fn post_message_with_response_limits(
        &self,
        uri: Arc<str>,
        message: ClientJsonRpcMessage,
        session: Option<Arc<str>>,
        auth: Option<String>,
        headers: Headers,
        limits: StreamableHttpResponseLimits,
    ) -> Outcome<StreamableHttpPostResponse> {
        let asked = match &message {
            ClientJsonRpcMessage::Request(request) => Some(request.id.clone()),
            _ => None,
        };
        let answer = if let Some(body) = verbatim::request(&message) {
            let mut request = self.client.post(&*uri);
            for (name, value) in headers {
                request = request.header(name, value);
            }
            let has_session = session.is_some();
            if let Some(session) = session {
                request = request.header(SESSION, &*session);
            }
            posting::post(request, body, has_session, limits).await?
        } else {
            let client = &self.client;
            client
                .post_message_with_response_limits(uri, message, session, auth, headers, limits)
                .await?
        };
        Ok(match answer {
            StreamableHttpPostResponse::Json(ServerJsonRpcMessage::Error(error), session)
                if error.id.is_none() =>
            {
                let answered = ServerJsonRpcMessage::error(error.error, asked);
                StreamableHttpPostResponse::Json(answered, session)
            }
            answer => answer,
        })
    }

    async fn delete_session(
        &self,
        uri: Arc<str>,
        session: Arc<str>,
        auth: Option<String>,
        headers: Headers,
    ) -> Outcome<()> {
        self.client.delete_session(uri, session, auth, headers).await
    }

    async fn get_stream(
        &self,
        uri: Arc<str>,
        session: Option<Arc<str>>,
        last_event: Option<String>,
        auth: Option<String>,
        headers: Headers,
    ) -> Outcome<BoxedSseResponse> {
        let largest = StreamableHttpResponseLimits::default().max_sse_event_size;
        self.get_stream_with_max_sse_event_size(uri, session, last_event, auth, headers, largest)
            .await
    }

    async fn get_stream_with_max_sse_event_size(
        &self,
        uri: Arc<str>,
        session: Option<Arc<str>>,
        last_event: Option<String>,
        auth: Option<String>,
        headers: Headers,
        largest: usize,
    ) -> Outcome<BoxedSseResponse> {
        let Some(pace) = self.paces.begin(last_event.as_deref()).await else {
            let server = &*self.server;
            tracing::warn!(server, "a stream is given up that an MCP server ends again and again");
            return Err(StreamableHttpError::ServerDoesNotSupportSse);
        };
        let events = self
            .client
            .get_stream_with_max_sse_event_size(uri, session, last_event, auth, headers, largest)
            .await?;
        Ok(posting::readable(pace.kept(events)))
    }
}
