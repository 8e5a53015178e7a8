//! What a user may do.

use serde::{Deserialize, Serialize};
use thiserror::Error;
use utoipa::ToSchema;

/// Role of a user, in increasing order of privilege.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Role {
    /// Sees their own account and tokens, and uses what the deployment offers.
    Member,
    /// Also sees everything that is configured, and everybody, without changing anything.
    Auditor,
    /// Can do everything.
    Owner,
}

/// A text that is no role.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("`{0}` is not a role; the roles are owner, auditor and member")]
pub(crate) struct UnknownRole(pub(crate) String);

impl Role {
    /// Every role, the one that may do most first.
    pub(crate) const ALL: [Self; 3] = [Self::Owner, Self::Auditor, Self::Member];

    /// The name of the role, in the store and in the API.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Auditor => "auditor",
            Self::Member => "member",
        }
    }

    /// The name as people read it.
    pub(crate) fn display_name(self) -> &'static str {
        match self {
            Self::Owner => "Owner",
            Self::Auditor => "Auditor",
            Self::Member => "Member",
        }
    }
}

impl TryFrom<String> for Role {
    type Error = UnknownRole;

    fn try_from(text: String) -> Result<Self, UnknownRole> {
        Self::ALL.into_iter().find(|role| role.name() == text).ok_or(UnknownRole(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_back_to_their_roles_and_nothing_else_does() {
        for role in Role::ALL {
            assert_eq!(Role::try_from(role.name().to_owned()), Ok(role));
        }
        let rejected = Role::try_from("Owner".to_owned()).unwrap_err();
        assert!(rejected.to_string().contains("owner, auditor and member"));
    }

    #[test]
    fn roles_that_may_do_more_are_greater() {
        assert!(Role::Owner > Role::Auditor && Role::Auditor > Role::Member);
    }
}
