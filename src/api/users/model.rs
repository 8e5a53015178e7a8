//! A user as the API shows one.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::api::ApiError;
use crate::clock::Timestamp;
use crate::identity::CreateUserError;
use crate::store::{LoginType, Role, User, UserChangeError, UserStatus};
use axum::http::StatusCode;

/// A role.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = codersdk::SlimRole)]
pub(crate) struct SlimRole {
    /// Display name.
    #[schema(required = false)]
    display_name: &'static str,
    /// Name of the role.
    #[schema(required = false)]
    name: &'static str,
}

/// A user.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = codersdk::User)]
pub(crate) struct UserBody {
    /// When the user was created.
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    /// Email address for logging in.
    #[schema(format = Email)]
    email: String,
    /// ID; never changes.
    id: Uuid,
    /// When the user was last seen, to the minute.
    #[schema(required = false, value_type = String, format = DateTime)]
    last_seen_at: Timestamp,
    /// How the user logs in.
    #[schema(required = false)]
    login_type: LoginType,
    /// Display name. May be empty.
    #[schema(required = false)]
    name: String,
    /// Always empty: this server has no organizations.
    #[schema(required = false)]
    organization_ids: Vec<Uuid>,
    /// Roles of the user, beyond that of a member.
    #[schema(required = false)]
    roles: Vec<SlimRole>,
    /// Whether the user can log in.
    #[schema(required = false)]
    status: UserStatus,
    /// When the user was last updated.
    #[schema(required = false, value_type = String, format = DateTime)]
    updated_at: Timestamp,
    /// Username.
    username: String,
}

impl From<User> for UserBody {
    fn from(user: User) -> Self {
        let role = SlimRole { display_name: user.role.display_name(), name: user.role.name() };
        Self {
            created_at: user.created_at,
            email: user.email,
            id: user.id,
            last_seen_at: user.last_seen_at,
            login_type: LoginType::Password,
            name: user.name,
            organization_ids: Vec::new(),
            // Everybody is a member, so that is not a role to list.
            roles: Some(role).into_iter().filter(|_| user.role != Role::Member).collect(),
            status: user.status,
            updated_at: user.updated_at,
            username: user.username,
        }
    }
}

impl From<CreateUserError> for ApiError {
    fn from(error: CreateUserError) -> Self {
        match error {
            CreateUserError::InvalidFields(errors) => {
                Self::invalid_fields("Some fields are invalid.", errors)
            }
            CreateUserError::UsernameTaken => {
                Self::new(StatusCode::CONFLICT, "This username is taken.")
                    .field("username", "Choose another username.")
            }
            CreateUserError::EmailTaken => {
                Self::new(StatusCode::CONFLICT, "This email address is taken.")
                    .field("email", "Use another email address.")
            }
            CreateUserError::Password(error) => error.into(),
            CreateUserError::Store(error) => error.into(),
        }
    }
}

impl From<UserChangeError> for ApiError {
    fn from(error: UserChangeError) -> Self {
        match error {
            UserChangeError::LastOwner => {
                Self::new(StatusCode::CONFLICT, "This user is the last owner who can log in.")
                    .because("Make another user an owner first.")
            }
            UserChangeError::Gone => Self::new(StatusCode::NOT_FOUND, "User not found."),
            UserChangeError::Store(error) => error.into(),
        }
    }
}
