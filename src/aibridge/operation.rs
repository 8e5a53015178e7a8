//! The intercepted operations of the providers' APIs: what their requests ask and what their
//! answers tell, each one file.

mod chat_completions;
pub(crate) mod ending;
mod input;
mod messages;
mod prompt;
mod responses;
mod stream_options;
pub(crate) mod usage;

use bytes::Bytes;
use serde_json::Value;

use super::tool_loop::ApiAdapter;
pub(crate) use chat_completions::CHAT_COMPLETIONS;
pub(crate) use ending::{Ending, Progress, error_in};
pub(crate) use messages::MESSAGES;
pub(crate) use responses::RESPONSES;
pub(crate) use usage::TokenUsage;

/// An operation whose requests and answers are understood and recorded.
pub(crate) trait Operation: Sync {
    /// Its path behind the provider's: `/v1/messages`.
    fn path(&self) -> &'static str;

    /// Whether requests for the one spelling of a path are requests for it.
    fn is_at(&self, path: &str) -> bool {
        path == self.path()
    }

    /// Whether the provider keeps what it answered, for who knows its id to ask for again.
    fn is_kept(&self) -> bool {
        false
    }

    /// What a request asks.
    fn read(&self, body: &Value) -> RequestSummary;

    /// What the provider keeps that a request goes on with; `body` is read, and `written` is the
    /// same as it came.
    fn continued(&self, body: &Value, written: &[u8]) -> Vec<KeptState> {
        let _ = (body, written);
        Vec::new()
    }

    /// The request as the provider gets it: as it came, unless something is missing that the
    /// bridge needs to know the usage.
    fn prepare(&self, asked: &RequestSummary, body: Bytes) -> Prepared {
        let _ = asked;
        Prepared { body, hides_usage: false }
    }

    /// What is to know of conversations in which the bridge's own tools are called.
    fn adapter(&self) -> &'static dyn ApiAdapter;

    /// What reads the answer to one request that wants so many choices; zero counts as one.
    fn observer(&self, choices: u64) -> Box<dyn Observer>;
}

/// What a request asks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct RequestSummary {
    /// The model; empty when the request names none.
    pub(crate) model: String,
    /// Whether the answer is to come as a stream of events.
    pub(crate) streaming: bool,
    /// What the user wrote last, where the conversation ends with it.
    pub(crate) prompt: Option<String>,
    /// The ids of the calls whose results the request brings, in order.
    pub(crate) tool_results: Vec<String>,
    /// How many answers it wants beside each other; zero counts as one.
    pub(crate) choices: u64,
    /// How many bytes of text it has.
    pub(crate) text_bytes: u64,
}

/// Something that a provider keeps for whoever has its key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum KeptState {
    /// The response with this id.
    Response(String),
    /// A conversation.
    Conversation,
}

/// A request as the provider gets it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Prepared {
    /// The body.
    pub(crate) body: Bytes,
    /// Whether the client did not ask for the usage, so that the event which tells it is withheld.
    pub(crate) hides_usage: bool,
}

/// Reads one answer, whole or event by event.
pub(crate) trait Observer: Send {
    /// Takes the data of an event of a stream, read and as it came.
    fn event(&mut self, data: &Value, written: &str);

    /// Takes the mark behind the last event, which is no JSON.
    fn done(&mut self) {}

    /// Takes a whole answer, read and as it came.
    fn answer(&mut self, body: &Value, written: &str);

    /// Whether an event tells the usage and nothing else.
    fn is_only_usage(&self, data: &Value) -> bool {
        let _ = data;
        false
    }

    /// The provider's id of the answer, as soon as it was seen.
    fn response_id(&self) -> Option<&str> {
        None
    }

    /// How far the answer has come.
    fn progress(&self) -> Progress;

    /// What was seen. Called once, when the answer has ended or was cut off.
    fn finish(&mut self) -> Observed;
}

/// What an answer told.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Observed {
    /// The provider's id of the answer; empty when it gave none.
    pub(crate) response_id: String,
    /// The tokens, when the answer counted them.
    pub(crate) usage: Option<TokenUsage>,
    /// The calls of tools, in order.
    pub(crate) tool_calls: Vec<ToolCall>,
}

/// A call of a tool, as the model made it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct ToolCall {
    /// The provider's id of the call; empty when it gave none.
    pub(crate) id: String,
    /// The tool's name.
    pub(crate) name: String,
    /// Its input: JSON in most cases, and as the model wrote it in all.
    pub(crate) input: String,
}

/// A text member; empty when there is none.
fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// A number of something, as of a block; zero when there is none.
fn place(value: &Value) -> u64 {
    value.as_u64().unwrap_or_default()
}

#[cfg(test)]
mod tests;
