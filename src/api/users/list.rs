//! `GET /api/v2/users`: everybody.

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::model::UserBody;
use crate::api::caller::{Caller, ForAuditors};
use crate::api::shared::{Always, WithParameters};
use crate::api::{ApiError, QueryParameters};
use crate::identity::FieldError;
use crate::services::Services;
use crate::store::UserFilter;

/// Which users to list.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Parameters {
    /// Search query: part of the username or email address
    #[param(nullable = false)]
    q: Option<String>,
    /// After ID
    #[param(nullable = false)]
    after_id: Option<Uuid>,
    /// Page limit; 0 for no limit
    #[param(nullable = false, minimum = 0)]
    limit: Option<i64>,
    /// Page offset
    #[param(nullable = false, minimum = 0)]
    offset: Option<i64>,
}

/// A page of users.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = codersdk::GetUsersResponse)]
pub(crate) struct GetUsersResponse {
    /// Total number of users on all pages.
    #[schema(required = false)]
    count: i64,
    /// Users on this page, sorted by username.
    #[schema(required = false)]
    users: Vec<UserBody>,
}

/// Get users
#[utoipa::path(
    get,
    path = "/users",
    operation_id = "get-users",
    tag = "Users",
    security(("CoderSessionToken" = [])),
    params(Parameters),
    responses(
        (status = OK, description = "OK", body = GetUsersResponse),
        ForAuditors,
        WithParameters,
        Always
    )
)]
pub(crate) async fn list(
    State(services): State<Services>,
    _: Caller<ForAuditors>,
    QueryParameters(parameters): QueryParameters<Parameters>,
) -> Result<Json<GetUsersResponse>, ApiError> {
    let negative = |field, value: Option<i64>| {
        let detail = "It must not be negative.".to_owned();
        value.filter(|value| *value < 0).map(|_| FieldError { field, detail })
    };
    let errors = [negative("limit", parameters.limit), negative("offset", parameters.offset)];
    if errors.iter().any(Option::is_some) {
        let message = "The query of the request is invalid.";
        return Err(ApiError::invalid_fields(message, errors.into_iter().flatten()));
    }
    let filter = UserFilter {
        contains: parameters.q.unwrap_or_default(),
        after: parameters.after_id,
        offset: parameters.offset.unwrap_or(0),
        limit: parameters.limit.filter(|limit| *limit > 0),
    };
    let (users, count) = services.identity.users(&filter).await?;
    let users = users.into_iter().map(UserBody::from).collect();
    Ok(Json(GetUsersResponse { count, users }))
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;
    use serde_json::{Value, json};

    use crate::api::testing::TestServer;
    use crate::store::Role;

    #[tokio::test]
    async fn pages_and_searches_give_the_right_users() {
        let server = TestServer::start().await;
        let token = server.owner().await;
        for name in ["ada", "bob", "cyd"] {
            server.user(name, Role::Member).await;
        }
        let cases = [
            ("", json!(["ada", "bob", "cyd", "owner"]), 4),
            ("?limit=2&offset=1", json!(["bob", "cyd"]), 4),
            ("?limit=0", json!(["ada", "bob", "cyd", "owner"]), 4),
            ("?q=OWN", json!(["owner"]), 1),
            ("?q=%00", json!([]), 0),
            ("?after_id=00000000-0000-0000-0000-000000000000", json!([]), 4),
        ];
        for (query, names, count) in cases {
            let answer = server.get(&format!("/users{query}"), Some(&token)).await;
            assert_eq!(answer.status, StatusCode::OK, "{query}: {:?}", answer.body);
            let users = answer.body["users"].as_array().unwrap();
            let found: Vec<&Value> = users.iter().map(|user| &user["username"]).collect();
            assert_eq!((json!(found), &answer.body["count"]), (names, &json!(count)), "{query}");
        }
        for query in ["?limit=-1", "?offset=-1", "?limit=x", "?after_id=x"] {
            let answer = server.get(&format!("/users{query}"), Some(&token)).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{query}");
        }
    }
}
