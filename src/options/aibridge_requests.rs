//! Limits and timeouts of single requests of the AI Bridge.

use sourcebook_options::{ByteSize, Duration, Url, options_group};

use super::Settings;
use super::checks::{is_api_version, is_base_url_if_set};
use super::forwarded_header::ForwardedHeader;
use super::passthrough::PassthroughRule;

options_group! {
    /// Limits and timeouts for individual AI Bridge requests.
    #[group(
        name = "AI Bridge Requests",
        prefix = "aibridge",
        yaml = "aibridge_requests",
        value = "ai.bridge_requests",
        snake_case,
    )]
    pub(crate) struct AiBridgeRequests in Settings.aibridge_requests {
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
    }
}
