//! One intercepted request, from its start to the last byte of its answer.

mod end_record;
mod outcome;

use std::borrow::Cow;
use std::sync::Arc;

use serde_json::{Map, Value, json};
use tokio::time::Instant;
use tracing::{Instrument, Span};
use uuid::Uuid;

use super::Bridge;
use super::access::AuthenticatedUser;
use super::error::BridgeError;
use super::lenient_json;
use super::metrics::Labels;
use super::operation::{Ending, Observed, Observer, Operation, RequestSummary, ToolCall, error_in};
use super::recorder::{Prompt, StartRecord, Started};
use super::spans::{self, InterceptionAttributes};
use super::tool_loop::{InjectedTools, WithheldMemory};
use super::tools::Tool;
use super::user_tool_state::UserToolState;

use end_record::now;
pub(super) use outcome::Outcome;

/// Who asked, and with what.
pub(super) struct Initiator {
    pub(super) caller: AuthenticatedUser,
    /// The program, where it is known.
    pub(super) client: Option<&'static str>,
    /// What is kept of the user.
    pub(super) kept: Arc<UserToolState>,
}

/// One request to the provider with its answer.
struct RoundRecord {
    observed: Observed,
    called: Vec<Called>,
}

/// A call of one of the bridge's tools that has ended.
struct Called {
    /// The provider's id of the call.
    id: String,
    error: Option<String>,
}

/// An interception that goes on. When it is dropped, however that comes, its end is recorded.
pub(super) struct Interception {
    bridge: Arc<Bridge>,
    attributes: InterceptionAttributes,
    operation: &'static dyn Operation,
    kept: Arc<UserToolState>,
    /// The id of the prompt's record, where there is a prompt.
    prompt: Option<Uuid>,
    metadata: Map<String, Value>,
    recorded: bool,
    /// Whether the round's response was noted as the caller's.
    is_noted: bool,
    since: Instant,
    /// The rounds that are over.
    rounds: Vec<RoundRecord>,
    observer: Box<dyn Observer>,
    /// The tools of the bridge that the request offers.
    offered: Option<Arc<InjectedTools>>,
    /// The calls of the round that goes on.
    called: Vec<Called>,
    /// How it ended; until it is said, what the answer told counts.
    outcome: Option<Outcome>,
    status: Option<u16>,
    /// What the provider says about the error that is its answer.
    provider_error: Option<String>,
    /// How many choices the request wants.
    choices: u64,
    /// How many bytes of text the round's request has.
    text_bytes: u64,
    span: Span,
    process: Span,
    upstream: Span,
}

impl Interception {
    /// Starts an interception, and waits until its start is recorded or that takes too long.
    ///
    /// # Errors
    /// It cannot be recorded, and must be.
    pub(super) async fn start(
        bridge: &Arc<Bridge>,
        span: Span,
        attributes: InterceptionAttributes,
        sender: Initiator,
        operation: &'static dyn Operation,
        asked: &RequestSummary,
    ) -> Result<Self, BridgeError> {
        let metadata = metadata(&sender, asked);
        let prompt = asked.prompt.clone().map(Prompt::new);
        let prompt_id = prompt.as_ref().map(|prompt| prompt.id);
        let started = Started {
            id: attributes.interception,
            initiator: sender.caller.user,
            api_key: sender.caller.api_key.to_string(),
            provider: attributes.provider,
            model: asked.model.clone(),
            metadata: metadata.clone(),
            at: now(),
            prompt,
        };
        let record = spans::open!(spans::RECORD_START, attributes, &span);
        let _prompt = prompt_id.map(|_| spans::open!(spans::RECORD_PROMPT, attributes, &span));
        let recorded = bridge.recorder.record_start(started).instrument(record.clone()).await;
        if recorded != StartRecord::Committed {
            spans::fail(&record, "cannot record the start in time");
        }
        if recorded == StartRecord::Refused {
            return Err(BridgeError::StoreAway);
        }
        drop(record);
        let process = spans::open!(spans::PROCESS, attributes, &span);
        let upstream = spans::open!(spans::UPSTREAM, attributes, &process);
        let started = Self {
            bridge: Arc::clone(bridge),
            attributes,
            operation,
            kept: sender.kept,
            prompt: prompt_id,
            metadata,
            recorded: recorded == StartRecord::Committed,
            is_noted: false,
            since: Instant::now(),
            rounds: Vec::new(),
            observer: operation.observer(asked.choices),
            offered: None,
            called: Vec::new(),
            outcome: None,
            status: None,
            provider_error: None,
            choices: asked.choices,
            text_bytes: asked.text_bytes,
            span,
            process,
            upstream,
        };
        started.bridge.metrics.started(started.labels());
        Ok(started)
    }

    /// What reads the answer.
    pub(super) fn observer(&mut self) -> &mut dyn Observer {
        &mut *self.observer
    }

    /// The span of the request to the provider.
    pub(super) fn upstream(&self) -> &Span {
        &self.upstream
    }

    /// When the request came.
    pub(super) fn since(&self) -> Instant {
        self.since
    }

    /// The interception's id.
    pub(super) fn id(&self) -> Uuid {
        self.attributes.interception
    }

    /// What was withheld from clients of the user.
    pub(super) fn memory(&self) -> &WithheldMemory {
        self.kept.memory()
    }

    /// Notes the response as the caller's as soon as its id was seen: a client may ask for it, or
    /// cancel it, while it goes on.
    pub(super) fn note_response(&mut self) {
        if self.is_noted || !self.operation.is_kept() {
            return;
        }
        if let Some(id) = self.observer.response_id() {
            self.kept.note_response(id);
            self.is_noted = true;
        }
    }

    /// Notes that the last byte of a round's answer has come.
    pub(super) fn round_is_over(&mut self) {
        self.upstream = Span::none();
    }

    /// Starts a further round, whose request is larger by so many bytes.
    pub(super) fn next_round(&mut self, growth: usize) {
        self.end_round();
        self.text_bytes += growth as u64;
        self.observer = self.operation.observer(self.choices);
        self.upstream = spans::open!(spans::UPSTREAM, self.attributes, &self.process);
    }

    fn end_round(&mut self) {
        self.upstream = Span::none();
        self.note_response();
        self.is_noted = false;
        let progress = self.observer.progress();
        let mut observed = self.observer.finish();
        if progress.is_stream && !progress.is_counted {
            let told = observed.usage.unwrap_or_default();
            observed.usage = Some(told.estimated(self.text_bytes, progress.said));
        }
        let called = std::mem::take(&mut self.called);
        self.rounds.push(RoundRecord { observed, called });
    }

    /// The span in which one of the bridge's tools is called.
    pub(super) fn tool_call(&self, tool: &Tool) -> Span {
        spans::tool_call(&self.attributes, &self.process, tool)
    }

    /// Notes which tools of the bridge the request offers.
    pub(super) fn offers(&mut self, offered: &Arc<InjectedTools>) {
        self.offered = Some(Arc::clone(offered));
    }

    /// Notes how a call of one of the bridge's tools in this round has ended.
    pub(super) fn called(&mut self, id: &str, error: Option<String>) {
        self.called.push(Called { id: id.to_owned(), error });
    }

    /// The tool of a call, where it is one of the bridge's.
    fn tool_of(&self, call: &ToolCall) -> Option<&Tool> {
        let offered = self.offered.as_ref()?;
        offered.toolbox().tools().get(offered.find(&call.name)?)
    }

    /// Notes the status of the answer.
    pub(super) fn answered(&mut self, status: u16) {
        self.status = Some(status);
        if status >= 400 {
            self.fail(&format!("the response is {status}"));
        }
    }

    /// Notes what the body of the provider's error says.
    pub(super) fn told_error(&mut self, error: Option<String>) {
        self.provider_error = error;
    }

    /// Notes that the bridge answered in the provider's place.
    pub(super) fn not_answered(&mut self, error: &BridgeError) {
        self.answered(error.status().as_u16());
        self.end(Outcome::from(error));
    }

    /// How far the answer has come, by what it says itself.
    pub(super) fn ending(&self) -> Ending {
        self.observer.progress().ending
    }

    /// Reads a whole answer, as far as it has come; how it ends is what it says.
    pub(super) fn read_whole(&mut self, text: &[u8]) -> Ending {
        if text.iter().all(u8::is_ascii_whitespace) {
            return Ending::Failed("the response is empty".to_owned());
        }
        match lenient_json::read_answer(text) {
            Ok(answer) => {
                self.told_error(error_in(&answer));
                // Nearly all are UTF-8, which is found out faster than how to mend them.
                let text = str::from_utf8(text)
                    .map_or_else(|_| String::from_utf8_lossy(text), Cow::Borrowed);
                self.observer.answer(&answer, &text);
                self.note_response();
                self.ending()
            }
            Err(error) if error.is_cut_off() => Ending::Open,
            Err(error) => Ending::Failed(format!("the response {error}")),
        }
    }

    /// Notes how the answer ended, after its last byte.
    pub(super) fn end_as(&mut self, ending: Ending) {
        let by_answer = match ending {
            Ending::Whole => Outcome::Completed,
            Ending::Failed(why) => Outcome::Failed(why),
            Ending::Open => Outcome::Broken("the response ended early".to_owned()),
        };
        let outcome = self.by_status().unwrap_or(by_answer);
        self.end(outcome);
    }

    /// The failure that the status of the provider's answer tells, whatever becomes of its body.
    fn by_status(&self) -> Option<Outcome> {
        let status = self.status.filter(|status| *status >= 400)?;
        let told = self.provider_error.as_ref().map(|error| format!(": {error}"));
        Some(Outcome::Failed(format!("the response is {status}{}", told.unwrap_or_default())))
    }

    /// Notes how it ended.
    pub(super) fn end(&mut self, outcome: Outcome) {
        // What providers say may quote people, so that it is kept out of spans.
        match &outcome {
            Outcome::Completed | Outcome::Cancelled | Outcome::Interrupted => {}
            Outcome::Failed(_) if self.by_status().is_some() => {}
            Outcome::Failed(_) => self.fail("the provider reported an error"),
            Outcome::Broken(_) => self.fail("the provider was not reachable or disconnected"),
            Outcome::Refused(_) => self.fail("the request was rejected"),
        }
        self.outcome = Some(outcome);
    }

    /// How it ended. Without any word the client has left, which matters only before the end of the
    /// answer. While tools are called, the end of a round is not that of the answer.
    fn conclude(&mut self) -> Outcome {
        let said = self.outcome.take().or_else(|| self.by_status());
        said.unwrap_or_else(|| match self.ending() {
            Ending::Whole if self.offered.is_none() => Outcome::Completed,
            Ending::Failed(why) => Outcome::Failed(why),
            _ if self.bridge.in_flight.is_stopped() => Outcome::Interrupted,
            _ => Outcome::Cancelled,
        })
    }

    fn fail(&self, why: &str) {
        for span in [&self.upstream, &self.process, &self.span] {
            spans::fail(span, why);
        }
    }

    fn labels(&self) -> Labels<'_> {
        let InterceptionAttributes { provider, model, .. } = &self.attributes;
        Labels { provider, model, route: self.operation.path() }
    }

    /// What metrics call the end: the status of the provider's answer, unless it did not come
    /// whole.
    fn status_label(&self, outcome: &Outcome) -> String {
        match (outcome, self.status) {
            (Outcome::Completed, Some(status)) => status.to_string(),
            (Outcome::Failed(_), Some(status)) if status >= 400 => status.to_string(),
            // The bridge answered for a provider that was not reached.
            (Outcome::Broken(_), Some(status)) if status >= 500 => status.to_string(),
            (outcome, _) => outcome.name().to_owned(),
        }
    }
}

impl Drop for Interception {
    fn drop(&mut self) {
        let outcome = self.conclude();
        self.end_round();
        self.process = Span::none();
        let rounds = std::mem::take(&mut self.rounds);
        let metrics = &self.bridge.metrics;
        for (place, RoundRecord { observed, .. }) in rounds.iter().enumerate() {
            let is_own = |call: &&ToolCall| self.tool_of(call).is_none();
            let own = observed.tool_calls.iter().filter(is_own);
            self.kept.note_calls(self.attributes.interception, own.clone().map(|call| &*call.id));
            let prompted = place == 0 && self.prompt.is_some();
            metrics.observed(self.labels(), prompted, observed.usage, own.count());
        }
        metrics.ended(self.labels(), &self.status_label(&outcome), self.since.elapsed());
        if self.recorded {
            let ended = self.ended(rounds, &outcome);
            let _span = spans::open!(spans::RECORD_END, self.attributes, &self.span).entered();
            self.bridge.recorder.record_end(ended);
        }
    }
}

/// What is known at the start and has no place of its own.
fn metadata(sender: &Initiator, asked: &RequestSummary) -> Map<String, Value> {
    let mut metadata = Map::new();
    if let Some(client) = sender.client {
        metadata.insert("client".to_owned(), json!(client));
    }
    metadata.insert("streaming".to_owned(), json!(asked.streaming));
    if let Some(before) = sender.kept.caller_of(&asked.tool_results) {
        metadata.insert("continues".to_owned(), json!(before));
    }
    metadata
}
