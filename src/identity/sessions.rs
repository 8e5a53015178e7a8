//! Logging in, and recognizing who is there.

use std::net::IpAddr;
use std::time::Duration;

use thiserror::Error;

use super::token::Token;
use super::{Identity, PasswordError, TooManyAttempts, drafts, secret};
use crate::clock::Timestamp;
use crate::store::{ApiKey, LoginType, StoreError, User, UserStatus};

/// The use of a key is noted at most this often: noting it is a write, reading is not.
const NOTED_EVERY: Duration = Duration::from_mins(1);

/// How often ended sessions are removed.
const SWEPT_EVERY: Duration = Duration::from_hours(1);

/// Who sent a request, and with which key.
#[derive(Debug, Clone)]
pub(crate) struct Session {
    pub(crate) user: User,
    pub(crate) key: ApiKey,
}

/// Why nobody was logged in.
#[derive(Debug, Error)]
pub(crate) enum LogInError {
    /// Address and password do not belong together, or nobody has the address.
    #[error("the email address or password is wrong")]
    Wrong,
    /// They do, but the user is suspended.
    #[error("the user is suspended")]
    Suspended,
    /// It was tried too often.
    #[error(transparent)]
    TooMany(#[from] TooManyAttempts),
    /// The password could not be checked.
    #[error(transparent)]
    Password(#[from] PasswordError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why a token does not say who is there.
#[derive(Debug, Error)]
pub(crate) enum AuthenticationError {
    /// It is not one of this deployment's, or was removed.
    #[error("unknown session token")]
    Unknown,
    /// Its time is over.
    #[error("the session token expired at {at}")]
    Expired {
        /// Since when.
        at: Timestamp,
    },
    /// It holds, but its user is suspended.
    #[error("the user is suspended")]
    Suspended,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Identity {
    /// Begins a session of the user with this address and password, and returns its token.
    pub(crate) async fn log_in(
        &self,
        email: &str,
        password: &str,
        address: Option<IpAddr>,
    ) -> Result<String, LogInError> {
        if let Some(attempts) = &self.attempts {
            attempts.count(email, address, self.clock.now())?;
        }
        let known =
            if drafts::is_email(email) { self.store.login_by_email(email).await? } else { None };
        let hash = known.as_ref().map(|(_, hash)| hash.clone());
        let matches = self.passwords.matches(password, hash).await?;
        let (user, hash) = known.filter(|_| matches).ok_or(LogInError::Wrong)?;
        if user.status == UserStatus::Suspended {
            return Err(LogInError::Suspended);
        }
        if let Some(attempts) = &self.attempts {
            attempts.forget(email);
        }
        self.begin_session(&user, &hash).await?.ok_or(LogInError::Wrong)
    }

    /// Who holds `token`.
    pub(crate) async fn authenticate(&self, token: &str) -> Result<Session, AuthenticationError> {
        let token = Token::parse(token).ok_or(AuthenticationError::Unknown)?;
        let found = self.store.api_key_with_user(token.id).await?;
        let (key, hash, user) = found.ok_or(AuthenticationError::Unknown)?;
        if !secret::matches(token.secret, &hash) {
            return Err(AuthenticationError::Unknown);
        }
        let now = self.clock.now();
        if key.expires_at <= now {
            return Err(AuthenticationError::Expired { at: key.expires_at });
        }
        if user.status == UserStatus::Suspended {
            return Err(AuthenticationError::Suspended);
        }
        if now.since(key.last_used) >= NOTED_EVERY {
            // Whoever may only read what is in the store is still known.
            if let Err(error) = self.note_use(&key, now).await {
                tracing::warn!("the use of a key was not noted: {error}");
            }
        }
        Ok(Session { user, key })
    }

    async fn note_use(&self, key: &ApiKey, now: Timestamp) -> Result<(), StoreError> {
        let extends = self.sessions.extend_on_use && key.login_type == LoginType::Password;
        let expires_at = if extends {
            let lifetime = u64::try_from(key.lifetime_seconds).unwrap_or(0);
            now.after(Duration::from_secs(lifetime)).max(key.expires_at)
        } else {
            key.expires_at
        };
        self.store.use_api_key(&key.id, now, expires_at).await?;
        self.store.see_user(key.user_id, now).await
    }

    /// Removes ended sessions regularly, until it is dropped.
    pub(crate) async fn keep_swept(&self) {
        let mut ticks = tokio::time::interval(SWEPT_EVERY);
        loop {
            ticks.tick().await;
            if let Err(error) = self.sweep_sessions().await {
                tracing::warn!("cannot remove ended sessions: {error}");
            }
        }
    }

    /// Removes sessions that ended longer ago than they lasted. Until then a user of one is told
    /// that it has expired, and not that nobody knows it.
    pub(super) async fn sweep_sessions(&self) -> Result<u64, StoreError> {
        let ended = self.clock.now().before(self.sessions.session_lifetime);
        self.store.remove_sessions_before(ended).await
    }
}
