//! Connections without encryption, which are all HTTP/1.1: one request at a time on each.

use std::sync::Arc;
use std::time::Duration;

use axum::http::uri::PathAndQuery;
use axum::http::{HeaderValue, Request, Response, Uri, header};
use hyper::body::Incoming;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tower::ServiceExt;

use super::SendError;
use super::driven::DrivenConnection;
use super::driven_body::DrivenBody;
use super::idle::{IdleConnections, Origin};

/// How often a connection is tested on which nothing arrives, and how often without a reply before it is
/// given up. The same holds for encrypted ones, as defaults of their client.
const KEEP_ALIVE_EVERY: Duration = Duration::from_secs(15);
const KEEP_ALIVE_RETRIES: u32 = 3;

/// How long what was sent may stay without an acknowledgement.
#[cfg(target_os = "linux")]
const USER_TIMEOUT: Duration = Duration::from_secs(30);

/// The connections to all providers without encryption.
pub(super) struct PlainConnections {
    connector: HttpConnector,
    connect_timeout: Duration,
    idle: Arc<IdleConnections>,
}

impl PlainConnections {
    pub(super) fn new(connect_timeout: Duration, idle_timeout: Duration) -> Self {
        let mut connector = HttpConnector::new();
        connector.set_nodelay(true);
        connector.set_connect_timeout(Some(connect_timeout));
        connector.set_keepalive(Some(KEEP_ALIVE_EVERY));
        connector.set_keepalive_interval(Some(KEEP_ALIVE_EVERY));
        connector.set_keepalive_retries(Some(KEEP_ALIVE_RETRIES));
        #[cfg(target_os = "linux")]
        connector.set_tcp_user_timeout(Some(USER_TIMEOUT));
        Self { connector, connect_timeout, idle: IdleConnections::new(idle_timeout) }
    }

    /// Sends a request to the address that it has, on a connection that is kept or on a new one.
    ///
    /// # Errors
    /// There is no connection, or it ended before the head of the answer. A request of which nothing
    /// was sent on a connection that had been kept is sent on another one.
    pub(super) async fn send(
        &self,
        mut request: Request<reqwest::Body>,
    ) -> Result<Response<DrivenBody>, SendError> {
        let address = std::mem::take(request.uri_mut());
        let origin = address.authority().cloned().ok_or(SendError::NoHost)?;
        *request.uri_mut() = address.path_and_query().cloned().map_or_else(root, Uri::from);
        if !request.headers().contains_key(header::HOST) {
            request.headers_mut().insert(header::HOST, host(&origin)?);
        }
        while let Some(kept) = self.idle.take(&origin) {
            match kept.ask(request).await {
                Ok(answered) => return Ok(self.answer(answered, origin)),
                Err(mut failed) => match failed.take_message() {
                    Some(unsent) => request = unsent,
                    None => return Err(failed.into_error().into()),
                },
            }
        }
        let connection = DrivenConnection::new(self.connect(address).await?).await?;
        match connection.ask(request).await {
            Ok(answered) => Ok(self.answer(answered, origin)),
            Err(failed) => Err(failed.into_error().into()),
        }
    }

    /// An answer whose connection is kept when it is over.
    fn answer(
        &self,
        (head, connection): (Response<Incoming>, Box<DrivenConnection>),
        origin: Origin,
    ) -> Response<DrivenBody> {
        head.map(|body| DrivenBody::new(body, connection, origin, &self.idle))
    }

    async fn connect(&self, address: Uri) -> Result<TokioIo<TcpStream>, SendError> {
        let connecting = self.connector.clone().oneshot(address);
        let connected = tokio::time::timeout(self.connect_timeout, connecting).await;
        let connected = connected.map_err(|_| SendError::ConnectTimeout(self.connect_timeout))?;
        connected.map_err(|error| SendError::Connect(error.into()))
    }
}

fn root() -> Uri {
    Uri::from(PathAndQuery::from_static("/"))
}

/// What the server is told about where it is: without the port that everybody takes (RFC 9110, section
/// 7.2).
fn host(origin: &Origin) -> Result<HeaderValue, SendError> {
    let named = match origin.port_u16() {
        None | Some(80) => HeaderValue::from_str(origin.host()),
        Some(port) => HeaderValue::try_from(format!("{}:{port}", origin.host())),
    };
    named.map_err(|_| SendError::NoHost)
}
