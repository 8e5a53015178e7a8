//! `GET /api/v2/users/{user}/keys/tokens`: the tokens of a user.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::api::caller::{Caller, ForMembers};
use crate::api::shared::{Always, ForSelfOrOwners, WithParameters};
use crate::api::{ApiError, PathParameters};
use crate::clock::Timestamp;
use crate::services::Services;
use crate::store::{ApiKey, LoginType, Role};

/// An API key, without its secret.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = codersdk::APIKey)]
pub(crate) struct ApiKeyBody {
    /// When the key was created.
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    /// When the key expires.
    #[schema(value_type = String, format = DateTime)]
    expires_at: Timestamp,
    /// ID of the key: the part of the token before the hyphen.
    id: String,
    /// When the key was last used, to the minute.
    #[schema(value_type = String, format = DateTime)]
    last_used: Timestamp,
    /// Lifetime of the key at creation, in seconds.
    lifetime_seconds: i64,
    /// How the key was created.
    login_type: LoginType,
    /// Name of the token.
    token_name: String,
    /// When the key was last updated.
    #[schema(value_type = String, format = DateTime)]
    updated_at: Timestamp,
    /// ID of the user.
    user_id: Uuid,
}

impl From<ApiKey> for ApiKeyBody {
    fn from(key: ApiKey) -> Self {
        Self {
            created_at: key.created_at,
            expires_at: key.expires_at,
            id: key.id,
            last_used: key.last_used,
            lifetime_seconds: key.lifetime_seconds,
            login_type: key.login_type,
            token_name: key.token_name,
            updated_at: key.updated_at,
            user_id: key.user_id,
        }
    }
}

/// Get user tokens
///
/// Lists API tokens, oldest first, including expired ones. Sessions are not included.
#[utoipa::path(
    get,
    path = "/users/{user}/keys/tokens",
    operation_id = "get-user-tokens",
    tag = "Users",
    security(("CoderSessionToken" = [])),
    params(("user" = String, Path, description = "User ID, name, or me")),
    responses(
        (status = OK, description = "OK", body = [ApiKeyBody]),
        ForMembers,
        ForSelfOrOwners,
        WithParameters,
        Always
    )
)]
pub(crate) async fn list_tokens(
    State(services): State<Services>,
    caller: Caller<ForMembers>,
    PathParameters(name): PathParameters<String>,
) -> Result<Json<Vec<ApiKeyBody>>, ApiError> {
    let user = caller.named(&services, &name, Role::Owner).await?;
    let tokens = services.identity.tokens(&user).await?;
    Ok(Json(tokens.into_iter().map(ApiKeyBody::from).collect()))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use serde_json::json;

    use crate::api::testing::TestServer;
    use crate::store::Role;

    #[tokio::test]
    async fn tokens_are_listed_with_their_use_and_without_their_secret() {
        let server = TestServer::start().await;
        server.owner().await;
        let mia = server.user("mia", Role::Member).await;
        let body = json!({"token_name": "ci"});
        let created = server.post("/users/me/keys/tokens", Some(&mia), &body).await;
        let token = created.body["key"].as_str().unwrap().to_owned();
        let (id, secret) = token.split_once('-').unwrap();

        server.clock.advance(Duration::from_mins(2));
        let list = server.get("/users/me/keys/tokens", Some(&token)).await;
        assert_eq!(list.body.as_array().unwrap().len(), 1, "{:?}", list.body);
        let listed = &list.body[0];
        assert_eq!((&listed["id"], &listed["token_name"]), (&json!(id), &json!("ci")));
        assert_eq!(listed["lifetime_seconds"], 7 * 24 * 60 * 60);
        assert!(listed["last_used"].as_str() > listed["created_at"].as_str(), "{listed}");
        assert!(!list.body.to_string().contains(secret));
    }
}
