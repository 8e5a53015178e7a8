//! One intercepted request, from its start to the last byte of its answer.

use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::{Map, Value, json};
use tracing::{Instrument, Span};

use super::Bridge;
use super::gateway::Caller;
use super::operation::{Asked, Observed, Observer, Operation};
use super::recorder::{Ended, Started, ToolUsage};
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

/// An interception that goes on. When it is dropped, however that comes, its end is recorded.
pub(super) struct Interception {
    bridge: Arc<Bridge>,
    subject: Subject,
    prompt: Option<String>,
    recorded: bool,
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
        caller: &Caller,
        operation: &dyn Operation,
        asked: &Asked,
        client: Option<&'static str>,
    ) -> Self {
        let started = Started {
            id: subject.interception,
            initiator: caller.user,
            api_key: caller.api_key.to_string(),
            provider: subject.provider,
            model: asked.model.clone(),
            client,
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
        Self {
            bridge: Arc::clone(bridge),
            subject,
            prompt: asked.prompt.clone(),
            recorded,
            observer: operation.observer(),
            outcome: Outcome::Cancelled,
            status: None,
            span,
            process,
            upstream,
        }
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

    fn metadata(&self) -> Map<String, Value> {
        let mut metadata = Map::new();
        metadata.insert("outcome".to_owned(), json!(self.outcome.name()));
        if let Some(status) = self.status {
            metadata.insert("status".to_owned(), json!(status));
        }
        metadata
    }

    /// What is recorded at the end, each part in a span of its own.
    fn ended(&mut self) -> Ended {
        let Observed { response_id, usage, tool_calls } = self.observer.finish();
        let behind = |id: &String| id.clone();
        let prompt = self.prompt.take().map(|prompt| {
            let _span = spans::open!(spans::RECORD_PROMPT, self.subject, &self.span).entered();
            (behind(&response_id), prompt)
        });
        let usages = usage.map(|usage| {
            let _span = spans::open!(spans::RECORD_TOKENS, self.subject, &self.span).entered();
            (behind(&response_id), usage)
        });
        let tools = tool_calls.into_iter().map(|call| {
            let _span = spans::open!(spans::RECORD_TOOL, self.subject, &self.span).entered();
            let usage = ToolUsage { call, server_url: None, injected: false, error: None };
            (behind(&response_id), usage)
        });
        Ended {
            id: self.subject.interception,
            at: now(),
            prompt,
            tools: tools.collect(),
            usages: usages.into_iter().collect(),
            metadata: self.metadata(),
        }
    }
}

impl Drop for Interception {
    fn drop(&mut self) {
        self.upstream = Span::none();
        self.process = Span::none();
        if self.recorded {
            let ended = self.ended();
            let _span = spans::open!(spans::RECORD_END, self.subject, &self.span).entered();
            self.bridge.recorder.record_end(ended);
        }
    }
}

/// Microseconds since 1970.
fn now() -> i64 {
    // A clock before 1970 or after 292,000 years is set wrong; the record then says 1970.
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_micros()).unwrap_or_default()
}
