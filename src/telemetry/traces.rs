//! Traces: exported by OTLP over HTTP to where the standard variables of OpenTelemetry say.

use opentelemetry::KeyValue;
use opentelemetry::trace::TracerProvider;
use opentelemetry_otlp::{Protocol, SpanExporter, WithExportConfig};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::trace::SdkTracerProvider;
use thiserror::Error;
use tracing::{Level, Metadata, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::registry::LookupSpan;

use super::metrics::Metrics;
use super::reporting::ReportingExporter;
use super::{MetricKind, MetricSpec};
use crate::options::Tracing;

/// What all exported spans, and the events that belong to them, stand under.
pub(crate) const TARGET: &str = "coderd::traces";

/// The metrics of the export.
pub(crate) static METRICS: &[MetricSpec] = &[EXPORT_FAILURES];

const EXPORT_FAILURES: MetricSpec = MetricSpec {
    name: "coder_traces_export_failures_total",
    kind: MetricKind::Counter,
    help: "Number of batches of spans that could not be exported. The log tells of them once a minute \
           at most.",
    labels: &[],
    buckets: &[],
};

/// The name of this server in traces, unless `OTEL_SERVICE_NAME` gives it another one.
const SERVICE: &str = "coder";

/// Why traces cannot be exported.
#[derive(Debug, Error)]
#[error(
    "cannot export traces\n  \
     because {0}\n  \
     check the variables OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT and \
     OTEL_EXPORTER_OTLP_HEADERS, or omit --trace"
)]
pub(crate) struct TracesError(opentelemetry_otlp::ExporterBuildError);

/// The traces of this process. Spans are sent in batches, by a thread of their own.
#[derive(Debug)]
pub(crate) struct Traces {
    provider: SdkTracerProvider,
    /// Whether log lines are added to the spans that they are written in.
    with_logs: bool,
}

impl Traces {
    /// Begins to export, where that is asked for. Nothing is sent yet, so a collector that is not
    /// there is told of in the log later.
    ///
    /// # Errors
    /// A variable of OpenTelemetry that cannot be used.
    pub(crate) fn start(
        settings: &Tracing,
        metrics: &Metrics,
    ) -> Result<Option<Self>, TracesError> {
        if !settings.enable {
            return Ok(None);
        }
        let exporter = SpanExporter::builder().with_http().with_protocol(Protocol::HttpBinary);
        let exporter = exporter.build().map_err(TracesError)?;
        let exporter = ReportingExporter::new(exporter, metrics.counter(&EXPORT_FAILURES));
        let provider = SdkTracerProvider::builder().with_resource(resource());
        let provider = provider.with_batch_exporter(exporter).build();
        Ok(Some(Self { provider, with_logs: settings.capture_logs }))
    }

    /// Traces that go to a provider of a test.
    #[cfg(test)]
    pub(crate) fn to(provider: SdkTracerProvider, with_logs: bool) -> Self {
        Self { provider, with_logs }
    }

    /// What turns spans of the program into exported ones.
    pub(crate) fn layer<S>(&self) -> impl Layer<S> + use<S>
    where
        S: Subscriber + for<'s> LookupSpan<'s>,
    {
        let with_logs = self.with_logs;
        let wanted = move |metadata: &Metadata<'_>| {
            metadata.target() == TARGET
                || (with_logs
                    && metadata.is_event()
                    && *metadata.level() <= Level::INFO
                    && !is_of_mcp(metadata))
        };
        tracing_opentelemetry::layer()
            .with_tracer(self.provider.tracer(SERVICE))
            .with_location(false)
            .with_threads(false)
            .with_target(false)
            .with_tracked_inactivity(false)
            .with_context_activation(false)
            .with_filter(filter_fn(wanted))
    }

    /// Sends what waits. Blocks for a few seconds at most; not to be called by a task.
    pub(crate) fn finish(self) {
        if let Err(error) = self.provider.shutdown() {
            tracing::warn!(%error, "cannot send the last traces");
        }
    }
}

/// Whether a line comes from the library for the Model Context Protocol. Its lines are for debugging,
/// whatever their level: they hold addresses with their queries, and what servers have answered.
pub(crate) fn is_of_mcp(line: &Metadata<'_>) -> bool {
    line.target().starts_with("rmcp")
}

/// What is said about this server with every trace.
fn resource() -> Resource {
    let named = std::env::vars_os().any(|(name, _)| name == "OTEL_SERVICE_NAME");
    let builder = Resource::builder();
    let builder = if named { builder } else { builder.with_service_name(SERVICE) };
    builder.with_attribute(KeyValue::new("service.version", crate::VERSION)).build()
}
