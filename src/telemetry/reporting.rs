//! Failures to export traces: counted, and told in the log once a minute at most.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use opentelemetry_sdk::Resource;
use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::trace::{SpanData, SpanExporter};
use prometheus::IntCounter;
use sourcebook_options::masked_url;

/// How long the log is silent after it has told of a failure.
const SILENCE: Duration = Duration::from_mins(1);

/// An exporter whose failures are reported.
#[derive(Debug)]
pub(super) struct ReportingExporter<E> {
    exporter: E,
    failures: IntCounter,
    told: Mutex<Option<Instant>>,
}

impl<E> ReportingExporter<E> {
    /// Counts the failures of an exporter.
    pub(super) fn new(exporter: E, failures: IntCounter) -> Self {
        Self { exporter, failures, told: Mutex::new(None) }
    }

    /// Counts a failure at an instant; `true` if the log should tell of it.
    fn count(&self, now: Instant) -> bool {
        self.failures.inc();
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        let is_due = told.is_none_or(|told| now.duration_since(told) >= SILENCE);
        if is_due {
            *told = Some(now);
        }
        is_due
    }
}

impl<E: SpanExporter> SpanExporter for ReportingExporter<E> {
    async fn export(&self, batch: Vec<SpanData>) -> OTelSdkResult {
        let spans = batch.len();
        let exported = self.exporter.export(batch).await;
        if let Err(error) = &exported
            && self.count(Instant::now())
        {
            // The address of the collector may hold credentials.
            let text = error.to_string();
            tracing::warn!(
                spans,
                failures = self.failures.get(),
                error = &*masked_url(&text),
                "cannot export traces; check OTEL_EXPORTER_OTLP_ENDPOINT and the collector"
            );
        }
        exported
    }

    fn shutdown_with_timeout(&self, timeout: Duration) -> OTelSdkResult {
        self.exporter.shutdown_with_timeout(timeout)
    }

    fn force_flush(&self) -> OTelSdkResult {
        self.exporter.force_flush()
    }

    fn set_resource(&mut self, resource: &Resource) {
        self.exporter.set_resource(resource);
    }
}

#[cfg(test)]
mod tests {
    use opentelemetry_sdk::error::OTelSdkError;

    use super::*;

    #[derive(Debug)]
    struct Failing;

    impl SpanExporter for Failing {
        async fn export(&self, _: Vec<SpanData>) -> OTelSdkResult {
            Err(OTelSdkError::InternalFailure("http://me:marker@collector/".to_owned()))
        }
    }

    fn reporting() -> ReportingExporter<Failing> {
        ReportingExporter::new(Failing, IntCounter::new("failures", "Failures.").unwrap())
    }

    #[tokio::test]
    async fn every_failure_is_counted_and_given_back() {
        let exporter = reporting();
        for expected in 1..=3 {
            assert!(exporter.export(Vec::new()).await.is_err());
            assert_eq!(exporter.failures.get(), expected);
        }
    }

    #[test]
    fn the_log_tells_of_the_first_failure_in_a_minute() {
        let exporter = reporting();
        let start = Instant::now();
        for (seconds, expected) in
            [(0, true), (1, false), (59, false), (60, true), (61, false), (200, true)]
        {
            assert_eq!(exporter.count(start + Duration::from_secs(seconds)), expected, "{seconds}");
        }
        assert_eq!(exporter.failures.get(), 6);
    }
}
