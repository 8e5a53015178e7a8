//! `POST /api/v2/users`: a further user.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;

use super::model::UserBody;
use crate::api::caller::{Caller, ForOwners};
use crate::api::shared::{Always, MayConflict, WithBody};
use crate::api::{ApiError, JsonBody};
use crate::identity::UserDraft;
use crate::services::Services;
use crate::store::Role;

/// A user to create.
#[derive(Deserialize, ToSchema)]
#[schema(as = codersdk::CreateUserRequestWithOrgs)]
pub(crate) struct CreateUserRequest {
    /// Email address for logging in.
    #[schema(format = Email, max_length = 254, examples("grace@example.com"))]
    email: String,
    /// Display name.
    #[serde(default)]
    #[schema(max_length = 128, examples("Grace Hopper"))]
    name: String,
    #[schema(format = Password, min_length = 8, max_length = 512, examples("correct horse battery"))]
    password: String,
    /// Username.
    #[schema(max_length = 32, pattern = "^[a-zA-Z0-9]+(-[a-zA-Z0-9]+)*$", examples("grace"))]
    username: String,
}

/// Create new user
///
/// The new user is a member. To assign another role, use `PUT /users/{user}/roles`.
#[utoipa::path(
    post,
    path = "/users",
    operation_id = "create-new-user",
    tag = "Users",
    security(("CoderSessionToken" = [])),
    request_body(content = CreateUserRequest, description = "Create user request"),
    responses(
        (status = CREATED, description = "Created", body = UserBody),
        ForOwners,
        WithBody,
        MayConflict,
        Always
    )
)]
pub(crate) async fn create(
    State(services): State<Services>,
    _: Caller<ForOwners>,
    JsonBody(request): JsonBody<CreateUserRequest>,
) -> Result<(StatusCode, Json<UserBody>), ApiError> {
    let draft = UserDraft {
        username: request.username,
        email: request.email,
        name: request.name,
        password: request.password,
        role: Role::Member,
    };
    let user = services.identity.create_user(&draft).await?;
    Ok((StatusCode::CREATED, Json(user.into())))
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;
    use serde_json::{Value, json};

    use crate::api::testing::TestServer;

    #[tokio::test]
    async fn a_user_is_created_once_and_as_a_member() {
        let server = TestServer::start().await;
        let token = server.owner().await;
        let body =
            json!({"email": "mia@example.com", "username": "Mia", "password": "correct horse"});
        let created = server.post("/users", Some(&token), &body).await;
        assert_eq!(created.status, StatusCode::CREATED, "{:?}", created.body);
        assert_eq!(created.body["username"], "Mia");
        assert_eq!(created.body["roles"], json!([]));
        assert_eq!(created.body.get("password"), None);

        let other = |field: &str, value: &str| {
            let mut other = body.clone();
            other[field] = json!(value);
            other
        };
        for (body, field) in
            [(other("email", "x@example.com"), "username"), (other("username", "x"), "email")]
        {
            let rejected = server.post("/users", Some(&token), &body).await;
            assert_eq!(rejected.status, StatusCode::CONFLICT);
            assert_eq!(rejected.body["validations"][0]["field"], field);
        }
    }

    #[tokio::test]
    async fn what_is_missing_or_wrong_is_named() {
        let server = TestServer::start().await;
        let token = server.owner().await;
        let short = json!({"email": "a@b", "username": "a", "password": "short"});
        let wrong = server.post("/users", Some(&token), &short).await;
        assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
        assert_eq!(wrong.body["validations"][0]["field"], "password");
        let missing = server.post("/users", Some(&token), &json!({"username": "a"})).await;
        assert_eq!(missing.status, StatusCode::BAD_REQUEST);
        assert!(missing.body["detail"].as_str().unwrap().contains("email"), "{:?}", missing.body);
        assert_eq!(missing.body.get("validations"), None::<&Value>);
    }
}
