//! What the server tells about itself while it runs: metrics and traces.
//!
//! Each part of the server has a list of its metrics and of its spans; documentation is made from
//! the lists, and so is what is exported.

pub(crate) mod metrics;
mod reporting;
pub(crate) mod traces;

use serde::Serialize;

/// What kind of number a metric is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum MetricKind {
    /// It only grows, until the process ends.
    Counter,
    /// It goes up and down.
    Gauge,
    /// It counts values by their size.
    Histogram,
}

/// A metric, as it is exported.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct MetricSpec {
    /// The name.
    pub name: &'static str,
    /// What kind of number it is.
    #[serde(rename = "type")]
    pub kind: MetricKind,
    /// What it counts or measures.
    pub help: &'static str,
    /// The names of its labels.
    #[serde(skip_serializing_if = "<[&str]>::is_empty")]
    pub labels: &'static [&'static str],
    /// The upper bounds of a histogram's buckets, in the unit of the name.
    #[serde(skip_serializing_if = "<[f64]>::is_empty")]
    pub buckets: &'static [f64],
}

/// A span of a trace, as it is exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct SpanSpec {
    /// The name.
    pub name: &'static str,
    /// The name of the span above it; empty for those at the top.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub parent: &'static str,
    /// What happens in it.
    pub description: &'static str,
    /// The names of its attributes.
    #[serde(skip_serializing_if = "<[&str]>::is_empty")]
    pub attributes: &'static [&'static str],
    /// The names of its events.
    #[serde(skip_serializing_if = "<[&str]>::is_empty")]
    pub events: &'static [&'static str],
}
