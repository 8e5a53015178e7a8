//! How an API key was created.

use serde::{Deserialize, Serialize};
use thiserror::Error;
use utoipa::ToSchema;

/// How an API key was created.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = codersdk::LoginType)]
#[serde(rename_all = "lowercase")]
pub(crate) enum LoginType {
    /// By logging in with a password.
    Password,
    /// As a token.
    Token,
}

/// A text that is no way of logging in.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("`{0}` is not a login type")]
pub(crate) struct UnknownLoginType(pub(crate) String);

impl LoginType {
    /// The name in the store and in the API.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::Token => "token",
        }
    }
}

impl TryFrom<String> for LoginType {
    type Error = UnknownLoginType;

    fn try_from(text: String) -> Result<Self, UnknownLoginType> {
        let known = [Self::Password, Self::Token];
        known.into_iter().find(|known| known.name() == text).ok_or(UnknownLoginType(text))
    }
}
