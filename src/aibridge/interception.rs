//! One intercepted request, from its start to the last byte of its answer.

use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::{Map, Value, json};
use tokio::time::Instant;
use tracing::{Instrument, Span};

use super::Bridge;
use super::gateway::Caller;
use super::metrics::Labels;
use super::operation::{Asked, Observed, Observer, Operation};
use super::pool::UserBridge;
use super::recorder::{Detail, Ended, Micros, Started, ToolUsage};
use super::spans::{self, Subject};

/// How an interception ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// The whole answer was relayed.
    Completed,
    /// The client went away before the end.
    Cancelled,
    /// The provider broke off, was silent too long, or was not reached.
    Broken,
}

impl Outcome {
    fn name(self) -> &'static str {
        match self {
            Self::Completed => "completed",
            Self::Cancelled => "cancelled",
            Self::Broken => "broken",
        }
    }
}

/// Who asked, and with what.
pub(super) struct Asker {
    pub(super) caller: Caller,
    /// The program, where it is known.
    pub(super) client: Option<&'static str>,
    /// What is kept of the user.
    pub(super) kept: Arc<UserBridge>,
}

/// An interception that goes on. When it is dropped, however that comes, its end is recorded.
pub(super) struct Interception {
    bridge: Arc<Bridge>,
    subject: Subject,
    route: &'static str,
    kept: Arc<UserBridge>,
    prompt: Option<String>,
    metadata: Map<String, Value>,
    recorded: bool,
    since: Instant,
    observer: Box<dyn Observer>,
    outcome: Outcome,
    status: Option<u16>,
    span: Span,
    process: Span,
    upstream: Span,
}

impl Interception {
    /// Starts an interception, and waits until its start is recorded or that takes too long.
    pub(super) async fn start(
        bridge: &Arc<Bridge>,
        span: Span,
        subject: Subject,
        sender: Asker,
        operation: &dyn Operation,
        asked: &Asked,
    ) -> Self {
        let metadata = metadata(&sender, asked);
        let started = Started {
            id: subject.interception,
            initiator: sender.caller.user,
            api_key: sender.caller.api_key.to_string(),
            provider: subject.provider,
            model: asked.model.clone(),
            metadata: metadata.clone(),
            at: now(),
        };
        let record = spans::open!(spans::RECORD_START, subject, &span);
        let recorded = bridge.recorder.record_start(started).instrument(record.clone()).await;
        if !recorded {
            spans::fail(&record, "the start was not recorded in time");
        }
        drop(record);
        let process = spans::open!(spans::PROCESS, subject, &span);
        let upstream = spans::open!(spans::UPSTREAM, subject, &process);
        let started = Self {
            bridge: Arc::clone(bridge),
            subject,
            route: operation.path(),
            kept: sender.kept,
            prompt: asked.prompt.clone(),
            metadata,
            recorded,
            since: Instant::now(),
            observer: operation.observer(),
            outcome: Outcome::Cancelled,
            status: None,
            span,
            process,
            upstream,
        };
        started.bridge.metrics.started(started.labels());
        started
    }

    /// What reads the answer.
    pub(super) fn observer(&mut self) -> &mut dyn Observer {
        &mut *self.observer
    }

    /// The span of the request to the provider.
    pub(super) fn upstream(&self) -> &Span {
        &self.upstream
    }

    /// Notes the status of the answer.
    pub(super) fn answered(&mut self, status: u16) {
        self.status = Some(status);
        if status >= 400 {
            self.fail(&format!("the answer is {status}"));
        }
    }

    /// Notes how it ended; until then it counts as cancelled.
    pub(super) fn end(&mut self, outcome: Outcome) {
        self.outcome = outcome;
        if outcome == Outcome::Broken {
            self.fail("the provider broke off or was not reached");
        }
    }

    fn fail(&self, why: &str) {
        for span in [&self.upstream, &self.process, &self.span] {
            spans::fail(span, why);
        }
    }

    fn labels(&self) -> Labels<'_> {
        let Subject { provider, model, .. } = &self.subject;
        Labels { provider, model, route: self.route }
    }

    /// What metrics call the end: the status of the answer, unless it did not come whole.
    fn ending(&self) -> String {
        match (self.outcome, self.status) {
            (Outcome::Completed, Some(status)) => status.to_string(),
            // The bridge answered for a provider that was not reached.
            (Outcome::Broken, Some(status)) if status >= 500 => status.to_string(),
            (outcome, _) => outcome.name().to_owned(),
        }
    }

    /// What is recorded at the end, each part in a span of its own.
    fn ended(&mut self, observed: Observed) -> Ended {
        let Observed { response_id, usage, tool_calls } = observed;
        let prompt = self.prompt.take().map(|prompt| {
            let _span = spans::open!(spans::RECORD_PROMPT, self.subject, &self.span).entered();
            Detail::new(&response_id, prompt)
        });
        let usages = usage.map(|usage| {
            let _span = spans::open!(spans::RECORD_TOKENS, self.subject, &self.span).entered();
            Detail::new(&response_id, usage)
        });
        let tools = tool_calls.into_iter().map(|call| {
            let _span = spans::open!(spans::RECORD_TOOL, self.subject, &self.span).entered();
            let usage = ToolUsage { call, server_url: None, injected: false, error: None };
            Detail::new(&response_id, usage)
        });
        let (tools, usages) = (tools.collect(), usages.into_iter().collect());
        let mut metadata = std::mem::take(&mut self.metadata);
        metadata.insert("outcome".to_owned(), json!(self.outcome.name()));
        if let Some(status) = self.status {
            metadata.insert("status".to_owned(), json!(status));
        }
        Ended { id: self.subject.interception, at: now(), prompt, tools, usages, metadata }
    }
}

impl Drop for Interception {
    fn drop(&mut self) {
        self.upstream = Span::none();
        self.process = Span::none();
        let observed = self.observer.finish();
        let calls = observed.tool_calls.iter().map(|call| call.id.as_str());
        self.kept.note_calls(self.subject.interception, calls);
        let metrics = &self.bridge.metrics;
        metrics.observed(self.labels(), self.prompt.is_some(), &observed);
        metrics.ended(self.labels(), &self.ending(), self.since.elapsed());
        if self.recorded {
            let ended = self.ended(observed);
            let _span = spans::open!(spans::RECORD_END, self.subject, &self.span).entered();
            self.bridge.recorder.record_end(ended);
        }
    }
}

/// What is known at the start and has no place of its own.
fn metadata(sender: &Asker, asked: &Asked) -> Map<String, Value> {
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

/// Microseconds since 1970.
fn now() -> Micros {
    // A clock before 1970 or after 292,000 years is set wrong; the record then says 1970.
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_micros()).unwrap_or_default()
}
