//! `PUT /api/v2/users/{user}/status/…`: whether a user can log in.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;

use super::model::UserBody;
use crate::api::caller::{Caller, ForOwners};
use crate::api::shared::{Always, MayBeMissing, MayConflict, WithParameters};
use crate::api::{ApiError, PathParameters};
use crate::services::Services;
use crate::store::{Role, UserStatus};

/// Suspend user account
///
/// A suspended user cannot log in, and no session or token of the user works, within two seconds
/// on every server. Requests of the user to the AI Bridge that are in flight are cut off. You
/// cannot suspend yourself, and the last owner who can log in cannot be suspended.
#[utoipa::path(
    put,
    path = "/users/{user}/status/suspend",
    operation_id = "suspend-user-account",
    tag = "Users",
    security(("CoderSessionToken" = [])),
    params(("user" = String, Path, description = "User ID, name, or me")),
    responses(
        (status = OK, description = "OK", body = UserBody),
        ForOwners,
        MayBeMissing,
        MayConflict,
        WithParameters,
        Always
    )
)]
pub(crate) async fn suspend(
    State(services): State<Services>,
    caller: Caller<ForOwners>,
    PathParameters(name): PathParameters<String>,
) -> Result<Json<UserBody>, ApiError> {
    let user = caller.named(&services, &name, Role::Owner).await?;
    if user.id == caller.user().id {
        return Err(ApiError::new(StatusCode::BAD_REQUEST, "You cannot suspend yourself.")
            .because("Ask another owner to do it."));
    }
    let suspended = services.identity.set_status(&user, UserStatus::Suspended).await?;
    Ok(Json(suspended.into()))
}

/// Activate user account
///
/// A suspended user can log in again. Sessions and tokens that have not expired work again.
#[utoipa::path(
    put,
    path = "/users/{user}/status/activate",
    operation_id = "activate-user-account",
    tag = "Users",
    security(("CoderSessionToken" = [])),
    params(("user" = String, Path, description = "User ID, name, or me")),
    responses(
        (status = OK, description = "OK", body = UserBody),
        ForOwners,
        MayBeMissing,
        MayConflict,
        WithParameters,
        Always
    )
)]
pub(crate) async fn activate(
    State(services): State<Services>,
    caller: Caller<ForOwners>,
    PathParameters(name): PathParameters<String>,
) -> Result<Json<UserBody>, ApiError> {
    let user = caller.named(&services, &name, Role::Owner).await?;
    let activated = services.identity.set_status(&user, UserStatus::Active).await?;
    Ok(Json(activated.into()))
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;
    use serde_json::{Value, json};

    use crate::api::testing::{PASSWORD, TestServer};
    use crate::store::Role;

    #[tokio::test]
    async fn a_suspended_user_is_out_until_activated() {
        for server in TestServer::on_each_store().await {
            let owner = server.owner().await;
            let mia = server.user("mia", Role::Member).await;
            let created = server.post("/users/me/keys/tokens", Some(&mia), &json!({})).await;
            let token = created.body["key"].as_str().unwrap().to_owned();
            let login = json!({"email": "mia@example.com", "password": PASSWORD});
            for (verb, status, keys, logged_in) in [
                ("suspend", "suspended", StatusCode::UNAUTHORIZED, StatusCode::UNAUTHORIZED),
                ("activate", "active", StatusCode::OK, StatusCode::CREATED),
            ] {
                let path = format!("/users/mia/status/{verb}");
                // Doing it again changes nothing.
                for _ in 0..2 {
                    let changed = server.put(&path, Some(&owner), &Value::Null).await;
                    assert_eq!(changed.status, StatusCode::OK, "{:?}", changed.body);
                    assert_eq!(changed.body["status"], status);
                }
                let list = server.get("/users?q=mia", Some(&owner)).await;
                assert_eq!(list.body["users"][0]["status"], status);
                for key in [&mia, &token] {
                    assert_eq!(server.get("/users/me", Some(key)).await.status, keys, "{verb}");
                }
                let answer = server.post("/users/login", None, &login).await;
                assert_eq!(answer.status, logged_in, "{verb}: {:?}", answer.body);
            }
        }
    }

    #[tokio::test]
    async fn nobody_suspends_themselves_and_a_wrong_password_tells_nothing() {
        let server = TestServer::start().await;
        let owner = server.owner().await;
        server.user("mia", Role::Owner).await;
        for name in ["me", "owner"] {
            let path = format!("/users/{name}/status/suspend");
            let rejected = server.put(&path, Some(&owner), &Value::Null).await;
            assert_eq!(rejected.status, StatusCode::BAD_REQUEST, "{name}");
        }
        server.put("/users/mia/status/suspend", Some(&owner), &Value::Null).await;
        let wrong = |email: &str| json!({"email": email, "password": "wrong horse"});
        let suspended = server.post("/users/login", None, &wrong("mia@example.com")).await;
        let nobody = server.post("/users/login", None, &wrong("nobody@example.com")).await;
        assert_eq!((suspended.status, suspended.body), (nobody.status, nobody.body));
    }
}
