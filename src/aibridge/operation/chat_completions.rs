//! `POST /v1/chat/completions` of `OpenAI`.

use std::collections::BTreeMap;

use bytes::Bytes;
use serde_json::Value;

use super::ending::error_in;
use super::usage::with_cache_inside;
use super::{
    Ending, Observed, Observer, Operation, Prepared, Progress, RequestSummary, TokenUsage,
    ToolCall, place, prompt, stream_options, text,
};
use crate::aibridge::provider_path::matches;
use crate::aibridge::tool_loop::{self, ApiAdapter};

/// The operation.
pub(crate) static CHAT_COMPLETIONS: ChatCompletions = ChatCompletions;

pub(crate) struct ChatCompletions;

impl Operation for ChatCompletions {
    fn path(&self) -> &'static str {
        "/v1/chat/completions"
    }

    /// Azure's clients name the deployment of a model in the path.
    fn is_at(&self, path: &str) -> bool {
        path == self.path() || matches("/v1/deployments/*/chat/completions", path)
    }

    fn read(&self, body: &Value) -> RequestSummary {
        let messages = body["messages"].as_array().map_or(&[][..], Vec::as_slice);
        let prompt = prompt::of_messages(messages, "text");
        // The results stand at the end, each in a message of its own.
        let results = messages.iter().rev().take_while(|message| message["role"] == "tool");
        let mut tool_results: Vec<String> =
            results.map(|message| text(&message["tool_call_id"])).collect();
        tool_results.reverse();
        RequestSummary {
            model: text(&body["model"]),
            streaming: body["stream"] == true,
            prompt,
            tool_results,
            choices: place(&body["n"]),
            ..RequestSummary::default()
        }
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

    fn observer(&self, wanted: u64) -> Box<dyn Observer> {
        Box::new(ChatCompletionsObserver { wanted, ..ChatCompletionsObserver::default() })
    }
}

#[derive(Default)]
struct ChatCompletionsObserver {
    progress: Progress,
    /// How many choices the request wants.
    wanted: u64,
    /// The choices that have begun, and whether they have ended.
    choices: BTreeMap<u64, bool>,
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
        if let Some(usage) = usage(&body["usage"]) {
            self.progress.is_counted = true;
            self.usage = Some(usage);
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
            let number = place(&choice["index"]);
            *self.choices.entry(number).or_default() |= choice["finish_reason"].is_string();
            let calls = choice[part]["tool_calls"].as_array().into_iter().flatten();
            for (place, call) in (0..).zip(calls) {
                let place = call["index"].as_u64().unwrap_or(place);
                self.call(number, place, call);
            }
        }
    }

    /// Counts the texts of an event.
    fn says(&mut self, event: &Value) {
        for choice in event["choices"].as_array().into_iter().flatten() {
            let delta = &choice["delta"];
            for name in ["content", "reasoning", "reasoning_content", "refusal"] {
                self.progress.says(&delta[name]);
            }
            for call in delta["tool_calls"].as_array().into_iter().flatten() {
                self.progress.says(&call["function"]["arguments"]);
                self.progress.says(&call["custom"]["input"]);
            }
        }
    }

    /// Whether every choice has told why it ends. What comes behind that, usage and `[DONE]`, is
    /// left out by some services.
    fn all_have_ended(&self) -> bool {
        let begun = self.choices.len() as u64;
        begun > 0 && begun >= self.wanted && self.choices.values().all(|ended| *ended)
    }
}

impl Observer for ChatCompletionsObserver {
    fn event(&mut self, data: &Value, _: &str) {
        self.progress.is_stream = true;
        if let Some(error) = error_in(data) {
            self.progress.ending.tell(Ending::Failed(error));
        }
        self.head(data);
        self.says(data);
        self.choices(data, "delta");
    }

    fn done(&mut self) {
        self.progress.is_stream = true;
        self.progress.ending.tell(Ending::Whole);
    }

    fn answer(&mut self, body: &Value, _: &str) {
        self.progress.ending.tell(error_in(body).map_or(Ending::Whole, Ending::Failed));
        self.head(body);
        self.choices(body, "message");
    }

    fn is_only_usage(&self, data: &Value) -> bool {
        data["usage"].is_object() && data["choices"].as_array().is_some_and(Vec::is_empty)
    }

    fn progress(&self) -> Progress {
        let mut progress = self.progress.clone();
        if self.all_have_ended() {
            progress.ending.tell(Ending::Whole);
        }
        progress
    }

    fn finish(&mut self) -> Observed {
        Observed {
            response_id: std::mem::take(&mut self.response_id),
            usage: self.usage.take(),
            tool_calls: std::mem::take(&mut self.tool_calls).into_values().collect(),
        }
    }
}

fn usage(usage: &Value) -> Option<TokenUsage> {
    with_cache_inside(
        &usage["prompt_tokens"],
        &usage["completion_tokens"],
        &usage["prompt_tokens_details"],
        &usage["completion_tokens_details"],
    )
}
