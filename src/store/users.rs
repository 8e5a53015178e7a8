//! Users.

use sqlx::FromRow;
use uuid::Uuid;

use super::query::{Count, execute, fetch, returning};
use super::{Role, Store, StoreError, UserStatus};
use crate::clock::Timestamp;

/// A user, without the password. Its columns are those of [`user_columns`].
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub(crate) struct User {
    pub(crate) id: Uuid,
    pub(crate) username: String,
    pub(crate) email: String,
    /// Display name; may be empty.
    pub(crate) name: String,
    #[sqlx(try_from = "String")]
    pub(crate) role: Role,
    #[sqlx(try_from = "String")]
    pub(crate) status: UserStatus,
    pub(crate) created_at: Timestamp,
    pub(crate) updated_at: Timestamp,
    pub(crate) last_seen_at: Timestamp,
}

/// The columns of which a [`User`] is read.
macro_rules! user_columns {
    () => {
        "id, username, email, name, role, status, created_at, updated_at, last_seen_at"
    };
}

pub(super) use user_columns;

/// A user to be.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NewUser<'a> {
    pub(crate) username: &'a str,
    pub(crate) email: &'a str,
    pub(crate) name: &'a str,
    /// The hash in PHC form.
    pub(crate) password_hash: &'a str,
    pub(crate) role: Role,
}

/// Which users to list.
#[derive(Debug, Clone, Default)]
pub(crate) struct UserFilter {
    /// What the user name or the email address contains, in any case. Empty for all.
    pub(crate) contains: String,
    /// Only those after this user, in the order of the list.
    pub(crate) after: Option<Uuid>,
    /// How many to leave out at the beginning.
    pub(crate) offset: i64,
    /// How many at most.
    pub(crate) limit: Option<i64>,
}

/// A user to log in as.
#[derive(Debug, FromRow)]
struct Login {
    #[sqlx(flatten)]
    user: User,
    password_hash: String,
}

#[derive(Debug, FromRow)]
struct UserId {
    id: Uuid,
}

/// What equal names and addresses have in common.
fn key(text: &str) -> String {
    text.to_lowercase()
}

/// The pattern of texts that contain `text`.
fn pattern(text: &str) -> String {
    let mut pattern = String::from("%");
    for c in key(text).chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}

/// The statement that adds a user, ending with the condition on which it does.
macro_rules! insert_user {
    ($store:expr, $user:expr, $now:expr, $first:literal, $condition:literal) => {
        returning!(
            User,
            $store,
            "creating the user",
            concat!(
                "INSERT INTO users (id, username, username_key, email, email_key, name, \
                 password_hash, role, created_at, updated_at, last_seen_at, first) \
                 SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $9, $9, ",
                $first,
                $condition,
                " RETURNING ",
                user_columns!()
            ),
            Uuid::new_v4(),
            $user.username,
            key($user.username),
            $user.email,
            key($user.email),
            $user.name,
            $user.password_hash,
            $user.role.name(),
            $now,
        )
    };
}

impl Store {
    /// Creates the first user of all; nothing when there is one. Of several calls at once, exactly
    /// one creates a user.
    pub(crate) async fn create_first_user(
        &self,
        user: NewUser<'_>,
        now: Timestamp,
    ) -> Result<Option<User>, StoreError> {
        let created =
            insert_user!(self, user, now, "TRUE", " WHERE NOT EXISTS (SELECT 1 FROM users)");
        match created {
            // With nobody there before, only another first user can be in the way.
            Err(error) if error.is_taken() => Ok(None),
            other => other,
        }
    }

    /// Creates a user beside others.
    ///
    /// # Errors
    ///
    /// [`StoreError::is_taken_in`] tells which of name and address is taken.
    pub(crate) async fn create_user(
        &self,
        user: NewUser<'_>,
        now: Timestamp,
    ) -> Result<User, StoreError> {
        let created = insert_user!(self, user, now, "NULL", "")?;
        created.ok_or_else(|| StoreError::no_row("creating the user"))
    }

    /// How many users can log in.
    pub(crate) async fn count_users(&self) -> Result<u64, StoreError> {
        let found = fetch!(
            fetch_one,
            Count,
            self,
            "counting the users",
            "SELECT COUNT(*) AS count FROM users WHERE status = 'active' AND deleted_at IS NULL",
        )?;
        Ok(u64::try_from(found.count).unwrap_or(0))
    }

    /// The user with this id.
    pub(crate) async fn user_by_id(&self, id: Uuid) -> Result<Option<User>, StoreError> {
        fetch!(
            fetch_optional,
            User,
            self,
            "reading the user",
            concat!("SELECT ", user_columns!(), " FROM users WHERE id = $1 AND deleted_at IS NULL"),
            id,
        )
    }

    /// The user with this name, in any case.
    pub(crate) async fn user_by_name(&self, name: &str) -> Result<Option<User>, StoreError> {
        fetch!(
            fetch_optional,
            User,
            self,
            "reading the user",
            concat!("SELECT ", user_columns!(), " FROM users WHERE username_key = $1"),
            key(name),
        )
    }

    /// The id of the user who has this name, in any case, or of the deleted one who had it last.
    pub(crate) async fn last_user_named(&self, name: &str) -> Result<Option<Uuid>, StoreError> {
        let found = fetch!(
            fetch_optional,
            UserId,
            self,
            "reading the user",
            "SELECT id FROM users WHERE username_key = $1 \
             OR (deleted_at IS NOT NULL AND LOWER(username) = $1) \
             ORDER BY deleted_at IS NOT NULL, deleted_at DESC, id LIMIT 1",
            key(name),
        )?;
        Ok(found.map(|user| user.id))
    }

    /// The user with this email address, in any case, and the hash of the password.
    pub(crate) async fn login_by_email(
        &self,
        email: &str,
    ) -> Result<Option<(User, String)>, StoreError> {
        let found = fetch!(
            fetch_optional,
            Login,
            self,
            "reading the user",
            concat!("SELECT ", user_columns!(), ", password_hash FROM users WHERE email_key = $1"),
            key(email),
        )?;
        Ok(found.map(|login| (login.user, login.password_hash)))
    }

    /// The users that `filter` lets through, by name, and how many there are on all pages.
    pub(crate) async fn users(&self, filter: &UserFilter) -> Result<(Vec<User>, i64), StoreError> {
        let contains = pattern(&filter.contains);
        let users = fetch!(
            fetch_all,
            User,
            self,
            "listing the users",
            concat!(
                "SELECT ",
                user_columns!(),
                " FROM users \
                 WHERE deleted_at IS NULL \
                 AND (username_key LIKE $1 ESCAPE '\\' OR email_key LIKE $1 ESCAPE '\\') \
                 AND ($2 IS NULL OR username_key > (SELECT username_key FROM users WHERE id = $2)) \
                 ORDER BY username_key LIMIT $3 OFFSET $4"
            ),
            contains.as_str(),
            filter.after,
            filter.limit.unwrap_or(i64::MAX),
            filter.offset,
        )?;
        let count = fetch!(
            fetch_one,
            Count,
            self,
            "counting the users",
            "SELECT COUNT(*) AS count FROM users \
             WHERE deleted_at IS NULL \
             AND (username_key LIKE $1 ESCAPE '\\' OR email_key LIKE $1 ESCAPE '\\')",
            contains.as_str(),
        )?;
        Ok((users, count.count))
    }

    /// Notes that the user was here.
    pub(crate) async fn see_user(&self, id: Uuid, now: Timestamp) -> Result<(), StoreError> {
        execute!(
            self,
            "recording the visit",
            "UPDATE users SET last_seen_at = $2 WHERE id = $1 AND last_seen_at < $2",
            id,
            now,
        )?;
        Ok(())
    }
}
