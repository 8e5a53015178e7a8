//! Everything that the server can be told.
//!
//! One entry is one setting: its flag, its variable, its place in the YAML file, its help, its page
//! and its place in the deployment configuration are all read from here.

use std::path::PathBuf;

use sourcebook_options::{ByteSize, ConfigPath, Duration, HostPort, Pattern, Secret, Url, options};

mod checks;
pub(crate) mod cors_origin;
pub(crate) mod forwarded_header;
pub(crate) mod mcp;
pub(crate) mod passthrough;
pub(crate) mod trusted_proxies;

use checks::{
    fits_a_header, is_api_version, is_aws_region, is_base_url, is_base_url_if_set, is_model_id,
    is_place_if_set,
};
use cors_origin::CorsOrigin;
use forwarded_header::ForwardedHeader;
use mcp::McpServer;
use passthrough::PassthroughRule;
use trusted_proxies::{TrustedHeader, TrustedOrigin};

/// Variables of the client commands; no setting of the server has them.
pub(crate) const OTHER_VARIABLES: &[&str] = &[
    "CODER_CONFIG_DIR",
    "CODER_EMAIL",
    "CODER_OLD_PASSWORD",
    "CODER_PASSWORD",
    "CODER_SESSION_TOKEN",
    "CODER_SETUP_TOKEN",
    "CODER_URL",
];

options! {
    /// Settings of `coder server`.
    #[options(env = "CODER", schema = "codersdk.DeploymentValues", secret_files)]
    pub struct Settings {
        /// Lifetime of tokens created without one.
        #[option(
            name = "Default Token Lifetime",
            value = "session_lifetime.default_token_lifetime",
            min = Duration::from_seconds(1),
        )]
        default_token_lifetime: Duration = "168h",

        /// Addresses, proxies and sessions.
        #[group(name = "Networking", no_prefix, no_value)]
        networking: struct Networking {
            /// URL of this server as its users see it, if it differs from the address the server
            /// listens on.
            #[option(name = "Access URL", yaml = "accessURL", check = is_place_if_set)]
            access_url: Option<Url>,

            /// Origins whose pages may use the API and the AI Bridge from a browser, such as
            /// `https://app.example.com`. By default, only pages of this server may.
            #[option(name = "CORS Origins")]
            cors_origins: Vec<CorsOrigin>,

            /// Headers in which trusted proxies pass on the address of their client, such as
            /// `X-Forwarded-For`. If a request has several of them, the first one in this list
            /// counts.
            #[option(name = "Proxy Trusted Headers")]
            proxy_trusted_headers: Vec<TrustedHeader>,

            /// Networks and addresses of trusted proxies, such as `192.168.1.0/24`.
            #[option(name = "Proxy Trusted Origins")]
            proxy_trusted_origins: Vec<TrustedOrigin>,

            #[group(name = "HTTP", no_prefix, no_value)]
            http: struct HttpOptions {
                /// Host and port to listen on. Use port 0 for any free port.
                #[option(name = "HTTP Address", yaml = "httpAddress")]
                http_address: HostPort = "127.0.0.1:3000",

                /// Maximum number of open connections. If a request is in flight on each of them,
                /// further ones get status 503; otherwise, the one that has waited longest for a
                /// request is closed. Set to 0 for half as many as the server may have files and
                /// sockets, but at most 16384.
                #[option(name = "HTTP Max Connections", min = 0, max = 1_000_000)]
                http_max_connections: i64 = 0,

                /// How long a connection is kept open between two requests.
                #[option(name = "HTTP Idle Timeout", min = Duration::from_seconds(1))]
                http_idle_timeout: Duration = "2m",

                /// How long a session lasts after it was last used.
                #[option(
                    name = "Session Duration",
                    value = "session_lifetime.default_duration",
                    min = Duration::from_seconds(1),
                )]
                session_duration: Duration = "24h",

                /// End sessions a fixed time after login, even while they are in use.
                #[option(
                    name = "Disable Session Expiry Refresh",
                    value = "session_lifetime.disable_expiry_refresh",
                )]
                disable_session_expiry_refresh: bool,

                /// Maximum lifetime of a token.
                #[option(
                    name = "Max Token Lifetime",
                    value = "session_lifetime.max_token_lifetime",
                    min = Duration::from_seconds(1),
                )]
                max_token_lifetime: Duration = "876600h",
            },

            /// Settings for encrypted connections.
            #[group(name = "TLS", no_value)]
            tls: struct Tls {
                /// Accept encrypted connections, in addition to those at the HTTP address.
                #[option(name = "TLS Enable", value = "tls.enable")]
                enable: bool,

                /// Host and port to listen on for encrypted connections.
                #[option(name = "TLS Address", value = "tls.address")]
                address: HostPort = "127.0.0.1:3443",

                /// PEM files with the certificates of this server, each followed by its chain of
                /// intermediate certificates. With several, the server chooses by the host name
                /// that the client asks for.
                #[option(
                    name = "TLS Certificate Files",
                    flag = "tls-cert-file",
                    env = "CODER_TLS_CERT_FILE",
                    yaml = "certFiles",
                    value = "tls.cert_file",
                )]
                cert_files: Vec<String>,

                /// PEM files with the private keys of the certificates, in the same order.
                #[option(
                    name = "TLS Key Files",
                    flag = "tls-key-file",
                    env = "CODER_TLS_KEY_FILE",
                    yaml = "keyFiles",
                    value = "tls.key_file",
                )]
                key_files: Vec<String>,

                /// Number of seconds for which browsers should use encrypted connections only, sent
                /// in the header `Strict-Transport-Security`. Set to 0 to omit the header. Set it
                /// only if all users reach this server over HTTPS.
                #[option(
                    name = "Strict-Transport-Security",
                    flag = "strict-transport-security",
                    env = "CODER_STRICT_TRANSPORT_SECURITY",
                    value = "strict_transport_security",
                )]
                strict_transport_security: u32 = 0,
            },
        },

        /// Storage of users, tokens, licenses and records.
        #[group(name = "Storage", no_prefix, no_value)]
        storage: struct Storage {
            /// Folder for the server's data, created on first start. By default, `coderv2` in the
            /// user's data folder.
            #[option(
                name = "Data Directory",
                env = "CODER_DATA_DIRECTORY",
                value = "data_directory",
            )]
            data_dir: Option<PathBuf>,

            /// URL of a PostgreSQL database to use instead of a file in the data directory.
            /// Required to run more than one server. Special characters in the URL must be
            /// URL-encoded.
            #[option(
                name = "Postgres Connection URL",
                env = "CODER_PG_CONNECTION_URL",
                value = "pg_connection_url",
            )]
            postgres_url: Option<Secret>,
        },

        /// License settings.
        #[group(name = "Licensing", no_prefix, no_value)]
        licensing: struct LicensingOptions {
            /// Public keys for verifying licenses, each as `ID=KEY`, as printed by `coder licenses
            /// keygen`. Without any, every feature is available without a license, as long as no
            /// license is stored.
            #[option(name = "License Keys", flag = "license-key")]
            license_keys: Vec<String>,
        },

        /// Settings you should rarely change.
        #[group(name = "Dangerous", value = "rate_limit")]
        dangerous: struct Dangerous {
            /// Disable all rate limits. This makes it possible to guess passwords; use it only for
            /// tests.
            #[option(name = "Disable All Rate Limits", value = "disable_all", no_yaml, hidden)]
            disable_rate_limits: bool,
        },

        /// Logs, metrics and traces.
        #[group(name = "Introspection", no_prefix, no_value)]
        introspection: struct Introspection {
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
        },

        /// The API explorer.
        #[group(name = "Swagger", no_yaml)]
        swagger: struct Swagger {
            /// Serve the API explorer at `/swagger`: a page that shows the API document and can
            /// send requests.
            #[option(name = "Enable swagger endpoint", yaml = "enableSwagger")]
            enable: bool,
        },

        /// Documentation served at `/docs`.
        #[group(name = "Documentation", no_prefix, no_value)]
        documentation: struct Documentation {
            /// Folder of the built book. By default, the book compiled into the program, if there
            /// is one.
            #[option(name = "Docs Folder", yaml = "folder")]
            docs_folder: Option<PathBuf>,
        },

        /// Gateway between users' programs and model providers.
        #[group(
            name = "AI Bridge",
            value = "ai.bridge",
            snake_case,
            schema = "codersdk.AIBridgeConfig",
            schemas = &[
                ("openai", "codersdk.AIBridgeOpenAIConfig"),
                ("anthropic", "codersdk.AIBridgeAnthropicConfig"),
                ("bedrock", "codersdk.AIBridgeBedrockConfig"),
            ],
        )]
        aibridge: struct AiBridge {
            /// Enable the AI Bridge at `/api/v2/aibridge`.
            #[option(name = "AI Bridge Enabled")]
            enabled: bool = false,

            /// The base URL of the OpenAI API.
            #[option(
                name = "AI Bridge OpenAI Base URL",
                env = "CODER_AIBRIDGE_OPENAI_BASE_URL",
                value = "openai.base_url",
                check = is_base_url,
            )]
            openai_base_url: String = "https://api.openai.com/v1/",

            /// The key to authenticate against the OpenAI API.
            #[option(name = "AI Bridge OpenAI Key", value = "openai.key", check = fits_a_header)]
            openai_key: Option<Secret>,

            /// The base URL of the Anthropic API.
            #[option(
                name = "AI Bridge Anthropic Base URL",
                value = "anthropic.base_url",
                check = is_base_url,
            )]
            anthropic_base_url: String = "https://api.anthropic.com/",

            /// The key to authenticate against the Anthropic API.
            #[option(name = "AI Bridge Anthropic Key", value = "anthropic.key", check = fits_a_header)]
            anthropic_key: Option<Secret>,

            /// AWS region of the Amazon Bedrock service to use instead of the Anthropic API, such
            /// as `us-east-1`. Setting it enables Bedrock.
            #[option(
                name = "AI Bridge Bedrock Region",
                value = "bedrock.region",
                check = is_aws_region,
            )]
            bedrock_region: Option<String>,

            /// ID of the AWS access key for signing requests to Amazon Bedrock. Without one, the
            /// server looks for AWS credentials in the same places as AWS's own tools.
            #[option(
                name = "AI Bridge Bedrock Access Key",
                value = "bedrock.access_key",
                check = fits_a_header,
            )]
            bedrock_access_key: Option<Secret>,

            /// Secret of the AWS access key.
            #[option(
                name = "AI Bridge Bedrock Access Key Secret",
                value = "bedrock.access_key_secret",
            )]
            bedrock_access_key_secret: Option<Secret>,

            /// Model to request from Amazon Bedrock: the ID of a model or an inference profile, or
            /// the ARN of either.
            #[option(
                name = "AI Bridge Bedrock Model",
                value = "bedrock.model",
                check = is_model_id,
            )]
            bedrock_model: String = "global.anthropic.claude-sonnet-4-5-20250929-v1:0",

            /// Model to request from Amazon Bedrock when a client asks for a model of the Haiku
            /// family, as coding agents do for background tasks.
            #[option(
                name = "AI Bridge Bedrock Small Fast Model",
                flag = "aibridge-bedrock-small-fastmodel",
                value = "bedrock.small_fast_model",
                check = is_model_id,
            )]
            bedrock_small_fast_model: String = "global.anthropic.claude-haiku-4-5-20251001-v1:0",

            /// Offer models the control plane's own read-only tools: who the user is, and the
            /// user's own interceptions and token usage.
            #[option(name = "AI Bridge Inject Coder MCP tools")]
            inject_coder_mcp_tools: bool = false,

            /// Length of time to retain data such as interceptions and all related records
            /// (token, prompt, tool use).
            #[option(name = "AI Bridge Data Retention Duration", min = Duration::from_seconds(60))]
            retention: Duration = "60d",

            /// Maximum number of concurrent AI Bridge requests. Set to 0 to disable (unlimited).
            #[option(
                name = "AI Bridge Max Concurrency",
                schema_description = "Overload protection settings.",
                min = 0,
            )]
            max_concurrency: i64 = 0,

            /// Maximum number of AI Bridge requests per rate window. Set to 0 to disable rate
            /// limiting.
            #[option(name = "AI Bridge Rate Limit", min = 0, max = 1_000_000)]
            rate_limit: i64 = 0,

            /// Duration of the rate limiting window for AI Bridge requests.
            #[option(name = "AI Bridge Rate Window", max = Duration::from_days(1))]
            rate_window: Duration = "1m",
        },

        /// Limits and timeouts for individual AI Bridge requests.
        #[group(
            name = "AI Bridge Requests",
            prefix = "aibridge",
            yaml = "aibridge_requests",
            value = "ai.bridge_requests",
            snake_case,
        )]
        aibridge_requests: struct AiBridgeRequests {
            /// Maximum size of an AI Bridge request, after decompression.
            #[option(
                name = "AI Bridge Max Body",
                min = ByteSize::from_bytes(1_024),
                max = ByteSize::from_bytes(1_073_741_824),
            )]
            max_body: ByteSize = "32MiB",

            /// Maximum number of concurrent AI Bridge requests of one user, with all tokens
            /// together. Set to 0 for any number.
            #[option(name = "AI Bridge User Max Concurrency", min = 0)]
            user_max_concurrency: i64 = 0,

            /// Maximum number of AI Bridge requests of one user per rate window, with all tokens
            /// together. By default the limit of a single token, `--aibridge-rate-limit`. Set to 0
            /// for any number.
            #[option(name = "AI Bridge User Rate Limit", min = Some(0), max = Some(1_000_000))]
            user_rate_limit: Option<i64>,

            /// Timeout for connecting to a provider.
            #[option(name = "AI Bridge Connect Timeout", min = Duration::from_seconds(1))]
            connect_timeout: Duration = "10s",

            /// How long a connection to a provider is kept open between two requests.
            #[option(
                name = "AI Bridge Connection Idle Timeout",
                min = Duration::from_seconds(1),
                max = Duration::from_days(1),
            )]
            connection_idle_timeout: Duration = "90s",

            /// Timeout for a provider, or a client sending a request, that sends nothing, and for a
            /// client that does not read its response.
            #[option(name = "AI Bridge Idle Timeout", min = Duration::from_seconds(1))]
            idle_timeout: Duration = "10m",

            /// How long a request waits for its session token to be looked up, and for its start to
            /// be recorded. After that, it is rejected with status 503.
            #[option(name = "AI Bridge Record Timeout", min = Duration::from_nanoseconds(1_000_000))]
            record_timeout: Duration = "2s",

            /// Whether a request continues without a record if its start cannot be recorded within
            /// `--aibridge-record-timeout`. Only for requests whose session token can still be
            /// looked up.
            #[option(name = "AI Bridge Allow Unrecorded")]
            allow_unrecorded: bool = false,

            /// Maximum size of a recorded prompt, or of the recorded input of a tool. Longer ones
            /// are cut off, and the record says so.
            #[option(
                name = "AI Bridge Max Recorded Text",
                min = ByteSize::from_bytes(1_024),
                max = ByteSize::from_bytes(16_777_216),
            )]
            max_recorded_text: ByteSize = "64KiB",

            /// Maximum number of times that results of the AI Bridge's own tools are sent to the
            /// model within one request. If the model calls them again, its answer is cut off.
            #[option(name = "AI Bridge Max Tool Rounds", min = 1, max = 1_000)]
            max_tool_rounds: i64 = 25,

            /// How long after the start of a request results of the AI Bridge's own tools are sent
            /// to the model. If the model is still waiting for results after that, its answer is
            /// cut off.
            #[option(
                name = "AI Bridge Tool Rounds Timeout",
                min = Duration::from_seconds(1),
                max = Duration::from_days(1),
            )]
            tool_rounds_timeout: Duration = "10m",

            /// Request the token usage of streamed chat completions if the client does not, by adding
            /// `stream_options` to the request. Turn this off for services that reject requests with
            /// it; token usage of streams is then estimated.
            #[option(name = "AI Bridge Stream Usage")]
            stream_usage: bool = true,

            /// Parts of the providers' APIs that pass through without a record, in addition to those
            /// that always do, each as a method and a path such as `GET /openai/v1/files/*`. A `*`
            /// stands for one segment of the path. What passes through uses the key of this server, so
            /// users can reach what others have stored with it.
            #[option(name = "AI Bridge Passthrough")]
            passthrough: Vec<PassthroughRule>,

            /// Headers of users' requests to send to the providers, in addition to those that their
            /// APIs need, such as `OpenAI-Organization`. Headers with credentials are never sent.
            #[option(name = "AI Bridge Forward Headers")]
            forward_headers: Vec<ForwardedHeader>,

            /// API version to request from Azure OpenAI, such as `2025-04-01-preview`. Setting it
            /// adds `api-version` to every request to the OpenAI API, and sends the key in the header
            /// `api-key`.
            #[option(
                name = "AI Bridge OpenAI API Version",
                env = "CODER_AIBRIDGE_OPENAI_API_VERSION",
                value = "ai.bridge_requests.openai_api_version",
                check = is_api_version,
            )]
            openai_api_version: Option<String>,

            /// URL of the Amazon Bedrock runtime, if it is not the public one of the region: a VPC
            /// endpoint, a FIPS endpoint, or an endpoint of another partition.
            #[option(name = "AI Bridge Bedrock Base URL", check = is_base_url_if_set)]
            bedrock_base_url: Option<Url>,

            /// Beta features of the Anthropic API that may be requested from Amazon Bedrock. It
            /// rejects requests that name features it does not know, so all others are left out.
            #[option(name = "AI Bridge Bedrock Betas")]
            bedrock_betas: Vec<String> = "compact-2026-01-12,computer-use-2024-10-22,computer-use-2025-01-24,computer-use-2025-11-24,context-1m-2025-08-07,context-management-2025-06-27,dev-full-thinking-2025-05-14,effort-2025-11-24,fine-grained-tool-streaming-2025-05-14,interleaved-thinking-2025-05-14,output-128k-2025-02-19,token-efficient-tools-2025-02-19,tool-examples-2025-10-29,tool-search-tool-2025-10-19",
        },

        /// MCP servers whose tools the AI Bridge offers to models.
        #[group(
            name = "AI Bridge MCP",
            prefix = "aibridge-mcp",
            yaml = "aibridge_mcp",
            value = "ai.bridge_mcp",
            snake_case,
        )]
        aibridge_mcp: struct AiBridgeMcp {
            /// MCP servers. Their tools are offered as `bmcp_ID_TOOL`.
            #[option(name = "AI Bridge MCP Servers", check = mcp::are_few)]
            servers: Vec<McpServer>,

            /// Timeout for connecting to an MCP server and reading its list of tools. If it takes
            /// longer, the tools of the server are not offered.
            #[option(
                name = "AI Bridge MCP Connect Timeout",
                min = Duration::from_nanoseconds(1_000_000),
                max = Duration::from_hours(1),
            )]
            connect_timeout: Duration = "5s",

            /// Timeout for one tool call.
            #[option(
                name = "AI Bridge MCP Call Timeout",
                min = Duration::from_nanoseconds(1_000_000),
                max = Duration::from_hours(1),
            )]
            call_timeout: Duration = "1m",

            /// How long an unused connection is kept, and how long a list of tools is used before
            /// it is read again.
            #[option(name = "AI Bridge MCP Pool TTL", min = Duration::from_seconds(1))]
            pool_ttl: Duration = "15m",

            /// How long to wait before contacting a failed server again.
            #[option(name = "AI Bridge MCP Retry After", max = Duration::from_hours(1))]
            retry_after: Duration = "30s",

            /// Maximum size of a tool result. Larger results are cut off.
            #[option(
                name = "AI Bridge MCP Max Result",
                min = ByteSize::from_bytes(1_024),
                max = ByteSize::from_bytes(16_777_216),
            )]
            max_result: ByteSize = "256KiB",
        },

        /// Configuration file.
        #[group(name = "Config", no_prefix, no_yaml, no_value)]
        file: struct ConfigFile {
            /// YAML file with settings. Flags and environment variables take precedence over it.
            #[option(name = "Config Path", shorthand = 'c', env = "CODER_CONFIG_PATH", no_yaml)]
            config: Option<ConfigPath>,

            /// Print the effective settings as commented YAML, without secrets, and exit.
            #[option(name = "Write Config", no_env, no_yaml)]
            write_config: bool,
        },
    }
}

#[cfg(test)]
mod tests;
