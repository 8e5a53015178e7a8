//! Whether the store can be used: what its statements have met, and what is tried while they fail.

use std::sync::OnceLock;
use std::time::Duration;

use prometheus::{IntCounter, IntGauge};
use tokio::sync::watch;

use super::query::execute;
use super::{Store, StoreError};
use crate::telemetry::metrics::Metrics;
use crate::telemetry::{MetricKind, MetricSpec};

/// How often a store that cannot be used is tried again.
const TRIED_EVERY: Duration = Duration::from_secs(1);

/// The metrics of the store, in the order in which the documentation shows them.
pub(crate) static METRICS: &[MetricSpec] = &[AVAILABLE, FAILURES];

const AVAILABLE: MetricSpec = MetricSpec {
    name: "coder_store_available",
    kind: MetricKind::Gauge,
    help: "Whether the database can be used: 1 if it can, otherwise 0.",
    labels: &[],
    buckets: &[],
};
const FAILURES: MetricSpec = MetricSpec {
    name: "coder_store_failures_total",
    kind: MetricKind::Counter,
    help: "Number of statements that failed because the database was unavailable, full or corrupt.",
    labels: &[],
    buckets: &[],
};

/// What is known of the store.
#[derive(Debug)]
pub(super) struct Health {
    /// Why it cannot be used, as long as that is so.
    why_away: watch::Sender<Option<String>>,
    /// Set once there are metrics to count with.
    counts: OnceLock<(IntGauge, IntCounter)>,
}

impl Default for Health {
    fn default() -> Self {
        Self { why_away: watch::Sender::new(None), counts: OnceLock::new() }
    }
}

impl Store {
    /// Has the store count among `metrics`.
    pub(crate) fn count_in(&self, metrics: &Metrics) {
        let (available, failures) = self
            .health
            .counts
            .get_or_init(|| (metrics.gauge(&AVAILABLE), metrics.counter(&FAILURES)));
        available.set(i64::from(self.why_away().is_none()));
        failures.inc_by(0);
    }

    /// Why the store cannot be used, as far as that is known.
    pub(crate) fn why_away(&self) -> Option<String> {
        self.health.why_away.borrow().clone()
    }

    /// The error of a statement that was `doing` something. That the store cannot be used is noted.
    pub(super) fn failed(&self, doing: &'static str, source: sqlx::Error) -> StoreError {
        let error = StoreError::statement(doing, source);
        if error.is_away() {
            self.note_away(&error);
        }
        error
    }

    fn note_away(&self, error: &StoreError) {
        if let Some((available, failures)) = self.health.counts.get() {
            available.set(0);
            failures.inc();
        }
        let is_news = self.health.why_away.send_if_modified(|why| {
            let is_news = why.is_none();
            *why = Some(error.to_string());
            is_news
        });
        if is_news {
            tracing::error!("the store cannot be used: {error}");
        }
    }

    /// Notes that something was written.
    pub(super) fn note_written(&self) {
        if self.health.why_away.borrow().is_none() {
            return;
        }
        if self.health.why_away.send_replace(None).is_some() {
            tracing::info!("the store can be used again");
        }
        if let Some((available, _)) = self.health.counts.get() {
            available.set(1);
        }
    }

    /// Tries the store for as long as it cannot be used, until it is dropped: so it is known when it
    /// can be used again, although nobody asks for anything.
    pub(crate) async fn keep_tried(&self) {
        let mut changes = self.health.why_away.subscribe();
        while changes.wait_for(Option::is_some).await.is_ok() {
            tokio::time::sleep(TRIED_EVERY).await;
            // Reading works on a full disk, so that something has to be written.
            let _ =
                execute!(self, "trying the store", "UPDATE deployment SET created_at = created_at");
        }
    }
}
