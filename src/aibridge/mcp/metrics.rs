//! The metrics of tools that the bridge calls itself.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use prometheus::{HistogramVec, IntCounterVec, IntGauge, IntGaugeVec};

use super::error::McpErrorKind;
use crate::telemetry::metrics::Metrics;
use crate::telemetry::{MetricKind, MetricSpec};

/// Maximum number of tools with labels of their own. Servers choose the names of their tools,
/// and the memory for labels is never freed.
const MAX_TOOLS: usize = 500;

/// The label of tools beyond the bound.
const OTHER: &str = "other";

pub(crate) const CALLS: MetricSpec = MetricSpec {
    name: "coder_aibridged_injected_tool_calls_total",
    kind: MetricKind::Counter,
    help: "Number of calls of tools that the bridge offered and ran itself, including failed ones.",
    labels: &["server", "tool"],
    buckets: &[],
};
pub(crate) const ERRORS: MetricSpec = MetricSpec {
    name: "coder_aibridged_injected_tool_errors_total",
    kind: MetricKind::Counter,
    help: "Number of failed calls of injected tools. The reason is `tool` if the tool itself \
           reported the error, or `connection`, `timeout`, `refused`, `protocol` or `too_large`.",
    labels: &["server", "tool", "reason"],
    buckets: &[],
};
pub(crate) const DURATION: MetricSpec = MetricSpec {
    name: "coder_aibridged_injected_tool_duration_seconds",
    kind: MetricKind::Histogram,
    help: "Duration of calls of injected tools.",
    labels: &["server", "tool"],
    buckets: &[0.01, 0.05, 0.1, 0.5, 1.0, 5.0, 15.0, 60.0],
};
pub(crate) const SERVER_FAILURES: MetricSpec = MetricSpec {
    name: "coder_aibridged_mcp_server_failures_total",
    kind: MetricKind::Counter,
    help: "Number of times that an MCP server provided no tools. The reason is `connection`, \
           `timeout`, `refused`, `protocol`, `too_large` or `changed`.",
    labels: &["server", "reason"],
    buckets: &[],
};
pub(crate) const CONNECTIONS: MetricSpec = MetricSpec {
    name: "coder_aibridged_mcp_connections",
    kind: MetricKind::Gauge,
    help: "Number of open connections to MCP servers; each user has their own.",
    labels: &["server"],
    buckets: &[],
};

/// The metrics of injected tools. Clones count together.
#[derive(Debug, Clone)]
pub(crate) struct ToolMetrics {
    calls: IntCounterVec,
    errors: IntCounterVec,
    duration: HistogramVec,
    server_failures: IntCounterVec,
    connections: IntGaugeVec,
    known: Arc<Mutex<HashSet<(String, String)>>>,
}

impl ToolMetrics {
    pub(crate) fn new(metrics: &Metrics) -> Self {
        Self {
            calls: metrics.counters(&CALLS),
            errors: metrics.counters(&ERRORS),
            duration: metrics.histograms(&DURATION),
            server_failures: metrics.counters(&SERVER_FAILURES),
            connections: metrics.gauges(&CONNECTIONS),
            known: Arc::default(),
        }
    }

    /// Counts a call that has ended.
    pub(super) fn called(
        &self,
        server: &str,
        tool: &str,
        duration: Duration,
        why: Option<McpErrorKind>,
    ) {
        let tool = self.label(server, tool);
        self.calls.with_label_values(&[server, tool]).inc();
        self.duration.with_label_values(&[server, tool]).observe(duration.as_secs_f64());
        if let Some(kind) = why {
            self.errors.with_label_values(&[server, tool, kind.name()]).inc();
        }
    }

    /// Counts a server that gave no tools.
    pub(super) fn failed(&self, server: &str, kind: McpErrorKind) {
        self.server_failures.with_label_values(&[server, kind.name()]).inc();
    }

    /// The number of open connections to a server.
    pub(super) fn connections(&self, server: &str) -> IntGauge {
        self.connections.with_label_values(&[server])
    }

    /// The label of a tool.
    fn label<'t>(&self, server: &str, tool: &'t str) -> &'t str {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let named = (server.to_owned(), tool.to_owned());
        if known.contains(&named) {
            return tool;
        }
        if known.len() >= MAX_TOOLS {
            return OTHER;
        }
        known.insert(named);
        tool
    }

    /// Every metric with a value, for the test that compares them with their list.
    #[cfg(test)]
    pub(in crate::aibridge) fn touch(&self) {
        self.called("docs", "search", Duration::from_millis(1), Some(McpErrorKind::Tool));
        self.failed("docs", McpErrorKind::Timeout);
        self.connections("docs").set(0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn servers_cannot_make_any_number_of_labels() {
        let metrics = ToolMetrics::new(&Metrics::default());
        for at in 0..MAX_TOOLS {
            let name = format!("tool-{at}");
            assert_eq!(metrics.label("a", &name), name);
        }
        assert_eq!(metrics.label("a", "tool-7"), "tool-7");
        assert_eq!(metrics.label("b", "tool-7"), OTHER);
    }
}
