//! Chat completions: one message for the client of what all rounds said.
//!
//! The id and the time of the first round stand for all of them. The reason of the end, the usage
//! and `[DONE]` are held back until it is known that no further round comes. The usage is that of the
//! last round: clients take it for the size of the conversation.

use std::sync::Arc;

use bytes::{Bytes, BytesMut};
use serde_json::Value;

use super::super::{
    AnswerEnd, CompletedCall, ConversationOptions, InjectedTools, Turn, WithheldMemory, event_with,
    splice,
};
use super::calls::Calls;
use super::{ChatWithheld, remembered, results};
use crate::aibridge::event_stream::Event;
use crate::aibridge::object::{Object, Raw, quoted, raw, written};

/// The name of the end that was forced at a limit.
const CUT: &str = "length";

/// Texts by their names, as they are written: `content`, and what else a provider tells.
#[derive(Default)]
struct Texts(Vec<(String, String)>);

impl Texts {
    fn add(&mut self, part: &Object) {
        for (name, value) in part.members().filter(|(name, _)| *name != "role") {
            let Some(text) = written(value) else { continue };
            match self.0.iter_mut().find(|(known, _)| known == name) {
                Some((_, known)) => known.push_str(text),
                None => self.0.push((name.to_owned(), text.to_owned())),
            }
        }
    }

    fn bytes(&self) -> usize {
        self.0.iter().map(|(_, text)| text.len()).sum()
    }
}

/// What one round said.
#[derive(Default)]
struct ChatRound {
    texts: Texts,
    calls: Calls,
    finish: Option<String>,
    /// The message of an answer that came whole.
    message: Option<Object>,
    held: Vec<HeldChunk>,
}

/// An event that may be the last.
struct HeldChunk {
    event: Event,
    /// What is told in its place; absent when it goes on as it came.
    chunk: Option<Object>,
    is_usage: bool,
}

pub(super) struct ChatConversation {
    offered: Arc<InjectedTools>,
    options: ConversationOptions,
    /// How many rounds were before this one.
    rounds: usize,
    /// The members of the first round that all rounds have.
    first: Vec<(&'static str, Raw)>,
    said: ChatRound,
    /// The messages of earlier rounds without their texts.
    earlier: Vec<Raw>,
    /// The texts of earlier rounds, for an answer that comes whole.
    texts: Texts,
    /// The answer of this round, when it came whole.
    answer: String,
}

impl ChatConversation {
    pub(super) fn new(offered: Arc<InjectedTools>, options: ConversationOptions) -> Self {
        Self {
            offered,
            options,
            rounds: 0,
            first: Vec::new(),
            said: ChatRound::default(),
            earlier: Vec::new(),
            texts: Texts::default(),
            answer: String::new(),
        }
    }

    /// Gives a later round the id of the first; `true` when that changed it.
    fn unify(&mut self, answer: &mut Object) -> bool {
        if self.first.is_empty() {
            let named = ["id", "created"].into_iter();
            let known = named.filter_map(|name| Some((name, answer.get(name)?.to_owned())));
            self.first = known.collect();
        }
        if self.rounds == 0 {
            return false;
        }
        for (name, value) in &self.first {
            answer.set(name, value.clone());
        }
        true
    }

    /// Takes a choice of an event: what is shown of it now, and its end, if it has one.
    fn choice(&mut self, mut choice: Object) -> Shown {
        let mut delta = choice.object("delta").unwrap_or_default();
        let mut is_changed = self.rounds > 0 && delta.remove("role");
        self.said.texts.add(&delta);
        if let Some(pieces) = delta.list("tool_calls") {
            let (shown, differ) = self.said.calls.take(&self.offered, pieces);
            is_changed |= differ;
            if shown.is_empty() {
                delta.remove("tool_calls");
            } else if differ {
                delta.set("tool_calls", raw(&shown));
            }
        }
        let is_void = delta.members().all(|(_, value)| matches!(value.get(), "null" | "\"\""));
        if is_changed {
            choice.set("delta", delta.to_raw());
        }
        let end = choice.text("finish_reason").map(|reason| {
            self.said.finish = Some(reason);
            let mut end = choice.clone();
            if !is_void {
                end.set("delta", raw(&Object::default()));
                choice.set("finish_reason", raw(&Value::Null));
            }
            end.to_raw()
        });
        Shown {
            is_changed: is_changed || (end.is_some() && !is_void),
            is_void,
            now: choice.to_raw(),
            end,
        }
    }

    /// Takes an event with choices.
    fn chunk(
        &mut self,
        event: &Event,
        mut chunk: Object,
        choices: &[Raw],
        mut is_changed: bool,
    ) -> Option<Bytes> {
        let (mut now, mut ends, mut is_void) = (Vec::new(), Vec::new(), true);
        for choice in choices {
            let Some(choice) = Object::parse(choice.get()) else { continue };
            let shown = self.choice(choice);
            is_changed |= shown.is_changed;
            is_void &= shown.is_void;
            now.push(shown.now);
            ends.extend(shown.end);
        }
        if !ends.is_empty() {
            let mut end = chunk.clone();
            end.set("choices", raw(&ends));
            let end = is_changed.then_some(end);
            self.said.held.push(HeldChunk { event: event.clone(), chunk: end, is_usage: false });
            if chunk.value("usage").is_object() {
                // It is told once, at the end.
                chunk.set("usage", raw(&Value::Null));
            }
        }
        if is_void && (is_changed || !ends.is_empty()) {
            return None;
        }
        if !is_changed {
            return Some(event.clone().into_bytes());
        }
        chunk.set("choices", raw(&now));
        Some(event_with(event.name().as_deref(), &chunk.to_raw()))
    }

    /// What the model said in this round, as the next request repeats it: with its texts, and
    /// without.
    fn messages(&self) -> (Raw, Raw) {
        let calls = raw(&self.said.calls.withheld());
        let mut bare = Object::default();
        bare.set("role", raw(&"assistant"));
        bare.set("content", raw(&Value::Null));
        let mut message = bare.clone();
        if let Some(whole) = &self.said.message {
            for (name, value) in whole.members().filter(|(_, value)| value.get() != "null") {
                message.set(name, value.to_owned());
            }
            message.remove("annotations");
        }
        for (name, text) in self.said.texts.0.iter().filter(|(_, text)| !text.is_empty()) {
            message.set(name, quoted(text));
        }
        bare.set("tool_calls", calls.clone());
        message.set("tool_calls", calls);
        (message.to_raw(), bare.to_raw())
    }
}

/// A choice, as far as the client gets it now.
struct Shown {
    is_changed: bool,
    /// Whether there is nothing to see in it.
    is_void: bool,
    now: Raw,
    end: Option<Raw>,
}

impl super::super::Conversation for ChatConversation {
    fn event(&mut self, event: &Event, data: &str) -> Option<Bytes> {
        if data.trim() == "[DONE]" {
            self.said.held.push(HeldChunk { event: event.clone(), chunk: None, is_usage: false });
            return None;
        }
        let as_it_came = || Some(event.clone().into_bytes());
        let Some(mut chunk) = Object::parse(data) else { return as_it_came() };
        let Some(choices) = chunk.list("choices") else { return as_it_came() };
        let is_changed = self.unify(&mut chunk);
        if !choices.is_empty() {
            return self.chunk(event, chunk, &choices, is_changed);
        }
        if chunk.value("usage").is_object() {
            let chunk = is_changed.then_some(chunk);
            self.said.held.push(HeldChunk { event: event.clone(), chunk, is_usage: true });
            return None;
        }
        if self.rounds > 0 { None } else { as_it_came() }
    }

    fn answer(&mut self, text: &str) -> bool {
        let Some(mut answer) = Object::parse(text) else { return false };
        self.unify(&mut answer);
        text.clone_into(&mut self.answer);
        let choices = answer.list("choices").unwrap_or_default();
        let Some(choice) = choices.first().and_then(|choice| Object::parse(choice.get())) else {
            return true;
        };
        self.said.finish = choice.text("finish_reason");
        let message = choice.object("message").unwrap_or_default();
        self.said.texts.add(&message);
        if let Some(calls) = message.list("tool_calls") {
            self.said.calls.take(&self.offered, calls);
        }
        self.said.message = Some(message);
        true
    }

    fn held(&self) -> usize {
        self.said.texts.bytes() + self.said.calls.bytes() + self.answer.len()
    }

    fn turn(&self) -> Turn {
        let waits = !matches!(self.said.finish.as_deref(), None | Some(CUT | "content_filter"));
        let calls = &self.said.calls;
        Turn { calls: calls.of_bridge(), has_own: calls.first_own().is_some(), waits }
    }

    fn proceed(&mut self, request: &str, carried: &[CompletedCall]) -> Option<String> {
        let (message, bare) = self.messages();
        let results = results(carried);
        let mut added = vec![message];
        added.extend_from_slice(&results);
        let next = splice::append(request, "messages", &added)?;
        self.earlier.push(bare);
        self.earlier.extend(results);
        let said = std::mem::take(&mut self.said);
        if let Some(message) = said.message {
            self.texts.add(&message);
        }
        self.rounds += 1;
        Some(next)
    }

    fn remember(&self, carried: &[CompletedCall], memory: &WithheldMemory) {
        let calls = self.said.calls.withheld();
        let withheld =
            ChatWithheld { before: self.earlier.clone(), calls, results: results(carried) };
        if let Some(id) = self.said.calls.first_own().filter(|_| withheld.bytes() > 0) {
            memory.keep(id, remembered::Withheld::Chat(withheld));
        }
    }

    fn end(&mut self, ending: AnswerEnd) -> Bytes {
        let mut end = BytesMut::new();
        for HeldChunk { event, chunk, is_usage } in std::mem::take(&mut self.said.held) {
            if is_usage && self.options.hides_usage {
                continue;
            }
            let is_end = !is_usage && ending == AnswerEnd::Cut;
            let data = event.data().unwrap_or_default().into_owned();
            match chunk.or_else(|| Object::parse(&data).filter(|_| is_end)) {
                None => end.extend_from_slice(&event.into_bytes()),
                Some(mut chunk) => {
                    if is_end {
                        cut(&mut chunk);
                    }
                    let name = event.name().map(std::borrow::Cow::into_owned);
                    end.extend_from_slice(&event_with(name.as_deref(), &chunk.to_raw()));
                }
            }
        }
        end.freeze()
    }

    fn whole(&mut self, ending: AnswerEnd) -> Bytes {
        let is_changed = self.rounds > 0 || !self.said.calls.withheld().is_empty();
        let text = std::mem::take(&mut self.answer);
        let answer = Object::parse(&text).filter(|_| is_changed || ending == AnswerEnd::Cut);
        let Some(mut answer) = answer else { return text.into() };
        self.unify(&mut answer);
        let mut choices = answer.list("choices").unwrap_or_default();
        if let Some(first) = choices.first_mut()
            && let Some(mut choice) = Object::parse(first.get())
        {
            let mut message = choice.object("message").unwrap_or_default();
            for (name, before) in &self.texts.0 {
                let text = message.get(name).and_then(written).unwrap_or_default();
                message.set(name, quoted(&format!("{before}{text}")));
            }
            if let Some(calls) = message.list("tool_calls") {
                let shown = calls.iter().enumerate().filter(|(at, _)| self.said.calls.shows(*at));
                let shown: Vec<&Raw> = shown.map(|(_, call)| call).collect();
                message.remove("tool_calls");
                if !shown.is_empty() {
                    message.set("tool_calls", raw(&shown));
                }
            }
            choice.set("message", message.to_raw());
            *first = choice.to_raw();
        }
        answer.set("choices", raw(&choices));
        if ending == AnswerEnd::Cut {
            cut(&mut answer);
        }
        answer.to_raw().get().to_owned().into()
    }

    fn error_event(&mut self, body: &Value) -> Bytes {
        event_with(None, &raw(body))
    }
}

/// Ends all choices as cut off at a limit.
fn cut(answer: &mut Object) {
    let choices = answer.list("choices").unwrap_or_default();
    let cut = choices.iter().filter_map(|choice| {
        let mut choice = Object::parse(choice.get())?;
        choice.set("finish_reason", raw(&CUT));
        Some(choice.to_raw())
    });
    let cut: Vec<Raw> = cut.collect();
    answer.set("choices", raw(&cut));
}
