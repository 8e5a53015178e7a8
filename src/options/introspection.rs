//! Logs, metrics and traces.

use std::path::PathBuf;

use sourcebook_options::{HostPort, Pattern, options_group};

use super::Settings;

options_group! {
    /// Logs, metrics and traces.
    #[group(name = "Introspection", no_prefix, no_value)]
    pub(crate) struct Introspection in Settings.introspection {
        /// Log files and their contents.
        #[group(name = "Logging", prefix = "log", value = "logging")]
        logging: struct Logging {
            /// File for human-readable log lines. `/dev/stderr` and `/dev/stdout` are the
            /// streams of the process; `/dev/null` discards the lines.
            #[option(name = "Human Log Location", env = "CODER_LOGGING_HUMAN", yaml = "humanPath")]
            human: Option<PathBuf> = "/dev/stderr",

            /// File for log lines as JSON, one object per line. `/dev/stderr` and `/dev/stdout`
            /// are the streams of the process.
            #[option(name = "JSON Log Location", env = "CODER_LOGGING_JSON", yaml = "jsonPath")]
            json: Option<PathBuf>,

            /// Regular expressions for the names of modules whose debug lines are logged as
            /// well. Use `.*` for all modules.
            #[option(name = "Log Filter", value = "log_filter")]
            filter: Vec<Pattern>,
        },

        /// Prometheus metrics.
        #[group(name = "Prometheus", schema = "codersdk.PrometheusConfig")]
        prometheus: struct Prometheus {
            /// Serve metrics in the Prometheus text format, at a separate address.
            #[option(name = "Prometheus Enable")]
            enable: bool,

            /// Host and port to serve metrics on. Use port 0 for any free port.
            #[option(name = "Prometheus Address")]
            address: HostPort = "127.0.0.1:2112",
        },

        /// OpenTelemetry traces.
        #[group(name = "Tracing", prefix = "trace", value = "trace", schema = "codersdk.TraceConfig")]
        tracing: struct Tracing {
            /// Export traces using OTLP over HTTP. Configure the destination with the standard
            /// OpenTelemetry variables, such as `OTEL_EXPORTER_OTLP_ENDPOINT`.
            #[option(name = "Trace Enable", flag = "trace")]
            enable: bool,

            /// Add log lines to the spans in which they are written. This can make traces many
            /// times larger.
            #[option(
                name = "Capture Logs in Traces",
                flag = "trace-logs",
                env = "CODER_TRACE_LOGS",
                yaml = "captureLogs",
                value = "capture_logs",
            )]
            capture_logs: bool,
        },
    }
}
