//! `GET /api/v2/users/{user}`: one user.

use axum::Json;
use axum::extract::State;

use super::model::UserBody;
use crate::api::caller::{Caller, ForMembers};
use crate::api::shared::{Always, ForSelfOrAuditors, WithParameters};
use crate::api::{ApiError, PathParameters};
use crate::services::Services;
use crate::store::Role;

/// Get user by name
#[utoipa::path(
    get,
    path = "/users/{user}",
    operation_id = "get-user-by-name",
    tag = "Users",
    security(("CoderSessionToken" = [])),
    params(("user" = String, Path, description = "User ID, username, or me")),
    responses(
        (status = OK, description = "OK", body = UserBody),
        ForMembers,
        ForSelfOrAuditors,
        WithParameters,
        Always
    )
)]
pub(crate) async fn get(
    State(services): State<Services>,
    caller: Caller<ForMembers>,
    PathParameters(name): PathParameters<String>,
) -> Result<Json<UserBody>, ApiError> {
    let user = caller.named(&services, &name, Role::Auditor).await?;
    Ok(Json(user.into()))
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;

    use crate::api::testing::TestServer;
    use crate::store::Role;

    #[tokio::test]
    async fn users_are_found_by_every_name_they_have() {
        let server = TestServer::start().await;
        let token = server.owner().await;
        let member = server.user("mia", Role::Member).await;
        let id = server.get("/users/mia", Some(&token)).await.body["id"].clone();
        for name in ["mia", "MIA", id.as_str().unwrap()] {
            let answer = server.get(&format!("/users/{name}"), Some(&token)).await;
            assert_eq!((answer.status, &answer.body["id"]), (StatusCode::OK, &id), "{name}");
        }
        assert_eq!(server.get("/users/me", Some(&member)).await.body["id"], id);
        for name in ["nobody", "a%00b", "00000000-0000-0000-0000-000000000000", "%20", "%FF"] {
            let answer = server.get(&format!("/users/{name}"), Some(&token)).await;
            assert!(answer.status.is_client_error(), "{name}: {:?}", answer.body);
        }
    }

    #[tokio::test]
    async fn a_member_learns_nothing_about_others() {
        let server = TestServer::start().await;
        server.owner().await;
        let member = server.user("mia", Role::Member).await;
        let known = server.get("/users/owner", Some(&member)).await;
        let unknown = server.get("/users/nobody", Some(&member)).await;
        assert_eq!(known.status, StatusCode::FORBIDDEN);
        assert_eq!((known.status, known.body), (unknown.status, unknown.body));
    }
}
