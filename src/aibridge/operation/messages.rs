//! `POST /v1/messages` of Anthropic.

use std::collections::BTreeMap;

use serde_json::Value;

use super::ending::error_in;
use super::input;
use super::usage::count;
use super::{
    Ending, Observed, Observer, Operation, Progress, RequestSummary, TokenUsage, ToolCall, place,
    prompt, text,
};
use crate::aibridge::tool_loop::{self, ApiAdapter};

/// The operation.
pub(crate) static MESSAGES: Messages = Messages;

pub(crate) struct Messages;

impl Operation for Messages {
    fn path(&self) -> &'static str {
        "/v1/messages"
    }

    fn read(&self, body: &Value) -> RequestSummary {
        let messages = body["messages"].as_array().map_or(&[][..], Vec::as_slice);
        let last = messages.iter().rev().find(|message| message["role"] != "system");
        RequestSummary {
            model: text(&body["model"]),
            streaming: body["stream"] == true,
            prompt: prompt::of_messages(messages, "text"),
            tool_results: last.into_iter().flat_map(tool_results).collect(),
            ..RequestSummary::default()
        }
    }

    fn adapter(&self) -> &'static dyn ApiAdapter {
        &tool_loop::MESSAGES_ADAPTER
    }

    fn observer(&self, _: u64) -> Box<dyn Observer> {
        Box::new(MessagesObserver::default())
    }
}

/// Results of tools come in messages of the user. Gives the ids of the calls.
fn tool_results(message: &Value) -> impl Iterator<Item = String> {
    let blocks = message["content"].as_array().into_iter().flatten();
    let results = blocks.filter(|block| block["type"] == "tool_result");
    results.map(|block| text(&block["tool_use_id"]))
}

#[derive(Default)]
struct MessagesObserver {
    progress: Progress,
    response_id: String,
    usage: Option<TokenUsage>,
    /// By the place of their block: the input comes in pieces.
    tool_calls: BTreeMap<u64, ToolCall>,
}

impl MessagesObserver {
    /// Usage is told at the start of a stream and, with the last word on each count, at its end.
    /// Some services tell counts at only one of the two places, and zero at the other.
    fn count_tokens(&mut self, told: &Value) {
        if !told.is_object() {
            return;
        }
        let usage = self.usage.get_or_insert_default();
        let update = |counted: &mut u64, key: &str| {
            if let Some(tokens) = count(&told[key]).filter(|tokens| *tokens > 0) {
                *counted = tokens;
            }
        };
        update(&mut usage.input, "input_tokens");
        update(&mut usage.output, "output_tokens");
        update(&mut usage.cached, "cache_read_input_tokens");
        update(&mut usage.cache_written, "cache_creation_input_tokens");
    }

    /// Takes a block, with its input as it is written.
    fn block(&mut self, place: u64, block: &Value, input: Option<&str>) {
        if !matches!(block["type"].as_str(), Some("tool_use" | "server_tool_use" | "mcp_tool_use"))
        {
            return;
        }
        // In a stream the input starts as an empty object and comes in pieces afterwards.
        let is_whole = block["input"].as_object().is_some_and(|input| !input.is_empty());
        let input = match input {
            _ if !is_whole => String::new(),
            Some(input) => input.to_owned(),
            None => block["input"].to_string(),
        };
        self.tool_calls
            .insert(place, ToolCall { id: text(&block["id"]), name: text(&block["name"]), input });
    }

    fn piece(&mut self, place: u64, delta: &Value) {
        for name in ["text", "thinking", "partial_json"] {
            self.progress.says(&delta[name]);
        }
        if let Some(call) = self.tool_calls.get_mut(&place) {
            call.input.push_str(delta["partial_json"].as_str().unwrap_or_default());
        }
    }
}

impl Observer for MessagesObserver {
    fn event(&mut self, data: &Value, written: &str) {
        self.progress.is_stream = true;
        let place = place(&data["index"]);
        match data["type"].as_str() {
            Some("message_start") => {
                self.response_id = text(&data["message"]["id"]);
                self.count_tokens(&data["message"]["usage"]);
            }
            Some("content_block_start") => {
                let input = input::of_block(written);
                self.block(place, &data["content_block"], input.as_deref());
            }
            Some("content_block_delta") => self.piece(place, &data["delta"]),
            Some("message_delta") => {
                self.progress.is_counted |= count(&data["usage"]["output_tokens"]).is_some();
                self.count_tokens(&data["usage"]);
            }
            Some("message_stop") => self.progress.ending.tell(Ending::Whole),
            _ => {
                if let Some(error) = error_in(data) {
                    self.progress.ending.tell(Ending::Failed(error));
                }
            }
        }
    }

    fn answer(&mut self, body: &Value, written: &str) {
        self.progress.ending.tell(error_in(body).map_or(Ending::Whole, Ending::Failed));
        self.response_id = text(&body["id"]);
        self.count_tokens(&body["usage"]);
        let blocks = body["content"].as_array().into_iter().flatten();
        let mut inputs = input::of_message(written).into_iter();
        for (place, block) in (0..).zip(blocks) {
            self.block(place, block, inputs.next().flatten().as_deref());
        }
    }

    fn progress(&self) -> Progress {
        self.progress.clone()
    }

    fn finish(&mut self) -> Observed {
        let mut tool_calls: Vec<ToolCall> =
            std::mem::take(&mut self.tool_calls).into_values().collect();
        for call in &mut tool_calls {
            if call.input.is_empty() {
                call.input.push_str("{}");
            }
        }
        Observed {
            response_id: std::mem::take(&mut self.response_id),
            usage: self.usage.take(),
            tool_calls,
        }
    }
}
