//! The AI Bridge: its providers, and its limits as a whole.

use sourcebook_options::{Duration, Secret, options_group};

use super::Settings;
use super::checks::{fits_a_header, is_aws_region, is_base_url, is_model_id};

options_group! {
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
    pub(crate) struct AiBridge in Settings.aibridge {
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
    }
}
