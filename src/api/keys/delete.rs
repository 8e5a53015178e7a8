//! `DELETE /api/v2/users/{user}/keys/{keyid}`: ends a session or removes a token.

use axum::extract::State;
use axum::http::StatusCode;

use crate::api::caller::{Caller, ForMembers};
use crate::api::shared::{Always, ForSelfOrOwners, WithParameters};
use crate::api::{ApiError, PathParameters};
use crate::services::Services;
use crate::store::Role;

/// Delete API key
///
/// Takes effect within two seconds, also on other servers. Requests to the AI Bridge that are in
/// flight with the key are cut off.
#[utoipa::path(
    delete,
    path = "/users/{user}/keys/{keyid}",
    operation_id = "delete-api-key",
    tag = "Users",
    security(("CoderSessionToken" = [])),
    params(
        ("user" = String, Path, description = "User ID, name, or me"),
        ("keyid" = String, Path, description = "Key ID", format = "string")
    ),
    responses(
        (status = NO_CONTENT, description = "No Content"),
        ForMembers,
        ForSelfOrOwners,
        WithParameters,
        Always
    )
)]
pub(crate) async fn delete(
    State(services): State<Services>,
    caller: Caller<ForMembers>,
    PathParameters((name, id)): PathParameters<(String, String)>,
) -> Result<StatusCode, ApiError> {
    let user = caller.named(&services, &name, Role::Owner).await?;
    if services.identity.remove_key(&user, &id).await? {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(ApiError::new(StatusCode::NOT_FOUND, "Key not found.")
            .because("The ID of a key is the part of its token before the hyphen."))
    }
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;
    use serde_json::json;

    use crate::api::testing::TestServer;
    use crate::store::Role;

    #[tokio::test]
    async fn a_removed_token_is_not_known_any_more() {
        let server = TestServer::start().await;
        let owner = server.owner().await;
        let mia = server.user("mia", Role::Member).await;
        let created = server.post("/users/me/keys/tokens", Some(&mia), &json!({})).await;
        let token = created.body["key"].as_str().unwrap();
        let id = token.split('-').next().unwrap();

        for (path, by, status) in [
            (format!("/users/owner/keys/{id}"), &mia, StatusCode::FORBIDDEN),
            (format!("/users/me/keys/{id}"), &owner, StatusCode::NOT_FOUND),
            ("/users/me/keys/%00".to_owned(), &mia, StatusCode::NOT_FOUND),
            (format!("/users/mia/keys/{id}"), &owner, StatusCode::NO_CONTENT),
            (format!("/users/me/keys/{id}"), &mia, StatusCode::NOT_FOUND),
        ] {
            assert_eq!(server.delete(&path, Some(by)).await, status, "{path}");
        }
        let me = server.get("/users/me", Some(token)).await;
        assert_eq!(me.status, StatusCode::UNAUTHORIZED);
    }
}
