//! The spans of an interception: their names, what they mean, and how they hang together.
//!
//! The documentation's table of spans is made from [`SPANS`], and so is the tree that the tests
//! demand.

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use opentelemetry::propagation::{Extractor, Injector, TextMapPropagator};
use opentelemetry::trace::{SpanContext, TraceContextExt, TraceState};
use opentelemetry_sdk::propagation::TraceContextPropagator;
use tracing::Span;
use tracing::field::Empty;
use tracing_opentelemetry::OpenTelemetrySpanExt;
use uuid::Uuid;

use super::tools::Tool;
use crate::telemetry::SpanSpec;
use crate::telemetry::traces::TARGET;

/// Maximum length of an attribute whose text a client chose, in bytes.
const MAX_ATTRIBUTE_LENGTH: usize = 256;

/// Attributes of every span of an interception.
const INTERCEPTION: &[&str] =
    &["interception_id", "provider", "model", "streaming", "request_path"];

/// Attributes of the call of a tool.
const TOOL: &[&str] = &[
    "interception_id",
    "provider",
    "model",
    "streaming",
    "request_path",
    "mcp_server_name",
    "mcp_server_url",
    "mcp_tool_name",
];

pub(crate) const ACQUIRE: &str = "CachedBridgePool.Acquire";
/// What was kept for the user was found.
pub(crate) const CACHE_HIT: &str = "cache_hit";
/// There was nothing, or it was too old.
pub(crate) const CACHE_MISS: &str = "cache_miss";
pub(crate) const INTERCEPT: &str = "Intercept";
pub(crate) const CREATE: &str = "Intercept.CreateInterceptor";
pub(crate) const PROCESS: &str = "Intercept.ProcessRequest";
pub(crate) const UPSTREAM: &str = "Intercept.ProcessRequest.Upstream";
pub(crate) const TOOL_CALL: &str = "Intercept.ProcessRequest.ToolCall";
pub(crate) const RECORD_START: &str = "Intercept.RecordInterception";
pub(crate) const RECORD_PROMPT: &str = "Intercept.RecordPromptUsage";
pub(crate) const RECORD_TOKENS: &str = "Intercept.RecordTokenUsage";
pub(crate) const RECORD_TOOL: &str = "Intercept.RecordToolUsage";
pub(crate) const RECORD_END: &str = "Intercept.RecordInterceptionEnded";

pub(crate) const SERVERS_INIT: &str = "ServerProxyManager.Init";
pub(crate) const SERVER_INIT: &str = "StreamableHTTPServerProxy.Init";
pub(crate) const FETCH_TOOLS: &str = "StreamableHTTPServerProxy.Init.fetchTools";

/// Every span, in the order in which they begin.
pub(crate) static SPANS: &[SpanSpec] = &[
    SpanSpec {
        name: ACQUIRE,
        parent: "",
        description: "Gets or creates the state that is kept for the user between requests.",
        attributes: &["user_id", "api_key_id"],
        events: &[CACHE_HIT, CACHE_MISS],
    },
    part(INTERCEPT, "", "An intercepted request, up to the last byte of its response."),
    part(CREATE, INTERCEPT, "Reads the request and its model."),
    SpanSpec {
        name: SERVERS_INIT,
        parent: INTERCEPT,
        description: "Connects the user to MCP servers whose connection or list of tools is \
                      missing or out of date.",
        attributes: &["user_id", "api_key_id", "mcp_tool_count"],
        events: &[],
    },
    SpanSpec {
        name: SERVER_INIT,
        parent: SERVERS_INIT,
        description: "Connects to one MCP server and lists its tools.",
        attributes: &["mcp_server_name", "mcp_server_url", "mcp_tool_count"],
        events: &[],
    },
    SpanSpec {
        name: FETCH_TOOLS,
        parent: SERVER_INIT,
        description: "Reads the list of tools, page by page.",
        attributes: &["mcp_server_name", "mcp_server_url", "mcp_tool_count"],
        events: &[],
    },
    part(RECORD_START, INTERCEPT, "Commits the start of the record."),
    part(RECORD_PROMPT, INTERCEPT, "Commits the user's prompt, together with the start."),
    part(PROCESS, INTERCEPT, "Everything from the request to the end of the response."),
    part(
        UPSTREAM,
        PROCESS,
        "A request to the provider, up to the last byte of its response. There is one for each \
         round.",
    ),
    SpanSpec {
        name: TOOL_CALL,
        parent: PROCESS,
        description: "A call of one of the bridge's tools, up to its result.",
        attributes: TOOL,
        events: &[],
    },
    part(RECORD_TOKENS, INTERCEPT, "Queues the record of a round's token usage."),
    part(RECORD_TOOL, INTERCEPT, "Queues the record of a tool call."),
    part(RECORD_END, INTERCEPT, "Queues the end of the record."),
];

const fn part(name: &'static str, parent: &'static str, description: &'static str) -> SpanSpec {
    SpanSpec { name, parent, description, attributes: INTERCEPTION, events: &[] }
}

/// What the spans of one interception say about it.
#[derive(Debug, Clone)]
pub(super) struct InterceptionAttributes {
    pub(super) interception: Uuid,
    pub(super) provider: &'static str,
    pub(super) model: String,
    pub(super) streaming: bool,
    pub(super) path: String,
}

/// A text that a client chose, as an attribute of a span: its beginning.
pub(super) fn bounded(mut text: String) -> String {
    text.truncate(text.floor_char_boundary(MAX_ATTRIBUTE_LENGTH));
    text
}

/// Opens a span of an interception: a macro, because the metadata of each name is its own.
macro_rules! open {
    ($name:expr, $attributes:expr, $parent:expr) => {
        tracing::debug_span!(
            target: $crate::telemetry::traces::TARGET,
            parent: $parent,
            $name,
            interception_id = %$attributes.interception,
            provider = $attributes.provider,
            model = $attributes.model.as_str(),
            streaming = $attributes.streaming,
            request_path = $attributes.path.as_str(),
            otel.status_code = tracing::field::Empty,
            otel.status_description = tracing::field::Empty,
        )
    };
}
pub(super) use open;

/// The span in which the state of a user is looked up. Its name is one that dashboards know.
pub(super) fn acquire(user: Uuid, api_key: &str) -> Span {
    tracing::debug_span!(target: TARGET, ACQUIRE, user_id = %user, api_key_id = api_key)
}

/// Says in that span whether there was any.
pub(super) fn tell_cache(span: &Span, hit: bool) {
    let event = if hit { CACHE_HIT } else { CACHE_MISS };
    tracing::debug!(target: TARGET, parent: span, "{event}");
}

/// The span at the top of an interception, before anything is known of the request but where it
/// went. What the request asks is [told](tell_asked) when it was read.
pub(super) fn intercept(interception: Uuid, provider: &str, path: &str) -> Span {
    tracing::debug_span!(
        target: TARGET,
        INTERCEPT,
        interception_id = %interception,
        provider,
        model = Empty,
        streaming = Empty,
        request_path = path,
        otel.status_code = Empty,
        otel.status_description = Empty,
    )
}

/// The span in which the request is read.
pub(super) fn create(parent: &Span, interception: Uuid, provider: &str, path: &str) -> Span {
    tracing::debug_span!(
        target: TARGET,
        parent: parent,
        CREATE,
        interception_id = %interception,
        provider,
        model = Empty,
        streaming = Empty,
        request_path = path,
        otel.status_code = Empty,
        otel.status_description = Empty,
    )
}

/// The span of a call of one of the bridge's tools.
pub(super) fn tool_call(attributes: &InterceptionAttributes, parent: &Span, tool: &Tool) -> Span {
    tracing::debug_span!(
        target: TARGET,
        parent: parent,
        TOOL_CALL,
        interception_id = %attributes.interception,
        provider = attributes.provider,
        model = attributes.model.as_str(),
        streaming = attributes.streaming,
        request_path = attributes.path.as_str(),
        mcp_server_name = &*tool.server,
        mcp_server_url = &*tool.server_url,
        mcp_tool_name = tool.name.as_str(),
        otel.status_code = Empty,
        otel.status_description = Empty,
    )
}

/// The span in which a user's MCP servers are connected to, below the current one.
pub(super) fn servers_init(user: Uuid, api_key: &str) -> Span {
    tracing::debug_span!(
        target: TARGET,
        SERVERS_INIT,
        user_id = %user,
        api_key_id = api_key,
        mcp_tool_count = Empty,
        otel.status_code = Empty,
        otel.status_description = Empty,
    )
}

/// The span in which one MCP server is connected to, below the current one.
pub(super) fn server_init(server: &str, url: &str) -> Span {
    tracing::debug_span!(
        target: TARGET,
        SERVER_INIT,
        mcp_server_name = server,
        mcp_server_url = url,
        mcp_tool_count = Empty,
        otel.status_code = Empty,
        otel.status_description = Empty,
    )
}

/// The span in which the tools of an MCP server are listed, below the current one.
pub(super) fn fetch_tools(server: &str, url: &str) -> Span {
    tracing::debug_span!(
        target: TARGET,
        FETCH_TOOLS,
        mcp_server_name = server,
        mcp_server_url = url,
        mcp_tool_count = Empty,
        otel.status_code = Empty,
        otel.status_description = Empty,
    )
}

/// Tells a span how many tools there are.
pub(super) fn tell_tools(span: &Span, count: usize) {
    span.record("mcp_tool_count", count);
}

/// Tells a span what the request asks.
pub(super) fn tell_asked(span: &Span, model: &str, streaming: bool) {
    span.record("model", model);
    span.record("streaming", streaming);
}

/// Marks a span as one in which something failed.
pub(super) fn fail(span: &Span, why: &str) {
    span.record("otel.status_code", "ERROR");
    span.record("otel.status_description", why);
}

/// Joins a span to the one that a request names in its headers (W3C Trace Context): as its child
/// where whoever sent it is trusted, and by a link otherwise. Anybody could name any trace.
///
/// A span that is not sampled is never a parent: those below it would not be sampled either, and a
/// proxy may pass on what its client says. Whether this server samples is decided here.
pub(super) fn continue_trace(span: &Span, headers: &HeaderMap, is_trusted: bool) {
    if span.is_disabled() {
        return;
    }
    let context = TraceContextPropagator::new().extract(&FromHeaders(headers));
    let remote = context.span().span_context().clone();
    if !remote.is_valid() {
        return;
    }
    if is_trusted && remote.is_sampled() {
        // Without an exporter there is nothing to be put under.
        let _ = span.set_parent(context);
    } else {
        // Without the state: its text is the sender's.
        let (trace, id, flags) = (remote.trace_id(), remote.span_id(), remote.trace_flags());
        span.add_link(SpanContext::new(trace, id, flags, true, TraceState::NONE));
    }
}

/// Names a span in the headers of the request that is made in it. Without an exporter the headers
/// stay as the client sent them.
pub(super) fn pass_on_trace(span: &Span, headers: &mut HeaderMap) {
    if span.is_disabled() {
        return;
    }
    let context = span.context();
    if context.span().span_context().is_valid() {
        TraceContextPropagator::new().inject_context(&context, &mut IntoHeaders(headers));
    }
}

struct FromHeaders<'h>(&'h HeaderMap);

impl Extractor for FromHeaders<'_> {
    fn get(&self, key: &str) -> Option<&str> {
        self.0.get(key).and_then(|value| value.to_str().ok())
    }

    fn keys(&self) -> Vec<&str> {
        self.0.keys().map(HeaderName::as_str).collect()
    }
}

struct IntoHeaders<'h>(&'h mut HeaderMap);

impl Injector for IntoHeaders<'_> {
    fn set(&mut self, key: &str, value: String) {
        let (Ok(name), Ok(value)) = (HeaderName::try_from(key), HeaderValue::try_from(value))
        else {
            return;
        };
        // A trace without a state: what the client sent is that of another trace.
        if value.is_empty() {
            self.0.remove(name);
        } else {
            self.0.insert(name, value);
        }
    }
}
