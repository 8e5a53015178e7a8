//! Why a server gave no tools, or a call no result.
//!
//! The texts of the protocol's library hold addresses with their queries, and whatever a server has
//! answered. None of that belongs in a log, so errors say in words of their own what happened.

use std::error::Error;
use std::time::Duration;

use rmcp::model::ErrorData;
use rmcp::service::{ClientInitializeError, ServiceError};
use rmcp::transport::streamable_http_client::StreamableHttpError;
use thiserror::Error as ThisError;

/// Maximum number of characters of a server's message that are passed on.
const MAX_MESSAGE_LENGTH: usize = 1_000;

/// What kind of error it is, as metrics name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum McpErrorKind {
    /// The server was not reached, or the connection broke.
    Connection,
    /// It took too long.
    Timeout,
    /// The server answered with an HTTP error, or with one of the protocol.
    Rejected,
    /// What it answered is not the protocol.
    Protocol,
    /// What it answered is too much.
    TooLarge,
    /// Its tools are not the ones that the settings demand.
    Changed,
    /// The tool itself says that it failed.
    Tool,
}

impl McpErrorKind {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Connection => "connection",
            Self::Timeout => "timeout",
            Self::Rejected => "refused",
            Self::Protocol => "protocol",
            Self::TooLarge => "too_large",
            Self::Changed => "changed",
            Self::Tool => "tool",
        }
    }
}

/// Why a server gave no tools, or a call no result. Its text may be logged.
#[derive(Debug, Clone, PartialEq, Eq, ThisError)]
#[error("{text}")]
pub(crate) struct McpError {
    pub(super) kind: McpErrorKind,
    text: String,
    /// What the server itself says, which is for the model and not for the log.
    message: Option<String>,
    /// Whether it is certain that the server did not carry a call out.
    pub(super) has_not_run: bool,
    /// Whether another call on the same connection would fail as well.
    pub(super) ends_connection: bool,
}

impl McpError {
    /// An error of a kind, with a text for the log.
    pub(crate) fn new(kind: McpErrorKind, text: impl Into<String>) -> Self {
        let text = text.into();
        Self { kind, text, message: None, has_not_run: false, ends_connection: false }
    }

    /// It took longer than `limit`.
    pub(super) fn timeout(limit: Duration) -> Self {
        Self::new(McpErrorKind::Timeout, format!("it took longer than {limit:?}"))
    }

    /// What is told to the model.
    pub(super) fn for_model(&self) -> String {
        match &self.message {
            Some(message) => format!("{}: {message}", self.text),
            None => self.text.clone(),
        }
    }

    fn gone(text: &str) -> Self {
        Self { ends_connection: true, ..Self::new(McpErrorKind::Connection, text) }
    }

    fn before_it_ran(self) -> Self {
        Self { has_not_run: true, ..self }
    }
}

impl From<ServiceError> for McpError {
    fn from(error: ServiceError) -> Self {
        match error {
            ServiceError::McpError(error) => of_protocol(&error),
            ServiceError::TransportSend(error) => of_transport(&*error.error),
            ServiceError::TransportClosed => Self::gone("its connection is closed"),
            ServiceError::Timeout { timeout } => Self::timeout(timeout),
            ServiceError::Cancelled { .. } => Self::gone("the request was cancelled"),
            _ => Self::new(McpErrorKind::Protocol, "its response does not match the request"),
        }
    }
}

impl From<ClientInitializeError> for McpError {
    fn from(error: ClientInitializeError) -> Self {
        match error {
            ClientInitializeError::TransportError { error, .. } => of_transport(&*error.error),
            ClientInitializeError::JsonRpcError(error) => of_protocol(&error),
            ClientInitializeError::NoCompatibleProtocolVersion { .. } => {
                Self::new(McpErrorKind::Protocol, "it supports no known version of the protocol")
            }
            _ => Self::new(McpErrorKind::Protocol, "its response is not a valid handshake"),
        }
    }
}

/// An error of JSON-RPC. Servers that do not know a session say so in this way as well, instead of
/// the status that the protocol has for it. The words may as well be a tool's, which has run: they
/// are a reason to take a new session for the next call, and none to send this one again.
fn of_protocol(error: &ErrorData) -> McpError {
    let code = error.code.0;
    let message: String = error.message.chars().take(MAX_MESSAGE_LENGTH).collect();
    let ends_connection = matches!(code, -32_000 | -32_001 | -32_600)
        && message.to_ascii_lowercase().contains("session");
    let text = format!("it responded with error {code}");
    McpError {
        message: Some(message),
        ends_connection,
        ..McpError::new(McpErrorKind::Rejected, text)
    }
}

fn of_transport(error: &(dyn Error + Send + Sync + 'static)) -> McpError {
    let Some(error) = error.downcast_ref::<StreamableHttpError<reqwest::Error>>() else {
        return McpError::gone("its connection failed");
    };
    match error {
        StreamableHttpError::Client(error) => of_http(error),
        StreamableHttpError::HttpStatus(status) => answered(status.status),
        StreamableHttpError::AuthRequired(_) => answered(401),
        StreamableHttpError::InsufficientScope(_) => answered(403),
        // The status 404 for a request with a session: the server does not know the session, and
        // has not looked at the request.
        StreamableHttpError::SessionExpired => {
            McpError::gone("its session has ended").before_it_ran()
        }
        StreamableHttpError::UnexpectedServerResponse(text) => match status(text) {
            Some(status) => answered(status),
            None => McpError::new(McpErrorKind::Protocol, "its response is not MCP"),
        },
        StreamableHttpError::ResponseBodyTooLarge { max_size } => {
            let text = format!("its response has more than {max_size} bytes");
            McpError::new(McpErrorKind::TooLarge, text)
        }
        StreamableHttpError::UnexpectedContentType(_) | StreamableHttpError::Deserialize(_) => {
            McpError::new(McpErrorKind::Protocol, "its response is not MCP")
        }
        _ => McpError::gone("its connection was lost"),
    }
}

fn of_http(error: &reqwest::Error) -> McpError {
    let mut cause: &dyn Error = error;
    while let Some(source) = cause.source() {
        cause = source;
    }
    if error.is_connect() {
        return McpError::gone(&format!("the connection failed ({cause})")).before_it_ran();
    }
    McpError::gone(&format!("the request failed ({cause})"))
}

fn answered(status: u16) -> McpError {
    McpError::new(McpErrorKind::Rejected, format!("it responded with status {status}"))
}

/// The status of an HTTP error in the text of the protocol's library: `HTTP 307 …`.
fn status(text: &str) -> Option<u16> {
    text.strip_prefix("HTTP ")?.get(..3)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use rmcp::model::ErrorCode;

    use super::*;

    #[test]
    fn no_words_of_a_server_say_that_a_call_did_not_run() {
        let table = [
            (-32_000, "Bad Request: No valid session ID provided", true),
            (-32_001, "Session not found", true),
            (-32_000, "the customer was charged, but his session could not be closed", true),
            (-32_603, "the session store is down", false),
            (-32_000, "Server error", false),
            (-32_602, "Tool a not found", false),
        ];
        for (code, message, ends_connection) in table {
            let error = ErrorData::new(ErrorCode(code), message, None);
            let error = McpError::from(ServiceError::McpError(error));
            assert!(!error.has_not_run, "{message}");
            assert_eq!(error.ends_connection, ends_connection, "{message}");
            assert!(!error.to_string().contains(message), "{error}");
            assert!(error.for_model().contains(message), "{error}");
        }
        let unknown = StreamableHttpError::<reqwest::Error>::SessionExpired;
        assert!(of_transport(&unknown).has_not_run);
    }

    #[test]
    fn what_a_server_answers_is_not_in_the_text() {
        type Error = StreamableHttpError<reqwest::Error>;
        let table: [(Error, &str); 3] = [
            (
                Error::UnexpectedServerResponse("HTTP 307 Temporary Redirect: marker".into()),
                "it responded with status 307",
            ),
            (
                Error::UnexpectedServerResponse("could not parse: marker".into()),
                "its response is not MCP",
            ),
            (Error::UnexpectedContentType(Some("marker".into())), "its response is not MCP"),
        ];
        for (error, expected) in table {
            assert_eq!(of_transport(&error).to_string(), expected);
        }
    }
}
