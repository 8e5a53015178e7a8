//! Who is there, and what they may do: users, passwords, sessions, tokens, roles.

mod accounts;
mod attempts;
mod drafts;
mod password;
mod recognized;
pub(crate) mod secret;
mod sessions;
mod setup;
mod token;
mod users;

use std::time::Duration;

use crate::clock::Clock;
use crate::store::Store;

pub(crate) use accounts::SetPasswordError;
pub(crate) use attempts::{LoginLimits, TooManyAttempts};
pub(crate) use drafts::{FieldError, TokenDraft, UserDraft};
pub(crate) use password::{Cost, PasswordError};
pub(crate) use sessions::{AuthenticationError, LogInError, Session};
pub(crate) use token::CreateTokenError;
pub(crate) use users::{CreateUserError, FirstUserError};

const DAY: Duration = Duration::from_hours(24);

/// How long sessions and tokens hold.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SessionSettings {
    /// How long a session holds after it was last used; after login, when use does not extend it.
    pub(crate) session_lifetime: Duration,
    /// Whether the use of a session extends it.
    pub(crate) extend_on_use: bool,
    /// Lifetime of tokens created without one.
    pub(crate) default_token_lifetime: Duration,
    /// Maximum lifetime of a token.
    pub(crate) max_token_lifetime: Duration,
}

impl Default for SessionSettings {
    fn default() -> Self {
        Self {
            session_lifetime: DAY,
            extend_on_use: true,
            default_token_lifetime: 7 * DAY,
            max_token_lifetime: 100 * 365 * DAY,
        }
    }
}

/// Everything about identity that is set.
#[derive(Debug, Clone)]
pub(crate) struct IdentitySettings {
    /// How long sessions and tokens hold.
    pub(crate) sessions: SessionSettings,
    /// How often a login may be tried; `None` when that is not limited.
    pub(crate) login_limits: Option<LoginLimits>,
    /// How much work the hash of a password is.
    pub(crate) password_cost: Cost,
}

impl Default for IdentitySettings {
    fn default() -> Self {
        Self {
            sessions: SessionSettings::default(),
            login_limits: Some(LoginLimits::default()),
            password_cost: Cost::Full,
        }
    }
}

/// The users of this deployment and what they hold.
#[derive(Debug)]
pub(crate) struct Identity {
    store: Store,
    clock: Clock,
    passwords: password::Passwords,
    sessions: SessionSettings,
    attempts: Option<attempts::Attempts>,
    recognized: recognized::Recognized,
}

impl Identity {
    /// Works on the users of `store`.
    pub(crate) fn new(store: Store, clock: Clock, settings: &IdentitySettings) -> Self {
        Self {
            store,
            clock,
            passwords: password::Passwords::new(settings.password_cost),
            sessions: settings.sessions,
            attempts: settings.login_limits.map(attempts::Attempts::new),
            recognized: recognized::Recognized::default(),
        }
    }
}

#[cfg(test)]
mod tests;
