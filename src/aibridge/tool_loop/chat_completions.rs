//! Chat completions: what the API demands of conversations with tools.
//!
//! A message of the assistant holds all calls of a turn, and each of them is answered by a message
//! of the role `tool` behind it. Results are texts.

mod calls;
mod conversation;

use std::sync::Arc;

use serde_json::value::RawValue;
use serde_json::{Value, json};

use super::remembered::{self, WithheldMemory};
use super::{ApiAdapter, CompletedCall, ConversationOptions, InjectedTools, result_text, splice};
use crate::aibridge::object::{Object, Raw, raw};

/// Members of requests that cannot have tools.
const EXCLUSIVE: [&str; 4] = ["audio", "functions", "prediction", "web_search_options"];

/// The API.
pub(in crate::aibridge) static CHAT_COMPLETIONS_ADAPTER: ChatCompletionsAdapter =
    ChatCompletionsAdapter;

pub(in crate::aibridge) struct ChatCompletionsAdapter;

impl ApiAdapter for ChatCompletionsAdapter {
    fn max_name_length(&self) -> usize {
        64
    }

    fn max_description_length(&self) -> usize {
        1024
    }

    fn max_tools(&self) -> usize {
        128
    }

    /// Several choices would be several conversations; `functions`, `prediction` and
    /// `web_search_options` cannot stand beside tools, and spoken answers cannot be continued
    /// before they are over.
    fn takes_tools(&self, request: &Value) -> bool {
        (request["n"].is_null() || request["n"] == 1)
            && request["messages"].is_array()
            && EXCLUSIVE.iter().all(|name| request[name].is_null())
    }

    fn own_name<'t>(&self, tool: &'t Value) -> Option<&'t str> {
        tool["function"]["name"].as_str().or_else(|| tool["custom"]["name"].as_str())
    }

    fn definition(&self, name: &str, description: &str, schema: &RawValue) -> Raw {
        let mut function = Object::default();
        function.set("name", raw(&name));
        function.set("description", raw(&description));
        function.set("parameters", schema.to_owned());
        let mut tool = Object::default();
        tool.set("type", raw(&"function"));
        tool.set("function", function.to_raw());
        tool.to_raw()
    }

    fn conversation(
        &self,
        offered: &Arc<InjectedTools>,
        options: ConversationOptions,
    ) -> Box<dyn super::Conversation> {
        Box::new(conversation::ChatConversation::new(Arc::clone(offered), options))
    }

    /// Earlier rounds come before the message that called the client's tools, as calls without a
    /// text: the texts stand in that message already.
    fn restore(&self, request: &str, memory: &WithheldMemory) -> Option<String> {
        let messages = Object::parse(request)?.list("messages")?;
        let mut restored = Vec::with_capacity(messages.len());
        let mut is_changed = false;
        for message in messages {
            match beside(&message, memory) {
                None => restored.push(message),
                Some((whole, withheld)) => {
                    is_changed = true;
                    restored.extend_from_slice(&withheld.before);
                    restored.push(whole);
                    restored.extend_from_slice(&withheld.results);
                }
            }
        }
        is_changed.then(|| splice::set(request, "messages", raw(&restored).get())).flatten()
    }
}

/// What was withheld of an answer that called tools of the client.
#[derive(Debug, Clone, Default)]
pub(super) struct ChatWithheld {
    /// The messages of earlier rounds.
    before: Vec<Raw>,
    /// The calls of the bridge's tools in the same turn.
    calls: Vec<Raw>,
    /// Their results.
    results: Vec<Raw>,
}

impl ChatWithheld {
    pub(super) fn bytes(&self) -> usize {
        remembered::bytes(self.before.iter().chain(&self.calls).chain(&self.results))
    }
}

/// A message of the assistant with the calls that were withheld from it, and what else was.
fn beside(message: &Raw, memory: &WithheldMemory) -> Option<(Raw, ChatWithheld)> {
    let mut whole = Object::parse(message.get())?;
    let mut calls = whole.list("tool_calls")?;
    let ids = calls.iter().filter_map(|call| Object::parse(call.get())?.text("id"));
    let found = ids.into_iter().find_map(|id| memory.recall(&id))?;
    let remembered::Withheld::Chat(withheld) = &*found else { return None };
    calls.extend_from_slice(&withheld.calls);
    whole.set("tool_calls", raw(&calls));
    Some((whole.to_raw(), withheld.clone()))
}

/// The messages with the results of calls.
fn results(carried: &[CompletedCall]) -> Vec<Raw> {
    let message = |carried: &CompletedCall| {
        raw(&json!({
            "role": "tool",
            "tool_call_id": carried.call.id,
            "content": result_text(&carried.result),
        }))
    };
    carried.iter().map(message).collect()
}
