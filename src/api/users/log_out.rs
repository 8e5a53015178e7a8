//! `POST /api/v2/users/logout`: ends the session that asks.

use axum::Json;
use axum::extract::State;

use crate::api::caller::{Caller, ForMembers};
use crate::api::shared::Always;
use crate::api::{ApiError, ApiResponse};
use crate::services::Services;

/// Log out user
///
/// Ends the session of the token that is sent. If it is an API token, the token is deleted.
#[utoipa::path(
    post,
    path = "/users/logout",
    operation_id = "log-out-user",
    tag = "Users",
    security(("CoderSessionToken" = [])),
    responses((status = OK, description = "OK", body = ApiResponse), ForMembers, Always)
)]
pub(crate) async fn log_out(
    State(services): State<Services>,
    caller: Caller<ForMembers>,
) -> Result<Json<ApiResponse>, ApiError> {
    services.identity.remove_key(caller.user(), &caller.session.key.id).await?;
    Ok(Json(ApiResponse::message("You have logged out.")))
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;
    use serde_json::json;

    use crate::api::testing::TestServer;

    #[tokio::test]
    async fn a_session_ends_and_others_go_on() {
        let server = TestServer::start().await;
        let (first, second) = (server.owner().await, server.owner().await);
        let answer = server.post("/users/logout", Some(&first), &json!(null)).await;
        assert_eq!(answer.status, StatusCode::OK);
        let me = server.get("/users/me", Some(&first)).await;
        assert_eq!(me.status, StatusCode::UNAUTHORIZED);
        assert_eq!(server.get("/users/me", Some(&second)).await.status, StatusCode::OK);
    }
}
