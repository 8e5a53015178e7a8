//! `POST /api/v2/users/{user}/keys/tokens`: a token for scripts.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::api::caller::{Caller, ForMembers};
use crate::api::shared::{Always, ForSelfOrOwners, MayConflict, WithBody};
use crate::api::{ApiError, JsonBody, PathParameters};
use crate::identity::{CreateTokenError, TokenDraft};
use crate::services::Services;
use crate::store::Role;

/// A token to create.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = codersdk::CreateTokenRequest)]
pub(crate) struct CreateTokenRequest {
    /// Lifetime of the token, in nanoseconds. If omitted or 0, the default of the deployment.
    #[serde(default)]
    #[schema(examples(604_800_000_000_000_i64))]
    lifetime: i64,
    /// Name of the token. If omitted, a name is generated.
    #[serde(default)]
    #[schema(max_length = 64, examples("nightly"))]
    token_name: String,
}

/// A new API key.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = codersdk::GenerateAPIKeyResponse)]
pub(crate) struct GenerateApiKeyResponse {
    /// The token. It cannot be retrieved again.
    #[schema(required = false)]
    key: String,
}

impl From<CreateTokenError> for ApiError {
    fn from(error: CreateTokenError) -> Self {
        match error {
            CreateTokenError::InvalidFields(errors) => {
                Self::invalid_fields("Some fields are invalid.", errors)
            }
            CreateTokenError::NameTaken => {
                Self::new(StatusCode::CONFLICT, "A token with this name already exists.")
                    .field("token_name", "Choose another name, or delete the existing token first.")
            }
            CreateTokenError::Store(error) => error.into(),
        }
    }
}

/// Create token API key
///
/// The token is returned only once: the server stores only its hash.
#[utoipa::path(
    post,
    path = "/users/{user}/keys/tokens",
    operation_id = "create-token-api-key",
    tag = "Users",
    security(("CoderSessionToken" = [])),
    params(("user" = String, Path, description = "User ID, name, or me")),
    request_body(content = CreateTokenRequest, description = "Create token request"),
    responses(
        (status = CREATED, description = "Created", body = GenerateApiKeyResponse),
        ForMembers,
        ForSelfOrOwners,
        WithBody,
        MayConflict,
        Always
    )
)]
pub(crate) async fn create_token(
    State(services): State<Services>,
    caller: Caller<ForMembers>,
    PathParameters(name): PathParameters<String>,
    JsonBody(request): JsonBody<CreateTokenRequest>,
) -> Result<(StatusCode, Json<GenerateApiKeyResponse>), ApiError> {
    let user = caller.named(&services, &name, Role::Owner).await?;
    let draft = TokenDraft { name: request.token_name, lifetime: request.lifetime };
    let key = services.identity.create_token(&user, &draft).await?;
    Ok((StatusCode::CREATED, Json(GenerateApiKeyResponse { key })))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use axum::http::StatusCode;
    use serde_json::json;

    use crate::api::testing::TestServer;
    use crate::store::Role;

    #[tokio::test]
    async fn a_token_works_until_it_expires() {
        let server = TestServer::start().await;
        server.owner().await;
        let mia = server.user("mia", Role::Member).await;
        let minute = json!({"token_name": "ci", "lifetime": 60_000_000_000_i64});
        let created = server.post("/users/me/keys/tokens", Some(&mia), &minute).await;
        assert_eq!(created.status, StatusCode::CREATED, "{:?}", created.body);
        let token = created.body["key"].as_str().unwrap();

        server.clock.advance(Duration::from_secs(59));
        let me = server.get("/users/me", Some(token)).await;
        assert_eq!((me.status, &me.body["username"]), (StatusCode::OK, &json!("mia")));
        server.clock.advance(Duration::from_secs(1));
        let me = server.get("/users/me", Some(token)).await;
        assert_eq!(me.status, StatusCode::UNAUTHORIZED);
        assert_eq!(me.body["message"], "The session token has expired.");
    }

    #[tokio::test]
    async fn names_are_unique_for_each_user_and_lifetimes_bounded() {
        let server = TestServer::start().await;
        let owner = server.owner().await;
        server.user("mia", Role::Member).await;
        let named = json!({"token_name": "ci"});
        for (path, body, status) in [
            ("/users/me/keys/tokens", &named, StatusCode::CREATED),
            ("/users/me/keys/tokens", &named, StatusCode::CONFLICT),
            ("/users/mia/keys/tokens", &named, StatusCode::CREATED),
            ("/users/me/keys/tokens", &json!({}), StatusCode::CREATED),
            ("/users/me/keys/tokens", &json!({"lifetime": -1}), StatusCode::BAD_REQUEST),
            ("/users/me/keys/tokens", &json!({"token_name": "\u{0}"}), StatusCode::BAD_REQUEST),
        ] {
            let answer = server.post(path, Some(&owner), body).await;
            assert_eq!(answer.status, status, "{path} {body}: {:?}", answer.body);
        }
    }
}
