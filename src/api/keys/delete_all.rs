//! `DELETE /api/v2/users/{user}/keys`: ends everything that a user is logged in with.

use axum::extract::State;
use axum::http::StatusCode;

use crate::api::caller::{Caller, ForMembers};
use crate::api::shared::{Always, ForSelfOrOwners, WithParameters};
use crate::api::{ApiError, PathParameters};
use crate::services::Services;
use crate::store::Role;

/// Delete user keys
///
/// Ends all sessions of the user and deletes all API tokens, within two seconds on every server;
/// also the session that sends the request, if it is the user's. Requests of the user to the AI
/// Bridge that are in flight are cut off.
#[utoipa::path(
    delete,
    path = "/users/{user}/keys",
    operation_id = "delete-user-keys",
    tag = "Users",
    security(("CoderSessionToken" = [])),
    params(("user" = String, Path, description = "User ID, name, or me")),
    responses(
        (status = NO_CONTENT, description = "No Content"),
        ForMembers,
        ForSelfOrOwners,
        WithParameters,
        Always
    )
)]
pub(crate) async fn delete_all(
    State(services): State<Services>,
    caller: Caller<ForMembers>,
    PathParameters(name): PathParameters<String>,
) -> Result<StatusCode, ApiError> {
    let user = caller.named(&services, &name, Role::Owner).await?;
    services.identity.remove_keys(&user).await?;
    Ok(StatusCode::NO_CONTENT)
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;
    use serde_json::{Value, json};

    use crate::api::testing::{PASSWORD, TestServer};
    use crate::store::Role;

    #[tokio::test]
    async fn everything_is_listed_and_ends_at_once() {
        for server in TestServer::on_each_store().await {
            let owner = server.owner().await;
            let mia = server.user("mia", Role::Member).await;
            let other = server.log_in("mia@example.com", PASSWORD).await;
            let created = server.post("/users/me/keys/tokens", Some(&mia), &json!({})).await;
            let token = created.body["key"].as_str().unwrap().to_owned();

            let listed = server.get("/users/mia/keys", Some(&owner)).await.body;
            let mut ids: Vec<&str> =
                listed.as_array().unwrap().iter().map(|key| key["id"].as_str().unwrap()).collect();
            let mut expected: Vec<&str> =
                [&mia, &other, &token].map(|key| key.split('-').next().unwrap()).to_vec();
            ids.sort_unstable();
            expected.sort_unstable();
            assert_eq!(ids, expected);
            for key in [&mia, &other, &token] {
                assert!(!listed.to_string().contains(key.split('-').next_back().unwrap()));
            }

            assert_eq!(server.delete("/users/me/keys", Some(&mia)).await, StatusCode::NO_CONTENT);
            for key in [&mia, &other, &token] {
                let me = server.get("/users/me", Some(key)).await;
                assert_eq!(me.status, StatusCode::UNAUTHORIZED);
            }
            let left = server.get("/users/mia/keys", Some(&owner)).await.body;
            assert_eq!(left, Value::Array(Vec::new()));
            assert_eq!(server.get("/users/me", Some(&owner)).await.status, StatusCode::OK);
        }
    }
}
