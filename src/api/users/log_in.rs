//! `POST /api/v2/users/login`: begins a session.

use axum::Json;
use axum::extract::State;
use axum::http::{Extensions, HeaderMap, StatusCode};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::api::shared::{Always, Limited, WithBody};
use crate::api::{ApiError, ApiResponse, JsonBody};
use crate::identity::{LogInError, TooManyAttempts};
use crate::services::Services;

/// Credentials.
#[derive(Deserialize, ToSchema)]
#[schema(as = codersdk::LoginWithPasswordRequest)]
pub(crate) struct LoginWithPasswordRequest {
    /// Email address of the user.
    #[schema(format = Email, examples("ada@example.com"))]
    email: String,
    #[schema(format = Password, examples("correct horse battery"))]
    password: String,
}

/// A session.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = codersdk::LoginWithPasswordResponse)]
pub(crate) struct LoginWithPasswordResponse {
    /// Token to send with each request.
    session_token: String,
}

impl From<LogInError> for ApiError {
    fn from(error: LogInError) -> Self {
        match error {
            LogInError::Wrong => {
                Self::new(StatusCode::UNAUTHORIZED, "The email address or password is wrong.")
                    .because("Try again, or ask an owner of this deployment.")
            }
            LogInError::Suspended => Self::new(StatusCode::UNAUTHORIZED, "This user is suspended.")
                .because("Ask an owner of this deployment to activate it."),
            LogInError::TooMany(too_many) => too_many.into(),
            LogInError::Password(error) => error.into(),
            LogInError::Store(error) => error.into(),
        }
    }
}

impl From<TooManyAttempts> for ApiError {
    fn from(too_many: TooManyAttempts) -> Self {
        let seconds = too_many.wait.as_secs().max(1);
        Self::new(StatusCode::TOO_MANY_REQUESTS, "Too many login attempts.")
            .because(format!("Try again in {seconds} seconds."))
            .retry_after(too_many.wait)
    }
}

/// Log in user
///
/// Starts a session and returns its token. Send the token in the header `Coder-Session-Token` of
/// further requests.
#[utoipa::path(
    post,
    path = "/users/login",
    operation_id = "log-in-user",
    tag = "Users",
    request_body(content = LoginWithPasswordRequest, description = "Login request"),
    responses(
        (status = CREATED, description = "Created", body = LoginWithPasswordResponse),
        (
            status = UNAUTHORIZED,
            description = "The email address or password is wrong, or the user is suspended.",
            body = ApiResponse
        ),
        WithBody,
        Limited,
        Always
    )
)]
pub(crate) async fn log_in(
    State(services): State<Services>,
    extensions: Extensions,
    headers: HeaderMap,
    JsonBody(request): JsonBody<LoginWithPasswordRequest>,
) -> Result<(StatusCode, Json<LoginWithPasswordResponse>), ApiError> {
    let address = services.proxies.client(&extensions, &headers);
    let session_token =
        services.identity.log_in(&request.email, &request.password, address).await?;
    Ok((StatusCode::CREATED, Json(LoginWithPasswordResponse { session_token })))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use serde_json::json;

    use super::*;
    use crate::api::testing::{PASSWORD, TestServer};

    #[tokio::test]
    async fn only_the_right_password_begins_a_session() {
        let server = TestServer::start().await;
        server.owner().await;
        for (email, password, status) in [
            ("owner@example.com", PASSWORD, StatusCode::CREATED),
            ("OWNER@example.com", PASSWORD, StatusCode::CREATED),
            ("owner@example.com", "wrong", StatusCode::UNAUTHORIZED),
            ("nobody@example.com", PASSWORD, StatusCode::UNAUTHORIZED),
            ("owner\0@example.com", PASSWORD, StatusCode::UNAUTHORIZED),
            ("", "", StatusCode::UNAUTHORIZED),
        ] {
            let body = json!({"email": email, "password": password});
            let answer = server.post("/users/login", None, &body).await;
            assert_eq!(answer.status, status, "{email:?}: {:?}", answer.body);
        }
    }

    #[tokio::test]
    async fn guessing_is_slowed_down_and_then_let_through_again() {
        let server = TestServer::start().await;
        server.owner().await;
        let wrong = json!({"email": "owner@example.com", "password": "wrong"});
        for _ in 0..10 {
            let answer = server.post("/users/login", None, &wrong).await;
            assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
        }
        let right = json!({"email": "owner@example.com", "password": PASSWORD});
        let answer = server.post("/users/login", None, &right).await;
        assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(answer.headers["retry-after"], "60");
        server.clock.advance(Duration::from_mins(1));
        let answer = server.post("/users/login", None, &right).await;
        assert_eq!(answer.status, StatusCode::CREATED);
    }
}
