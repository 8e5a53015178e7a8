//! The metrics of connections: their definitions, from which the documentation's table is made, and
//! the metrics themselves.

use prometheus::{IntCounter, IntCounterVec, IntGauge, IntGaugeVec};

use crate::telemetry::metrics::Metrics;
use crate::telemetry::{MetricKind, MetricSpec};

/// Every metric, in the order in which the documentation shows them.
pub(crate) static METRICS: &[MetricSpec] = &[OPEN, REFUSED, CLOSED, CERTIFICATES];

const OPEN: MetricSpec = MetricSpec {
    name: "coder_http_connections",
    kind: MetricKind::Gauge,
    help: "Number of open connections to the server. Limited by --http-max-connections.",
    labels: &[],
    buckets: &[],
};
const REFUSED: MetricSpec = MetricSpec {
    name: "coder_http_connections_refused_total",
    kind: MetricKind::Counter,
    help: "Number of connections that were refused because a request was in flight on every one of \
           the connections that the server accepts.",
    labels: &[],
    buckets: &[],
};
const CLOSED: MetricSpec = MetricSpec {
    name: "coder_http_connections_closed_total",
    kind: MetricKind::Counter,
    help: "Number of connections that the server closed. The reason is `head` if a request did not \
           begin in time, `idle` if the connection was unused, `write` if the client did not read \
           the response, or `room` if the connection was waiting and another one needed its place.",
    labels: &["reason"],
    buckets: &[],
};
const CERTIFICATES: MetricSpec = MetricSpec {
    name: "coder_tls_certificate_expiry_timestamp_seconds",
    kind: MetricKind::Gauge,
    help: "Time at which a TLS certificate of the server expires, in seconds since 1970.",
    labels: &["file"],
    buckets: &[],
};

/// The metrics of connections. Clones share them.
#[derive(Debug, Clone)]
pub(crate) struct ConnectionMetrics {
    open: IntGauge,
    refused: IntCounter,
    closed: IntCounterVec,
    certificates: IntGaugeVec,
}

impl ConnectionMetrics {
    /// Registers them.
    pub(crate) fn new(metrics: &Metrics) -> Self {
        Self {
            open: metrics.gauge(&OPEN),
            refused: metrics.counter(&REFUSED),
            closed: metrics.counters(&CLOSED),
            certificates: metrics.gauges(&CERTIFICATES),
        }
    }

    pub(super) fn open(&self, count: usize) {
        self.open.set(i64::try_from(count).unwrap_or(i64::MAX));
    }

    pub(super) fn refused(&self) {
        self.refused.inc();
    }

    pub(super) fn ended(&self, reason: &'static str) {
        self.closed.with_label_values(&[reason]).inc();
    }

    pub(super) fn certificate(&self, file: &str, expiry: i64) {
        self.certificates.with_label_values(&[file]).set(expiry);
    }
}

impl Default for ConnectionMetrics {
    /// Metrics that nobody sees.
    fn default() -> Self {
        Self::new(&Metrics::default())
    }
}
