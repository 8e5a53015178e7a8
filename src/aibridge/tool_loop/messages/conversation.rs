//! Messages: one message for the client of the blocks of all rounds.
//!
//! The start of the first round stands for all of them. `message_delta` and `message_stop` are
//! held back until it is known that no further round comes; the last ones are told, with the whole
//! usage of the last round: clients take it for the size of the conversation.

use std::borrow::Cow;
use std::sync::Arc;

use bytes::{Bytes, BytesMut};
use serde_json::Value;

use super::super::{
    AnswerEnd, CompletedCall, InjectedTools, Turn, WithheldMemory, event_with, splice,
};
use super::blocks::{Blocks, Place};
use super::{MessagesWithheld, WithheldRound, remembered, results, user};
use crate::aibridge::event_stream::Event;
use crate::aibridge::object::{Object, Raw, raw};

/// The name of the end that was forced at a limit.
const CUT: &str = "max_tokens";

/// What one round said.
#[derive(Default)]
struct MessagesRound {
    blocks: Blocks,
    stop_reason: Option<String>,
    usage: Object,
    /// Where the provider's code runs, which later requests go on using.
    container: Option<String>,
    held: Vec<Event>,
}

pub(super) struct MessagesConversation {
    offered: Arc<InjectedTools>,
    /// How many rounds were before this one.
    rounds: usize,
    /// The id of the first round.
    id: Option<Raw>,
    /// How many blocks of earlier rounds the client sees.
    shown: u64,
    said: MessagesRound,
    earlier: Vec<WithheldRound>,
    /// The blocks of earlier rounds that the client sees, for an answer that comes whole.
    visible: Vec<Raw>,
    /// The answer of this round, when it came whole.
    answer: String,
}

impl MessagesConversation {
    pub(super) fn new(offered: Arc<InjectedTools>) -> Self {
        Self {
            offered,
            rounds: 0,
            id: None,
            shown: 0,
            said: MessagesRound::default(),
            earlier: Vec::new(),
            visible: Vec::new(),
            answer: String::new(),
        }
    }

    /// Takes what the start or the end of a message tells of the usage. Some services tell a count
    /// at one of them only, and zero at the other.
    fn count(&mut self, told: Option<Object>) {
        for (name, value) in told.unwrap_or_default().members() {
            let is_told = !matches!(value.get(), "null" | "0");
            if is_told || self.said.usage.get(name).is_none() {
                self.said.usage.set(name, value.to_owned());
            }
        }
    }

    /// Takes what a message or its end tells beside its blocks.
    fn note(&mut self, told: &Object) {
        if let Some(reason) = told.text("stop_reason") {
            self.said.stop_reason = Some(reason);
        }
        if let Some(id) = told.object("container").and_then(|container| container.text("id")) {
            self.said.container = Some(id);
        }
    }

    fn block(&mut self, at: u64, event: &Object) {
        if let Some(block) = event.get("content_block") {
            let shown = self.shown + self.said.blocks.count_shown();
            self.said.blocks.start(&self.offered, at, block, shown);
        }
    }

    /// An event about a block, for the client; absent when the block is withheld.
    fn placed(&self, event: &Event, mut object: Object, at: u64) -> Option<Bytes> {
        match self.said.blocks.place(at) {
            Place::Withheld => None,
            Place::Shown(shown) if shown == at => Some(event.clone().into_bytes()),
            Place::Shown(shown) => {
                object.set("index", raw(&shown));
                Some(event_with(event.name().as_deref(), &object.to_raw()))
            }
        }
    }

    /// The end of the message with what is different for the client.
    fn last(&self, event: &Event, ending: AnswerEnd) -> Option<Bytes> {
        let mut object = Object::parse(&event.data()?)?;
        if object.value("type") != "message_delta" {
            return None;
        }
        if self.rounds == 0 && ending == AnswerEnd::Own {
            return None;
        }
        object.set("usage", self.said.usage.to_raw());
        if ending == AnswerEnd::Cut {
            let mut delta = object.object("delta").unwrap_or_default();
            delta.set("stop_reason", raw(&CUT));
            object.set("delta", delta.to_raw());
        }
        Some(event_with(event.name().as_deref(), &object.to_raw()))
    }
}

impl super::super::Conversation for MessagesConversation {
    fn event(&mut self, event: &Event, data: &str) -> Option<Bytes> {
        let as_it_came = || Some(event.clone().into_bytes());
        let Some(object) = Object::parse(data) else { return as_it_came() };
        let at = object.number("index").unwrap_or_default();
        match object.text("type").as_deref() {
            Some("message_start") => {
                let message = object.object("message").unwrap_or_default();
                self.count(message.object("usage"));
                self.note(&message);
                if self.rounds == 0 { as_it_came() } else { None }
            }
            Some("content_block_start") => {
                self.block(at, &object);
                self.placed(event, object, at)
            }
            Some("content_block_delta") => {
                if let Some(delta) = object.get("delta") {
                    self.said.blocks.piece(at, delta);
                }
                self.placed(event, object, at)
            }
            Some("content_block_stop") => self.placed(event, object, at),
            Some("message_delta") => {
                self.count(object.object("usage"));
                self.note(&object.object("delta").unwrap_or_default());
                self.said.held.push(event.clone());
                None
            }
            Some("message_stop") => {
                self.said.held.push(event.clone());
                None
            }
            _ => as_it_came(),
        }
    }

    fn answer(&mut self, text: &str) -> bool {
        let Some(answer) = Object::parse(text) else { return false };
        text.clone_into(&mut self.answer);
        if self.id.is_none() {
            self.id = answer.get("id").map(ToOwned::to_owned);
        }
        self.note(&answer);
        for (at, block) in (0..).zip(answer.list("content").unwrap_or_default()) {
            self.said.blocks.start(&self.offered, at, &block, at);
        }
        true
    }

    fn held(&self) -> usize {
        self.said.blocks.bytes() + self.answer.len()
    }

    fn turn(&self) -> Turn {
        Turn {
            calls: self.said.blocks.calls(),
            has_own: self.said.blocks.first_own().is_some(),
            waits: self.said.stop_reason.as_deref() == Some("tool_use"),
        }
    }

    fn proceed(&mut self, request: &str, carried: &[CompletedCall]) -> Option<String> {
        let mut said = Object::default();
        said.set("role", raw(&"assistant"));
        said.set("content", raw(&self.said.blocks.whole()));
        let results = results(carried);
        let added = [said.to_raw(), user(&results)];
        let mut next = splice::append(request, "messages", &added)?;
        if let Some(container) = &self.said.container
            && Object::parse(request)?.value("container").is_null()
        {
            next = splice::set(&next, "container", raw(container).get())?;
        }
        let said = std::mem::take(&mut self.said);
        self.shown += said.blocks.count_shown();
        self.earlier.push(WithheldRound { blocks: said.blocks.gaps(), results });
        if !self.answer.is_empty() {
            self.visible.extend(said.blocks.visible());
        }
        self.rounds += 1;
        Some(next)
    }

    fn remember(&self, carried: &[CompletedCall], memory: &WithheldMemory) {
        let blocks = self.said.blocks.gaps();
        let is_whole = self.earlier.is_empty() && blocks.iter().all(Option::is_none);
        if let Some(id) = self.said.blocks.first_own().filter(|_| !is_whole) {
            let mut rounds = self.earlier.clone();
            rounds.push(WithheldRound { blocks, results: results(carried) });
            memory.keep(&id, remembered::Withheld::Messages(MessagesWithheld(rounds)));
        }
    }

    fn end(&mut self, ending: AnswerEnd) -> Bytes {
        let mut end = BytesMut::new();
        for event in std::mem::take(&mut self.said.held) {
            let told = self.last(&event, ending).unwrap_or_else(|| event.into_bytes());
            end.extend_from_slice(&told);
        }
        end.freeze()
    }

    fn whole(&mut self, ending: AnswerEnd) -> Bytes {
        let is_changed = self.rounds > 0 || self.said.blocks.gaps().iter().any(Option::is_some);
        let text = std::mem::take(&mut self.answer);
        let answer = Object::parse(&text).filter(|_| is_changed || ending == AnswerEnd::Cut);
        let Some(mut answer) = answer else { return text.into() };
        let mut content = std::mem::take(&mut self.visible);
        content.extend(self.said.blocks.visible());
        answer.set("content", raw(&content));
        if let Some(id) = self.id.take() {
            answer.set("id", id);
        }
        if ending == AnswerEnd::Cut {
            answer.set("stop_reason", raw(&CUT));
        }
        answer.to_raw().get().to_owned().into()
    }

    fn error_event(&mut self, body: &Value) -> Bytes {
        let name = body["type"].as_str().map_or(Cow::Borrowed("error"), Cow::Borrowed);
        event_with(Some(&name), &raw(body))
    }
}
