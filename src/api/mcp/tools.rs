//! The tools: what they are called, what they take, and who does the work.

use std::sync::Arc;

use rmcp::model::{CallToolResult, ContentBlock, JsonObject, Tool, ToolAnnotations};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::{my_interceptions, my_token_usage};
use crate::api::ApiError;
use crate::api::users::model::UserBody;
use crate::identity::Session;
use crate::services::Services;

const WHOAMI: &str = "whoami";
const MY_INTERCEPTIONS: &str = "my_interceptions";
const MY_TOKEN_USAGE: &str = "my_token_usage";

/// Every tool, in the order in which they are listed.
pub(crate) fn tools() -> Vec<Tool> {
    let about = [
        (WHOAMI, "Returns the current user: name, email address and roles.", json!({})),
        (
            MY_INTERCEPTIONS,
            "Lists the user's own requests to models through the AI Bridge, newest first, with \
             prompts, token counts and tool calls.",
            my_interceptions::properties(),
        ),
        (
            MY_TOKEN_USAGE,
            "Returns the total tokens used by the user's own requests, by model.",
            my_token_usage::properties(),
        ),
    ];
    about.map(|(name, description, properties)| tool(name, description, properties)).into()
}

fn tool(name: &'static str, description: &'static str, properties: Value) -> Tool {
    let mut schema = JsonObject::new();
    schema.insert("type".to_owned(), "object".into());
    schema.insert("properties".to_owned(), properties);
    schema.insert("additionalProperties".to_owned(), false.into());
    let hints = ToolAnnotations::new().read_only(true).open_world(false);
    Tool::new(name, description, Arc::new(schema)).with_annotations(hints)
}

/// Calls a tool as the user of a session; nothing where there is no such tool.
pub(crate) async fn call(
    services: &Services,
    session: &Session,
    name: &str,
    input: JsonObject,
) -> Option<CallToolResult> {
    let user = &session.user;
    Some(match name {
        WHOAMI => match read::<Nothing>(input) {
            Ok(Nothing {}) => written(&UserBody::from(user.clone())),
            Err(rejected) => rejected,
        },
        MY_INTERCEPTIONS => match read(input) {
            Ok(input) => told(my_interceptions::find(services, user, &input).await),
            Err(rejected) => rejected,
        },
        MY_TOKEN_USAGE => match read(input) {
            Ok(input) => told(my_token_usage::find(services, user, &input).await),
            Err(rejected) => rejected,
        },
        _ => return None,
    })
}

/// The input of a tool that takes none.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Nothing {}

fn read<T: DeserializeOwned>(input: JsonObject) -> Result<T, CallToolResult> {
    serde_json::from_value(Value::Object(input))
        .map_err(|error| failed(format!("The input is invalid: {error}.")))
}

fn told<T: Serialize>(found: Result<T, ApiError>) -> CallToolResult {
    match found {
        Ok(found) => written(&found),
        Err(error) => failed(error.told()),
    }
}

fn written(value: &impl Serialize) -> CallToolResult {
    match serde_json::to_string(value) {
        Ok(text) => CallToolResult::success(vec![ContentBlock::text(text)]),
        Err(error) => failed(ApiError::internal(&error).told()),
    }
}

fn failed(text: String) -> CallToolResult {
    CallToolResult::error(vec![ContentBlock::text(text)])
}
