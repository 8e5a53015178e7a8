//! One intercepted request, from its start to the last byte of its answer.

use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::Bridge;
use super::gateway::Caller;
use super::operation::{Asked, Observer, Operation};
use super::provider::Provider;
use super::recorder::{Ended, Started, ToolUsage};

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
    id: Uuid,
    prompt: Option<String>,
    recorded: bool,
    observer: Box<dyn Observer>,
    outcome: Outcome,
    status: Option<u16>,
}

impl Interception {
    /// Starts an interception, and waits until its start is recorded or that takes too long.
    pub(super) async fn start(
        bridge: &Arc<Bridge>,
        caller: &Caller,
        provider: &dyn Provider,
        operation: &dyn Operation,
        asked: &Asked,
        client: Option<&'static str>,
    ) -> Self {
        let id = Uuid::now_v7();
        let started = Started {
            id,
            initiator: caller.user,
            api_key: caller.api_key.to_string(),
            provider: provider.name(),
            model: asked.model.clone(),
            client,
            at: now(),
        };
        let recorded = bridge.recorder.record_start(started).await;
        Self {
            bridge: Arc::clone(bridge),
            id,
            prompt: asked.prompt.clone(),
            recorded,
            observer: operation.observer(),
            outcome: Outcome::Cancelled,
            status: None,
        }
    }

    /// What reads the answer.
    pub(super) fn observer(&mut self) -> &mut dyn Observer {
        &mut *self.observer
    }

    /// Notes the status of the answer.
    pub(super) fn answered(&mut self, status: u16) {
        self.status = Some(status);
    }

    /// Notes how it ended; until then it counts as cancelled.
    pub(super) fn end(&mut self, outcome: Outcome) {
        self.outcome = outcome;
    }

    fn metadata(&self) -> Map<String, Value> {
        let mut metadata = Map::new();
        metadata.insert("outcome".to_owned(), json!(self.outcome.name()));
        if let Some(status) = self.status {
            metadata.insert("status".to_owned(), json!(status));
        }
        metadata
    }
}

impl Drop for Interception {
    fn drop(&mut self) {
        let observed = self.observer.finish();
        if !self.recorded {
            return;
        }
        let response = observed.response_id;
        let tools = observed.tool_calls.into_iter().map(|call| {
            let usage = ToolUsage { call, server_url: None, injected: false, error: None };
            (response.clone(), usage)
        });
        self.bridge.recorder.record_end(Ended {
            id: self.id,
            at: now(),
            prompt: self.prompt.take().map(|prompt| (response.clone(), prompt)),
            tools: tools.collect(),
            usages: observed.usage.map(|usage| (response.clone(), usage)).into_iter().collect(),
            metadata: self.metadata(),
        });
    }
}

/// Microseconds since 1970.
fn now() -> i64 {
    // A clock before 1970 or after 292,000 years is set wrong; the record then says 1970.
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_micros()).unwrap_or_default()
}
