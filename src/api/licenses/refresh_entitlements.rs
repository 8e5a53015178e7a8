//! `POST /api/v2/licenses/refresh-entitlements`: computes the entitlements anew.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;

use crate::api::caller::{Caller, ForOwners};
use crate::api::shared::{Always, Limited};
use crate::api::{ApiError, ApiResponse};
use crate::licensing::RefreshError;
use crate::services::Services;

impl From<RefreshError> for ApiError {
    fn from(error: RefreshError) -> Self {
        match error {
            RefreshError::TooSoon { wait } => Self::new(
                StatusCode::TOO_MANY_REQUESTS,
                "Entitlements were refreshed less than a minute ago.",
            )
            .because(
                "Entitlements can be refreshed once a minute. Adding or deleting a license takes \
                 effect immediately, without a refresh.",
            )
            .retry_after(wait),
            RefreshError::Store(error) => error.into(),
        }
    }
}

/// Update license entitlements
#[utoipa::path(
    post,
    path = "/licenses/refresh-entitlements",
    operation_id = "update-license-entitlements",
    tag = "Enterprise",
    security(("CoderSessionToken" = [])),
    responses(
        (status = CREATED, description = "Created", body = ApiResponse),
        ForOwners,
        Limited,
        Always
    )
)]
pub(crate) async fn refresh_entitlements(
    State(services): State<Services>,
    _: Caller<ForOwners>,
) -> Result<(StatusCode, Json<ApiResponse>), ApiError> {
    services.licensing.force_refresh().await?;
    let done = ApiResponse::message("Entitlements refreshed.");
    Ok((StatusCode::CREATED, Json(done)))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use axum::http::StatusCode;
    use serde_json::json;

    use crate::api::testing::TestServer;

    #[tokio::test]
    async fn once_a_minute_is_often_enough() {
        let server = TestServer::start().await;
        let owner = server.owner().await;
        let refresh = async || {
            server.post("/licenses/refresh-entitlements", Some(&owner), &json!(null)).await
        };
        assert_eq!(refresh().await.status, StatusCode::CREATED);
        server.clock.advance(Duration::from_millis(18_500));
        let rejected = refresh().await;
        assert_eq!(rejected.status, StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(rejected.headers["retry-after"], "42");
        server.clock.advance(Duration::from_secs(42));
        assert_eq!(refresh().await.status, StatusCode::CREATED);
        let at = server.clock.now().to_string();
        let entitlements = server.get("/entitlements", Some(&owner)).await;
        assert_eq!(entitlements.body["refreshed_at"], at);
    }
}
