//! `POST /v1/responses` of `OpenAI`.

use serde_json::Value;

use super::ending::{error_in, of_error};
use super::usage::with_cache_inside;
use super::{
    Ending, KeptState, Observed, Observer, Operation, Progress, RequestSummary, TokenUsage,
    ToolCall, prompt, text,
};
use crate::aibridge::lenient_json;
use crate::aibridge::object::Object;
use crate::aibridge::tool_loop::{self, ApiAdapter};

/// The operation.
pub(crate) static RESPONSES: Responses = Responses;

pub(crate) struct Responses;

impl Operation for Responses {
    fn path(&self) -> &'static str {
        "/v1/responses"
    }

    fn is_kept(&self) -> bool {
        true
    }

    fn read(&self, body: &Value) -> RequestSummary {
        RequestSummary {
            model: text(&body["model"]),
            streaming: body["stream"] == true,
            prompt: prompt(&body["input"]),
            tool_results: tool_results(&body["input"]),
            ..RequestSummary::default()
        }
    }

    /// A conversation is named by its id, or by an object with it.
    fn continued(&self, body: &Value, written: &[u8]) -> Vec<KeptState> {
        let responses = named(body, written, "previous_response_id").into_iter().map(|id| {
            KeptState::Response(id.as_str().map_or_else(|| id.to_string(), str::to_owned))
        });
        let conversations =
            named(body, written, "conversation").into_iter().map(|_| KeptState::Conversation);
        responses.chain(conversations).collect()
    }

    fn adapter(&self) -> &'static dyn ApiAdapter {
        &tool_loop::RESPONSES_ADAPTER
    }

    fn observer(&self, _: u64) -> Box<dyn Observer> {
        Box::new(ResponsesObserver::default())
    }
}

/// What a member of a request says, unless it is `null`. A member that stands there twice says
/// both: which of them a provider reads is not known.
fn named(body: &Value, written: &[u8], key: &str) -> Vec<Value> {
    let Some(last) = body.get(key) else { return Vec::new() };
    let whole = std::str::from_utf8(written).ok().and_then(Object::parse);
    let mut said = vec![last.clone()];
    for (_, value) in whole.iter().flat_map(Object::members).filter(|(name, _)| *name == key) {
        let value = lenient_json::read_answer(value.get().as_bytes()).unwrap_or_default();
        if !said.contains(&value) {
            said.push(value);
        }
    }
    said.retain(|value| !value.is_null());
    said
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
struct ResponsesObserver {
    progress: Progress,
    response_id: String,
    usage: Option<TokenUsage>,
    /// By the place of their item, where events tell it: the input comes in pieces.
    tool_calls: Vec<(Option<u64>, ToolCall)>,
}

impl ResponsesObserver {
    /// The response object, whole or as far as it has come.
    fn response(&mut self, response: &Value) {
        if self.response_id.is_empty() {
            self.response_id = text(&response["id"]);
        }
        if let Some(usage) = usage(&response["usage"]) {
            self.progress.is_counted = true;
            self.usage = Some(usage);
        }
    }

    /// Takes an item, or what has come of it.
    fn item(&mut self, place: Option<u64>, item: &Value) {
        let input = match item["type"].as_str() {
            Some("function_call" | "mcp_call") => &item["arguments"],
            Some("custom_tool_call") => &item["input"],
            _ => return,
        };
        let (id, name) = (text(&item["call_id"]), text(&item["name"]));
        let call = ToolCall { id, name, input: text(input) };
        match self.begun(place) {
            Some(begun) => *begun = call,
            None => self.tool_calls.push((place, call)),
        }
    }

    /// The call that has begun at a place.
    fn begun(&mut self, place: Option<u64>) -> Option<&mut ToolCall> {
        let place = place?;
        let mut calls = self.tool_calls.iter_mut();
        calls.find(|(known, _)| *known == Some(place)).map(|(_, call)| call)
    }

    /// Takes a piece of a text or of a call's input.
    fn piece(&mut self, kind: &str, data: &Value) {
        if kind.starts_with("response.audio") {
            return;
        }
        self.progress.says(&data["delta"]);
        if kind.ends_with("arguments.delta") || kind.ends_with("input.delta") {
            let place = data["output_index"].as_u64();
            if let (Some(call), Some(piece)) = (self.begun(place), data["delta"].as_str()) {
                call.input.push_str(piece);
            }
        }
    }
}

impl Observer for ResponsesObserver {
    fn event(&mut self, data: &Value, _: &str) {
        self.progress.is_stream = true;
        let place = data["output_index"].as_u64();
        match data["type"].as_str().unwrap_or_default() {
            "response.output_item.added" if place.is_some() => self.item(place, &data["item"]),
            "response.output_item.done" => self.item(place, &data["item"]),
            "response.completed" | "response.incomplete" | "response.failed" => {
                self.progress.ending.tell(ending(&data["response"]));
            }
            kind if data["delta"].is_string() => self.piece(kind, data),
            _ => {
                if let Some(error) = error_in(data) {
                    self.progress.ending.tell(Ending::Failed(error));
                }
            }
        }
        self.response(&data["response"]);
    }

    fn answer(&mut self, body: &Value, _: &str) {
        self.progress.ending.tell(ending(body));
        self.response(body);
        for item in body["output"].as_array().into_iter().flatten() {
            self.item(None, item);
        }
    }

    fn response_id(&self) -> Option<&str> {
        Some(&*self.response_id).filter(|id| !id.is_empty())
    }

    fn progress(&self) -> Progress {
        self.progress.clone()
    }

    fn finish(&mut self) -> Observed {
        let tool_calls = std::mem::take(&mut self.tool_calls);
        Observed {
            response_id: std::mem::take(&mut self.response_id),
            usage: self.usage.take(),
            tool_calls: tool_calls.into_iter().map(|(_, call)| call).collect(),
        }
    }
}

/// How a response has ended that says so. One that was cut off at a limit is whole, and so is one
/// that goes on in the background: its request is answered.
fn ending(response: &Value) -> Ending {
    match (error_in(response), response["status"].as_str()) {
        (Some(error), _) => Ending::Failed(error),
        (None, Some("failed")) => Ending::Failed(of_error(&response["error"])),
        (None, Some("cancelled")) => Ending::Failed("the response was cancelled".to_owned()),
        _ => Ending::Whole,
    }
}

fn usage(usage: &Value) -> Option<TokenUsage> {
    with_cache_inside(
        &usage["input_tokens"],
        &usage["output_tokens"],
        &usage["input_tokens_details"],
        &usage["output_tokens_details"],
    )
}
