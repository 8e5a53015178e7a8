//! `PUT /api/v2/users/{user}/password`: another password.

use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::api::caller::{Caller, ForMembers};
use crate::api::shared::{Always, ForSelfOrOwners, Limited, WithBody};
use crate::api::{ApiError, JsonBody, PathParameters};
use crate::identity::SetPasswordError;
use crate::services::Services;
use crate::store::Role;

/// A password to set.
#[derive(Deserialize, ToSchema)]
#[schema(as = codersdk::UpdateUserPasswordRequest)]
pub(crate) struct UpdateUserPasswordRequest {
    /// Current password. Required for your own password, ignored for that of another user.
    #[serde(default)]
    #[schema(format = Password, examples("correct horse battery"))]
    old_password: String,
    /// New password.
    #[schema(format = Password, min_length = 8, max_length = 512, examples("staple battery horse"))]
    password: String,
}

impl From<SetPasswordError> for ApiError {
    fn from(error: SetPasswordError) -> Self {
        match error {
            SetPasswordError::InvalidFields(errors) => {
                Self::invalid_fields("Some fields are invalid.", errors)
            }
            SetPasswordError::TooMany(too_many) => too_many.into(),
            SetPasswordError::Password(error) => error.into(),
            SetPasswordError::Change(error) => error.into(),
        }
    }
}

/// Update user password
///
/// Sets your own password, for the current one, or as an owner that of another user. All sessions
/// of the user end, except the one that sends the request. Tokens stay valid; to end them as well,
/// use `DELETE /users/{user}/keys`.
#[utoipa::path(
    put,
    path = "/users/{user}/password",
    operation_id = "update-user-password",
    tag = "Users",
    security(("CoderSessionToken" = [])),
    params(("user" = String, Path, description = "User ID, name, or me")),
    request_body(content = UpdateUserPasswordRequest, description = "Update password request"),
    responses(
        (status = NO_CONTENT, description = "No Content"),
        ForMembers,
        ForSelfOrOwners,
        WithBody,
        Limited,
        Always
    )
)]
pub(crate) async fn set_password(
    State(services): State<Services>,
    caller: Caller<ForMembers>,
    PathParameters(name): PathParameters<String>,
    JsonBody(request): JsonBody<UpdateUserPasswordRequest>,
) -> Result<StatusCode, ApiError> {
    let user = caller.named(&services, &name, Role::Owner).await?;
    let UpdateUserPasswordRequest { old_password, password } = request;
    if user.id == caller.user().id {
        let session = &caller.session;
        services.identity.change_own_password(session, &old_password, &password).await?;
    } else {
        services.identity.set_password(&user, &password, None).await?;
    }
    Ok(StatusCode::NO_CONTENT)
}

#[cfg(test)]
mod tests {
    use axum::http::{Method, StatusCode};
    use serde_json::{Value, json};
    use tower::ServiceExt;

    use crate::api::testing::{PASSWORD, TestServer, request};
    use crate::store::Role;

    const NEW: &str = "another horse battery";

    /// Sets a password, and says only with which status: success has no body.
    async fn set(server: &TestServer, token: &str, user: &str, body: Value) -> StatusCode {
        let path = format!("/users/{user}/password");
        let request = request(Method::PUT, &path, Some(token), &body);
        server.router().oneshot(request).await.unwrap().status()
    }

    async fn is_valid(server: &TestServer, token: &str) -> bool {
        server.get("/users/me", Some(token)).await.status == StatusCode::OK
    }

    #[tokio::test]
    async fn ones_own_password_takes_the_old_one_and_ends_the_other_sessions() {
        for server in TestServer::on_each_store().await {
            server.owner().await;
            let here = server.user("mia", Role::Member).await;
            let there = server.log_in("mia@example.com", PASSWORD).await;
            let created = server.post("/users/me/keys/tokens", Some(&here), &json!({})).await;
            let token = created.body["key"].as_str().unwrap();
            for body in [
                json!({"password": NEW}),
                json!({"password": NEW, "old_password": "wrong horse"}),
                json!({"password": PASSWORD, "old_password": PASSWORD}),
                json!({"password": "short", "old_password": PASSWORD}),
                json!({"old_password": PASSWORD}),
            ] {
                let status = set(&server, &here, "me", body.clone()).await;
                assert_eq!(status, StatusCode::BAD_REQUEST, "{body}");
            }
            assert!(is_valid(&server, &there).await);

            let body = json!({"password": NEW, "old_password": PASSWORD});
            assert_eq!(set(&server, &here, "mia", body).await, StatusCode::NO_CONTENT);
            assert!(is_valid(&server, &here).await && is_valid(&server, token).await);
            assert!(!is_valid(&server, &there).await);
            let old = json!({"email": "mia@example.com", "password": PASSWORD});
            let old = server.post("/users/login", None, &old).await;
            assert_eq!(old.status, StatusCode::UNAUTHORIZED);
            server.log_in("mia@example.com", NEW).await;
        }
    }

    #[tokio::test]
    async fn an_owner_sets_the_password_of_others_and_nobody_else_does() {
        let server = TestServer::start().await;
        let owner = server.owner().await;
        let mia = server.user("mia", Role::Member).await;
        let auditor = server.user("eve", Role::Auditor).await;
        let new = || json!({"password": NEW});
        assert_eq!(set(&server, &auditor, "mia", new()).await, StatusCode::FORBIDDEN);
        assert_eq!(set(&server, &mia, "owner", new()).await, StatusCode::FORBIDDEN);
        assert_eq!(set(&server, &owner, "owner", new()).await, StatusCode::BAD_REQUEST);
        assert_eq!(set(&server, &owner, "nobody", new()).await, StatusCode::NOT_FOUND);
        assert!(is_valid(&server, &mia).await);
        assert_eq!(set(&server, &owner, "mia", new()).await, StatusCode::NO_CONTENT);
        assert!(!is_valid(&server, &mia).await);
        server.log_in("mia@example.com", NEW).await;
    }

    #[tokio::test]
    async fn the_old_password_cannot_be_guessed_at_will() {
        let server = TestServer::start().await;
        let owner = server.owner().await;
        let guess = || json!({"password": NEW, "old_password": "wrong horse"});
        for _ in 0..9 {
            assert_eq!(set(&server, &owner, "me", guess()).await, StatusCode::BAD_REQUEST);
        }
        // The tenth try would still be let through, but counts together with logins.
        let login = json!({"email": "owner@example.com", "password": "wrong horse"});
        server.post("/users/login", None, &login).await;
        assert_eq!(set(&server, &owner, "me", guess()).await, StatusCode::TOO_MANY_REQUESTS);
    }
}
