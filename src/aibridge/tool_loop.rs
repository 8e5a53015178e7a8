//! The tool-call loop: the bridge's own tools are offered to the model, called, and their results
//! sent back, in as many rounds as the model needs.
//!
//! A round is one request to the provider with its answer. The client takes part in none of them
//! but the first and the last: it sees one answer, which is put together of what all rounds gave
//! except for calls of the bridge's tools. `run.rs` is the loop; what an API demands of
//! conversations, and how its answers are put together, is a [`ApiAdapter`], each one folder.

mod carrying;
mod chat_completions;
mod driven;
mod injection;
mod messages;
mod naming;
mod remembered;
mod responses;
mod run;
mod splice;

use std::sync::Arc;

use bytes::Bytes;
use serde_json::Value;
use serde_json::value::RawValue;

pub(in crate::aibridge) use chat_completions::CHAT_COMPLETIONS_ADAPTER;
pub(crate) use injection::InjectedTools;
pub(in crate::aibridge) use injection::{inject, takes_tools};
pub(in crate::aibridge) use messages::MESSAGES_ADAPTER;
pub(in crate::aibridge) use remembered::Share;
pub(crate) use remembered::WithheldMemory;
pub(in crate::aibridge) use responses::RESPONSES_ADAPTER;
pub(in crate::aibridge) use run::{LoopLimits, ToolLoop};

use super::event_stream::Event;
use super::object::Raw;
use super::tools::{Tool, ToolContent, ToolResult};

/// Adapts the loop to an API.
pub(crate) trait ApiAdapter: Sync {
    /// Maximum number of characters in a tool's name. All APIs take ASCII letters, digits, `_` and
    /// `-`.
    fn max_name_length(&self) -> usize;

    /// Maximum number of characters in a tool's description.
    fn max_description_length(&self) -> usize;

    /// Maximum number of tools in a request.
    fn max_tools(&self) -> usize;

    /// Whether a request can be offered tools, as far as this API has demands of its own.
    fn takes_tools(&self, request: &Value) -> bool;

    /// The name of one of the client's own tools.
    fn own_name<'t>(&self, tool: &'t Value) -> Option<&'t str>;

    /// A tool as the API describes it.
    fn definition(&self, name: &str, description: &str, schema: &RawValue) -> Raw;

    /// What keeps the conversation while one request is answered.
    fn conversation(
        &self,
        offered: &Arc<InjectedTools>,
        options: ConversationOptions,
    ) -> Box<dyn Conversation>;

    /// The request with what was withheld from the client put back in its place; absent when
    /// nothing of it is remembered.
    fn restore(&self, request: &str, memory: &WithheldMemory) -> Option<String>;
}

/// What matters of a request to the conversation that it starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct ConversationOptions {
    /// Whether the client did not ask for the usage that a stream tells.
    pub(crate) hides_usage: bool,
    /// Whether the provider does not keep what it answers, so that nothing can be named by its id.
    pub(crate) is_stateless: bool,
}

/// One request's conversation: what each round said, and what the client gets to see of it.
pub(crate) trait Conversation: Send {
    /// Takes an event of the round's stream, whose data is this, and gives what of it goes to the
    /// client now. The end of a message is held back: it may not be the end.
    fn event(&mut self, event: &Event, data: &str) -> Option<Bytes>;

    /// Takes the round's whole answer; `false` when it cannot be read.
    fn answer(&mut self, text: &str) -> bool;

    /// About how many bytes of the round are kept in memory.
    fn held(&self) -> usize;

    /// What the model did in the round.
    fn turn(&self) -> Turn;

    /// The request of the next round: the one before, what the model said, and the results of its
    /// calls. Absent when the request cannot be continued.
    fn proceed(&mut self, request: &str, carried: &[CompletedCall]) -> Option<String>;

    /// Remembers what the client does not see, so that it can be put back when the client answers
    /// calls of its own.
    fn remember(&self, carried: &[CompletedCall], memory: &WithheldMemory);

    /// The end of a stream: what was held back.
    fn end(&mut self, ending: AnswerEnd) -> Bytes;

    /// The whole answer.
    fn whole(&mut self, ending: AnswerEnd) -> Bytes;

    /// An error in the middle of a stream, from a body of the provider's error shape.
    fn error_event(&mut self, body: &Value) -> Bytes;
}

/// How the last round ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AnswerEnd {
    /// As the model ended it.
    Own,
    /// In the middle, because a bound was reached: the API's sign for an answer that was cut off
    /// at a limit.
    Cut,
}

/// What the model did in a round.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Turn {
    /// Its calls of the bridge's tools.
    pub(crate) calls: Vec<InjectedCall>,
    /// Whether it called tools of the client as well.
    pub(crate) has_own: bool,
    /// Whether it waits for results: its answer is whole, and it was not cut off.
    pub(crate) waits: bool,
}

/// A call of one of the bridge's tools.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct InjectedCall {
    /// The provider's id of the call.
    pub(crate) id: String,
    /// The place of the tool in its toolbox.
    pub(crate) tool: usize,
    /// The input as the model wrote it.
    pub(crate) input: String,
}

/// A call that was carried out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CompletedCall {
    pub(crate) call: InjectedCall,
    pub(crate) result: ToolResult,
}

/// The request with what was withheld from the client put back; absent when there is nothing.
pub(in crate::aibridge) fn restore(
    adapter: &dyn ApiAdapter,
    body: &Bytes,
    memory: &WithheldMemory,
) -> Option<Bytes> {
    if memory.is_empty() {
        return None;
    }
    adapter.restore(std::str::from_utf8(body).ok()?, memory).map(Into::into)
}

/// What stands for an image where an API takes only texts in results.
fn described_image(media_type: &str) -> String {
    format!("(image of type {media_type}; this API does not accept images in tool results)")
}

/// The texts of a result, for APIs that take nothing else.
fn result_text(result: &ToolResult) -> String {
    let texts = result.content.iter().map(|content| match content {
        ToolContent::Text(text) => text.clone(),
        ToolContent::Image { media_type, .. } => described_image(media_type),
    });
    texts.collect::<Vec<_>>().join("\n")
}

/// An event with other data, under the name that it has.
fn event_with(name: Option<&str>, data: &Raw) -> Bytes {
    let name = name.map(|name| format!("event: {name}\n")).unwrap_or_default();
    format!("{name}data: {data}\n\n").into()
}

/// The tool of a call, for the record.
fn tool_of<'o>(offered: &'o InjectedTools, call: &InjectedCall) -> Option<&'o Tool> {
    offered.toolbox().tools().get(call.tool)
}
