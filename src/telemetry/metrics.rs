//! Metrics in the text format of Prometheus, at an address of their own.

use std::io;
use std::net::SocketAddr;

use axum::Router;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use prometheus::{
    HistogramOpts, HistogramVec, IntCounter, IntCounterVec, IntGauge, IntGaugeVec, Opts, Registry,
    TextEncoder,
};
use thiserror::Error;
use tokio::net::TcpListener;

use super::{MetricKind, MetricSpec};

/// The format of the answer.
const TEXT: HeaderValue = HeaderValue::from_static("text/plain; version=0.0.4; charset=utf-8");

/// Why metrics cannot be served.
#[derive(Debug, Error)]
#[error(
    "cannot serve metrics on {address}\n  \
     because {source}\n  \
     try another address, such as `--prometheus-address 127.0.0.1:0` for any free port"
)]
pub(crate) struct MetricsError {
    address: String,
    source: io::Error,
}

/// Every metric of one server. Clones share them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Metrics(Registry);

impl Metrics {
    /// A counter.
    pub(crate) fn counter(&self, spec: &MetricSpec) -> IntCounter {
        self.register(spec, MetricKind::Counter, IntCounter::with_opts)
    }

    /// A counter for each combination of labels.
    pub(crate) fn counters(&self, spec: &MetricSpec) -> IntCounterVec {
        self.register(spec, MetricKind::Counter, |opts| IntCounterVec::new(opts, spec.labels))
    }

    /// A gauge.
    pub(crate) fn gauge(&self, spec: &MetricSpec) -> IntGauge {
        self.register(spec, MetricKind::Gauge, IntGauge::with_opts)
    }

    /// A gauge for each combination of labels.
    pub(crate) fn gauges(&self, spec: &MetricSpec) -> IntGaugeVec {
        self.register(spec, MetricKind::Gauge, |opts| IntGaugeVec::new(opts, spec.labels))
    }

    /// A histogram for each combination of labels.
    pub(crate) fn histograms(&self, spec: &MetricSpec) -> HistogramVec {
        self.register(spec, MetricKind::Histogram, |opts| {
            let opts = HistogramOpts::from(opts).buckets(spec.buckets.to_vec());
            HistogramVec::new(opts, spec.labels)
        })
    }

    /// Makes a metric from its definition.
    ///
    /// # Panics
    /// When the definition is wrong or made twice. Definitions are constants, and every metric is
    /// made when the server starts, so no input can lead here and every test does.
    fn register<C>(
        &self,
        spec: &MetricSpec,
        kind: MetricKind,
        make: impl FnOnce(Opts) -> prometheus::Result<C>,
    ) -> C
    where
        C: prometheus::core::Collector + Clone + 'static,
    {
        assert!(spec.kind == kind, "{} is defined as another kind", spec.name);
        let registered = make(Opts::new(spec.name, spec.help)).and_then(|metric| {
            self.0.register(Box::new(metric.clone()))?;
            Ok(metric)
        });
        match registered {
            Ok(metric) => metric,
            Err(error) => panic!("the metric {} is defined wrongly: {error}", spec.name),
        }
    }

    /// All metrics as text. Those without a value yet are left out.
    pub(crate) fn text(&self) -> Result<String, prometheus::Error> {
        TextEncoder::new().encode_to_string(&self.0.gather())
    }

    fn answer(&self) -> Response {
        match self.text() {
            Ok(text) => ([(header::CONTENT_TYPE, TEXT)], text).into_response(),
            Err(error) => {
                tracing::error!(%error, "cannot render metrics");
                StatusCode::INTERNAL_SERVER_ERROR.into_response()
            }
        }
    }
}

/// Metrics that are served until it is dropped.
#[derive(Debug)]
pub(crate) struct MetricsServer {
    address: SocketAddr,
    task: tokio::task::JoinHandle<()>,
}

impl MetricsServer {
    /// Serves metrics at an address, under `/` and `/metrics`.
    ///
    /// # Errors
    /// The address cannot be listened on.
    pub(crate) async fn start(address: &str, metrics: Metrics) -> Result<Self, MetricsError> {
        let failed = |source| MetricsError { address: address.to_owned(), source };
        let listener = TcpListener::bind(address).await.map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        let get = axum::routing::get(move || std::future::ready(metrics.answer()));
        #[expect(
            clippy::disallowed_methods,
            reason = "this is not the API; it has its own address"
        )]
        let router = Router::new().route("/", get.clone()).route("/metrics", get);
        let task = tokio::spawn(async move {
            if let Err(error) = axum::serve(listener, router).await {
                tracing::error!(%error, "metrics are no longer served");
            }
        });
        Ok(Self { address, task })
    }

    /// Where metrics are served.
    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for MetricsServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const APPLES: MetricSpec = MetricSpec {
        name: "apples_total",
        kind: MetricKind::Counter,
        help: "Apples.",
        labels: &["sort"],
        buckets: &[],
    };

    #[tokio::test]
    async fn metrics_are_served_as_they_are_defined() {
        let metrics = Metrics::default();
        let apples = metrics.counters(&APPLES);
        apples.with_label_values(&["cox"]).inc_by(3);
        let server = MetricsServer::start("127.0.0.1:0", metrics).await.unwrap();
        for path in ["", "metrics"] {
            let response =
                reqwest::get(format!("http://{}/{path}", server.address())).await.unwrap();
            assert_eq!(
                response.headers()["content-type"],
                "text/plain; version=0.0.4; charset=utf-8"
            );
            let expected = "# HELP apples_total Apples.\n# TYPE apples_total counter\n\
                            apples_total{sort=\"cox\"} 3\n";
            assert_eq!(response.text().await.unwrap(), expected);
        }
        let taken = MetricsServer::start(&server.address().to_string(), Metrics::default()).await;
        let error = taken.unwrap_err().to_string();
        assert!(error.starts_with(&format!("cannot serve metrics on {}", server.address())));
    }
}
