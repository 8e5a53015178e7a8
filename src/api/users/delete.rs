//! `DELETE /api/v2/users/{user}`: somebody goes.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;

use crate::api::caller::{Caller, ForOwners};
use crate::api::shared::{Always, MayBeMissing, MayConflict, WithParameters};
use crate::api::{ApiError, ApiResponse, PathParameters};
use crate::services::Services;
use crate::store::Role;

/// Delete user
///
/// Ends all sessions of the user and deletes all tokens, within two seconds on every server.
/// Requests of the user to the AI Bridge that are in flight are cut off. Records of the user stay
/// under the old name; the username and the email address can be taken again. You cannot delete
/// yourself, and the last owner who can log in cannot be deleted.
#[utoipa::path(
    delete,
    path = "/users/{user}",
    operation_id = "delete-user",
    tag = "Users",
    security(("CoderSessionToken" = [])),
    params(("user" = String, Path, description = "User ID, name, or me")),
    responses(
        (status = OK, description = "OK", body = ApiResponse),
        ForOwners,
        MayBeMissing,
        MayConflict,
        WithParameters,
        Always
    )
)]
pub(crate) async fn delete(
    State(services): State<Services>,
    caller: Caller<ForOwners>,
    PathParameters(name): PathParameters<String>,
) -> Result<Json<ApiResponse>, ApiError> {
    let user = caller.named(&services, &name, Role::Owner).await?;
    if user.id == caller.user().id {
        return Err(ApiError::new(StatusCode::BAD_REQUEST, "You cannot delete yourself.")
            .because("Ask another owner to do it."));
    }
    services.identity.delete_user(&user).await?;
    Ok(Json(ApiResponse::message("The user has been deleted.")))
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;
    use serde_json::{Value, json};

    use crate::api::testing::{PASSWORD, TestServer};
    use crate::store::Role;

    #[tokio::test]
    async fn whoever_is_deleted_is_out_and_leaves_the_name_to_others() {
        for server in TestServer::on_each_store().await {
            let owner = server.owner().await;
            let mia = server.user("mia", Role::Auditor).await;
            let created = server.post("/users/me/keys/tokens", Some(&mia), &json!({})).await;
            let token = created.body["key"].as_str().unwrap().to_owned();
            let old = server.get("/users/me", Some(&mia)).await.body["id"].clone();

            assert_eq!(server.delete("/users/mia", Some(&owner)).await, StatusCode::OK);
            for key in [&mia, &token] {
                let me = server.get("/users/me", Some(key)).await;
                assert_eq!(me.status, StatusCode::UNAUTHORIZED);
            }
            let login = json!({"email": "mia@example.com", "password": PASSWORD});
            let login = server.post("/users/login", None, &login).await;
            assert_eq!(login.status, StatusCode::UNAUTHORIZED);
            for path in ["/users/mia", &format!("/users/{}", old.as_str().unwrap())] {
                let found = server.get(path, Some(&owner)).await;
                assert_eq!(found.status, StatusCode::NOT_FOUND, "{path}");
                assert_eq!(server.delete(path, Some(&owner)).await, StatusCode::NOT_FOUND);
            }
            let list = server.get("/users?q=mia", Some(&owner)).await;
            assert_eq!((&list.body["count"], &list.body["users"]), (&json!(0), &json!([])));

            // Twice, since what is left of the first must not be in the way of the second.
            for _ in 0..2 {
                let new = server.user("MIA", Role::Member).await;
                let id = server.get("/users/me", Some(&new)).await.body["id"].clone();
                assert_ne!(id, old);
                assert_eq!(server.delete("/users/mia", Some(&owner)).await, StatusCode::OK);
            }
        }
    }

    #[tokio::test]
    async fn nobody_deletes_themselves_under_any_name() {
        let server = TestServer::start().await;
        let owner = server.owner().await;
        server.user("mia", Role::Owner).await;
        let id = server.get("/users/me", Some(&owner)).await.body["id"].clone();
        for name in ["me", "owner", "OWNER", id.as_str().unwrap()] {
            let status = server.delete(&format!("/users/{name}"), Some(&owner)).await;
            assert_eq!(status, StatusCode::BAD_REQUEST, "{name}");
        }
        let found = server.get("/users/me", Some(&owner)).await;
        assert_eq!((found.status, &found.body["status"]), (StatusCode::OK, &json!("active")));
        assert_ne!(found.body, Value::Null);
    }
}
