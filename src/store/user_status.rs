//! Whether a user can log in.

use serde::Serialize;
use thiserror::Error;
use utoipa::ToSchema;

/// Status of a user.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = codersdk::UserStatus)]
#[serde(rename_all = "lowercase")]
pub(crate) enum UserStatus {
    /// The user can log in.
    Active,
    /// The user cannot log in, and no session or token of the user works.
    Suspended,
}

/// A text that is no status.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("`{0}` is not a status of a user")]
pub(crate) struct UnknownUserStatus(String);

impl UserStatus {
    /// The name in the store and in the API.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Suspended => "suspended",
        }
    }
}

impl TryFrom<String> for UserStatus {
    type Error = UnknownUserStatus;

    fn try_from(text: String) -> Result<Self, UnknownUserStatus> {
        let known = [Self::Active, Self::Suspended];
        known.into_iter().find(|known| known.name() == text).ok_or(UnknownUserStatus(text))
    }
}
