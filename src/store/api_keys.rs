//! API keys: what sessions and tokens are made of.

use sqlx::FromRow;
use uuid::Uuid;

use super::query::{execute, fetch};
use super::{LoginType, Store, StoreError, User};
use crate::clock::Timestamp;

/// A key, without its secret.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub(crate) struct ApiKey {
    pub(crate) id: String,
    pub(crate) user_id: Uuid,
    #[sqlx(try_from = "String")]
    pub(crate) login_type: LoginType,
    /// What the user calls it; empty for a session.
    pub(crate) token_name: String,
    pub(crate) lifetime_seconds: i64,
    pub(crate) created_at: Timestamp,
    pub(crate) updated_at: Timestamp,
    pub(crate) expires_at: Timestamp,
    pub(crate) last_used: Timestamp,
}

/// A key to be.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NewApiKey<'a> {
    pub(crate) id: &'a str,
    pub(crate) user_id: Uuid,
    /// SHA-256 of the secret.
    pub(crate) secret_hash: &'a [u8],
    pub(crate) login_type: LoginType,
    pub(crate) token_name: &'a str,
    pub(crate) lifetime_seconds: i64,
    pub(crate) expires_at: Timestamp,
}

#[derive(Debug, FromRow)]
struct KeyId {
    id: String,
}

/// A key as it is checked: with the hash of its secret, and whose it is.
#[derive(Debug, FromRow)]
struct Presented {
    key_id: String,
    secret_hash: Vec<u8>,
    login_type: String,
    token_name: String,
    lifetime_seconds: i64,
    key_created_at: Timestamp,
    key_updated_at: Timestamp,
    expires_at: Timestamp,
    last_used: Timestamp,
    #[sqlx(flatten)]
    user: User,
}

impl Store {
    /// Keeps a new key.
    ///
    /// # Errors
    ///
    /// [`StoreError::is_taken`] when the user has a token of this name.
    pub(crate) async fn add_api_key(
        &self,
        key: NewApiKey<'_>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        execute!(
            self,
            "storing the key",
            "INSERT INTO api_keys (id, user_id, secret_hash, login_type, token_name, \
             lifetime_seconds, created_at, updated_at, expires_at, last_used) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8, $7)",
            key.id,
            key.user_id,
            key.secret_hash,
            key.login_type.name(),
            key.token_name,
            key.lifetime_seconds,
            now,
            key.expires_at,
        )?;
        Ok(())
    }

    /// The key with this id, the hash of its secret, and whose key it is.
    pub(crate) async fn api_key_with_user(
        &self,
        id: &str,
    ) -> Result<Option<(ApiKey, Vec<u8>, User)>, StoreError> {
        let found = fetch!(
            fetch_optional,
            Presented,
            self,
            "reading the key",
            "SELECT k.id AS key_id, k.secret_hash, k.login_type, k.token_name, \
             k.lifetime_seconds, k.created_at AS key_created_at, \
             k.updated_at AS key_updated_at, k.expires_at, k.last_used, \
             u.id, u.username, u.email, u.name, u.role, u.status, u.created_at, u.updated_at, \
             u.last_seen_at \
             FROM api_keys k JOIN users u ON u.id = k.user_id \
             WHERE k.id = $1 AND u.deleted_at IS NULL",
            id,
        )?;
        let Some(found) = found else { return Ok(None) };
        let login_type = LoginType::try_from(found.login_type)
            .map_err(|value| StoreError::Value { doing: "reading the key", value: value.0 })?;
        let key = ApiKey {
            id: found.key_id,
            user_id: found.user.id,
            login_type,
            token_name: found.token_name,
            lifetime_seconds: found.lifetime_seconds,
            created_at: found.key_created_at,
            updated_at: found.key_updated_at,
            expires_at: found.expires_at,
            last_used: found.last_used,
        };
        Ok(Some((key, found.secret_hash, found.user)))
    }

    /// Everything that a user is logged in with, sessions and tokens, oldest first.
    pub(crate) async fn keys_of(&self, user_id: Uuid) -> Result<Vec<ApiKey>, StoreError> {
        fetch!(
            fetch_all,
            ApiKey,
            self,
            "listing the keys",
            "SELECT id, user_id, login_type, token_name, lifetime_seconds, created_at, \
             updated_at, expires_at, last_used \
             FROM api_keys WHERE user_id = $1 ORDER BY created_at, id",
            user_id,
        )
    }

    /// The ids of the keys that a user may use: none, when the user is suspended or gone.
    pub(crate) async fn usable_keys_of(&self, user_id: Uuid) -> Result<Vec<String>, StoreError> {
        let usable = fetch!(
            fetch_all,
            KeyId,
            self,
            "reading the keys",
            "SELECT k.id FROM api_keys k JOIN users u ON u.id = k.user_id \
             WHERE u.id = $1 AND u.status = 'active' AND u.deleted_at IS NULL",
            user_id,
        )?;
        Ok(usable.into_iter().map(|key| key.id).collect())
    }

    /// The tokens of a user, oldest first; sessions are left out.
    pub(crate) async fn tokens_of(&self, user_id: Uuid) -> Result<Vec<ApiKey>, StoreError> {
        fetch!(
            fetch_all,
            ApiKey,
            self,
            "listing the tokens",
            "SELECT id, user_id, login_type, token_name, lifetime_seconds, created_at, \
             updated_at, expires_at, last_used \
             FROM api_keys WHERE user_id = $1 AND login_type = 'token' ORDER BY created_at, id",
            user_id,
        )
    }

    /// Removes a key of this user, and says whether there was one.
    pub(crate) async fn remove_api_key(&self, id: &str, user_id: Uuid) -> Result<bool, StoreError> {
        let removed = execute!(
            self,
            "removing the key",
            "DELETE FROM api_keys WHERE id = $1 AND user_id = $2",
            id,
            user_id,
        )?;
        Ok(removed > 0)
    }

    /// Notes that a key was used, and until when it now holds.
    pub(crate) async fn use_api_key(
        &self,
        id: &str,
        now: Timestamp,
        expires_at: Timestamp,
    ) -> Result<(), StoreError> {
        execute!(
            self,
            "recording the use of the key",
            "UPDATE api_keys SET last_used = $2, updated_at = $2, expires_at = $3 \
             WHERE id = $1 AND last_used < $2",
            id,
            now,
            expires_at,
        )?;
        Ok(())
    }

    /// Removes the sessions that ended before `before`. Tokens stay listed until they are removed.
    pub(crate) async fn remove_sessions_before(
        &self,
        before: Timestamp,
    ) -> Result<u64, StoreError> {
        execute!(
            self,
            "removing ended sessions",
            "DELETE FROM api_keys WHERE login_type = 'password' AND expires_at < $1",
            before,
        )
    }
}
