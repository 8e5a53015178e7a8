//! What is recorded of an interception.

use serde_json::{Map, Value};
use uuid::Uuid;

use crate::aibridge::operation::{TokenUsage, ToolCall};

/// Microseconds since 1970, in UTC.
pub(crate) type Micros = i64;

/// The start of an interception: all that is known before the provider answers.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Started {
    /// The interception's id.
    pub(crate) id: Uuid,
    /// The user whose key it was.
    pub(crate) initiator: Uuid,
    /// The id of the API key.
    pub(crate) api_key: String,
    /// The provider's name.
    pub(crate) provider: &'static str,
    /// The model that was asked for.
    pub(crate) model: String,
    /// The program, where it is known.
    pub(crate) client: Option<&'static str>,
    /// When.
    pub(crate) at: Micros,
}

/// The end of an interception, and what was learned on the way.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Ended {
    /// The interception's id.
    pub(crate) id: Uuid,
    /// When.
    pub(crate) at: Micros,
    /// What the user wrote, behind the provider's id of the answer.
    pub(crate) prompt: Option<(String, String)>,
    /// Tokens, each behind the provider's id of the answer.
    pub(crate) usages: Vec<(String, TokenUsage)>,
    /// Calls of tools, each behind the provider's id of the answer.
    pub(crate) tools: Vec<(String, ToolUsage)>,
    /// What went wrong, where something did; further facts.
    pub(crate) metadata: Map<String, Value>,
}

/// A call of a tool.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ToolUsage {
    /// What the model called.
    pub(crate) call: ToolCall,
    /// The address of the server that carried it out, for a tool that the bridge offered.
    pub(crate) server_url: Option<String>,
    /// Whether the bridge offered the tool.
    pub(crate) injected: bool,
    /// Why the call failed, where it did.
    pub(crate) error: Option<String>,
}

/// One thing to write. A batch of them is written whole or not at all.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Entry {
    /// An interception starts.
    Started(Started),
    /// A recorded interception ends.
    Ended(Ended),
    /// A start that was committed too late: its request went on unrecorded.
    Forgotten(Uuid),
}
