//! `POST /api/v2/users/first`: takes a new deployment over.

use std::net::IpAddr;

use axum::Json;
use axum::extract::State;
use axum::http::{Extensions, HeaderMap, StatusCode, header};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::api::shared::{Always, MayConflict, WithBody};
use crate::api::{ApiError, JsonBody};
use crate::identity::{FirstUserError, UserDraft};
use crate::services::Services;
use crate::store::Role;

/// The header that carries the setup token.
pub(crate) const SETUP_TOKEN: &str = "Coder-Setup-Token";

/// The first user to create, who becomes an owner.
#[derive(Deserialize, ToSchema)]
#[schema(as = codersdk::CreateFirstUserRequest)]
pub(crate) struct CreateFirstUserRequest {
    /// Email address for logging in.
    #[schema(format = Email, max_length = 254, examples("ada@example.com"))]
    email: String,
    /// Display name.
    #[serde(default)]
    #[schema(max_length = 128, examples("Ada Lovelace"))]
    name: String,
    #[schema(format = Password, min_length = 8, max_length = 512, examples("correct horse battery"))]
    password: String,
    /// Username.
    #[schema(max_length = 32, pattern = "^[a-zA-Z0-9]+(-[a-zA-Z0-9]+)*$", examples("ada"))]
    username: String,
}

/// The first user.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = codersdk::CreateFirstUserResponse)]
pub(crate) struct CreateFirstUserResponse {
    /// Always zero: this server has no organizations.
    #[schema(required = false)]
    organization_id: Uuid,
    /// ID of the user.
    #[schema(required = false)]
    user_id: Uuid,
}

/// Why the first user was not created.
#[derive(Debug)]
enum Error {
    NotHere,
    WrongToken,
    First(FirstUserError),
}

impl From<Error> for ApiError {
    fn from(error: Error) -> Self {
        let forbidden = |message: &str| Self::new(StatusCode::FORBIDDEN, message);
        match error {
            Error::NotHere => forbidden("You cannot create the first user from another machine.")
                .because(format!(
                    "Do it on the server's own machine, or send the setup token that the server \
                     printed when it started in the header `{SETUP_TOKEN}`."
                )),
            Error::WrongToken => forbidden("The setup token is wrong.").because(
                "Use the token that the server printed when it started. It is valid until the \
                 first user is created.",
            ),
            Error::First(FirstUserError::NotTheFirst) => {
                Self::new(StatusCode::CONFLICT, "The first user has already been created.")
                    .because("Log in, or ask an owner to create a user for you.")
            }
            Error::First(FirstUserError::User(error)) => error.into(),
        }
    }
}

/// Create initial user
///
/// Creates the first user, who becomes an owner. This works once and needs no session: send the
/// request from the server's own machine, or with the setup token that the server prints when it
/// starts.
#[utoipa::path(
    post,
    path = "/users/first",
    operation_id = "create-initial-user",
    tag = "Users",
    params((
        "Coder-Setup-Token" = Option<String>,
        Header,
        nullable = false,
        description = "Setup token. Not needed on the server's own machine."
    )),
    request_body(content = CreateFirstUserRequest, description = "First user request"),
    responses(
        (status = CREATED, description = "Created", body = CreateFirstUserResponse),
        (
            status = FORBIDDEN,
            description = "The request comes from another machine and has no setup token.",
            body = crate::api::ApiResponse
        ),
        WithBody,
        MayConflict,
        Always
    )
)]
pub(crate) async fn create_first(
    State(services): State<Services>,
    headers: HeaderMap,
    extensions: Extensions,
    JsonBody(request): JsonBody<CreateFirstUserRequest>,
) -> Result<(StatusCode, Json<CreateFirstUserResponse>), ApiError> {
    // Once there is a first user, whoever asks may know that nothing is to be had here.
    if services.identity.has_users().await? {
        return Err(Error::First(FirstUserError::NotTheFirst).into());
    }
    let client = services.proxies.client(&extensions, &headers);
    let is_passed_on = services.proxies.is_passed_on(&headers);
    match headers.get(SETUP_TOKEN).map(|value| value.to_str().unwrap_or_default()) {
        Some(token) if services.identity.is_setup_token(token).await? => {}
        Some(_) => return Err(Error::WrongToken.into()),
        None if !is_passed_on && is_local(client, &headers) => {}
        None => return Err(Error::NotHere.into()),
    }
    let draft = UserDraft {
        username: request.username,
        email: request.email,
        name: request.name,
        password: request.password,
        role: Role::Owner,
    };
    let user = services.identity.create_first_user(&draft).await.map_err(Error::First)?;
    let created = CreateFirstUserResponse { organization_id: Uuid::nil(), user_id: user.id };
    Ok((StatusCode::CREATED, Json(created)))
}

/// Whether the request was sent by a program on this machine, on its own behalf.
///
/// A proxy on this machine connects from here too, but says for whom. A web page in a browser on
/// this machine can be made to reach here under a name of its own (DNS rebinding), which then
/// stands in `Host`.
fn is_local(client: Option<IpAddr>, headers: &HeaderMap) -> bool {
    client.is_some_and(|address| address.to_canonical().is_loopback())
        && headers.get(header::HOST).is_some_and(|host| host.to_str().is_ok_and(is_local_name))
}

fn is_local_name(host: &str) -> bool {
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    name.eq_ignore_ascii_case("localhost")
        || name.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests;
