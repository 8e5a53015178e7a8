//! What becomes of users: their role, their status, their password, and that they go.

use thiserror::Error;
use uuid::Uuid;

use super::{FieldError, Identity, PasswordError, Session, TooManyAttempts, drafts};
use crate::store::{AccessChange, Role, StoreError, User, UserChangeError, UserStatus};

/// Why a password was not changed.
#[derive(Debug, Error)]
pub(crate) enum SetPasswordError {
    /// Fields are wrong.
    #[error("some fields are invalid")]
    InvalidFields(Vec<FieldError>),
    /// The old password was tried too often.
    #[error(transparent)]
    TooMany(#[from] TooManyAttempts),
    /// A password could not be hashed or checked.
    #[error(transparent)]
    Password(#[from] PasswordError),
    /// The user is gone, or the store failed.
    #[error(transparent)]
    Change(#[from] UserChangeError),
}

impl From<StoreError> for SetPasswordError {
    fn from(error: StoreError) -> Self {
        Self::Change(error.into())
    }
}

impl Identity {
    /// Gives a user another role.
    ///
    /// # Errors
    ///
    /// When no owner would be left, and when the user is gone.
    pub(crate) async fn set_role(&self, user: &User, role: Role) -> Result<User, UserChangeError> {
        self.store.set_role(user.id, role, self.clock.now()).await
    }

    /// Suspends a user, or lets a suspended one in again. Sessions and tokens of a suspended user
    /// do not work, and those that still hold work again afterwards.
    ///
    /// # Errors
    ///
    /// When no owner would be left, and when the user is gone.
    pub(crate) async fn set_status(
        &self,
        user: &User,
        status: UserStatus,
    ) -> Result<User, UserChangeError> {
        let changed = self.store.set_status(user.id, status, self.clock.now()).await;
        self.access_changed(user.id).await;
        changed
    }

    /// Deletes a user, whose records stay and whose name can be taken again.
    ///
    /// # Errors
    ///
    /// When no owner would be left, and when the user is gone.
    pub(crate) async fn delete_user(&self, user: &User) -> Result<(), UserChangeError> {
        let deleted = self.store.delete_user(user.id, self.clock.now()).await;
        self.access_changed(user.id).await;
        deleted
    }

    /// Gives the user of `session` another password, for the one that is in force. All other
    /// sessions of the user end.
    pub(crate) async fn change_own_password(
        &self,
        session: &Session,
        old: &str,
        new: &str,
    ) -> Result<(), SetPasswordError> {
        let user = &session.user;
        if let Some(attempts) = &self.attempts {
            attempts.count(&user.email, None, self.clock.now())?;
        }
        let login = self.store.login_by_email(&user.email).await?;
        let hash = login.filter(|(found, _)| found.id == user.id).map(|(_, hash)| hash);
        if !self.passwords.matches(old, hash).await? {
            let detail = "This is not the current password.";
            return Err(invalid(FieldError::new("old_password", detail)));
        }
        if let Some(attempts) = &self.attempts {
            attempts.forget(&user.email);
        }
        if old == new {
            let detail = "The new password must differ from the current one.";
            return Err(invalid(FieldError::new("password", detail)));
        }
        self.set_password(user, new, Some(&session.key.id)).await
    }

    /// Gives `user` another password. All sessions of the user end but `kept`.
    pub(crate) async fn set_password(
        &self,
        user: &User,
        password: &str,
        kept: Option<&str>,
    ) -> Result<(), SetPasswordError> {
        if let Some(error) = drafts::password_error(password) {
            return Err(invalid(error));
        }
        let hash = self.passwords.hash(password).await?;
        let changed = self.store.set_password(user.id, &hash, kept, self.clock.now()).await;
        self.access_changed(user.id).await;
        Ok(changed?)
    }

    /// Has every server look again at who holds keys of `user`. This server rejects at once what
    /// no longer works; a failure to tell the others is not the caller's, since the change is made.
    pub(super) async fn access_changed(&self, user: Uuid) {
        self.recognized.forget();
        if let Err(error) = self.store.announce_access(user).await {
            tracing::warn!("cannot notify other servers of changed keys: {error}");
        }
    }

    /// Takes in that keys may have stopped working, on whichever server that was done.
    pub(crate) fn forget_recognized(&self) {
        self.recognized.forget();
    }

    /// Changes whenever a token that was recognized may no longer be one.
    pub(crate) fn revision(&self) -> u64 {
        self.recognized.forgotten()
    }

    /// The ids of the keys that `user` may use.
    pub(crate) async fn usable_keys(&self, user: Uuid) -> Result<Vec<String>, StoreError> {
        self.store.usable_keys_of(user).await
    }

    /// Tells whose keys may have stopped working.
    pub(crate) fn access_changes(&self) -> tokio::sync::broadcast::Receiver<AccessChange> {
        self.store.access_changes()
    }
}

fn invalid(error: FieldError) -> SetPasswordError {
    SetPasswordError::InvalidFields(vec![error])
}
