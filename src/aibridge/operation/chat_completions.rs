//! `POST /v1/chat/completions` of `OpenAI`.

use std::collections::BTreeMap;

use bytes::Bytes;
use serde_json::Value;

use super::{
    Observed, Observer, Operation, Prepared, RequestSummary, TokenUsage, ToolCall, count, prompt,
    stream_options, text,
};
use crate::aibridge::tool_loop::{self, ApiAdapter};

/// The operation.
pub(crate) static CHAT_COMPLETIONS: ChatCompletions = ChatCompletions;

pub(crate) struct ChatCompletions;

impl Operation for ChatCompletions {
    fn path(&self) -> &'static str {
        "/v1/chat/completions"
    }

    fn read(&self, body: &Value) -> RequestSummary {
        let messages = body["messages"].as_array().map_or(&[][..], Vec::as_slice);
        let prompt = prompt::of_messages(messages, "text");
        // The results stand at the end, each in a message of its own.
        let results = messages.iter().rev().take_while(|message| message["role"] == "tool");
        let mut tool_results: Vec<String> =
            results.map(|message| text(&message["tool_call_id"])).collect();
        tool_results.reverse();
        let streaming = body["stream"] == true;
        RequestSummary { model: text(&body["model"]), streaming, prompt, tool_results }
    }

    /// A stream tells the usage only when it is asked to.
    fn prepare(&self, asked: &RequestSummary, body: Bytes) -> Prepared {
        match stream_options::with_usage(&body) {
            Some(changed) if asked.streaming => {
                Prepared { body: changed.into(), hides_usage: true }
            }
            _ => Prepared { body, hides_usage: false },
        }
    }

    fn adapter(&self) -> &'static dyn ApiAdapter {
        &tool_loop::CHAT_COMPLETIONS_ADAPTER
    }

    fn observer(&self) -> Box<dyn Observer> {
        Box::new(ChatCompletionsObserver::default())
    }
}

#[derive(Default)]
struct ChatCompletionsObserver {
    response_id: String,
    usage: Option<TokenUsage>,
    /// By choice and place in it: a call comes in pieces.
    tool_calls: BTreeMap<(u64, u64), ToolCall>,
}

impl ChatCompletionsObserver {
    fn head(&mut self, body: &Value) {
        if self.response_id.is_empty() {
            self.response_id = text(&body["id"]);
        }
        if body["usage"].is_object() {
            self.usage = Some(usage(&body["usage"]));
        }
    }

    fn call(&mut self, choice: u64, place: u64, call: &Value) {
        let seen = self.tool_calls.entry((choice, place)).or_default();
        seen.id.push_str(call["id"].as_str().unwrap_or_default());
        // A tool of the type `custom` has its name and input in a member of that name.
        let function = if call["custom"].is_object() { &call["custom"] } else { &call["function"] };
        seen.name.push_str(function["name"].as_str().unwrap_or_default());
        let input = if function["input"].is_string() { "input" } else { "arguments" };
        seen.input.push_str(function[input].as_str().unwrap_or_default());
    }

    fn choices(&mut self, body: &Value, part: &str) {
        for choice in body["choices"].as_array().into_iter().flatten() {
            let calls = choice[part]["tool_calls"].as_array().into_iter().flatten();
            for (place, call) in (0..).zip(calls) {
                let place = call["index"].as_u64().unwrap_or(place);
                self.call(count(&choice["index"]), place, call);
            }
        }
    }
}

impl Observer for ChatCompletionsObserver {
    fn event(&mut self, data: &Value) {
        self.head(data);
        self.choices(data, "delta");
    }

    fn answer(&mut self, body: &Value) {
        self.head(body);
        self.choices(body, "message");
    }

    fn is_only_usage(&self, data: &Value) -> bool {
        data["usage"].is_object() && data["choices"].as_array().is_some_and(Vec::is_empty)
    }

    fn finish(&mut self) -> Observed {
        Observed {
            response_id: std::mem::take(&mut self.response_id),
            usage: self.usage.take(),
            tool_calls: std::mem::take(&mut self.tool_calls).into_values().collect(),
        }
    }
}

fn usage(usage: &Value) -> TokenUsage {
    TokenUsage {
        input: count(&usage["prompt_tokens"]),
        output: count(&usage["completion_tokens"]),
        cached: count(&usage["prompt_tokens_details"]["cached_tokens"]),
        cache_written: 0,
        reasoning: count(&usage["completion_tokens_details"]["reasoning_tokens"]),
    }
}
