//! An interception as the API shows one.

use serde::Serialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::clock::Timestamp;
use crate::store::{StoredInterception, StoredPrompt, StoredTokens, StoredTool};

/// Summary of a user.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = codersdk::MinimalUser)]
pub(crate) struct MinimalUser {
    /// Never set: this server stores no pictures.
    #[schema(required = false, nullable = false, format = "uri")]
    #[serde(skip_serializing_if = "Option::is_none")]
    avatar_url: Option<String>,
    /// ID; never changes.
    id: Uuid,
    /// Display name; omitted if empty.
    #[schema(required = false)]
    #[serde(skip_serializing_if = "String::is_empty")]
    name: String,
    /// Username.
    username: String,
}

/// A request to a provider, recorded by the AI Bridge.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = codersdk::AIBridgeInterception)]
pub(crate) struct AiBridgeInterception {
    /// ID of the API key that was used. The key may no longer exist.
    #[schema(required = false)]
    api_key_id: String,
    /// When the last byte of the response was relayed; omitted while the request is in progress.
    #[schema(required = false, nullable = false, value_type = String, format = DateTime)]
    #[serde(skip_serializing_if = "Option::is_none")]
    ended_at: Option<Timestamp>,
    /// ID; never changes.
    #[schema(required = false)]
    id: Uuid,
    // Whose request it was: told at the type, so that Swagger 2.0 has the plain reference.
    #[schema(required = false)]
    initiator: MinimalUser,
    /// Metadata: `client`, `streaming`, `continues` (the interception whose tool calls this one
    /// answers), `outcome` (`completed`, `failed`, `broken`, `cancelled`, `refused` or
    /// `interrupted`), `error` (the reason, if it failed, is broken or was refused) and `status`.
    #[schema(required = false, value_type = std::collections::HashMap<String, Value>)]
    metadata: Box<RawValue>,
    /// Requested model.
    #[schema(required = false)]
    model: String,
    /// `openai` or `anthropic`.
    #[schema(required = false)]
    provider: String,
    /// When the request was received.
    #[schema(required = false, value_type = String, format = DateTime)]
    started_at: Timestamp,
    /// Token usage, as counted by the provider, or estimated if a stream ended before that.
    #[schema(required = false)]
    token_usages: Vec<AiBridgeTokenUsage>,
    /// Tool calls.
    #[schema(required = false)]
    tool_usages: Vec<AiBridgeToolUsage>,
    /// Last prompt of the user.
    #[schema(required = false)]
    user_prompts: Vec<AiBridgeUserPrompt>,
}

/// Token usage of one response.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = codersdk::AIBridgeTokenUsage)]
pub(crate) struct AiBridgeTokenUsage {
    /// When this was recorded.
    #[schema(required = false, value_type = String, format = DateTime)]
    created_at: Timestamp,
    /// ID; never changes.
    #[schema(required = false)]
    id: Uuid,
    /// Number of input tokens, without those read from or written to the provider's cache.
    #[schema(required = false)]
    input_tokens: i64,
    /// ID of the interception that this belongs to.
    #[schema(required = false)]
    interception_id: Uuid,
    /// Other counts: `cache_read_tokens`, `cache_write_tokens` and `reasoning_tokens`; and
    /// `estimated`, which is true if the provider did not report all counts.
    #[schema(required = false, value_type = std::collections::HashMap<String, Value>)]
    metadata: Box<RawValue>,
    /// Number of output tokens.
    #[schema(required = false)]
    output_tokens: i64,
    /// The provider's ID of the response.
    #[schema(required = false)]
    provider_response_id: String,
}

/// A tool call by a model.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = codersdk::AIBridgeToolUsage)]
pub(crate) struct AiBridgeToolUsage {
    /// When this was recorded.
    #[schema(required = false, value_type = String, format = DateTime)]
    created_at: Timestamp,
    /// ID; never changes.
    #[schema(required = false)]
    id: Uuid,
    /// Whether the tool was offered and run by the bridge rather than by the client.
    #[schema(required = false)]
    injected: bool,
    /// Input of the tool, usually JSON.
    #[schema(required = false)]
    input: String,
    /// ID of the interception that this belongs to.
    #[schema(required = false)]
    interception_id: Uuid,
    /// Why the call failed; omitted if it is not known to have failed.
    #[schema(required = false, nullable = false)]
    #[serde(skip_serializing_if = "Option::is_none")]
    invocation_error: Option<String>,
    /// Metadata: `truncated_from_bytes`, the size of the input if it was cut off.
    #[schema(required = false, value_type = std::collections::HashMap<String, Value>)]
    metadata: Box<RawValue>,
    /// The provider's ID of the response.
    #[schema(required = false)]
    provider_response_id: String,
    /// URL of the server that ran the tool; omitted for tools of the client.
    #[schema(required = false, nullable = false)]
    #[serde(skip_serializing_if = "Option::is_none")]
    server_url: Option<String>,
    /// Name of the tool.
    #[schema(required = false)]
    tool: String,
}

/// A prompt of a user.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = codersdk::AIBridgeUserPrompt)]
pub(crate) struct AiBridgeUserPrompt {
    /// When this was recorded.
    #[schema(required = false, value_type = String, format = DateTime)]
    created_at: Timestamp,
    /// ID; never changes.
    #[schema(required = false)]
    id: Uuid,
    /// ID of the interception that this belongs to.
    #[schema(required = false)]
    interception_id: Uuid,
    /// Metadata: `truncated_from_bytes`, the size of the prompt if it was cut off.
    #[schema(required = false, value_type = std::collections::HashMap<String, Value>)]
    metadata: Box<RawValue>,
    /// Text of the prompt.
    #[schema(required = false)]
    prompt: String,
    /// The provider's ID of the response; empty until it is known.
    #[schema(required = false)]
    provider_response_id: String,
}

impl From<StoredInterception> for AiBridgeInterception {
    fn from(stored: StoredInterception) -> Self {
        let StoredInterception { head, prompts, tokens, tools } = stored;
        Self {
            api_key_id: head.api_key_id,
            ended_at: head.ended_at,
            id: head.id,
            initiator: MinimalUser {
                avatar_url: None,
                id: head.initiator_id,
                name: head.name,
                username: head.username,
            },
            metadata: object(head.metadata),
            model: head.model,
            provider: head.provider,
            started_at: head.started_at,
            token_usages: tokens.into_iter().map(AiBridgeTokenUsage::from).collect(),
            tool_usages: tools.into_iter().map(AiBridgeToolUsage::from).collect(),
            user_prompts: prompts.into_iter().map(AiBridgeUserPrompt::from).collect(),
        }
    }
}

impl From<StoredTokens> for AiBridgeTokenUsage {
    fn from(stored: StoredTokens) -> Self {
        Self {
            created_at: stored.created_at,
            id: stored.id,
            input_tokens: stored.input_tokens,
            interception_id: stored.interception_id,
            metadata: object(stored.metadata),
            output_tokens: stored.output_tokens,
            provider_response_id: stored.provider_response_id,
        }
    }
}

impl From<StoredTool> for AiBridgeToolUsage {
    fn from(stored: StoredTool) -> Self {
        Self {
            created_at: stored.created_at,
            id: stored.id,
            injected: stored.injected,
            input: stored.input,
            interception_id: stored.interception_id,
            invocation_error: stored.invocation_error,
            metadata: object(stored.metadata),
            provider_response_id: stored.provider_response_id,
            server_url: stored.server_url,
            tool: stored.tool,
        }
    }
}

impl From<StoredPrompt> for AiBridgeUserPrompt {
    fn from(stored: StoredPrompt) -> Self {
        Self {
            created_at: stored.created_at,
            id: stored.id,
            interception_id: stored.interception_id,
            metadata: object(stored.metadata),
            prompt: stored.prompt,
            provider_response_id: stored.provider_response_id,
        }
    }
}

/// A JSON object as it is stored; an empty one where a person has put something else there.
fn object(text: String) -> Box<RawValue> {
    let is_object = serde_json::from_str::<Map<String, Value>>(&text).is_ok();
    let raw = is_object.then(|| RawValue::from_string(text).ok()).flatten();
    raw.unwrap_or_else(|| RawValue::from_string("{}".to_owned()).unwrap_or_default())
}
