//! The tool `my_token_usage`: the tokens of the user's own requests, added up.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::my_interceptions::own;
use crate::api::ApiError;
use crate::api::aibridge::list_interceptions::{self, WRONG};
use crate::api::aibridge::search::Search;
use crate::services::Services;
use crate::store::{TokenTotal, User};

/// Maximum number of models in the result: clients can make up any number of them.
const MAX_MODELS: i64 = 100;

/// Which requests.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Input {
    started_after: Option<String>,
    started_before: Option<String>,
}

/// The sums.
#[derive(Debug, Serialize)]
pub(super) struct Usage {
    /// Those with the most input first.
    models: Vec<ModelUsage>,
}

/// The sums of one model.
#[derive(Debug, Serialize)]
struct ModelUsage {
    provider: String,
    model: String,
    interceptions: i64,
    input_tokens: i64,
    output_tokens: i64,
}

impl From<TokenTotal> for ModelUsage {
    fn from(total: TokenTotal) -> Self {
        let TokenTotal { provider, model, interceptions, input_tokens, output_tokens } = total;
        Self { provider, model, interceptions, input_tokens, output_tokens }
    }
}

/// What the input may hold.
pub(super) fn properties() -> Value {
    let text = |description: &str| json!({"type": "string", "description": description});
    json!({
        "started_after": text("Only requests started at or after this RFC 3339 time."),
        "started_before": text("Only requests started at or before this RFC 3339 time."),
    })
}

/// Adds up what the user may see of what was asked for.
pub(super) async fn find(
    services: &Services,
    user: &User,
    input: &Input,
) -> Result<Usage, ApiError> {
    let terms =
        [("started_after", &input.started_after), ("started_before", &input.started_before)];
    let search =
        Search::parse(&own(&terms)).map_err(|errors| ApiError::invalid_fields(WRONG, errors))?;
    let Some(filter) = list_interceptions::filter(services, user, search).await? else {
        return Ok(Usage { models: Vec::new() });
    };
    let totals = services.store.token_totals(&filter, MAX_MODELS).await?;
    Ok(Usage { models: totals.into_iter().map(ModelUsage::from).collect() })
}
