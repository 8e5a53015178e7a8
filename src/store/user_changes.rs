//! Changes of users after which an owner must be left, and which end what a user is logged in with.
//!
//! Each is one transaction that no other of them runs beside: what it sees of the owners stays true
//! until it is committed.

use thiserror::Error;
use uuid::Uuid;

use super::loan::in_transaction;
use super::query::Count;
use super::users::user_columns;
use super::{NewApiKey, Role, Store, StoreError, User, UserStatus};
use crate::clock::Timestamp;

/// Why a user was not changed. Nothing was.
#[derive(Debug, Error)]
pub(crate) enum UserChangeError {
    /// Nobody could change anything any more.
    #[error("this user is the last owner who can log in")]
    LastOwner,
    /// There is no such user.
    #[error("there is no such user")]
    Gone,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why a transaction was not committed.
enum Undone {
    /// It would have left no owner.
    LastOwner,
    /// There is no such user.
    Gone,
    /// The store failed.
    Failed(sqlx::Error),
}

impl From<sqlx::Error> for Undone {
    fn from(error: sqlx::Error) -> Self {
        Self::Failed(error)
    }
}

impl Undone {
    /// The error of a change that was `doing` something in `store`.
    fn into_error(self, store: &Store, doing: &'static str) -> UserChangeError {
        match self {
            Self::LastOwner => UserChangeError::LastOwner,
            Self::Gone => UserChangeError::Gone,
            Self::Failed(source) => store.failed(doing, source).into(),
        }
    }
}

impl UserChangeError {
    /// The same of a change that looks at no user.
    fn into_store_error(self, doing: &'static str) -> StoreError {
        match self {
            Self::Store(error) => error,
            Self::LastOwner | Self::Gone => StoreError::no_row(doing),
        }
    }
}

/// The lock under which PostgreSQL runs these transactions one at a time. Any number will do, as
/// long as every build takes the same one and nobody else does.
const LOCK: &str = "SELECT pg_advisory_xact_lock(7308895133672514402)";

/// Runs `$body` in a transaction of its own on whichever store is open, one at a time over all
/// servers. It is kept when the body gives `Ok`.
macro_rules! alone {
    ($store:expr, $doing:literal, |$connection:ident| $body:expr) => {{
        let store = $store;
        match &store.pool {
            $crate::store::Pool::Sqlite(pool) => {
                in_transaction!(pool, "BEGIN IMMEDIATE", |$connection| async {
                    Ok::<_, Undone>($body)
                })
            }
            $crate::store::Pool::Postgres(pool) => {
                in_transaction!(pool, "BEGIN", |$connection| async {
                    sqlx::raw_sql(LOCK).execute(&mut *$connection).await?;
                    Ok::<_, Undone>($body)
                })
            }
        }
        .inspect(|_| store.note_written())
        .map_err(|undone: Undone| undone.into_error(store, $doing))
    }};
}

/// Runs a statement that changes one user, gives the user, and sees that an owner is left.
macro_rules! change {
    ($connection:ident, $sql:literal $(, $bind:expr)* $(,)?) => {{
        let changed = concat!($sql, " RETURNING ", user_columns!());
        let changed = sqlx::query_as::<_, User>(changed)$(.bind($bind))*;
        let changed = changed.fetch_optional(&mut *$connection).await?;
        let changed = changed.ok_or(Undone::Gone)?;
        let owners = "SELECT COUNT(*) AS count FROM users \
                      WHERE role = 'owner' AND status = 'active' AND deleted_at IS NULL";
        let owners = sqlx::query_as::<_, Count>(owners);
        if owners.fetch_one(&mut *$connection).await?.count == 0 {
            return Err(Undone::LastOwner);
        }
        changed
    }};
}

/// Runs a further statement in the same transaction.
macro_rules! also {
    ($connection:ident, $sql:expr $(, $bind:expr)* $(,)?) => {
        sqlx::query($sql)$(.bind($bind))*
            .execute(&mut *$connection)
            .await
            .map(|done| done.rows_affected())?
    };
}

impl Store {
    /// Gives the user `id` another role.
    ///
    /// # Errors
    ///
    /// When no owner would be left, and when there is no such user.
    pub(crate) async fn set_role(
        &self,
        id: Uuid,
        role: Role,
        now: Timestamp,
    ) -> Result<User, UserChangeError> {
        alone!(self, "changing the role", |connection| change!(
            connection,
            "UPDATE users SET role = $2, updated_at = $3 WHERE id = $1 AND deleted_at IS NULL",
            id,
            role.name(),
            now,
        ))
    }

    /// Lets the user `id` log in, or no longer.
    ///
    /// # Errors
    ///
    /// When no owner would be left, and when there is no such user.
    pub(crate) async fn set_status(
        &self,
        id: Uuid,
        status: UserStatus,
        now: Timestamp,
    ) -> Result<User, UserChangeError> {
        alone!(self, "changing the status", |connection| change!(
            connection,
            "UPDATE users SET status = $2, updated_at = $3 WHERE id = $1 AND deleted_at IS NULL",
            id,
            status.name(),
            now,
        ))
    }

    /// Deletes the user `id` with all keys. The records of the user stay, under the old name; the
    /// name and the address can be taken again.
    ///
    /// # Errors
    ///
    /// When no owner would be left, and when there is no such user.
    pub(crate) async fn delete_user(
        &self,
        id: Uuid,
        now: Timestamp,
    ) -> Result<(), UserChangeError> {
        // No username has a colon, and no address is without an `@`.
        let key = format!("deleted:{id}");
        alone!(self, "deleting the user", |connection| {
            change!(
                connection,
                "UPDATE users SET deleted_at = $2, updated_at = $2, username_key = $3, \
                 email_key = $3, password_hash = '' WHERE id = $1 AND deleted_at IS NULL",
                id,
                now,
                key.as_str(),
            );
            also!(connection, "DELETE FROM api_keys WHERE user_id = $1", id);
        })
    }

    /// Gives the user `id` another password, and ends all sessions but `kept`. Tokens stay.
    ///
    /// # Errors
    ///
    /// When there is no such user.
    pub(crate) async fn set_password(
        &self,
        id: Uuid,
        password_hash: &str,
        kept: Option<&str>,
        now: Timestamp,
    ) -> Result<(), UserChangeError> {
        alone!(self, "changing the password", |connection| {
            let changed = also!(
                connection,
                "UPDATE users SET password_hash = $2, updated_at = $3 \
                 WHERE id = $1 AND deleted_at IS NULL",
                id,
                password_hash,
                now,
            );
            if changed == 0 {
                return Err(Undone::Gone);
            }
            also!(
                connection,
                "DELETE FROM api_keys \
                 WHERE user_id = $1 AND login_type = 'password' AND id <> $2",
                id,
                kept.unwrap_or_default(),
            );
        })
    }

    /// Keeps a new session, unless the user's password or status was changed since it was checked
    /// against `password_hash`; says whether it did.
    pub(crate) async fn add_session(
        &self,
        key: NewApiKey<'_>,
        password_hash: &str,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let added = alone!(self, "storing the session", |connection| also!(
            connection,
            "INSERT INTO api_keys (id, user_id, secret_hash, login_type, token_name, \
             lifetime_seconds, created_at, updated_at, expires_at, last_used) \
             SELECT $1, id, $3, $4, '', $5, $6, $6, $7, $6 FROM users \
             WHERE id = $2 AND password_hash = $8 AND status = 'active' AND deleted_at IS NULL",
            key.id,
            key.user_id,
            key.secret_hash,
            key.login_type.name(),
            key.lifetime_seconds,
            now,
            key.expires_at,
            password_hash,
        ));
        added.map(|added| added > 0).map_err(|error| error.into_store_error("storing the session"))
    }

    /// Removes everything that the user `id` is logged in with, and says how much that was.
    pub(crate) async fn remove_keys_of(&self, id: Uuid) -> Result<u64, StoreError> {
        let removed = alone!(self, "removing the keys of the user", |connection| also!(
            connection,
            "DELETE FROM api_keys WHERE user_id = $1",
            id,
        ));
        removed.map_err(|error| error.into_store_error("removing the keys of the user"))
    }
}

#[cfg(test)]
mod tests;
