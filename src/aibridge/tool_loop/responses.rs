//! Responses: what the API demands of conversations with tools.
//!
//! A conversation is a flat list of items. Each call of a function is answered by an item with its
//! output, and reasoning goes back in front of the calls that came of it: by its id, or, when the
//! provider stores nothing (`store: false`), by its encrypted content. Reasoning without either
//! cannot go back.
//!
//! **Which id the client sees.** A further round repeats the whole conversation, so that what the
//! provider keeps of the last round has all rounds in it. The last round's id is therefore the one
//! that `previous_response_id` goes on with, and the id of an answer that comes whole. A stream
//! begins before it is known, and must have one id: it has the first round's, and a client that
//! goes on with that one is led to the last round's, as long as the bridge remembers it.
//!
//! **What the provider keeps.** After a turn with calls of both kinds the provider waits for the
//! output of the bridge's calls too. The bridge puts it beside the client's outputs. When this or
//! the last round's id has been forgotten, the provider refuses `previous_response_id` because an
//! output is missing, and the client has to send the conversation itself; one that is sent whole is
//! valid without what was withheld.

mod conversation;
mod items;
mod restoring;

use std::sync::Arc;

use serde_json::value::RawValue;
use serde_json::{Value, json};

use super::remembered::WithheldMemory;
use super::{
    ApiAdapter, CompletedCall, ConversationOptions, InjectedTools, ToolContent, result_text, splice,
};
use crate::aibridge::object::{Object, Raw, raw};
use crate::aibridge::tools::ToolResult;

pub(super) use restoring::ResponsesWithheld;

/// The API.
pub(in crate::aibridge) static RESPONSES_ADAPTER: ResponsesAdapter = ResponsesAdapter;

pub(in crate::aibridge) struct ResponsesAdapter;

impl ApiAdapter for ResponsesAdapter {
    fn max_name_length(&self) -> usize {
        64
    }

    fn max_description_length(&self) -> usize {
        1024
    }

    fn max_tools(&self) -> usize {
        128
    }

    /// An answer in the background does not come with this request; a stored conversation would
    /// keep what the client must not see; and a stored prompt may have tools that are not known.
    fn takes_tools(&self, request: &Value) -> bool {
        (request["input"].is_string() || request["input"].is_array())
            && request["background"] != true
            && request["conversation"].is_null()
            && request["prompt"].is_null()
    }

    fn own_name<'t>(&self, tool: &'t Value) -> Option<&'t str> {
        tool["name"].as_str()
    }

    /// Functions are strict here unless they say otherwise, which few schemas satisfy.
    fn definition(&self, name: &str, description: &str, schema: &RawValue) -> Raw {
        let mut tool = Object::default();
        tool.set("type", raw(&"function"));
        tool.set("name", raw(&name));
        tool.set("description", raw(&description));
        tool.set("parameters", schema.to_owned());
        tool.set("strict", raw(&false));
        tool.to_raw()
    }

    fn conversation(
        &self,
        offered: &Arc<InjectedTools>,
        options: ConversationOptions,
    ) -> Box<dyn super::Conversation> {
        Box::new(conversation::ResponsesConversation::new(Arc::clone(offered), options))
    }

    fn restore(&self, request: &str, memory: &WithheldMemory) -> Option<String> {
        let root = Object::parse(request)?;
        let renamed = restoring::renamed(&root, memory)
            .and_then(|id| splice::set(request, "previous_response_id", raw(&id).get()));
        let items = root.list("input").and_then(|items| restoring::restored(items, memory));
        match items {
            None => renamed,
            Some(items) => {
                let request = renamed.as_deref().unwrap_or(request);
                splice::set(request, "input", raw(&items).get())
            }
        }
    }
}

/// The request with further items. An input that is a text is a message of the user.
fn with_items(request: &str, items: &[Raw]) -> Option<String> {
    let root = Object::parse(request)?;
    let Some(input) = root.get("input").filter(|input| input.get().starts_with('"')) else {
        return splice::append(request, "input", items);
    };
    let mut message = Object::default();
    message.set("role", raw(&"user"));
    message.set("content", input.to_owned());
    let message = message.to_raw();
    let whole: Vec<&Raw> = std::iter::once(&message).chain(items).collect();
    splice::set(request, "input", raw(&whole).get())
}

/// The items with the outputs of calls.
fn outputs(carried: &[CompletedCall]) -> Vec<Raw> {
    let item = |carried: &CompletedCall| {
        raw(&json!({
            "type": "function_call_output",
            "call_id": carried.call.id,
            "output": output(&carried.result),
        }))
    };
    carried.iter().map(item).collect()
}

/// A text, unless there are images.
fn output(result: &ToolResult) -> Value {
    let is_image = |part: &ToolContent| matches!(part, ToolContent::Image { .. });
    if !result.content.iter().any(is_image) {
        return result_text(result).into();
    }
    let parts = result.content.iter().map(|part| match part {
        ToolContent::Text(text) => json!({ "type": "input_text", "text": text }),
        ToolContent::Image { media_type, data } => {
            let url = format!("data:{media_type};base64,{data}");
            json!({ "type": "input_image", "image_url": url })
        }
    });
    parts.collect()
}
