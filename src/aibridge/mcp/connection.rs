//! One connection to an MCP server: a session of its own over streamable HTTP.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use prometheus::IntGauge;
use rmcp::ServiceExt;
use rmcp::handler::client::ClientHandler;
use rmcp::model::{
    CallToolRequestParams, CallToolResponse, ClientCapabilities, ClientConfig, Implementation,
};
use rmcp::service::{NotificationContext, Peer, RoleClient, RunningService};
use rmcp::transport::StreamableHttpClientTransport;
use rmcp::transport::common::client_side_sse::ExponentialBackoff;
use rmcp::transport::streamable_http_client::StreamableHttpClientTransportConfig;
use serde_json::value::RawValue;
use tracing::instrument::WithSubscriber;
use tracing::subscriber::NoSubscriber;

use super::error::{McpError, McpErrorKind};
use super::listing;
use super::settings::ServerSettings;
use super::stream_pace;
use super::transport::Http;
use super::verbatim;
use crate::aibridge::object::Raw;
use crate::outgoing::{self, Versions};

/// Maximum number of bytes of one message of a server.
const MAX_MESSAGE_BYTES: usize = 4 * 1024 * 1024;

/// Maximum number of bytes that are read of an error that is not of the protocol.
const MAX_ERROR_BYTES: usize = 1_024;

/// How often opening a stream is tried again that broke.
const REOPENED: usize = 3;

/// How long saying goodbye may take.
const FAREWELL: Duration = Duration::from_secs(2);

/// A connection. It is closed when it is dropped.
pub(super) struct Connection {
    peer: Peer<RoleClient>,
    service: Mutex<Option<RunningService<RoleClient, Listener>>>,
    list_changed: Arc<AtomicBool>,
    _counted: Counted,
}

impl Connection {
    /// Connects and greets.
    pub(super) async fn open(
        server: &ServerSettings,
        connect_timeout: Duration,
        open: IntGauge,
    ) -> Result<Self, McpError> {
        // A client for each connection, so that users do not even share sockets.
        let client = outgoing::client(Versions::Http1)
            .connect_timeout(connect_timeout)
            .tcp_nodelay(true)
            // A socket that was idle may be closed just when a call is sent, and then nobody knows
            // whether the call ran. Models think for longer than many servers keep sockets.
            .pool_max_idle_per_host(0)
            .build()
            .map_err(|_| McpError::new(McpErrorKind::Connection, "cannot create an HTTP client"))?;
        let listener = Listener::default();
        let list_changed = Arc::clone(&listener.list_changed);
        let http = Http::new(client, Arc::clone(&server.id));
        let transport = StreamableHttpClientTransport::with_client(http, config(server));
        // What the library starts here outlives the span of this request, and must not hold it open.
        let service = listener.serve(transport).with_subscriber(NoSubscriber::default()).await?;
        Ok(Self {
            peer: service.peer().clone(),
            service: Mutex::new(Some(service)),
            list_changed,
            _counted: Counted::new(open),
        })
    }

    /// All tools of the server.
    pub(super) async fn tools(&self) -> Result<Vec<Raw>, McpError> {
        // What changes from here on may or may not be in the list.
        self.list_changed.store(false, Ordering::SeqCst);
        listing::list(&self.peer).await
    }

    /// Calls a tool; gives the result as the server wrote it.
    pub(super) async fn call(&self, name: &str, input: &RawValue) -> Result<Raw, McpError> {
        let input = verbatim::envelope(input);
        let call = CallToolRequestParams::new(name.to_owned()).with_arguments(input);
        let result = match self.peer.call_tool_once(call).await? {
            CallToolResponse::Complete(result) => verbatim::result(result),
            _ => None,
        };
        result.ok_or_else(|| {
            McpError::new(McpErrorKind::Protocol, "its response does not match the request")
        })
    }

    /// Whether the server has said since the last list that there is another one.
    pub(super) fn list_has_changed(&self) -> bool {
        self.list_changed.load(Ordering::SeqCst)
    }

    /// Whether calls can still be sent.
    pub(super) fn is_open(&self) -> bool {
        !self.peer.is_transport_closed()
    }

    /// Ends the session and the connection.
    pub(super) async fn close(&self) {
        let service = self.service.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(mut service) = service {
            let _ = service.close_with_timeout(FAREWELL).await;
        }
    }
}

fn config(server: &ServerSettings) -> StreamableHttpClientTransportConfig {
    let mut config = StreamableHttpClientTransportConfig::with_uri(server.url.as_str())
        .custom_headers(server.headers.clone())
        .max_json_response_size(MAX_MESSAGE_BYTES)
        .max_sse_event_size(MAX_MESSAGE_BYTES)
        .max_error_response_size(MAX_ERROR_BYTES)
        // Whether a call is sent again is decided in one place only.
        .reinit_on_expired_session(false);
    let mut reopened = ExponentialBackoff::default();
    reopened.max_times = Some(REOPENED);
    reopened.base_duration = stream_pace::FLOOR;
    reopened.max_delay = Some(stream_pace::LONGEST);
    config.retry_config = Arc::new(reopened);
    config
}

/// Hears what a server says unasked. It answers no requests of servers: nobody is there who could be
/// asked something, and models are not theirs to use.
#[derive(Debug, Default)]
struct Listener {
    list_changed: Arc<AtomicBool>,
}

impl ClientHandler for Listener {
    async fn on_tool_list_changed(&self, _: NotificationContext<RoleClient>) {
        self.list_changed.store(true, Ordering::SeqCst);
    }

    fn get_info(&self) -> ClientConfig {
        let own = Implementation::new("coder-aibridge", crate::VERSION);
        ClientConfig::new(ClientCapabilities::default(), own)
    }
}

/// Counts a connection as long as it is there.
struct Counted(IntGauge);

impl Counted {
    fn new(gauge: IntGauge) -> Self {
        gauge.inc();
        Self(gauge)
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.dec();
    }
}
