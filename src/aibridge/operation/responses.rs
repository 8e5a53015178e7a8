//! `POST /v1/responses` of `OpenAI`.

use serde_json::Value;

use super::{
    Observed, Observer, Operation, RequestSummary, TokenUsage, ToolCall, count, prompt, text,
};
use crate::aibridge::tool_loop::{self, ApiAdapter};

/// The operation.
pub(crate) static RESPONSES: Responses = Responses;

pub(crate) struct Responses;

impl Operation for Responses {
    fn path(&self) -> &'static str {
        "/v1/responses"
    }

    fn read(&self, body: &Value) -> RequestSummary {
        RequestSummary {
            model: text(&body["model"]),
            streaming: body["stream"] == true,
            prompt: prompt(&body["input"]),
            tool_results: tool_results(&body["input"]),
        }
    }

    fn adapter(&self) -> &'static dyn ApiAdapter {
        &tool_loop::RESPONSES_ADAPTER
    }

    fn observer(&self) -> Box<dyn Observer> {
        Box::new(ResponsesObserver::default())
    }
}

/// The input is a text, or a list of items of which the last may be a user's message.
fn prompt(input: &Value) -> Option<String> {
    match input.as_str() {
        Some(text) => prompt::of_text(text),
        None => prompt::of_messages(input.as_array()?, "input_text"),
    }
}

/// The results stand at the end, each an item of its own.
fn tool_results(input: &Value) -> Vec<String> {
    let items = input.as_array().map_or(&[][..], Vec::as_slice).iter().rev();
    let is_result = |item: &&Value| {
        matches!(item["type"].as_str(), Some("function_call_output" | "custom_tool_call_output"))
    };
    let mut ids: Vec<String> =
        items.take_while(is_result).map(|item| text(&item["call_id"])).collect();
    ids.reverse();
    ids
}

#[derive(Default)]
struct ResponsesObserver(Observed);

impl ResponsesObserver {
    /// The response object, whole or as far as it has come.
    fn response(&mut self, response: &Value) {
        if self.0.response_id.is_empty() {
            self.0.response_id = text(&response["id"]);
        }
        if response["usage"].is_object() {
            self.0.usage = Some(usage(&response["usage"]));
        }
    }

    fn item(&mut self, item: &Value) {
        let input = match item["type"].as_str() {
            Some("function_call" | "mcp_call") => &item["arguments"],
            Some("custom_tool_call") => &item["input"],
            _ => return,
        };
        let (id, name) = (text(&item["call_id"]), text(&item["name"]));
        self.0.tool_calls.push(ToolCall { id, name, input: text(input) });
    }
}

impl Observer for ResponsesObserver {
    fn event(&mut self, data: &Value) {
        if data["type"] == "response.output_item.done" {
            self.item(&data["item"]);
        }
        self.response(&data["response"]);
    }

    fn answer(&mut self, body: &Value) {
        self.response(body);
        for item in body["output"].as_array().into_iter().flatten() {
            self.item(item);
        }
    }

    fn finish(&mut self) -> Observed {
        std::mem::take(&mut self.0)
    }
}

fn usage(usage: &Value) -> TokenUsage {
    TokenUsage {
        input: count(&usage["input_tokens"]),
        output: count(&usage["output_tokens"]),
        cached: count(&usage["input_tokens_details"]["cached_tokens"]),
        cache_written: 0,
        reasoning: count(&usage["output_tokens_details"]["reasoning_tokens"]),
    }
}
