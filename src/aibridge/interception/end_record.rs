//! What is recorded when an interception ends.

use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::json;

use super::{Called, Interception, Outcome, RoundRecord};
use crate::aibridge::operation::{Observed, ToolCall};
use crate::aibridge::recorder::{Detail, Ended, Micros, PromptResponse, ToolUsage};
use crate::aibridge::spans;

impl Interception {
    /// A call as it is recorded: under its tool's own name, where the bridge offered the tool.
    fn usage_of(&self, mut call: ToolCall, called: &[Called]) -> ToolUsage {
        let Some(tool) = self.tool_of(&call) else {
            return ToolUsage {
                call,
                server_url: None,
                injected: false,
                error: None,
                cut_from: None,
            };
        };
        let error = match called.iter().find(|called| called.id == call.id) {
            Some(called) => called.error.clone(),
            None => Some("the request ended before the call did".to_owned()),
        };
        call.name.clone_from(&tool.name);
        let server_url = Some(tool.server_url.to_string());
        ToolUsage { call, server_url, injected: true, error, cut_from: None }
    }

    /// The ids of the responses that the provider keeps, each once.
    fn kept_responses(&self, rounds: &[RoundRecord]) -> Vec<String> {
        let mut kept = Vec::new();
        for id in rounds.iter().map(|round| &round.observed.response_id) {
            if self.operation.is_kept() && !id.is_empty() && !kept.contains(id) {
                kept.push(id.clone());
            }
        }
        kept
    }

    /// What is recorded at the end, each part in a span of its own.
    pub(super) fn ended(&mut self, rounds: Vec<RoundRecord>, outcome: &Outcome) -> Ended {
        let (mut usages, mut tools) = (Vec::new(), Vec::new());
        let responses = self.kept_responses(&rounds);
        let response_id = rounds.first().map(|first| first.observed.response_id.clone());
        let prompt_response = self.prompt.zip(response_id.filter(|id| !id.is_empty()));
        let prompt_response =
            prompt_response.map(|(prompt, response_id)| PromptResponse { prompt, response_id });
        for RoundRecord { observed: Observed { response_id, usage, tool_calls }, called } in rounds
        {
            if let Some(usage) = usage {
                let _span =
                    spans::open!(spans::RECORD_TOKENS, self.attributes, &self.span).entered();
                usages.push(Detail::new(&response_id, usage));
            }
            for call in tool_calls {
                let _span = spans::open!(spans::RECORD_TOOL, self.attributes, &self.span).entered();
                tools.push(Detail::new(&response_id, self.usage_of(call, &called)));
            }
        }
        let mut metadata = std::mem::take(&mut self.metadata);
        metadata.insert("outcome".to_owned(), json!(outcome.name()));
        if let Some(why) = outcome.reason() {
            metadata.insert("error".to_owned(), json!(why));
        }
        if let Some(status) = self.status {
            metadata.insert("status".to_owned(), json!(status));
        }
        let id = self.attributes.interception;
        Ended { id, at: now(), prompt_response, responses, tools, usages, metadata }
    }
}

/// Microseconds since 1970.
pub(super) fn now() -> Micros {
    // A clock before 1970 or after 292,000 years is set wrong; the record then says 1970.
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_micros()).unwrap_or_default()
}
