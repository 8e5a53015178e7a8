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
    /// What else is known: the client and what it continues.
    pub(crate) metadata: Map<String, Value>,
    /// When.
    pub(crate) at: Micros,
    /// What the user wrote. It is committed with the start, so that it is there however the request
    /// ends.
    pub(crate) prompt: Option<Prompt>,
}

/// What a user wrote.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Prompt {
    /// The record's id, made before it is written: written twice, it is there once.
    pub(crate) id: Uuid,
    /// The text.
    pub(crate) text: String,
    /// How many bytes it had, where it was cut.
    pub(crate) cut_from: Option<usize>,
}

impl Prompt {
    /// A new record.
    pub(crate) fn new(text: String) -> Self {
        Self { id: Uuid::now_v7(), text, cut_from: None }
    }
}

/// The end of an interception, and what was learned on the way.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Ended {
    /// The interception's id.
    pub(crate) id: Uuid,
    /// When.
    pub(crate) at: Micros,
    /// The provider's id of the answer to the prompt, where there is a prompt and it has one.
    pub(crate) prompt_response: Option<PromptResponse>,
    /// The providers' ids of answers that the provider keeps, each once: who made them may ask for
    /// them again.
    pub(crate) responses: Vec<String>,
    /// Tokens, once for each answer of the provider.
    pub(crate) usages: Vec<Detail<TokenUsage>>,
    /// Calls of tools.
    pub(crate) tools: Vec<Detail<ToolUsage>>,
    /// All that is known, in place of what was known at the start.
    pub(crate) metadata: Map<String, Value>,
}

impl Ended {
    /// About how many bytes of memory it takes.
    pub(crate) fn bytes(&self) -> usize {
        let tools =
            self.tools.iter().map(|tool| tool.of.call.input.len() + tool.of.call.name.len());
        1_024 + tools.sum::<usize>()
    }
}

/// Which answer a prompt got.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PromptResponse {
    /// The id of the prompt's record.
    pub(crate) prompt: Uuid,
    /// The provider's id of the answer.
    pub(crate) response_id: String,
}

/// Something of an interception that has a record of its own.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Detail<T> {
    /// The record's id, made before it is written: written twice, it is there once.
    pub(crate) id: Uuid,
    /// The provider's id of the answer; empty when it gave none.
    pub(crate) response_id: String,
    /// What it is.
    pub(crate) of: T,
}

impl<T> Detail<T> {
    /// A new record.
    pub(crate) fn new(response_id: &str, of: T) -> Self {
        Self { id: Uuid::now_v7(), response_id: response_id.to_owned(), of }
    }
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
    /// How many bytes its input had, where it was cut.
    pub(crate) cut_from: Option<usize>,
}

/// One thing to write. A batch of them is written whole or not at all; one that is written again
/// changes nothing.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Entry {
    /// An interception starts.
    Started(Started),
    /// A recorded interception ends.
    Ended(Ended),
    /// A recorded interception of a server that is gone ends, unless it has ended already.
    Interrupted(Ended),
    /// A start that was committed too late: its request went on unrecorded.
    Forgotten(Uuid),
}

impl Entry {
    /// About how many bytes it holds while it waits: those of an end.
    pub(super) fn bytes(&self) -> usize {
        match self {
            Self::Ended(ended) | Self::Interrupted(ended) => ended.bytes(),
            Self::Started(_) | Self::Forgotten(_) => 0,
        }
    }
}
