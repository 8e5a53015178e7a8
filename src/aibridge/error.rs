//! Errors of the bridge itself, in the error shape of the provider.
//!
//! The software that people use with a provider shows the provider's errors well, and retries the
//! right ones. An error of the bridge looks like one, and says that it is the bridge's.

use std::time::Duration;

use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, Request, Response, StatusCode, header};

use super::limit_state::LimitState;
use super::provider::Provider;

/// When a client may try again after the bridge was at capacity, or its store away.
const FULL_FOR: Duration = Duration::from_secs(5);

/// Why the bridge rejects or cannot answer a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum BridgeError {
    /// There are no valid credentials; the text says what is wrong with them.
    Unauthenticated(String),
    /// The deployment may not use the bridge; the text says why.
    NotEntitled(String),
    /// The provider has no key: the name of the option that sets it.
    NotConfigured(&'static str),
    /// There are no credentials for the service in the provider's place; the log says why.
    NoCredentials,
    /// The service in the provider's place has no such operation: its method and path.
    NotOffered(String),
    /// The store of the deployment cannot be used.
    StoreAway,
    /// The provider's API has no such part that passes through: the method and path.
    NotPassed(String),
    /// The record does not say that the caller made what is asked for: the method and path.
    NotTheirs(String),
    /// The record does not say that the caller made the response that the request goes on with.
    UnknownPreviousResponse,
    /// The request goes on with a conversation, of which nothing says whose it is.
    NoConversations,
    /// The client asks for a WebSocket.
    NoWebSocket,
    /// The provider redirects to another address: the name of the option that sets its address.
    Redirected(&'static str),
    /// Too many requests are in flight.
    AtCapacity,
    /// The user has this many requests in flight, which is the limit.
    UserAtCapacity(usize),
    /// The key, or its user, made too many requests lately.
    RateLimited(LimitState),
    /// The body has more than so many bytes.
    BodyTooLarge(usize),
    /// The body did not come, or came too slowly.
    BodyTooSlow,
    /// The body is compressed in a way that the bridge does not read.
    UnknownEncoding(String),
    /// The body cannot be understood; the text says why.
    Unreadable(String),
    /// The provider could not be reached; the text says why.
    Unreachable(String),
    /// The provider did not answer in time.
    TimedOut(Duration),
    /// The bridge itself failed; the text says at what.
    Failed(String),
}

impl BridgeError {
    /// The name under which rejected requests are counted: the limit, or what was missing.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Unauthenticated(_) => "authentication",
            Self::NotEntitled(_) => "entitlement",
            Self::NotConfigured(_) | Self::NoCredentials => "configuration",
            Self::StoreAway => "store",
            Self::AtCapacity => "concurrency",
            Self::UserAtCapacity(_) => "user_concurrency",
            Self::RateLimited(_) => "rate",
            Self::BodyTooLarge(_) => "body_size",
            Self::NotPassed(_) => "passthrough",
            Self::NotTheirs(_) | Self::UnknownPreviousResponse | Self::NoConversations => {
                "ownership"
            }
            Self::NoWebSocket
            | Self::NotOffered(_)
            | Self::BodyTooSlow
            | Self::UnknownEncoding(_)
            | Self::Unreadable(_) => "request",
            Self::Redirected(_) | Self::Unreachable(_) | Self::TimedOut(_) => "upstream",
            Self::Failed(_) => "internal",
        }
    }

    /// The status of the answer.
    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Self::Unauthenticated(_) => StatusCode::UNAUTHORIZED,
            Self::NotEntitled(_) => StatusCode::FORBIDDEN,
            Self::NotConfigured(_) | Self::NoCredentials | Self::StoreAway | Self::AtCapacity => {
                StatusCode::SERVICE_UNAVAILABLE
            }
            Self::NotOffered(_)
            | Self::NotPassed(_)
            | Self::NotTheirs(_)
            | Self::UnknownPreviousResponse
            | Self::NoConversations => StatusCode::NOT_FOUND,
            Self::NoWebSocket => StatusCode::UPGRADE_REQUIRED,
            Self::UserAtCapacity(_) | Self::RateLimited(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::BodyTooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::BodyTooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Self::UnknownEncoding(_) => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Unreadable(_) => StatusCode::BAD_REQUEST,
            Self::Redirected(_) | Self::Unreachable(_) => StatusCode::BAD_GATEWAY,
            Self::TimedOut(_) => StatusCode::GATEWAY_TIMEOUT,
            Self::Failed(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// A sentence for the person whose request it was.
    pub(crate) fn message(&self) -> String {
        match self {
            Self::Unauthenticated(why) | Self::NotEntitled(why) => why.clone(),
            Self::NotConfigured(option) => {
                format!(
                    "AI Bridge has no key for this provider. Ask an administrator to set --{option}."
                )
            }
            Self::NoCredentials => {
                "AI Bridge has no valid AWS credentials for Amazon Bedrock. Ask an administrator: \
                 see the server's log for the reason."
                    .to_owned()
            }
            Self::NotOffered(what) => format!(
                "`{what}` is not available: this deployment uses Anthropic's models through Amazon \
                 Bedrock, which does not support it."
            ),
            Self::StoreAway => {
                "AI Bridge cannot check session tokens or record requests right now, because the \
                 deployment's database is unavailable. Please try again later."
                    .to_owned()
            }
            Self::NotPassed(what) => format!(
                "`{what}` is not available through AI Bridge: what is neither recorded nor listed \
                 is turned off. An administrator can add it with --aibridge-passthrough."
            ),
            Self::NotTheirs(what) => format!(
                "`{what}` is not available: AI Bridge has no record that you made this response."
            ),
            Self::UnknownPreviousResponse => {
                "`previous_response_id` is not available: AI Bridge has no record that you made \
                 this response. Send the whole conversation without it."
                    .to_owned()
            }
            Self::NoConversations => {
                "`conversation` is not available through AI Bridge, which has no record of who \
                 made a conversation. Send the whole conversation without it, or use \
                 `previous_response_id`. An administrator can turn on conversations with \
                 --aibridge-passthrough."
                    .to_owned()
            }
            Self::NoWebSocket => {
                "AI Bridge does not support WebSockets. Send the request over HTTP.".to_owned()
            }
            Self::Redirected(option) => format!(
                "The provider redirects to another address, which AI Bridge does not follow. Ask \
                 an administrator to set --{option} to the provider's own address."
            ),
            Self::AtCapacity => {
                "AI Bridge is currently at capacity. Please try again later.".to_owned()
            }
            Self::UserAtCapacity(limit) => format!(
                "AI Bridge allows you {limit} requests at a time. Please try again when one of \
                 yours has ended."
            ),
            Self::RateLimited(_) => {
                "AI Bridge rate limit exceeded. Please try again later.".to_owned()
            }
            Self::BodyTooLarge(max) => {
                format!("The request is larger than the {max} bytes that AI Bridge accepts.")
            }
            Self::BodyTooSlow => {
                "The request did not arrive in time: AI Bridge waits 30 seconds for its body, and \
                 one second more for each KiB."
                    .to_owned()
            }
            Self::UnknownEncoding(encoding) => {
                format!("AI Bridge does not support the content encoding `{encoding}`.")
            }
            Self::Unreadable(why) => format!("AI Bridge cannot read the request: {why}"),
            Self::Unreachable(why) => format!("AI Bridge cannot reach the provider: {why}"),
            Self::TimedOut(limit) => format!(
                "The provider sent nothing for {} seconds, so AI Bridge gave up.",
                limit.as_secs()
            ),
            Self::Failed(what) => format!("AI Bridge failed: {what}"),
        }
    }

    /// The same for spans, which hold no text of people and their programs.
    pub(crate) fn in_spans(&self) -> String {
        match self {
            Self::UnknownEncoding(_) => "the content encoding is not supported".to_owned(),
            Self::Unreadable(_) => "the request cannot be read".to_owned(),
            Self::NotOffered(_) | Self::NotPassed(_) | Self::NotTheirs(_) => {
                "what is asked for is not available".to_owned()
            }
            others => others.message(),
        }
    }

    /// The part of the request that is at fault, and the name of the fault, where `OpenAI` has a
    /// name for it: clients act on it.
    fn fault(&self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::UnknownPreviousResponse => {
                Some(("previous_response_id", "previous_response_not_found"))
            }
            Self::NoConversations => Some(("conversation", "not_found")),
            _ => None,
        }
    }

    /// When the client may try again, for errors that pass.
    fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::StoreAway | Self::AtCapacity | Self::UserAtCapacity(_) => Some(FULL_FOR),
            Self::RateLimited(limit_state) => Some(limit_state.retry_after),
            _ => None,
        }
    }
}

/// Who a request is for; put into its extensions by the provider's router.
#[derive(Clone, Copy)]
pub(crate) struct For(pub(crate) &'static dyn Provider);

/// The answer to a request that is rejected. The error is in its extensions, so that it can be
/// counted.
pub(crate) fn reject<B>(request: &Request<B>, error: &BridgeError) -> Response<Body> {
    let provider = request.extensions().get::<For>().map(|provider| provider.0);
    answer(provider, error)
}

/// The answer for an error in a provider's shape.
pub(crate) fn answer(provider: Option<&dyn Provider>, error: &BridgeError) -> Response<Body> {
    let (status, message) = (error.status(), error.message());
    let mut body = match provider {
        Some(provider) => provider.error_body(status, &message),
        None => serde_json::json!({ "message": message }),
    };
    if let Some((parameter, code)) = error.fault() {
        (body["error"]["param"], body["error"]["code"]) = (parameter.into(), code.into());
    }
    let mut response = Response::new(Body::from(body.to_string()));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    if *error == BridgeError::NoWebSocket {
        // RFC 9110, section 15.5.22, wants the protocol named that is supported.
        headers.insert(header::UPGRADE, HeaderValue::from_static("HTTP/1.1"));
        headers.insert(header::CONNECTION, HeaderValue::from_static("upgrade"));
    }
    if let Some(after) = error.retry_after() {
        headers.insert(header::RETRY_AFTER, seconds(after));
    }
    if let BridgeError::RateLimited(limit_state) = error {
        add_limit_state(&mut response, limit_state);
    }
    response.extensions_mut().insert(error.clone());
    response
}

/// Says in an answer's headers what its sender may still do.
pub(crate) fn add_limit_state(response: &mut Response<Body>, limit_state: &LimitState) {
    let count = |count: usize| HeaderValue::from(count as u64);
    let values = [
        ("limit", count(limit_state.limit)),
        ("remaining", count(limit_state.remaining)),
        ("reset", seconds(limit_state.reset_after)),
    ];
    for (name, value) in values {
        for family in ["ratelimit", "x-ratelimit"] {
            if let Ok(name) = HeaderName::try_from(format!("{family}-{name}")) {
                response.headers_mut().insert(name, value.clone());
            }
        }
    }
    response.extensions_mut().insert(*limit_state);
}

/// Whole seconds, rounded up: who waits so long does not come too early.
fn seconds(duration: Duration) -> HeaderValue {
    HeaderValue::from(duration.as_millis().div_ceil(1000).try_into().unwrap_or(u64::MAX))
}
