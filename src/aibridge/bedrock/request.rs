//! A request for the Anthropic API as Amazon Bedrock takes it.

use axum::http::{HeaderMap, Method, header};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use super::members::Members;
use super::models::foundation_model;
use super::settings::BedrockSettings;
use crate::aibridge::error::BridgeError;

/// The version of the Anthropic API that Bedrock speaks.
const VERSION: &str = "\"bedrock-2023-05-31\"";

/// The characters that stand for themselves in a signed path (RFC 3986, section 2.3).
const NOT_UNRESERVED: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// What is asked of Bedrock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BedrockOperation {
    /// A message, whole or as a stream.
    Message,
    /// The number of tokens of a message.
    CountTokens,
}

impl BedrockOperation {
    /// What a request of the Anthropic API is at Bedrock.
    ///
    /// # Errors
    /// Bedrock has nothing like it.
    pub(super) fn of(method: &Method, path: &str) -> Result<Self, BridgeError> {
        match (method.as_str(), path) {
            ("POST", "/v1/messages") => Ok(Self::Message),
            ("POST", "/v1/messages/count_tokens") => Ok(Self::CountTokens),
            _ => Err(BridgeError::NotOffered(format!("{method} {path}"))),
        }
    }
}

/// A request for Bedrock, before it is signed.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct BedrockRequest {
    /// The path behind the address of the runtime, encoded.
    pub(super) path: String,
    /// The body.
    pub(super) body: String,
    /// The type of the answer that is wanted.
    pub(super) accept: &'static str,
}

/// Translates a request.
///
/// # Errors
/// The body is no JSON object.
pub(super) fn translate(
    settings: &BedrockSettings,
    call: BedrockOperation,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<BedrockRequest, BridgeError> {
    if let Some(encoding) = headers.get(header::CONTENT_ENCODING) {
        return Err(BridgeError::UnknownEncoding(
            String::from_utf8_lossy(encoding.as_bytes()).into(),
        ));
    }
    let members = Members::parse(body).map_err(|error| {
        BridgeError::Unreadable(format!("its body is not a JSON object ({error})."))
    })?;
    let asked: Value = members.get("model").and_then(parsed).unwrap_or_default();
    let model = settings.models.id(asked.as_str().unwrap_or_default());
    let streams = members.get("stream").is_some_and(|value| value.get() == "true");
    let betas = betas(settings, headers, &members);
    Ok(match call {
        BedrockOperation::Message => {
            let (operation, accept) = if streams {
                ("invoke-with-response-stream", "application/vnd.amazon.eventstream")
            } else {
                ("invoke", "application/json")
            };
            BedrockRequest {
                path: path(model, operation),
                body: message(members, &betas, None),
                accept,
            }
        }
        BedrockOperation::CountTokens => {
            let max = most_tokens(&members);
            let message = STANDARD.encode(message(members, &betas, max));
            let body = json!({ "input": { "invokeModel": { "body": message } } });
            BedrockRequest {
                path: path(foundation_model(model), "count-tokens"),
                body: body.to_string(),
                accept: "application/json",
            }
        }
    })
}

fn path(model: &str, operation: &str) -> String {
    format!("model/{}/{operation}", utf8_percent_encode(model, NOT_UNRESERVED))
}

fn parsed(value: &serde_json::value::RawValue) -> Option<Value> {
    serde_json::from_str(value.get()).ok()
}

/// The message as it came, but for what Bedrock is told otherwise.
fn message(members: Members<'_>, betas: &[String], most_tokens: Option<u64>) -> String {
    let mut further = vec![("anthropic_version", VERSION.to_owned())];
    if !betas.is_empty() {
        further.push(("anthropic_beta", json!(betas).to_string()));
    }
    if let Some(max) = most_tokens {
        further.push(("max_tokens", max.to_string()));
    }
    members.without(&["model", "stream", "anthropic_version", "anthropic_beta"]).write(&further)
}

/// The beta features that the client asks for and Bedrock may be asked for: those of the body,
/// then those of the header, each once.
fn betas(settings: &BedrockSettings, headers: &HeaderMap, members: &Members<'_>) -> Vec<String> {
    let in_body: Vec<String> = members
        .get("anthropic_beta")
        .and_then(|betas| serde_json::from_str(betas.get()).ok())
        .unwrap_or_default();
    let lines = headers.get_all("anthropic-beta").iter().filter_map(|line| line.to_str().ok());
    let in_headers = lines.flat_map(|line| line.split(',')).map(|beta| beta.trim().to_owned());
    let mut betas: Vec<String> = Vec::new();
    for beta in in_body.into_iter().chain(in_headers).filter(|beta| !beta.is_empty()) {
        if !settings.betas.contains(&beta) {
            tracing::debug!(beta, "a beta feature is not requested from Amazon Bedrock");
        } else if !betas.contains(&beta) {
            betas.push(beta);
        }
    }
    betas
}

/// The bound that a message needs at Bedrock even if only its tokens are counted, where it has
/// none: as small as its thinking lets it be.
fn most_tokens(members: &Members<'_>) -> Option<u64> {
    if members.get("max_tokens").is_some() {
        return None;
    }
    let thinking = members.get("thinking").and_then(parsed).unwrap_or_default();
    Some(thinking["budget_tokens"].as_u64().unwrap_or(0).saturating_add(1))
}

#[cfg(test)]
mod tests;
