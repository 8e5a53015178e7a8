//! Carries out one call of a tool, so that there is a result whatever happens.

use serde_json::value::RawValue;
use tokio::time::Instant;
use tracing::{Instrument, Span};

use super::{CompletedCall, InjectedCall, InjectedTools};
use crate::aibridge::lenient_json::{self, LenientJsonError};
use crate::aibridge::object::{Object, Raw, raw};
use crate::aibridge::spans;
use crate::aibridge::tools::{ToolContent, ToolResult};

/// Carries out one call.
pub(super) async fn carry_out(
    offered: &InjectedTools,
    call: InjectedCall,
    deadline: Instant,
    span: Span,
) -> CompletedCall {
    let result = match input(&call.input) {
        Ok(input) => {
            let result = offered.toolbox().call(call.tool, input).instrument(span.clone());
            let in_time = tokio::time::timeout_at(deadline, result).await;
            in_time.unwrap_or_else(|_| failed("the call timed out."))
        }
        Err(error) => failed(&format!("the input is not a JSON object: it {error}.")),
    };
    CompletedCall { call, result: told(result, &span) }
}

/// A result of which the model learns why it failed.
fn told(mut result: ToolResult, span: &Span) -> ToolResult {
    if let Some(error) = &result.error {
        // What tools say is for the model; spans tell only that the call failed.
        spans::fail(span, "the call of the tool failed");
        if result.content.is_empty() {
            result.content.push(ToolContent::Text(error.clone()));
        }
    }
    result
}

/// The input of a call; models write nothing where there is nothing to say.
fn input(text: &str) -> Result<Raw, LenientJsonError> {
    if text.trim().is_empty() {
        return Ok(raw(&Object::default()));
    }
    // Numbers keep their digits; tools need not read what is no text.
    let text = lenient_json::strict(text)?;
    serde_json::from_str::<Object>(&text)?;
    Ok(RawValue::from_string(text.into_owned())?)
}

fn failed(why: &str) -> ToolResult {
    let content = vec![ToolContent::Text(format!("The tool was not called: {why}"))];
    ToolResult { content, error: Some(why.to_owned()) }
}

/// How large a result is.
pub(super) fn bytes(result: &ToolResult) -> usize {
    let size = |content: &ToolContent| match content {
        ToolContent::Text(text) => text.len(),
        ToolContent::Image { data, .. } => data.len(),
    };
    result.content.iter().map(size).sum()
}
