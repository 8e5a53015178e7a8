//! Writes what providers answer and reads what clients get, whatever the API.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use axum::body::Body;
use axum::http::{Response, StatusCode};
use serde_json::Value;

use super::super::scripted::{Stage, answer};
use super::chat::Chat;
use super::messages::Messages;
use super::responses::Responses;
use super::toolbox::Kit;
use crate::aibridge::settings::BridgeSettings;

/// A call: its id, the tool's name, the input.
pub(in super::super) type Called = (String, String, String);

/// What a model says in one round.
#[derive(Debug, Clone, Default)]
pub(in super::super) struct Round {
    pub(super) thinks: bool,
    pub(super) text: &'static str,
    pub(super) calls: Vec<(&'static str, &'static str, &'static str)>,
    /// Whether it was cut off at its limit.
    pub(super) is_cut: bool,
}

impl Round {
    pub(in super::super) fn new(
        text: &'static str,
        calls: &[(&'static str, &'static str, &'static str)],
    ) -> Self {
        Self { thinks: false, text, calls: calls.to_vec(), is_cut: false }
    }

    pub(super) fn thinking(self) -> Self {
        Self { thinks: true, ..self }
    }
}

/// What a client gets to see of an answer.
#[derive(Debug, Clone, Default, PartialEq)]
pub(in super::super) struct Seen {
    pub(super) id: String,
    pub(super) thoughts: usize,
    pub(super) text: String,
    pub(super) calls: Vec<Called>,
    /// `done`, `calls` or `cut`.
    pub(super) end: String,
    /// Tokens of requests, and of answers.
    pub(super) usage: (u64, u64),
    /// What the client sends back of it: messages, or items.
    pub(super) said: Vec<Value>,
}

/// An API.
pub(in super::super) trait Pen: Sync + std::fmt::Debug {
    fn path(&self) -> &'static str;
    /// A request that offers a tool `own` of the client.
    fn asked(&self, streaming: bool) -> Value;
    /// The body of a plain answer.
    fn plain(&self, at: u64, round: &Round) -> String;
    /// The events of a streamed answer.
    fn stream(&self, at: u64, round: &Round) -> String;
    /// Reads a plain answer.
    fn read(&self, body: &Value) -> Seen;
    /// Reads a streamed answer, which must be one message: numbered without gaps, with one start
    /// and one end.
    fn read_stream(&self, text: &str) -> Seen;
    /// The error in the middle of a stream.
    fn error(&self, event: &Value) -> Option<String>;
    /// The names of the tools that a request offers.
    fn offered(&self, request: &Value) -> Vec<String>;
    /// The results that a request brings, in order: of every call exactly one, or it is not valid.
    fn results(&self, request: &Value) -> Vec<(String, String)>;
    /// The request with which the client goes on: what was said, and the results of its calls.
    fn go_on(&self, asked: &Value, said: &[Value], results: &[(&str, &str)]) -> Value;
}

/// Every API.
pub(in super::super) const PENS: [&dyn Pen; 3] = [&Chat, &Messages, &Responses];

/// The answer of a provider.
pub(in super::super) fn told(
    pen: &dyn Pen,
    streaming: bool,
    at: u64,
    round: &Round,
) -> Response<Body> {
    if streaming {
        answer("text/event-stream", pen.stream(at, round))
    } else {
        answer("application/json", pen.plain(at, round))
    }
}

/// A stage on which the provider gives these answers, one after the other.
pub(in super::super) async fn stage(
    kit: &Kit,
    change: impl FnOnce(&mut BridgeSettings),
    answers: Vec<Response<Body>>,
) -> Stage {
    let answers = Mutex::new(VecDeque::from(answers));
    Stage::with_tools(Arc::new(kit.clone()), change, move |_| {
        let next = answers.lock().unwrap().pop_front();
        async { next.expect("the provider is asked more often than it has answers") }
    })
    .await
}

/// A stage on which the model says this, round by round.
pub(in super::super) async fn rounds(
    pen: &dyn Pen,
    streaming: bool,
    kit: &Kit,
    change: impl FnOnce(&mut BridgeSettings),
    rounds: &[Round],
) -> Stage {
    let answers = (0..).zip(rounds).map(|(at, round)| told(pen, streaming, at, round));
    stage(kit, change, answers.collect()).await
}

/// Asks, and reads the answer.
pub(in super::super) async fn ask(stage: &Stage, pen: &dyn Pen, asked: &Value) -> Seen {
    let response = stage.post(pen.path()).json(asked).send().await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    let text = response.text().await.unwrap();
    if asked["stream"] == true {
        pen.read_stream(&text)
    } else {
        pen.read(&serde_json::from_str(&text).unwrap())
    }
}

/// The requests that reached the provider, of which each must be valid.
pub(in super::super) fn requests(stage: &Stage, pen: &dyn Pen) -> Vec<Value> {
    let requests = stage.all_received().into_iter();
    let requests: Vec<Value> =
        requests.map(|request| serde_json::from_slice(&request.body).unwrap()).collect();
    for request in &requests {
        pen.results(request);
    }
    requests
}

/// The data of events, and that each is named as it says. Comments are skipped.
pub(in super::super) fn events(text: &str) -> Vec<Value> {
    let mut events = Vec::new();
    let parts = text.split("\n\n").filter(|part| !part.trim().is_empty());
    for event in parts.filter(|part| !part.starts_with(':')) {
        let field = |name: &str| event.lines().find_map(|line| line.strip_prefix(name));
        let data = field("data: ").unwrap();
        let value: Value = serde_json::from_str(data).unwrap_or_else(|_| data.into());
        if let Some(name) = field("event: ") {
            assert_eq!(value["type"], name);
        }
        events.push(value);
    }
    events
}

/// The text of events, each named by its type, if it has one.
pub(in super::super) fn written(events: &[Value]) -> String {
    let event = |event: &Value| match event["type"].as_str() {
        Some(name) => format!("event: {name}\ndata: {event}\n\n"),
        None => format!("data: {event}\n\n"),
    };
    events.iter().map(event).collect()
}

/// A text member.
pub(in super::super) fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// The elements of a list.
pub(in super::super) fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}
