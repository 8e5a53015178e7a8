//! What the bridge is told when it starts.

use std::time::Duration;

use axum::http::{HeaderName, HeaderValue};
use sourcebook_options::Secret;
use thiserror::Error;
use url::Url;

use super::bedrock::{BedrockSettings, BedrockSettingsError};
use super::mcp::{McpSettings, McpSettingsError};
use super::overload::concurrency::ConcurrencyLimits;
use super::overload::rate_limit::RateLimits;
use super::passthrough::FurtherOperations;
use super::recorder::RecorderSettings;
use crate::options;

/// How to reach a provider.
#[derive(Clone)]
pub(crate) struct ProviderSettings {
    /// The address before the provider's paths.
    pub(crate) base_url: Url,
    /// The version of the API that every request names, where the service wants it: Azure's.
    pub(crate) api_version: Option<String>,
    /// The key that replaces the clients' credentials; absent when none was set.
    pub(crate) key: Option<HeaderValue>,
}

/// Everything that the bridge can be told.
#[derive(Clone)]
pub(crate) struct BridgeSettings {
    /// `OpenAI`, or a service with the same API.
    pub(crate) openai: ProviderSettings,
    /// Anthropic.
    pub(crate) anthropic: ProviderSettings,
    /// Amazon Bedrock, where it answers in Anthropic's place.
    pub(crate) bedrock: Option<BedrockSettings>,
    /// Maximum numbers of requests in flight.
    pub(crate) concurrency: ConcurrencyLimits,
    /// Maximum numbers of requests in a window of time.
    pub(crate) rate: RateLimits,
    /// Maximum number of bytes in a request.
    pub(crate) max_body: usize,
    /// How long connecting to a provider may take.
    pub(crate) connect_timeout: Duration,
    /// How long a connection to a provider is kept between two requests.
    pub(crate) connection_idle_timeout: Duration,
    /// How long a provider may send nothing.
    pub(crate) idle_timeout: Duration,
    /// What requests are recorded by.
    pub(crate) recording: RecorderSettings,
    /// How often results of the bridge's tools are sent to the model within one request.
    pub(crate) max_tool_rounds: usize,
    /// How long after the start of a request results are still sent.
    pub(crate) tool_rounds_timeout: Duration,
    /// Whether streams are asked for their usage where the client does not ask for it.
    pub(crate) stream_usage: bool,
    /// Headers of clients that providers get beside those that their APIs need.
    pub(crate) forward_headers: Vec<HeaderName>,
    /// What passes through beside the providers' own lists.
    pub(crate) passthrough: FurtherOperations,
    /// How long records are kept.
    pub(crate) retention: Duration,
    /// The MCP servers.
    pub(crate) mcp: McpSettings,
}

/// A setting that cannot be used. The table of options already rejects such values.
#[derive(Debug, Error)]
pub(crate) enum SettingsError {
    /// It is no URL.
    #[error("`--{option}` cannot be used\n  because it is not a URL ({source})")]
    Url {
        /// The option.
        option: &'static str,
        /// What is wrong with it.
        source: url::ParseError,
    },
    /// It cannot be sent in a header.
    #[error(
        "`--{0}` cannot be used\n  because it contains characters that are not allowed in a header"
    )]
    Key(&'static str),
    /// What is set for Amazon Bedrock does not go together.
    #[error(transparent)]
    Bedrock(#[from] BedrockSettingsError),
    /// What is set for an MCP server cannot be used.
    #[error(transparent)]
    Mcp(#[from] McpSettingsError),
}

impl BridgeSettings {
    /// What the options of the server say.
    ///
    /// # Errors A value that the table of options already rejects, or settings of Amazon Bedrock
    /// that do not go together.
    pub(crate) fn read(options: &options::Settings) -> Result<Self, SettingsError> {
        let (bridge, requests) = (&options.aibridge, &options.aibridge_requests);
        Ok(Self {
            openai: ProviderSettings {
                base_url: url("aibridge-openai-base-url", &bridge.openai_base_url)?,
                api_version: requests.openai_api_version.clone().filter(|text| !text.is_empty()),
                key: key("aibridge-openai-key", bridge.openai_key.as_ref())?,
            },
            anthropic: ProviderSettings {
                base_url: url("aibridge-anthropic-base-url", &bridge.anthropic_base_url)?,
                api_version: None,
                key: key("aibridge-anthropic-key", bridge.anthropic_key.as_ref())?,
            },
            bedrock: BedrockSettings::read(bridge, requests)?,
            concurrency: ConcurrencyLimits {
                total: count(bridge.max_concurrency),
                per_user: count(requests.user_max_concurrency),
            },
            rate: rate(options),
            max_body: usize::try_from(requests.max_body.as_bytes()).unwrap_or(usize::MAX),
            connect_timeout: requests.connect_timeout.into(),
            connection_idle_timeout: requests.connection_idle_timeout.into(),
            idle_timeout: requests.idle_timeout.into(),
            recording: RecorderSettings {
                patience: requests.record_timeout.into(),
                allows_unrecorded: requests.allow_unrecorded,
                max_text: usize::try_from(requests.max_recorded_text.as_bytes())
                    .unwrap_or(usize::MAX),
            },
            max_tool_rounds: count(requests.max_tool_rounds),
            tool_rounds_timeout: requests.tool_rounds_timeout.into(),
            stream_usage: requests.stream_usage,
            forward_headers: requests
                .forward_headers
                .iter()
                .map(|one| one.name().clone())
                .collect(),
            passthrough: FurtherOperations::new(&requests.passthrough),
            retention: bridge.retention.into(),
            mcp: McpSettings::read(options)?,
        })
    }
}

/// What limits the rate of requests. Without a limit of its own, a user has that of a key.
fn rate(options: &options::Settings) -> RateLimits {
    let bridge = &options.aibridge;
    let of_user = options.aibridge_requests.user_rate_limit.unwrap_or(bridge.rate_limit);
    let limit = |limit| if options.dangerous.disable_rate_limits { 0 } else { count(limit) };
    RateLimits {
        per_key: limit(bridge.rate_limit),
        per_user: limit(of_user),
        window: bridge.rate_window.into(),
    }
}

fn count(number: i64) -> usize {
    usize::try_from(number).unwrap_or(0)
}

fn url(option: &'static str, text: &str) -> Result<Url, SettingsError> {
    text.parse().map_err(|source| SettingsError::Url { option, source })
}

/// A key for a header that is never shown; an empty one is none.
fn key(
    option: &'static str,
    secret: Option<&Secret>,
) -> Result<Option<HeaderValue>, SettingsError> {
    let text = secret.map(Secret::expose).filter(|text| !text.is_empty());
    let value = text.map(|text| {
        let mut value = HeaderValue::from_str(text).map_err(|_| SettingsError::Key(option))?;
        value.set_sensitive(true);
        Ok(value)
    });
    value.transpose()
}
