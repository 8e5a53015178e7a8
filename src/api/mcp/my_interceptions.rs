//! The tool `my_interceptions`: what was recorded of the user's own requests.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::api::ApiError;
use crate::api::aibridge::list_interceptions::{
    self, AiBridgeListInterceptionsResponse, Parameters,
};
use crate::services::Services;
use crate::store::User;

/// Number of interceptions in a result by default: models read all of it.
const DEFAULT_LIMIT: i64 = 10;

/// Maximum number of interceptions in a result.
const MAX_LIMIT: i64 = 50;

/// Which ones.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Input {
    provider: Option<String>,
    model: Option<String>,
    started_after: Option<String>,
    started_before: Option<String>,
    after_id: Option<String>,
    limit: Option<i64>,
}

/// What the input may hold.
pub(super) fn properties() -> Value {
    let text = |description: &str| json!({"type": "string", "description": description});
    json!({
        "provider": text("Only requests to this provider, such as `openai` or `anthropic`."),
        "model": text("Only requests for this model."),
        "started_after": text("Only requests started at or after this RFC 3339 time."),
        "started_before": text("Only requests started at or before this RFC 3339 time."),
        "after_id": text("ID of the last interception on the previous page, to get the next page."),
        "limit": {
            "type": "integer",
            "minimum": 1,
            "maximum": MAX_LIMIT,
            "default": DEFAULT_LIMIT,
            "description": "Maximum number of interceptions.",
        },
    })
}

/// Looks them up as the API does, for the user alone.
pub(super) async fn find(
    services: &Services,
    user: &User,
    input: &Input,
) -> Result<AiBridgeListInterceptionsResponse, ApiError> {
    let terms = [
        ("provider", &input.provider),
        ("model", &input.model),
        ("started_after", &input.started_after),
        ("started_before", &input.started_before),
    ];
    let parameters = Parameters {
        q: Some(own(&terms)),
        limit: Some(input.limit.unwrap_or(DEFAULT_LIMIT).min(MAX_LIMIT)),
        after_id: input.after_id.clone(),
        ..Parameters::default()
    };
    list_interceptions::find(services, user, &parameters).await
}

/// A search for the user's own.
pub(super) fn own(terms: &[(&str, &Option<String>)]) -> String {
    let given = terms.iter().filter_map(|(key, value)| {
        // The quotes keep white space in a value; the search has none inside of them.
        value.as_deref().map(|value| format!(" {key}:\"{}\"", value.replace('"', "")))
    });
    format!("initiator:me{}", given.collect::<String>())
}
