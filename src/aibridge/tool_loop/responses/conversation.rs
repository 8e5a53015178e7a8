//! Responses: one response for the client of the items of all rounds.
//!
//! Items and events are numbered anew, and all events have the first round's id. The event that
//! ends a round, and has the whole response in it, is held back until it is known that no further
//! round comes. The usage is that of the last round: clients take it for the size of the
//! conversation.

use std::collections::HashMap;
use std::sync::Arc;

use bytes::{Bytes, BytesMut};
use serde_json::{Value, json};

use super::super::{
    AnswerEnd, CompletedCall, ConversationOptions, InjectedTools, Turn, WithheldMemory, event_with,
};
use super::items::{Item, first_own};
use super::{ResponsesWithheld, outputs, with_items};
use crate::aibridge::event_stream::Event;
use crate::aibridge::object::{Object, Raw, raw};
use crate::aibridge::tool_loop::remembered;

/// What one round said.
#[derive(Default)]
struct ResponsesRound {
    items: Vec<Item>,
    /// Where the client sees an item, by the provider's place of it; absent when it does not.
    places: HashMap<u64, Option<u64>>,
    status: String,
    id: Option<String>,
    held: Vec<(Event, Object)>,
    bytes: usize,
}

pub(super) struct ResponsesConversation {
    offered: Arc<InjectedTools>,
    options: ConversationOptions,
    /// The rounds before this one, each with the outputs of its calls.
    earlier: Vec<(ResponsesRound, Vec<Raw>)>,
    said: ResponsesRound,
    /// The place of the next item that the client sees.
    next_place: u64,
    /// The number of the client's next event.
    next_number: Option<u64>,
    /// The answer of this round, when it came whole.
    answer: String,
}

impl ResponsesConversation {
    pub(super) fn new(offered: Arc<InjectedTools>, options: ConversationOptions) -> Self {
        Self {
            offered,
            options,
            earlier: Vec::new(),
            said: ResponsesRound::default(),
            next_place: 0,
            next_number: None,
            answer: String::new(),
        }
    }

    /// Takes what a response tells beside its items.
    fn note(&mut self, response: &Object) {
        self.said.status = response.text("status").unwrap_or_default();
        self.said.id = response.text("id").or(self.said.id.take());
        // Some organizations store nothing, whatever a request asks.
        self.options.is_stateless |= response.value("store") == false;
    }

    /// Gives an event the client's next number; `true` when that changed it.
    fn number(&mut self, event: &mut Object) -> bool {
        let Some(told) = event.number("sequence_number") else { return false };
        let number = self.next_number.unwrap_or(told);
        self.next_number = Some(number + 1);
        if number == told {
            return false;
        }
        event.set("sequence_number", raw(&number));
        true
    }

    /// Where the client sees the item that an event is about.
    fn place(&mut self, at: u64, event: &Object) -> Option<u64> {
        if let Some(known) = self.said.places.get(&at) {
            return *known;
        }
        let item = event.get("item").map(|item| Item::read(&self.offered, item));
        let place = item.is_none_or(|item| item.is_shown()).then_some(self.next_place);
        self.next_place += u64::from(place.is_some());
        self.said.places.insert(at, place);
        place
    }

    /// Whether the client gets anything else than what the last round said.
    fn is_changed(&self, ending: AnswerEnd) -> bool {
        let is_withheld = self.said.items.iter().any(|item| !item.is_shown());
        !self.earlier.is_empty() || is_withheld || ending == AnswerEnd::Cut
    }

    /// Makes the response that ends a round one of all rounds.
    fn unite(&self, response: &mut Object, ending: AnswerEnd) {
        let rounds = self.earlier.iter().map(|(said, _)| said).chain([&self.said]);
        let items = rounds.flat_map(|said| &said.items).filter(|item| item.is_shown());
        response.set("output", raw(&items.map(|item| &item.text).collect::<Vec<_>>()));
        if ending == AnswerEnd::Cut {
            response.set("status", raw(&"incomplete"));
            response.set("incomplete_details", raw(&json!({ "reason": "max_output_tokens" })));
        }
    }

    /// Takes the bridge's tools out of what a response says about its request.
    fn hide_tools(&self, response: &mut Object) -> bool {
        let Some(tools) = response.list("tools") else { return false };
        let is_own = |tool: &&Raw| {
            let name = Object::parse(tool.get()).and_then(|tool| tool.text("name"));
            name.is_none_or(|name| self.offered.find(&name).is_none())
        };
        let own: Vec<&Raw> = tools.iter().filter(is_own).collect();
        let is_changed = own.len() < tools.len();
        if is_changed {
            response.set("tools", raw(&own));
        }
        is_changed
    }

    /// The end of a stream for the client.
    fn last(&mut self, event: &Event, mut object: Object, ending: AnswerEnd) -> Bytes {
        let mut is_changed = self.number(&mut object);
        let mut name = event.name().map(std::borrow::Cow::into_owned);
        if let Some(mut response) = object.object("response") {
            is_changed |= self.hide_tools(&mut response);
            if self.is_changed(ending) {
                is_changed = true;
                self.unite(&mut response, ending);
                if let Some(first) = self.earlier.first().and_then(|(said, _)| said.id.as_ref()) {
                    response.set("id", raw(first));
                }
            }
            object.set("response", response.to_raw());
        }
        if ending == AnswerEnd::Cut {
            object.set("type", raw(&"response.incomplete"));
            name = name.map(|_| "response.incomplete".to_owned());
        }
        if is_changed {
            event_with(name.as_deref(), &object.to_raw())
        } else {
            event.clone().into_bytes()
        }
    }

    /// What was withheld, each group behind the item that the client saw before it.
    fn groups(&self, outputs: &[Raw]) -> Vec<(Option<String>, Vec<Raw>)> {
        let mut groups: Vec<(Option<String>, Vec<Raw>)> = Vec::new();
        let mut anchor: Option<String> = None;
        let rounds = self.earlier.iter().map(|(said, outputs)| (said, outputs.as_slice()));
        for (said, outputs) in rounds.chain([(&self.said, outputs)]) {
            let mut outputs = outputs.iter();
            for item in &said.items {
                if item.is_shown() {
                    anchor = item.id.clone().or_else(|| item.call_id.clone());
                    continue;
                }
                if groups.last().is_none_or(|(known, _)| *known != anchor) {
                    groups.push((anchor.clone(), Vec::new()));
                }
                if let Some((_, group)) = groups.last_mut() {
                    group.extend(item.sent_back(self.options.is_stateless));
                    group.extend(outputs.next().cloned());
                }
            }
        }
        groups
    }
}

impl super::super::Conversation for ResponsesConversation {
    fn event(&mut self, event: &Event, data: &str) -> Option<Bytes> {
        let Some(mut object) = Object::parse(data) else { return Some(event.clone().into_bytes()) };
        let mut is_changed = false;
        match object.text("type").as_deref() {
            Some("response.created" | "response.queued" | "response.in_progress") => {
                if !self.earlier.is_empty() {
                    return None;
                }
                let mut response = object.object("response").unwrap_or_default();
                self.said.id = response.text("id");
                if self.hide_tools(&mut response) {
                    object.set("response", response.to_raw());
                    is_changed = true;
                }
            }
            Some("response.completed" | "response.incomplete" | "response.failed") => {
                self.note(&object.object("response").unwrap_or_default());
                self.said.held.push((event.clone(), object));
                return None;
            }
            kind => {
                if let Some(at) = object.number("output_index") {
                    let place = self.place(at, &object);
                    if kind == Some("response.output_item.done")
                        && let Some(item) = object.get("item")
                    {
                        self.said.bytes += item.get().len();
                        self.said.items.push(Item::read(&self.offered, item));
                    }
                    let place = place?;
                    if place != at {
                        object.set("output_index", raw(&place));
                        is_changed = true;
                    }
                }
            }
        }
        is_changed |= self.number(&mut object);
        if is_changed {
            Some(event_with(event.name().as_deref(), &object.to_raw()))
        } else {
            Some(event.clone().into_bytes())
        }
    }

    fn answer(&mut self, text: &str) -> bool {
        let Some(answer) = Object::parse(text) else { return false };
        self.note(&answer);
        let items = answer.list("output").unwrap_or_default();
        self.said.items = items.iter().map(|item| Item::read(&self.offered, item)).collect();
        text.clone_into(&mut self.answer);
        true
    }

    fn held(&self) -> usize {
        self.said.bytes + self.answer.len()
    }

    fn turn(&self) -> Turn {
        Turn {
            calls: self.said.items.iter().filter_map(|item| item.call.clone()).collect(),
            has_own: first_own(&self.said.items).is_some(),
            waits: self.said.status == "completed",
        }
    }

    fn proceed(&mut self, request: &str, carried: &[CompletedCall]) -> Option<String> {
        let is_stateless = self.options.is_stateless;
        let outputs = outputs(carried);
        let said = self.said.items.iter().filter_map(|item| item.sent_back(is_stateless));
        let added: Vec<Raw> = said.chain(outputs.iter().cloned()).collect();
        let next = with_items(request, &added)?;
        let mut said = std::mem::take(&mut self.said);
        said.held.clear();
        self.earlier.push((said, outputs));
        Some(next)
    }

    fn remember(&self, carried: &[CompletedCall], memory: &WithheldMemory) {
        if let Some(last) = &self.said.id {
            let earlier = self.earlier.iter().filter_map(|(said, _)| said.id.as_deref());
            for id in earlier.filter(|id| id != last) {
                memory.keep(id, remembered::Withheld::Renamed(last.clone()));
            }
        }
        let Some(own) = first_own(&self.said.items) else { return };
        let outputs = outputs(carried);
        let groups = self.groups(&outputs);
        if !groups.is_empty() {
            let call = own.call_id.clone().or_else(|| own.id.clone()).unwrap_or_default();
            let withheld =
                ResponsesWithheld { call: call.clone(), item: own.id.clone(), groups, outputs };
            memory.keep(&call, remembered::Withheld::Responses(withheld));
        }
    }

    fn end(&mut self, ending: AnswerEnd) -> Bytes {
        let mut end = BytesMut::new();
        for (event, object) in std::mem::take(&mut self.said.held) {
            end.extend_from_slice(&self.last(&event, object, ending));
        }
        end.freeze()
    }

    fn whole(&mut self, ending: AnswerEnd) -> Bytes {
        let text = std::mem::take(&mut self.answer);
        let Some(mut answer) = Object::parse(&text) else { return text.into() };
        let mut is_changed = self.hide_tools(&mut answer);
        if self.is_changed(ending) {
            self.unite(&mut answer, ending);
            is_changed = true;
        }
        if is_changed { answer.to_raw().get().to_owned().into() } else { text.into() }
    }

    fn error_event(&mut self, body: &Value) -> Bytes {
        let error = &body["error"];
        let mut event = Object::default();
        event.set("type", raw(&"error"));
        for (name, value) in
            [("code", &error["code"]), ("message", &error["message"]), ("param", &error["param"])]
        {
            event.set(name, raw(value));
        }
        event.set("sequence_number", raw(&self.next_number.unwrap_or_default()));
        event_with(Some("error"), &event.to_raw())
    }
}
