//! The spans of an interception: their names, what they mean, and how they hang together.
//!
//! The documentation's table of spans is made from [`SPANS`], and so is the tree that the tests
//! demand.

use tracing::Span;
use tracing::field::Empty;

/// What all spans of the bridge stand under; the exporter takes these and no others.
pub(crate) const TARGET: &str = "coderd::aibridge";

/// One span.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct SpanSpec {
    /// The name.
    pub(crate) name: &'static str,
    /// The name of the span above it; empty for those at the top.
    pub(crate) parent: &'static str,
    /// What happens in it.
    pub(crate) meaning: &'static str,
    /// The names of its attributes.
    pub(crate) attributes: &'static [&'static str],
    /// The names of its events.
    pub(crate) events: &'static [&'static str],
}

/// Attributes of every span of an interception.
const INTERCEPTION: &[&str] =
    &["interception_id", "provider", "model", "streaming", "request_path"];

pub(crate) const ACQUIRE: &str = "CachedBridgePool.Acquire";
pub(crate) const INTERCEPT: &str = "Intercept";
pub(crate) const CREATE: &str = "Intercept.CreateInterceptor";
pub(crate) const PROCESS: &str = "Intercept.ProcessRequest";
pub(crate) const UPSTREAM: &str = "Intercept.ProcessRequest.Upstream";
pub(crate) const RECORD_START: &str = "Intercept.RecordInterception";
pub(crate) const RECORD_PROMPT: &str = "Intercept.RecordPromptUsage";
pub(crate) const RECORD_TOKENS: &str = "Intercept.RecordTokenUsage";
pub(crate) const RECORD_TOOL: &str = "Intercept.RecordToolUsage";
pub(crate) const RECORD_END: &str = "Intercept.RecordInterceptionEnded";

/// Every span, in the order in which they begin.
pub(crate) static SPANS: &[SpanSpec] = &[
    SpanSpec {
        name: ACQUIRE,
        parent: "",
        meaning: "Finds what is kept for the user between requests, or makes it.",
        attributes: &["user_id", "api_key_id"],
        events: &["cache_hit", "cache_miss"],
    },
    part(INTERCEPT, "", "A request that is understood, up to the last byte of its answer."),
    part(CREATE, INTERCEPT, "Reads the request: what it asks, and of which model."),
    part(RECORD_START, INTERCEPT, "Commits the start of the record."),
    part(PROCESS, INTERCEPT, "Everything between the request and the end of the answer."),
    part(UPSTREAM, PROCESS, "The request to the provider, up to the last byte of its answer."),
    part(RECORD_PROMPT, INTERCEPT, "Queues the record of what the user wrote."),
    part(RECORD_TOKENS, INTERCEPT, "Queues the record of the tokens."),
    part(RECORD_TOOL, INTERCEPT, "Queues the record of one call of a tool."),
    part(RECORD_END, INTERCEPT, "Queues the end of the record."),
];

const fn part(name: &'static str, parent: &'static str, meaning: &'static str) -> SpanSpec {
    SpanSpec { name, parent, meaning, attributes: INTERCEPTION, events: &[] }
}

/// What the spans of one interception say about it.
#[derive(Debug, Clone)]
pub(super) struct Subject {
    pub(super) interception: uuid::Uuid,
    pub(super) provider: &'static str,
    pub(super) model: String,
    pub(super) streaming: bool,
    pub(super) path: &'static str,
}

/// Opens a span by its name: a macro, because each place has metadata of its own.
macro_rules! open {
    ($name:expr, $subject:expr, parent: $parent:expr) => {
        tracing::debug_span!(
            target: $crate::aibridge::spans::TARGET,
            parent: $parent,
            $name,
            interception_id = %$subject.interception,
            provider = $subject.provider,
            model = $subject.model.as_str(),
            streaming = $subject.streaming,
            request_path = $subject.path,
            otel.status_code = tracing::field::Empty,
            otel.status_description = tracing::field::Empty,
        )
    };
}
pub(super) use open;

/// The span at the top of an interception, before anything is known of the request.
pub(super) fn intercept(interception: uuid::Uuid, provider: &str, path: &str) -> Span {
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

/// Marks a span as one in which something failed.
pub(super) fn fail(span: &Span, why: &str) {
    span.record("otel.status_code", "ERROR");
    span.record("otel.status_description", why);
}
