//! `GET /api/v2/users/{user}/keys`: everything that a user is logged in with.

use axum::Json;
use axum::extract::State;

use super::list_tokens::ApiKeyBody;
use crate::api::caller::{Caller, ForMembers};
use crate::api::shared::{Always, ForSelfOrOwners, WithParameters};
use crate::api::{ApiError, PathParameters};
use crate::services::Services;
use crate::store::Role;

/// Get user keys
///
/// Lists everything that the user is logged in with, sessions and API tokens, oldest first,
/// including what has expired. The `login_type` of a session is `password`.
#[utoipa::path(
    get,
    path = "/users/{user}/keys",
    operation_id = "get-user-keys",
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
pub(crate) async fn list(
    State(services): State<Services>,
    caller: Caller<ForMembers>,
    PathParameters(name): PathParameters<String>,
) -> Result<Json<Vec<ApiKeyBody>>, ApiError> {
    let user = caller.named(&services, &name, Role::Owner).await?;
    let keys = services.identity.keys(&user).await?;
    Ok(Json(keys.into_iter().map(ApiKeyBody::from).collect()))
}
