//! `GET /api/v2/users/first`: whether anybody has taken the deployment over yet.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;

use crate::api::shared::{Always, MayBeMissing};
use crate::api::{ApiError, ApiResponse};
use crate::services::Services;

/// Check initial user created
///
/// Needs no session, so that clients can tell whether to create the first user.
#[utoipa::path(
    get,
    path = "/users/first",
    operation_id = "check-initial-user-created",
    tag = "Users",
    responses((status = OK, description = "OK", body = ApiResponse), MayBeMissing, Always)
)]
pub(crate) async fn check_first(
    State(services): State<Services>,
) -> Result<Json<ApiResponse>, ApiError> {
    if services.identity.has_users().await? {
        return Ok(Json(ApiResponse::message("The first user has been created.")));
    }
    Err(ApiError::new(StatusCode::NOT_FOUND, "The first user has not been created yet.").because(
        "Create it with `coder login`, with `coder server create-admin-user`, or with \
         `POST /api/v2/users/first`.",
    ))
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;

    use crate::api::testing::TestServer;

    #[tokio::test]
    async fn the_first_user_is_missing_until_somebody_is_there() {
        let server = TestServer::start().await;
        assert_eq!(server.get("/users/first", None).await.status, StatusCode::NOT_FOUND);
        server.owner().await;
        assert_eq!(server.get("/users/first", None).await.status, StatusCode::OK);
    }
}
