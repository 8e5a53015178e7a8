//! An interception as the API shows one.

use serde::Serialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::clock::Timestamp;
use crate::store::{StoredInterception, StoredPrompt, StoredTokens, StoredTool};

/// A user, as briefly as possible.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = codersdk::MinimalUser)]
pub(crate) struct MinimalUser {
    /// This server keeps no pictures, so it is never there.
    #[schema(required = false, nullable = false, format = "uri")]
    #[serde(skip_serializing_if = "Option::is_none")]
    avatar_url: Option<String>,
    /// Never changes.
    id: Uuid,
    /// The name to show; left out when it is empty.
    #[schema(required = false)]
    #[serde(skip_serializing_if = "String::is_empty")]
    name: String,
    /// The name in paths and on the command line.
    username: String,
}

/// A request to a provider that the AI Bridge has recorded.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = codersdk::AIBridgeInterception)]
pub(crate) struct AiBridgeInterception {
    /// The API key that was used. It may not exist any more.
    #[schema(required = false)]
    api_key_id: String,
    /// When the last byte of the answer was relayed; left out while it goes on.
    #[schema(required = false, nullable = false, value_type = String, format = DateTime)]
    #[serde(skip_serializing_if = "Option::is_none")]
    ended_at: Option<Timestamp>,
    /// Never changes.
    #[schema(required = false)]
    id: Uuid,
    // Whose request it was: told at the type, so that Swagger 2.0 has the plain reference.
    #[schema(required = false)]
    initiator: MinimalUser,
    /// Further facts: `client`, `streaming`, `continues` (the interception whose calls of tools it
    /// answers), `outcome` (`completed`, `cancelled`, `broken` or `interrupted`) and `status`.
    #[schema(required = false, value_type = std::collections::HashMap<String, Value>)]
    metadata: Box<RawValue>,
    /// The model that was asked for.
    #[schema(required = false)]
    model: String,
    /// `openai` or `anthropic`.
    #[schema(required = false)]
    provider: String,
    /// When the request was read.
    #[schema(required = false, value_type = String, format = DateTime)]
    started_at: Timestamp,
    /// Tokens, as the provider counted them.
    #[schema(required = false)]
    token_usages: Vec<AiBridgeTokenUsage>,
    /// Calls of tools.
    #[schema(required = false)]
    tool_usages: Vec<AiBridgeToolUsage>,
    /// What the user wrote last.
    #[schema(required = false)]
    user_prompts: Vec<AiBridgeUserPrompt>,
}

/// The tokens of one answer of a provider.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = codersdk::AIBridgeTokenUsage)]
pub(crate) struct AiBridgeTokenUsage {
    /// When it was recorded.
    #[schema(required = false, value_type = String, format = DateTime)]
    created_at: Timestamp,
    /// Never changes.
    #[schema(required = false)]
    id: Uuid,
    /// Tokens of the request.
    #[schema(required = false)]
    input_tokens: i64,
    /// The interception that it belongs to.
    #[schema(required = false)]
    interception_id: Uuid,
    /// Further counts: `cache_read_tokens`, `cache_write_tokens` and `reasoning_tokens`.
    #[schema(required = false, value_type = std::collections::HashMap<String, Value>)]
    metadata: Box<RawValue>,
    /// Tokens of the answer.
    #[schema(required = false)]
    output_tokens: i64,
    /// The provider's id of the answer.
    #[schema(required = false)]
    provider_response_id: String,
}

/// A call of a tool that a model made.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = codersdk::AIBridgeToolUsage)]
pub(crate) struct AiBridgeToolUsage {
    /// When it was recorded.
    #[schema(required = false, value_type = String, format = DateTime)]
    created_at: Timestamp,
    /// Never changes.
    #[schema(required = false)]
    id: Uuid,
    /// Whether the bridge offered the tool and carried the call out; otherwise the client did.
    #[schema(required = false)]
    injected: bool,
    /// What the model gave the tool, mostly JSON.
    #[schema(required = false)]
    input: String,
    /// The interception that it belongs to.
    #[schema(required = false)]
    interception_id: Uuid,
    /// Why the call failed; left out where nothing is known to have failed.
    #[schema(required = false, nullable = false)]
    #[serde(skip_serializing_if = "Option::is_none")]
    invocation_error: Option<String>,
    /// Further facts.
    #[schema(required = false, value_type = std::collections::HashMap<String, Value>)]
    metadata: Box<RawValue>,
    /// The provider's id of the answer.
    #[schema(required = false)]
    provider_response_id: String,
    /// The server that carried the call out; left out for a tool of the client's.
    #[schema(required = false, nullable = false)]
    #[serde(skip_serializing_if = "Option::is_none")]
    server_url: Option<String>,
    /// The name of the tool.
    #[schema(required = false)]
    tool: String,
}

/// What a user wrote.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = codersdk::AIBridgeUserPrompt)]
pub(crate) struct AiBridgeUserPrompt {
    /// When it was recorded.
    #[schema(required = false, value_type = String, format = DateTime)]
    created_at: Timestamp,
    /// Never changes.
    #[schema(required = false)]
    id: Uuid,
    /// The interception that it belongs to.
    #[schema(required = false)]
    interception_id: Uuid,
    /// Further facts.
    #[schema(required = false, value_type = std::collections::HashMap<String, Value>)]
    metadata: Box<RawValue>,
    /// The text.
    #[schema(required = false)]
    prompt: String,
    /// The provider's id of the answer.
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
