//! Creating users, and finding them.

use thiserror::Error;
use uuid::Uuid;

use super::{FieldError, Identity, PasswordError, UserDraft, drafts};
use crate::store::{NewUser, StoreError, User, UserFilter};

/// Why a user was not created.
#[derive(Debug, Error)]
pub(crate) enum CreateUserError {
    /// Fields are wrong.
    #[error("some fields are invalid{}", lines(.0))]
    InvalidFields(Vec<FieldError>),
    /// The username is taken.
    #[error("this username is taken")]
    UsernameTaken,
    /// The email address is taken.
    #[error("this email address is taken")]
    EmailTaken,
    /// The password could not be hashed.
    #[error(transparent)]
    Password(#[from] PasswordError),
    /// The store failed.
    #[error(transparent)]
    Store(StoreError),
}

impl From<StoreError> for CreateUserError {
    fn from(error: StoreError) -> Self {
        if error.is_taken_in("username_key") {
            Self::UsernameTaken
        } else if error.is_taken_in("email_key") {
            Self::EmailTaken
        } else {
            Self::Store(error)
        }
    }
}

/// Why the first user was not created.
#[derive(Debug, Error)]
pub(crate) enum FirstUserError {
    /// There are users.
    #[error("the first user has already been created")]
    NotTheFirst,
    /// Any reason for which no user was created.
    #[error(transparent)]
    User(#[from] CreateUserError),
}

impl Identity {
    /// Whether there is any user.
    pub(crate) async fn has_users(&self) -> Result<bool, StoreError> {
        Ok(self.store.count_users().await? > 0)
    }

    /// Creates the first user of the deployment. Of several calls at once, exactly one succeeds.
    pub(crate) async fn create_first_user(
        &self,
        draft: &UserDraft,
    ) -> Result<User, FirstUserError> {
        let store = |error: StoreError| FirstUserError::User(error.into());
        if self.has_users().await.map_err(store)? {
            return Err(FirstUserError::NotTheFirst);
        }
        let password_hash = self.checked_hash(draft).await?;
        let now = self.clock.now();
        let created = self.store.create_first_user(new_user(draft, &password_hash), now).await;
        let user = created.map_err(store)?.ok_or(FirstUserError::NotTheFirst)?;
        self.store.remove_setup_tokens().await.map_err(store)?;
        Ok(user)
    }

    /// Creates a user beside those that there are.
    pub(crate) async fn create_user(&self, draft: &UserDraft) -> Result<User, CreateUserError> {
        let password_hash = self.checked_hash(draft).await?;
        let user = new_user(draft, &password_hash);
        Ok(self.store.create_user(user, self.clock.now()).await?)
    }

    async fn checked_hash(&self, draft: &UserDraft) -> Result<String, CreateUserError> {
        let errors = draft.errors();
        if !errors.is_empty() {
            return Err(CreateUserError::InvalidFields(errors));
        }
        Ok(self.passwords.hash(&draft.password).await?)
    }

    /// The user that `text` names: by id or by user name.
    pub(crate) async fn user(&self, text: &str) -> Result<Option<User>, StoreError> {
        if let Ok(id) = text.parse::<Uuid>() {
            self.store.user_by_id(id).await
        } else if drafts::is_username(text) {
            self.store.user_by_name(text).await
        } else {
            Ok(None)
        }
    }

    /// Whose records `text` names: by id or by user name, also those of a user who was deleted. Of
    /// several who had one name, the one who has it now or had it last.
    pub(crate) async fn recorded_user(&self, text: &str) -> Result<Option<Uuid>, StoreError> {
        if let Ok(id) = text.parse::<Uuid>() {
            Ok(Some(id))
        } else if drafts::is_username(text) {
            self.store.last_user_named(text).await
        } else {
            Ok(None)
        }
    }

    /// The users that `filter` lets through, and how many there are on all pages.
    pub(crate) async fn users(&self, filter: &UserFilter) -> Result<(Vec<User>, i64), StoreError> {
        if filter.contains.contains('\0') {
            // No name has it, and PostgreSQL cannot even be asked.
            return Ok((Vec::new(), 0));
        }
        self.store.users(filter).await
    }
}

/// What is wrong with single fields, a line for each.
fn lines(errors: &[FieldError]) -> String {
    let mut lines = String::new();
    for FieldError { field, detail } in errors {
        lines += &format!("\n  {field}: {detail}");
    }
    lines
}

fn new_user<'a>(draft: &'a UserDraft, password_hash: &'a str) -> NewUser<'a> {
    NewUser {
        username: &draft.username,
        email: &draft.email,
        name: &draft.name,
        password_hash,
        role: draft.role,
    }
}
