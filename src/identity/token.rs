//! The tokens that clients send: `ID-SECRET`, of which the store has the id and a hash.

use std::time::Duration;

use thiserror::Error;

use super::{FieldError, Identity, TokenDraft, secret};
use crate::clock::Timestamp;
use crate::store::{ApiKey, LoginType, NewApiKey, StoreError, User};

/// How many characters the parts have.
const ID: usize = 10;
const SECRET: usize = 22;

/// A token in two parts.
pub(super) struct Token<'a> {
    pub(super) id: &'a str,
    pub(super) secret: &'a str,
}

impl<'a> Token<'a> {
    /// Takes a token apart; nothing when it does not have the form of one.
    pub(super) fn parse(text: &'a str) -> Option<Self> {
        let (id, secret) = text.split_once('-')?;
        (is_id(id) && is_part(secret, SECRET)).then_some(Self { id, secret })
    }
}

/// A token that was made a moment ago.
struct MadeToken {
    id: String,
    secret: String,
    secret_hash: Vec<u8>,
}

impl MadeToken {
    fn new() -> Self {
        let (id, secret) = (secret::alphanumeric::<ID>(), secret::alphanumeric::<SECRET>());
        let secret_hash = secret::hash(&secret);
        Self { id, secret, secret_hash }
    }

    /// What the store keeps of it.
    fn key<'a>(
        &'a self,
        user: &User,
        login_type: LoginType,
        token_name: &'a str,
        lifetime: Duration,
        now: Timestamp,
    ) -> NewApiKey<'a> {
        NewApiKey {
            id: &self.id,
            user_id: user.id,
            secret_hash: &self.secret_hash,
            login_type,
            token_name,
            lifetime_seconds: i64::try_from(lifetime.as_secs()).unwrap_or(i64::MAX),
            expires_at: now.after(lifetime),
        }
    }

    /// What its user gets.
    fn text(&self) -> String {
        format!("{}-{}", self.id, self.secret)
    }
}

/// Whether `text` can be the id of a key.
pub(super) fn is_id(text: &str) -> bool {
    is_part(text, ID)
}

fn is_part(text: &str, length: usize) -> bool {
    text.len() == length && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// Why a token was not made.
#[derive(Debug, Error)]
pub(crate) enum CreateTokenError {
    /// Fields are wrong.
    #[error("some fields are invalid")]
    InvalidFields(Vec<FieldError>),
    /// The user has a token of this name.
    #[error("a token with this name already exists")]
    NameTaken,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Identity {
    /// Makes a token for `user`, and returns it: nobody can read it later.
    pub(crate) async fn create_token(
        &self,
        user: &User,
        draft: &TokenDraft,
    ) -> Result<String, CreateTokenError> {
        let lifetime = draft.lifetime(&self.sessions).map_err(CreateTokenError::InvalidFields)?;
        let made_up = secret::alphanumeric::<16>();
        let name = if draft.name.is_empty() { &made_up } else { &draft.name };
        let (made, now) = (MadeToken::new(), self.clock.now());
        let key = made.key(user, LoginType::Token, name, lifetime, now);
        self.store.add_api_key(key, now).await.map_err(|error| {
            if error.is_taken_in("token_name") {
                CreateTokenError::NameTaken
            } else {
                CreateTokenError::Store(error)
            }
        })?;
        Ok(made.text())
    }

    /// Begins a session of `user`, whose password was found to match `password_hash`, and returns
    /// its token; nothing when the password or the status was changed since.
    pub(super) async fn begin_session(
        &self,
        user: &User,
        password_hash: &str,
    ) -> Result<Option<String>, StoreError> {
        let (made, now) = (MadeToken::new(), self.clock.now());
        let lifetime = self.sessions.session_lifetime;
        let key = made.key(user, LoginType::Password, "", lifetime, now);
        let began = self.store.add_session(key, password_hash, now).await?;
        Ok(began.then(|| made.text()))
    }

    /// The tokens of `user`, oldest first, also those that have expired.
    pub(crate) async fn tokens(&self, user: &User) -> Result<Vec<ApiKey>, StoreError> {
        self.store.tokens_of(user.id).await
    }

    /// Ends the session or removes the token `id` of `user`, and says whether there was one.
    pub(crate) async fn remove_key(&self, user: &User, id: &str) -> Result<bool, StoreError> {
        if !is_id(id) {
            return Ok(false);
        }
        let removed = self.store.remove_api_key(id, user.id).await;
        // Also after a failure: the key may be gone without an answer.
        self.access_changed(user.id).await;
        removed
    }

    /// Everything that `user` is logged in with, sessions and tokens, oldest first, also what has
    /// expired.
    pub(crate) async fn keys(&self, user: &User) -> Result<Vec<ApiKey>, StoreError> {
        self.store.keys_of(user.id).await
    }

    /// Ends all sessions and removes all tokens of `user`.
    pub(crate) async fn remove_keys(&self, user: &User) -> Result<(), StoreError> {
        let removed = self.store.remove_keys_of(user.id).await;
        self.access_changed(user.id).await;
        removed.map(drop)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_ids_and_secrets_of_the_right_form_make_a_token() {
        let good = "abcdefghij-ABCDEFGHIJKLMNOPQRST12";
        let token = Token::parse(good).unwrap();
        assert_eq!((token.id, token.secret), ("abcdefghij", "ABCDEFGHIJKLMNOPQRST12"));

        let wrong = [
            "",
            "-",
            "abcdefghij",
            "abcdefghij-",
            "abcdefghi-ABCDEFGHIJKLMNOPQRST12",
            "abcdefghij-ABCDEFGHIJKLMNOPQRST1",
            "abcdefghij-ABCDEFGHIJKLMNOPQRST123",
            "abcdefghi\0-ABCDEFGHIJKLMNOPQRST12",
            "abcdefghié-ABCDEFGHIJKLMNOPQRST12",
        ];
        for text in wrong {
            assert!(Token::parse(text).is_none(), "{text:?}");
        }
    }
}
