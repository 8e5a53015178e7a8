//! The bridge in front of Amazon Bedrock instead of Anthropic.

mod answering;
mod asking;
mod runtime;
mod verifier;

use aws_credential_types::Credentials;
use axum::body::Body;
use axum::http::Response;
use serde_json::{Value, json};

use super::scripted::{Received, Stage};
use crate::aibridge::bedrock::{BedrockSettings, Models};
use crate::aibridge::settings::BridgeSettings;

const MESSAGES: &str = "/anthropic/v1/messages";

/// A message as Bedrock answers it.
const PLAIN: &str = r#"{"id":"msg_bdrk_1", "content":[{"type":"tool_use","id":"toolu_1","name":"add","input":{"a": 1}}],
    "usage":{"input_tokens":3,"output_tokens":4}}"#;

/// Puts Bedrock in Anthropic's place, at the address of the scripted provider.
pub(super) fn use_bedrock(settings: &mut BridgeSettings) {
    settings.anthropic.key = None;
    settings.bedrock = Some(BedrockSettings {
        region: "eu-central-1".to_owned(),
        base_url: settings.anthropic.base_url.clone(),
        models: Models {
            model: "arn:aws:bedrock:eu-central-1:123456789012:inference-profile/eu.anthropic.l-1:0"
                .to_owned(),
            small_fast: "eu.anthropic.s-1:0".to_owned(),
        },
        betas: vec!["known-2025-01-01".to_owned()],
        access_key: Some(credentials(None)),
    });
}

fn credentials(token: Option<&str>) -> Credentials {
    let token = token.map(str::to_owned);
    Credentials::new(runtime::ACCESS_KEY, verifier::SECRET, token, None, "test")
}

/// A bridge whose Bedrock answers who proves to hold the access key.
async fn stage(answer: impl Fn() -> Response<Body> + Send + Sync + 'static) -> Stage {
    let script =
        move |received: Received| std::future::ready(runtime::admitted(&received, &answer));
    Stage::with(use_bedrock, script).await
}

fn asked(streaming: bool) -> Value {
    let messages = json!([{"role": "user", "content": "Add."}]);
    json!({"model": "claude", "stream": streaming, "max_tokens": 9, "messages": messages})
}
