//! Who sends a request, and whether they may.
//!
//! A handler that takes a [`Caller`] runs only for callers with the role that it names. The same
//! name in the handler's annotation documents the answers that everybody else gets.

use std::collections::BTreeMap;
use std::marker::PhantomData;

use axum::extract::{FromRef, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use utoipa::IntoResponses;
use utoipa::openapi::{RefOr, Response};

use super::ApiError;
use super::shared::{self, Shared};
use crate::identity::{AuthenticationError, Session};
use crate::services::Services;
use crate::store::{Role, User};

/// The header that carries the token of a session.
pub(crate) const SESSION_TOKEN: &str = "Coder-Session-Token";

/// A role that an operation demands.
pub(crate) trait Demand {
    /// The least role.
    const LEAST: Role;
    /// The answers to everybody else.
    const REJECTIONS: &'static [Shared];
}

/// For everybody who is logged in.
#[derive(Debug)]
pub(crate) enum ForMembers {}

/// For auditors and owners.
#[derive(Debug)]
pub(crate) enum ForAuditors {}

/// For owners.
#[derive(Debug)]
pub(crate) enum ForOwners {}

impl Demand for ForMembers {
    const LEAST: Role = Role::Member;
    const REJECTIONS: &'static [Shared] = &[Shared::Unauthorized];
}

impl Demand for ForAuditors {
    const LEAST: Role = Role::Auditor;
    const REJECTIONS: &'static [Shared] = &[Shared::Unauthorized, Shared::AuditorsOnly];
}

impl Demand for ForOwners {
    const LEAST: Role = Role::Owner;
    const REJECTIONS: &'static [Shared] = &[Shared::Unauthorized, Shared::OwnersOnly];
}

macro_rules! documents_its_refusals {
    ($($demand:ty),+) => {$(
        impl IntoResponses for $demand {
            fn responses() -> BTreeMap<String, RefOr<Response>> {
                shared::references(Self::REJECTIONS)
            }
        }
    )+};
}

documents_its_refusals!(ForMembers, ForAuditors, ForOwners);

/// The sender of the request, with the role that `D` requires.
#[derive(Debug)]
pub(crate) struct Caller<D> {
    pub(crate) session: Session,
    demand: PhantomData<D>,
}

impl<S, D> FromRequestParts<S> for Caller<D>
where
    S: Send + Sync,
    D: Demand,
    Services: FromRef<S>,
{
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let services = Services::from_ref(state);
        let token = token(&parts.headers)?;
        let session = services.identity.authenticate(token).await.map_err(rejected)?;
        if session.user.role < D::LEAST {
            return Err(forbidden(session.user.role, D::LEAST));
        }
        Ok(Self { session, demand: PhantomData })
    }
}

impl<D> Caller<D> {
    /// The user who sends the request.
    pub(crate) fn user(&self) -> &User {
        &self.session.user
    }

    /// The user whom the path names: `me`, a name or an id. Whoever asks about somebody else needs
    /// the role `others`, and learns nothing without it, not even whether there is such a user.
    pub(crate) async fn named(
        &self,
        services: &Services,
        name: &str,
        others: Role,
    ) -> Result<User, ApiError> {
        let own = self.user();
        let is_own = name.eq_ignore_ascii_case("me")
            || name.eq_ignore_ascii_case(&own.username)
            || name.parse() == Ok(own.id);
        if is_own {
            return Ok(own.clone());
        }
        if own.role < others {
            return Err(forbidden(own.role, others));
        }
        services.identity.user(name).await?.ok_or_else(|| {
            ApiError::new(StatusCode::NOT_FOUND, "User not found.")
                .because("Use an ID, a username, or `me` for yourself.")
        })
    }
}

/// The token of a request, in the one header or the other.
fn token(headers: &HeaderMap) -> Result<&str, ApiError> {
    let own = headers.get(SESSION_TOKEN);
    let bearer = || {
        let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
        let (scheme, token) = value.split_once(' ')?;
        scheme.eq_ignore_ascii_case("bearer").then_some(token.trim())
    };
    let found = match own {
        Some(value) => value.to_str().ok(),
        None => bearer(),
    };
    found.filter(|token| !token.is_empty()).ok_or_else(|| {
        unauthorized("You must be logged in to do this.").because(format!(
            "Send a session token in the header `{SESSION_TOKEN}`. Get one with `coder login` or \
             `POST /api/v2/users/login`."
        ))
    })
}

fn unauthorized(message: &str) -> ApiError {
    ApiError::new(StatusCode::UNAUTHORIZED, message)
        .with_header(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"))
}

fn rejected(error: AuthenticationError) -> ApiError {
    match error {
        AuthenticationError::Unknown => unauthorized("The session token is not valid.").because(
            "It does not belong to this deployment, or its session has ended. Log in again, or \
             create a new token.",
        ),
        AuthenticationError::Expired { at } => unauthorized("The session token has expired.")
            .because(format!("It was valid until {at}. Log in again, or create a new token.")),
        AuthenticationError::Suspended => unauthorized("You are suspended.")
            .because("Ask an owner of this deployment to activate your account."),
        AuthenticationError::Store(error) => error.into(),
    }
}

fn forbidden(role: Role, least: Role) -> ApiError {
    let who = match least {
        Role::Owner => "Only an owner",
        Role::Auditor => "Only an auditor or an owner",
        Role::Member => "Only a member",
    };
    ApiError::new(StatusCode::FORBIDDEN, "You are not allowed to do this.").because(format!(
        "{who} can do this; your role is `{}`. Ask an owner of this deployment.",
        role.name()
    ))
}
