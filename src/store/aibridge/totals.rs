//! Sums over records.

use sqlx::FromRow;

use super::listing::{InterceptionFilter, matching};
use crate::store::query::fetch;
use crate::store::{Store, StoreError};

/// The tokens of one model.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub(crate) struct TokenTotal {
    pub(crate) provider: String,
    pub(crate) model: String,
    /// How many interceptions there were in which tokens were counted.
    pub(crate) interceptions: i64,
    pub(crate) input_tokens: i64,
    pub(crate) output_tokens: i64,
}

impl Store {
    /// The tokens of the interceptions that `filter` lets through, by model; those with the most
    /// input come first, and no more than `most`.
    pub(crate) async fn token_totals(
        &self,
        filter: &InterceptionFilter,
        max: i64,
    ) -> Result<Vec<TokenTotal>, StoreError> {
        fetch!(
            fetch_all,
            TokenTotal,
            self,
            "summing token usage",
            concat!(
                "SELECT i.provider, i.model, COUNT(DISTINCT i.id) AS interceptions, \
                 CAST(SUM(t.input_tokens) AS BIGINT) AS input_tokens, \
                 CAST(SUM(t.output_tokens) AS BIGINT) AS output_tokens \
                 FROM aibridge_interceptions i \
                 JOIN aibridge_token_usages t ON t.interception_id = i.id WHERE ",
                matching!(),
                " GROUP BY i.provider, i.model \
                 ORDER BY input_tokens DESC, i.provider, i.model LIMIT $6"
            ),
            filter.initiator,
            filter.provider.as_deref(),
            filter.model.as_deref(),
            filter.started_after,
            filter.started_before,
            max,
        )
    }
}
