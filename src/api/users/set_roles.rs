//! `PUT /api/v2/users/{user}/roles`: what a user may do.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;

use super::model::UserBody;
use crate::api::caller::{Caller, ForOwners};
use crate::api::shared::{Always, MayBeMissing, MayConflict, WithBody};
use crate::api::{ApiError, JsonBody, PathParameters};
use crate::services::Services;
use crate::store::{Role, UnknownRole};

/// Roles of a user.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = codersdk::UpdateRoles)]
pub(crate) struct UpdateRoles {
    /// `owner`, `auditor` or `member`. If there are several, the most privileged one counts; if
    /// there are none, the user is a member.
    #[serde(default)]
    #[schema(examples("auditor"))]
    roles: Vec<String>,
}

/// Why no role was given.
#[derive(Debug)]
enum Error {
    Unknown(UnknownRole),
    Own,
}

impl From<Error> for ApiError {
    fn from(error: Error) -> Self {
        let rejected = |message: &str| Self::new(StatusCode::BAD_REQUEST, message);
        match error {
            Error::Unknown(role) => {
                let detail = role.to_string();
                rejected("Unknown role.").field("roles", detail)
            }
            Error::Own => rejected("You cannot change your own role.").because(
                "This keeps a deployment from losing its last owner. Ask another owner to do it.",
            ),
        }
    }
}

/// Assign role to user
///
/// You cannot change your own role, and the last owner who can log in stays one.
#[utoipa::path(
    put,
    path = "/users/{user}/roles",
    operation_id = "assign-role-to-user",
    tag = "Users",
    security(("CoderSessionToken" = [])),
    params(("user" = String, Path, description = "User ID, name, or me")),
    request_body(content = UpdateRoles, description = "Update roles request"),
    responses(
        (status = OK, description = "OK", body = UserBody),
        ForOwners,
        MayBeMissing,
        MayConflict,
        WithBody,
        Always
    )
)]
pub(crate) async fn set_roles(
    State(services): State<Services>,
    caller: Caller<ForOwners>,
    PathParameters(name): PathParameters<String>,
    JsonBody(request): JsonBody<UpdateRoles>,
) -> Result<Json<UserBody>, ApiError> {
    let user = caller.named(&services, &name, Role::Owner).await?;
    let role = highest(request.roles).map_err(Error::Unknown)?;
    if user.id == caller.user().id {
        return Err(Error::Own.into());
    }
    let changed = services.identity.set_role(&user, role).await?;
    Ok(Json(changed.into()))
}

fn highest(names: Vec<String>) -> Result<Role, UnknownRole> {
    let roles: Vec<Role> = names.into_iter().map(Role::try_from).collect::<Result<_, _>>()?;
    Ok(roles.into_iter().max().unwrap_or(Role::Member))
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;
    use serde_json::json;

    use crate::api::testing::TestServer;
    use crate::store::Role;

    #[tokio::test]
    async fn a_role_holds_from_the_next_request_on() {
        let server = TestServer::start().await;
        let owner = server.owner().await;
        let mia = server.user("mia", Role::Member).await;
        let list = async || server.get("/users", Some(&mia)).await.status;
        assert_eq!(list().await, StatusCode::FORBIDDEN);
        for (roles, status) in [
            (json!(["auditor", "member"]), StatusCode::OK),
            (json!([]), StatusCode::FORBIDDEN),
            (json!(["owner"]), StatusCode::OK),
        ] {
            let body = json!({ "roles": roles });
            let changed = server.put("/users/mia/roles", Some(&owner), &body).await;
            assert_eq!(changed.status, StatusCode::OK, "{:?}", changed.body);
            assert_eq!(list().await, status, "{roles}");
        }
    }

    #[tokio::test]
    async fn the_last_owner_stays_and_unknown_roles_are_refused() {
        let server = TestServer::start().await;
        let owner = server.owner().await;
        server.user("mia", Role::Member).await;
        for (path, roles, status) in [
            ("/users/me/roles", "member", StatusCode::BAD_REQUEST),
            ("/users/owner/roles", "member", StatusCode::BAD_REQUEST),
            ("/users/mia/roles", "king", StatusCode::BAD_REQUEST),
            ("/users/nobody/roles", "member", StatusCode::NOT_FOUND),
        ] {
            let body = json!({"roles": [roles]});
            let rejected = server.put(path, Some(&owner), &body).await;
            assert_eq!(rejected.status, status, "{path} {roles}");
        }
    }
}
