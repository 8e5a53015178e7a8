//! The metrics of the bridge: their definitions, from which the documentation's table is made, and
//! the metrics themselves.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use prometheus::{HistogramVec, IntCounter, IntCounterVec, IntGauge, IntGaugeVec};

use super::error::BridgeError;
use super::mcp::metrics::{self as mcp, ToolMetrics};
use super::operation::TokenUsage;
use super::recorder::Tally;
use crate::telemetry::metrics::Metrics;
use crate::telemetry::{MetricKind, MetricSpec};

/// Maximum number of models with labels of their own. Clients choose the names of models, and
/// the memory for labels is never freed.
const MAX_MODELS: usize = 200;

/// Maximum length of a model's name, in bytes.
const MAX_MODEL_LENGTH: usize = 128;

/// The label of models beyond the bounds.
const OTHER: &str = "other";

/// Every metric, in the order in which the documentation shows them.
pub(crate) static METRICS: &[MetricSpec] = &[
    REQUESTS_INFLIGHT,
    INTERCEPTIONS,
    INTERCEPTIONS_INFLIGHT,
    DURATION,
    PASSTHROUGH,
    PROMPTS,
    TOKENS,
    TOOL_CALLS,
    REJECTIONS,
    RECORDER_QUEUE,
    RECORDER_UNRECORDED,
    RECORDER_DROPPED,
    mcp::CALLS,
    mcp::ERRORS,
    mcp::DURATION,
    mcp::SERVER_FAILURES,
    mcp::CONNECTIONS,
];

const REQUESTS_INFLIGHT: MetricSpec = gauge(
    "coder_aibridged_requests_inflight",
    "Number of requests in flight, intercepted or passed through, each until the last byte of its \
     response. Limited by --aibridge-max-concurrency.",
    &[],
);
const INTERCEPTIONS: MetricSpec = counter(
    "coder_aibridged_interceptions_total",
    "Number of intercepted requests that have ended. The status is that of the response, `failed` \
     if the provider reported an error within it, `broken` if it ended early, `cancelled` if the \
     client disconnected before its end, `refused` if the bridge itself rejected the request, or \
     `interrupted` if the server stopped.",
    &["provider", "model", "status", "route"],
);
const INTERCEPTIONS_INFLIGHT: MetricSpec = gauge(
    "coder_aibridged_interceptions_inflight",
    "Number of intercepted requests in flight.",
    &["provider", "model", "route"],
);
const DURATION: MetricSpec = MetricSpec {
    name: "coder_aibridged_interceptions_duration_seconds",
    kind: MetricKind::Histogram,
    help: "Duration of intercepted requests, up to the last byte of the response. Most of it is \
           the provider's time.",
    labels: &["provider", "model"],
    buckets: &[0.1, 0.5, 1.0, 2.0, 5.0, 15.0, 30.0, 60.0, 120.0, 300.0],
};
const PASSTHROUGH: MetricSpec = counter(
    "coder_aibridged_passthrough_total",
    "Number of requests passed through without interception, by status of the response.",
    &["provider", "method", "status"],
);
const PROMPTS: MetricSpec = counter(
    "coder_aibridged_prompts_total",
    "Number of user prompts in intercepted requests.",
    &["provider", "model"],
);
const TOKENS: MetricSpec = counter(
    "coder_aibridged_tokens_total",
    "Number of tokens, as counted by providers, or estimated if a stream ended before they were. \
     The type is `input` (without tokens of the cache), `output`, `cache_read`, `cache_write` or \
     `reasoning`.",
    &["provider", "model", "type"],
);
const TOOL_CALLS: MetricSpec = counter(
    "coder_aibridged_non_injected_tool_selections_total",
    "Number of calls by models of tools that the client offered.",
    &["provider", "model"],
);
const REJECTIONS: MetricSpec = counter(
    "coder_aibridged_refusals_total",
    "Number of requests that the bridge itself rejected. The reason is `authentication`, \
     `entitlement`, `configuration`, `store`, `concurrency`, `user_concurrency`, `rate`, \
     `body_size`, `passthrough`, `ownership`, `request`, `upstream` or `internal`.",
    &["provider", "reason"],
);
const RECORDER_QUEUE: MetricSpec = gauge(
    "coder_aibridged_recorder_queue",
    "Number of starts and ends of interceptions waiting to be written to the database.",
    &[],
);
const RECORDER_UNRECORDED: MetricSpec = counter(
    "coder_aibridged_recorder_unrecorded_total",
    "Number of interceptions that continued without a record because the database took longer than \
     --aibridge-record-timeout and --aibridge-allow-unrecorded is set.",
    &[],
);
const RECORDER_DROPPED: MetricSpec = counter(
    "coder_aibridged_recorder_dropped_total",
    "Number of ends of recorded interceptions that were lost because the database failed or was \
     too slow.",
    &[],
);

const fn counter(
    name: &'static str,
    help: &'static str,
    labels: &'static [&'static str],
) -> MetricSpec {
    MetricSpec { name, kind: MetricKind::Counter, help, labels, buckets: &[] }
}

const fn gauge(
    name: &'static str,
    help: &'static str,
    labels: &'static [&'static str],
) -> MetricSpec {
    MetricSpec { name, kind: MetricKind::Gauge, help, labels, buckets: &[] }
}

/// The bridge's metrics. Clones of single ones are handed to the parts that count.
#[derive(Debug)]
pub(crate) struct BridgeMetrics {
    pub(super) requests_inflight: IntGauge,
    recorder_queue: IntGauge,
    recorder_unrecorded: IntCounter,
    recorder_dropped: IntCounter,
    interceptions: IntCounterVec,
    inflight: IntGaugeVec,
    duration: HistogramVec,
    passthrough: IntCounterVec,
    prompts: IntCounterVec,
    tokens: IntCounterVec,
    tool_calls: IntCounterVec,
    rejections: IntCounterVec,
    injected: ToolMetrics,
    models: Mutex<HashSet<String>>,
}

impl BridgeMetrics {
    /// Adds the bridge's metrics to those of the server.
    pub(crate) fn new(metrics: &Metrics) -> Self {
        Self {
            requests_inflight: metrics.gauge(&REQUESTS_INFLIGHT),
            recorder_queue: metrics.gauge(&RECORDER_QUEUE),
            recorder_unrecorded: metrics.counter(&RECORDER_UNRECORDED),
            recorder_dropped: metrics.counter(&RECORDER_DROPPED),
            interceptions: metrics.counters(&INTERCEPTIONS),
            inflight: metrics.gauges(&INTERCEPTIONS_INFLIGHT),
            duration: metrics.histograms(&DURATION),
            passthrough: metrics.counters(&PASSTHROUGH),
            prompts: metrics.counters(&PROMPTS),
            tokens: metrics.counters(&TOKENS),
            tool_calls: metrics.counters(&TOOL_CALLS),
            rejections: metrics.counters(&REJECTIONS),
            injected: ToolMetrics::new(metrics),
            models: Mutex::default(),
        }
    }

    /// What the recorder counts with.
    pub(crate) fn recorder_tally(&self) -> Tally {
        Tally {
            unrecorded: self.recorder_unrecorded.clone(),
            dropped: self.recorder_dropped.clone(),
            queued: self.recorder_queue.clone(),
        }
    }

    /// What injected tools are counted with.
    pub(crate) fn injected(&self) -> &ToolMetrics {
        &self.injected
    }

    /// Counts a request that the bridge itself rejected.
    pub(super) fn rejected(&self, provider: &str, error: &BridgeError) {
        self.rejections.with_label_values(&[provider, error.name()]).inc();
    }

    /// Counts a request that was passed through.
    pub(super) fn passed(&self, provider: &str, method: &str, status: u16) {
        self.passthrough
            .with_label_values(&[provider, known_method(method), &status.to_string()])
            .inc();
    }

    /// Counts an interception that starts.
    pub(super) fn started(&self, attributes: Labels<'_>) {
        let model = self.model(attributes.model);
        self.inflight.with_label_values(&[attributes.provider, model, attributes.route]).inc();
    }

    /// Counts an interception that has ended.
    pub(super) fn ended(&self, attributes: Labels<'_>, status: &str, took: Duration) {
        let model = self.model(attributes.model);
        let Labels { provider, route, .. } = attributes;
        self.inflight.with_label_values(&[provider, model, route]).dec();
        self.interceptions.with_label_values(&[provider, model, status, route]).inc();
        self.duration.with_label_values(&[provider, model]).observe(took.as_secs_f64());
    }

    /// Counts what a round of an interception brought.
    pub(super) fn observed(
        &self,
        attributes: Labels<'_>,
        prompted: bool,
        usage: Option<TokenUsage>,
        own_calls: usize,
    ) {
        let model = self.model(attributes.model);
        let labels = [attributes.provider, model];
        if prompted {
            self.prompts.with_label_values(&labels).inc();
        }
        if own_calls > 0 {
            self.tool_calls.with_label_values(&labels).inc_by(own_calls as u64);
        }
        let Some(usage) = usage else { return };
        let counts = [
            ("input", usage.input),
            ("output", usage.output),
            ("cache_read", usage.cached),
            ("cache_write", usage.cache_written),
            ("reasoning", usage.reasoning),
        ];
        for (kind, tokens) in counts.into_iter().filter(|(_, tokens)| *tokens > 0) {
            self.tokens.with_label_values(&[attributes.provider, model, kind]).inc_by(tokens);
        }
    }

    /// The label of a model.
    fn model<'m>(&self, model: &'m str) -> &'m str {
        if model.len() > MAX_MODEL_LENGTH {
            return OTHER;
        }
        let mut known = self.models.lock().unwrap_or_else(PoisonError::into_inner);
        if known.contains(model) {
            return model;
        }
        if known.len() >= MAX_MODELS {
            return OTHER;
        }
        known.insert(model.to_owned());
        model
    }
}

/// What the metrics of an interception are labeled with.
#[derive(Debug, Clone, Copy)]
pub(super) struct Labels<'a> {
    pub(super) provider: &'a str,
    pub(super) model: &'a str,
    /// The operation's path behind the provider's.
    pub(super) route: &'a str,
}

/// Clients can make methods up; those are one label together.
fn known_method(method: &str) -> &str {
    const KNOWN: [&str; 7] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
    if KNOWN.contains(&method) { method } else { OTHER }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clients_cannot_make_any_number_of_labels() {
        let metrics = BridgeMetrics::new(&Metrics::default());
        for at in 0..MAX_MODELS {
            let name = format!("model-{at}");
            assert_eq!(metrics.model(&name), name);
        }
        assert_eq!(metrics.model("model-7"), "model-7");
        assert_eq!(metrics.model("one more"), OTHER);
        assert_eq!(metrics.model(&"m".repeat(MAX_MODEL_LENGTH + 1)), OTHER);
        assert_eq!(known_method("BREW"), OTHER);
    }
}
