//! A user as the API shows one.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::api::ApiError;
use crate::clock::Timestamp;
use crate::identity::CreateUserError;
use crate::store::{LoginType, Role, User};
use axum::http::StatusCode;

/// A role of a user.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = codersdk::SlimRole)]
pub(crate) struct SlimRole {
    /// The name that people read.
    #[schema(required = false)]
    display_name: &'static str,
    /// The name that programs use.
    #[schema(required = false)]
    name: &'static str,
}

/// Whether a user may log in.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[schema(as = codersdk::UserStatus)]
#[serde(rename_all = "lowercase")]
pub(crate) enum UserStatus {
    /// The user may.
    Active,
}

/// A user.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = codersdk::User)]
pub(crate) struct UserBody {
    /// When the user was created.
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    /// The address that the user logs in with.
    #[schema(format = Email)]
    email: String,
    /// Never changes.
    id: Uuid,
    /// When the user was last here, to the minute.
    #[schema(required = false, value_type = String, format = DateTime)]
    last_seen_at: Timestamp,
    /// How the user logs in.
    #[schema(required = false)]
    login_type: LoginType,
    /// The name to show. May be empty.
    #[schema(required = false)]
    name: String,
    /// This server has no organizations, so it is always empty.
    #[schema(required = false)]
    organization_ids: Vec<Uuid>,
    /// What the user may do beyond what every member may.
    #[schema(required = false)]
    roles: Vec<SlimRole>,
    /// Whether the user may log in.
    #[schema(required = false)]
    status: UserStatus,
    /// When the user was last changed.
    #[schema(required = false, value_type = String, format = DateTime)]
    updated_at: Timestamp,
    /// The name in paths and on the command line.
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
            status: UserStatus::Active,
            updated_at: user.updated_at,
            username: user.username,
        }
    }
}

impl From<CreateUserError> for ApiError {
    fn from(error: CreateUserError) -> Self {
        match error {
            CreateUserError::InvalidFields(errors) => {
                Self::invalid_fields("The user cannot be created as it was asked for.", errors)
            }
            CreateUserError::UsernameTaken => {
                Self::new(StatusCode::CONFLICT, "There is a user of this name already.")
                    .field("username", "Somebody has this name. Choose another one.")
            }
            CreateUserError::EmailTaken => {
                Self::new(StatusCode::CONFLICT, "There is a user with this e-mail address already.")
                    .field("email", "Somebody has this address. Use another one.")
            }
            CreateUserError::Password(error) => error.into(),
            CreateUserError::Store(error) => error.into(),
        }
    }
}
