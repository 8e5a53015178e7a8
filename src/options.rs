//! Everything that the server can be told.
//!
//! One entry is one setting: its flag, its variable, its place in the YAML file, its help, its page
//! and its place in the deployment configuration are all read from here.

use std::path::PathBuf;

use sourcebook_options::{ByteSize, ConfigPath, Duration, HostPort, Pattern, Secret, Url, options};

mod checks;
pub(crate) mod mcp;
pub(crate) mod trusted_proxies;

use checks::{fits_a_header, is_aws_region, is_http_url, is_model_id, speaks_http};
use mcp::McpServer;
use trusted_proxies::{TrustedHeader, TrustedOrigin};

/// Variables of the client commands; no setting of the server has them.
pub(crate) const OTHER_VARIABLES: &[&str] = &[
    "CODER_CONFIG_DIR",
    "CODER_EMAIL",
    "CODER_PASSWORD",
    "CODER_SESSION_TOKEN",
    "CODER_SETUP_TOKEN",
    "CODER_URL",
];

options! {
    /// What `coder server` obeys.
    #[options(env = "CODER", schema = "codersdk.DeploymentValues")]
    pub struct Settings {
        /// How long a token holds for which no lifetime was asked.
        #[option(
            name = "Default Token Lifetime",
            value = "session_lifetime.default_token_lifetime",
            min = Duration::from_seconds(1),
        )]
        default_token_lifetime: Duration = "168h",

        /// How people and programs reach this server.
        #[group(name = "Networking", no_prefix, no_value)]
        networking: struct Networking {
            /// The URL under which people reach this server, where that is not the address it
            /// listens on.
            #[option(name = "Access URL", yaml = "accessURL")]
            access_url: Option<Url>,

            /// The headers in which trusted proxies say whom they pass a request on for, such as
            /// `X-Forwarded-For`. The first that a request has counts.
            #[option(name = "Proxy Trusted Headers")]
            proxy_trusted_headers: Vec<TrustedHeader>,

            /// The networks and addresses of the proxies whose headers are trusted, such as
            /// `192.168.1.0/24`.
            #[option(name = "Proxy Trusted Origins")]
            proxy_trusted_origins: Vec<TrustedOrigin>,

            #[group(name = "HTTP", no_prefix, no_value)]
            http: struct HttpOptions {
                /// The host and port to listen on. Port 0 takes any free port.
                #[option(name = "HTTP Address", yaml = "httpAddress")]
                http_address: HostPort = "127.0.0.1:3000",

                /// How long a session holds after it was last used.
                #[option(
                    name = "Session Duration",
                    value = "session_lifetime.default_duration",
                    min = Duration::from_seconds(1),
                )]
                session_duration: Duration = "24h",

                /// Whether a session ends its duration after the log-in, however much it is used.
                #[option(
                    name = "Disable Session Expiry Refresh",
                    value = "session_lifetime.disable_expiry_refresh",
                )]
                disable_session_expiry_refresh: bool,

                /// The longest lifetime that somebody may ask for when creating a token.
                #[option(
                    name = "Max Token Lifetime",
                    value = "session_lifetime.max_token_lifetime",
                    min = Duration::from_seconds(1),
                )]
                max_token_lifetime: Duration = "876600h",
            },

            /// Encrypted connections.
            #[group(name = "TLS", no_value)]
            tls: struct Tls {
                /// Whether encrypted connections are accepted, besides those to the HTTP address.
                #[option(name = "TLS Enable", value = "tls.enable")]
                enable: bool,

                /// The host and port to listen on for encrypted connections.
                #[option(name = "TLS Address", value = "tls.address")]
                address: HostPort = "127.0.0.1:3443",

                /// The files with the certificates of this server in PEM, each with the
                /// certificates that sign it. The client's wish decides between several.
                #[option(
                    name = "TLS Certificate Files",
                    flag = "tls-cert-file",
                    env = "CODER_TLS_CERT_FILE",
                    yaml = "certFiles",
                    value = "tls.cert_file",
                )]
                cert_files: Vec<String>,

                /// The files with the keys of the certificates in PEM, in the same order.
                #[option(
                    name = "TLS Key Files",
                    flag = "tls-key-file",
                    env = "CODER_TLS_KEY_FILE",
                    yaml = "keyFiles",
                    value = "tls.key_file",
                )]
                key_files: Vec<String>,

                /// For how many seconds browsers are told to come back by encrypted connections
                /// only, in the header `Strict-Transport-Security`. 0 leaves the header out. Set it
                /// only where everybody reaches this server by HTTPS.
                #[option(
                    name = "Strict-Transport-Security",
                    flag = "strict-transport-security",
                    env = "CODER_STRICT_TRANSPORT_SECURITY",
                    value = "strict_transport_security",
                )]
                strict_transport_security: u32 = 0,
            },
        },

        /// Where users, tokens and licenses are kept.
        #[group(name = "Storage", no_prefix, no_value)]
        storage: struct Storage {
            /// The folder of the server's data, made at the first start. Without it, it is `coderv2`
            /// in the user's data folder.
            #[option(
                name = "Data Directory",
                env = "CODER_DATA_DIRECTORY",
                value = "data_directory",
            )]
            data_dir: Option<PathBuf>,

            /// The URL of a PostgreSQL database, in place of a file in the data directory. More than
            /// one server needs it. Special characters in the URL must be URL-encoded.
            #[option(
                name = "Postgres Connection URL",
                env = "CODER_PG_CONNECTION_URL",
                value = "pg_connection_url",
            )]
            postgres_url: Option<Secret>,
        },

        /// What is sold with a license.
        #[group(name = "Licensing", no_prefix, no_value)]
        licensing: struct LicensingOptions {
            /// The public keys that licenses are checked with, each as `coder licenses keygen`
            /// prints it: `ID=KEY`. Without any, nothing needs a license.
            #[option(name = "License Keys", flag = "license-key")]
            license_keys: Vec<String>,
        },

        /// What is better left alone.
        #[group(name = "Dangerous", value = "rate_limit")]
        dangerous: struct Dangerous {
            /// Whether nothing is limited by how often it is asked for. Passwords can then be
            /// guessed; it is meant for tests.
            #[option(name = "Disable All Rate Limits", value = "disable_all", no_yaml, hidden)]
            disable_rate_limits: bool,
        },

        /// What this server tells about itself.
        #[group(name = "Introspection", no_prefix, no_value)]
        introspection: struct Introspection {
            /// What is logged, and where.
            #[group(name = "Logging", prefix = "log", value = "logging")]
            logging: struct Logging {
                /// The file that gets log lines for people. `/dev/stderr` and `/dev/stdout` are
                /// the streams of the process; in `/dev/null` they are lost.
                #[option(name = "Human Log Location", env = "CODER_LOGGING_HUMAN", yaml = "humanPath")]
                human: Option<PathBuf> = "/dev/stderr",

                /// The file that gets log lines as JSON, one object a line. `/dev/stderr` and
                /// `/dev/stdout` are the streams of the process.
                #[option(name = "JSON Log Location", env = "CODER_LOGGING_JSON", yaml = "jsonPath")]
                json: Option<PathBuf>,

                /// Which lines for debugging are logged as well: those of modules whose name one of
                /// these regular expressions matches. Use `.*` for all of them.
                #[option(name = "Log Filter", value = "log_filter")]
                filter: Vec<Pattern>,
            },

            /// Numbers for Prometheus.
            #[group(name = "Prometheus", schema = "codersdk.PrometheusConfig")]
            prometheus: struct Prometheus {
                /// Whether metrics are served in the text format of Prometheus, at an address of
                /// their own.
                #[option(name = "Prometheus Enable")]
                enable: bool,

                /// The host and port that metrics are served on. Port 0 takes any free port.
                #[option(name = "Prometheus Address")]
                address: HostPort = "127.0.0.1:2112",
            },

            /// Traces for a collector of OpenTelemetry.
            #[group(name = "Tracing", prefix = "trace", value = "trace", schema = "codersdk.TraceConfig")]
            tracing: struct Tracing {
                /// Whether traces are exported, by OTLP over HTTP. The variables of OpenTelemetry,
                /// such as `OTEL_EXPORTER_OTLP_ENDPOINT`, say where to.
                #[option(name = "Trace Enable", flag = "trace")]
                enable: bool,

                /// Whether log lines are added to the spans that they are written in. Can make
                /// traces many times as large.
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
            /// Whether the API explorer is served at `/swagger`: a page that shows the API document
            /// and sends requests.
            #[option(name = "Enable swagger endpoint", yaml = "enableSwagger")]
            enable: bool,
        },

        /// The documentation that this server serves at `/docs`.
        #[group(name = "Documentation", no_prefix, no_value)]
        documentation: struct Documentation {
            /// The folder of the built book. Without it the server serves the book that was
            /// compiled in, if there is one.
            #[option(name = "Docs Folder", yaml = "folder")]
            docs_folder: Option<PathBuf>,
        },

        /// The gateway between people's programs and the providers of models.
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
            /// Whether the AI Bridge answers under `/api/v2/aibridge`.
            #[option(name = "AI Bridge Enabled")]
            enabled: bool = false,

            /// The base URL of the OpenAI API.
            #[option(
                name = "AI Bridge OpenAI Base URL",
                env = "CODER_AIBRIDGE_OPENAI_BASE_URL",
                value = "openai.base_url",
                check = is_http_url,
            )]
            openai_base_url: String = "https://api.openai.com/v1/",

            /// The key to authenticate against the OpenAI API.
            #[option(name = "AI Bridge OpenAI Key", value = "openai.key", check = fits_a_header)]
            openai_key: Option<Secret>,

            /// The base URL of the Anthropic API.
            #[option(
                name = "AI Bridge Anthropic Base URL",
                value = "anthropic.base_url",
                check = is_http_url,
            )]
            anthropic_base_url: String = "https://api.anthropic.com/",

            /// The key to authenticate against the Anthropic API.
            #[option(name = "AI Bridge Anthropic Key", value = "anthropic.key", check = fits_a_header)]
            anthropic_key: Option<Secret>,

            /// The AWS region whose Amazon Bedrock answers in place of the Anthropic API, such as
            /// `us-east-1`. Setting it turns Bedrock on.
            #[option(
                name = "AI Bridge Bedrock Region",
                value = "bedrock.region",
                check = is_aws_region,
            )]
            bedrock_region: Option<String>,

            /// The id of the AWS access key that requests to Amazon Bedrock are signed with.
            /// Without one, AWS credentials are looked for where AWS's own tools look.
            #[option(
                name = "AI Bridge Bedrock Access Key",
                value = "bedrock.access_key",
                check = fits_a_header,
            )]
            bedrock_access_key: Option<Secret>,

            /// The secret of the AWS access key.
            #[option(
                name = "AI Bridge Bedrock Access Key Secret",
                value = "bedrock.access_key_secret",
            )]
            bedrock_access_key_secret: Option<Secret>,

            /// What Amazon Bedrock is asked for: the id of a model or of an inference profile, or
            /// the ARN of either.
            #[option(
                name = "AI Bridge Bedrock Model",
                value = "bedrock.model",
                check = is_model_id,
            )]
            bedrock_model: String = "global.anthropic.claude-sonnet-4-5-20250929-v1:0",

            /// What Amazon Bedrock is asked for when a client asks for a model of the Haiku
            /// family, as coding agents do for their background work.
            #[option(
                name = "AI Bridge Bedrock Small Fast Model",
                flag = "aibridge-bedrock-small-fastmodel",
                value = "bedrock.small_fast_model",
                check = is_model_id,
            )]
            bedrock_small_fast_model: String = "global.anthropic.claude-haiku-4-5-20251001-v1:0",

            /// Whether the control plane's own read-only tools are offered to models: who the user
            /// is, and the user's own interceptions and tokens.
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

        /// How the AI Bridge treats single requests.
        #[group(
            name = "AI Bridge Requests",
            prefix = "aibridge",
            yaml = "aibridge_requests",
            value = "ai.bridge_requests",
            snake_case,
        )]
        aibridge_requests: struct AiBridgeRequests {
            /// The largest request that the AI Bridge takes, decompressed.
            #[option(
                name = "AI Bridge Max Body",
                min = ByteSize::from_bytes(1_024),
                max = ByteSize::from_bytes(1_073_741_824),
            )]
            max_body: ByteSize = "32MiB",

            /// How long connecting to a provider may take.
            #[option(name = "AI Bridge Connect Timeout", min = Duration::from_seconds(1))]
            connect_timeout: Duration = "10s",

            /// How long a provider, or a client that sends a request, may send nothing.
            #[option(name = "AI Bridge Idle Timeout", min = Duration::from_seconds(1))]
            idle_timeout: Duration = "10m",

            /// How long a request waits for the record of its start. After that it goes on
            /// without a record.
            #[option(name = "AI Bridge Record Timeout", min = Duration::from_nanoseconds(1_000_000))]
            record_timeout: Duration = "2s",

            /// How often the results of the AI Bridge's own tools are sent to the model within one
            /// request. A model that still calls them then is cut off.
            #[option(name = "AI Bridge Max Tool Rounds", min = 1, max = 1_000)]
            max_tool_rounds: i64 = 25,

            /// How long after the start of a request the results of the AI Bridge's own tools are
            /// still sent to the model. A model that waits for them then is cut off.
            #[option(
                name = "AI Bridge Tool Rounds Timeout",
                min = Duration::from_seconds(1),
                max = Duration::from_days(1),
            )]
            tool_rounds_timeout: Duration = "10m",

            /// The address of Amazon Bedrock's runtime, where it is not the region's public one:
            /// a VPC endpoint, a FIPS endpoint, or a partition with names of its own.
            #[option(name = "AI Bridge Bedrock Base URL", check = speaks_http)]
            bedrock_base_url: Option<Url>,

            /// The beta features of the Anthropic API that Amazon Bedrock may be asked for. It
            /// refuses requests that name others, so others are left out.
            #[option(name = "AI Bridge Bedrock Betas")]
            bedrock_betas: Vec<String> = "compact-2026-01-12,computer-use-2024-10-22,\
                computer-use-2025-01-24,computer-use-2025-11-24,\
                context-1m-2025-08-07,context-management-2025-06-27,\
                dev-full-thinking-2025-05-14,effort-2025-11-24,\
                fine-grained-tool-streaming-2025-05-14,interleaved-thinking-2025-05-14,\
                output-128k-2025-02-19,token-efficient-tools-2025-02-19,\
                tool-examples-2025-10-29,tool-search-tool-2025-10-19",
        },

        /// The MCP servers whose tools the AI Bridge offers to models.
        #[group(
            name = "AI Bridge MCP",
            prefix = "aibridge-mcp",
            yaml = "aibridge_mcp",
            value = "ai.bridge_mcp",
            snake_case,
        )]
        aibridge_mcp: struct AiBridgeMcp {
            /// The MCP servers. Their tools are offered as `bmcp_ID_TOOL`.
            #[option(name = "AI Bridge MCP Servers", check = mcp::are_few)]
            servers: Vec<McpServer>,

            /// How long connecting to an MCP server and reading the list of its tools may take
            /// together. A server that takes longer gives no tools.
            #[option(
                name = "AI Bridge MCP Connect Timeout",
                min = Duration::from_nanoseconds(1_000_000),
                max = Duration::from_hours(1),
            )]
            connect_timeout: Duration = "5s",

            /// How long one call of a tool may take.
            #[option(
                name = "AI Bridge MCP Call Timeout",
                min = Duration::from_nanoseconds(1_000_000),
                max = Duration::from_hours(1),
            )]
            call_timeout: Duration = "1m",

            /// How long a connection is kept that nobody uses, and how old a list of tools gets
            /// before it is read again.
            #[option(name = "AI Bridge MCP Pool TTL", min = Duration::from_seconds(1))]
            pool_ttl: Duration = "15m",

            /// How long a server that failed is not asked again.
            #[option(name = "AI Bridge MCP Retry After", max = Duration::from_hours(1))]
            retry_after: Duration = "30s",

            /// The largest result of a tool that a model is given. What is more is cut off.
            #[option(
                name = "AI Bridge MCP Max Result",
                min = ByteSize::from_bytes(1_024),
                max = ByteSize::from_bytes(16_777_216),
            )]
            max_result: ByteSize = "256KiB",
        },

        /// Settings in a file.
        #[group(name = "Config", no_prefix, no_yaml, no_value)]
        file: struct ConfigFile {
            /// The YAML file with settings. Flags and environment variables win over it.
            #[option(name = "Config Path", shorthand = 'c', env = "CODER_CONFIG_PATH", no_yaml)]
            config: Option<ConfigPath>,

            /// Print the settings in force as YAML with comments, and end. Secrets are left out.
            #[option(name = "Write Config", no_env, no_yaml)]
            write_config: bool,
        },
    }
}

#[cfg(test)]
mod tests;
