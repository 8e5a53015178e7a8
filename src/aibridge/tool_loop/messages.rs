//! Messages: what the API demands of conversations with tools.
//!
//! A message of the assistant goes back block by block as it came: thinking with its signature
//! stands before the calls of its turn. The next message is the user's and starts with the results
//! of all calls. The provider's own tools (`server_tool_use`) answer themselves.

mod blocks;
mod conversation;

use std::sync::Arc;

use serde_json::value::RawValue;
use serde_json::{Value, json};

use super::remembered::{self, WithheldMemory};
use super::{
    ApiAdapter, CompletedCall, ConversationOptions, InjectedTools, ToolContent, described_image,
    splice,
};
use crate::aibridge::object::{Object, Raw, raw};

/// The types of images that the API takes.
const IMAGES: [&str; 4] = ["image/jpeg", "image/png", "image/gif", "image/webp"];

/// The API.
pub(in crate::aibridge) static MESSAGES_ADAPTER: MessagesAdapter = MessagesAdapter;

pub(in crate::aibridge) struct MessagesAdapter;

impl ApiAdapter for MessagesAdapter {
    fn max_name_length(&self) -> usize {
        128
    }

    /// The API tells no limit; this one keeps requests in bounds.
    fn max_description_length(&self) -> usize {
        16_384
    }

    /// The API tells no limit here either.
    fn max_tools(&self) -> usize {
        1_024
    }

    fn takes_tools(&self, request: &Value) -> bool {
        request["messages"].is_array()
    }

    fn own_name<'t>(&self, tool: &'t Value) -> Option<&'t str> {
        tool["name"].as_str()
    }

    fn definition(&self, name: &str, description: &str, schema: &RawValue) -> Raw {
        let mut tool = Object::default();
        tool.set("name", raw(&name));
        tool.set("description", raw(&description));
        tool.set("input_schema", schema.to_owned());
        tool.to_raw()
    }

    fn conversation(
        &self,
        offered: &Arc<InjectedTools>,
        _: ConversationOptions,
    ) -> Box<dyn super::Conversation> {
        Box::new(conversation::MessagesConversation::new(Arc::clone(offered)))
    }

    /// A message is split where the rounds were, with what was withheld between its blocks. The
    /// client must have kept all of them: thinking must come back as it was.
    fn restore(&self, request: &str, memory: &WithheldMemory) -> Option<String> {
        let mut messages = Object::parse(request)?.list("messages")?;
        let mut at = 0;
        let mut is_changed = false;
        while at < messages.len() {
            match beside(&messages[at..], memory) {
                None => at += 1,
                Some(restored) => {
                    is_changed = true;
                    let count = restored.len();
                    messages.splice(at..at + 2, restored);
                    at += count;
                }
            }
        }
        is_changed.then(|| splice::set(request, "messages", raw(&messages).get())).flatten()
    }
}

/// A round as it is remembered.
#[derive(Debug, Clone, Default)]
pub(super) struct WithheldRound {
    /// Its blocks; those that the client has are absent.
    blocks: Vec<Option<Raw>>,
    /// The results of the calls that were withheld.
    results: Vec<Raw>,
}

/// What was withheld of an answer that called tools of the client, round by round.
#[derive(Debug, Clone, Default)]
pub(super) struct MessagesWithheld(Vec<WithheldRound>);

impl MessagesWithheld {
    pub(super) fn bytes(&self) -> usize {
        let of_round = |round: &WithheldRound| {
            16 + round.blocks.len()
                + remembered::bytes(round.blocks.iter().flatten().chain(&round.results))
        };
        self.0.iter().map(of_round).sum()
    }

    /// The blocks that the client has.
    fn shown(&self) -> usize {
        let blocks = self.0.iter().flat_map(|round| &round.blocks);
        blocks.filter(|block| block.is_none()).count()
    }
}

/// The messages that stand for the first two of these, when something was withheld from them.
fn beside(messages: &[Raw], memory: &WithheldMemory) -> Option<Vec<Raw>> {
    let [said, answered, ..] = messages else { return None };
    let said = Object::parse(said.get()).filter(|said| said.value("role") == "assistant")?;
    let blocks = said.list("content")?;
    let found = blocks.iter().find_map(|block| {
        let block = Object::parse(block.get()).filter(|block| block.value("type") == "tool_use")?;
        memory.recall(&block.text("id")?)
    })?;
    let remembered::Withheld::Messages(withheld) = &*found else { return None };
    let mut answered = Object::parse(answered.get())?;
    let own_results = answered.list("content")?;
    if blocks.len() != withheld.shown() {
        tracing::debug!("a client changed its message, so the withheld parts cannot be restored");
        return None;
    }
    let mut shown = blocks.into_iter();
    let mut messages = Vec::new();
    for (place, round) in withheld.0.iter().enumerate() {
        let blocks = round.blocks.iter().map(|block| block.clone().or_else(|| shown.next()));
        let content: Vec<Raw> = blocks.flatten().collect();
        let mut message = said.clone();
        message.set("content", raw(&content));
        messages.push(message.to_raw());
        if place + 1 < withheld.0.len() {
            messages.push(user(&round.results));
        } else {
            let results: Vec<&Raw> = round.results.iter().chain(&own_results).collect();
            answered.set("content", raw(&results));
        }
    }
    messages.push(answered.to_raw());
    Some(messages)
}

/// A message of the user with results.
fn user(results: &[Raw]) -> Raw {
    raw(&json!({ "role": "user", "content": results }))
}

/// The blocks with the results of calls.
fn results(carried: &[CompletedCall]) -> Vec<Raw> {
    let block = |carried: &CompletedCall| {
        let content: Vec<Value> = carried.result.content.iter().filter_map(content).collect();
        let mut block = json!({ "type": "tool_result", "tool_use_id": carried.call.id });
        // Neither an empty list nor an empty text says anything.
        if !content.is_empty() {
            block["content"] = content.into();
        }
        if carried.result.error.is_some() {
            block["is_error"] = true.into();
        }
        raw(&block)
    };
    carried.iter().map(block).collect()
}

/// A part of a result, where there is something in it.
fn content(part: &ToolContent) -> Option<Value> {
    let text = match part {
        ToolContent::Image { media_type, data } if IMAGES.contains(&media_type.as_str()) => {
            let source = json!({ "type": "base64", "media_type": media_type, "data": data });
            return Some(json!({ "type": "image", "source": source }));
        }
        ToolContent::Image { media_type, .. } => described_image(media_type),
        ToolContent::Text(text) => text.clone(),
    };
    (!text.trim().is_empty()).then(|| json!({ "type": "text", "text": text }))
}
