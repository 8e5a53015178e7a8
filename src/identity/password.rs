//! Passwords: hashed with argon2id, and only then kept.

use std::num::NonZero;
use std::sync::{Arc, LazyLock};
use std::thread;

use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use thiserror::Error;
use tokio::sync::Semaphore;

use super::secret;

/// The hash of a password that nobody has. A login as nobody takes as long as any other.
static NOBODY: LazyLock<String> =
    LazyLock::new(|| hash_now(&secret::alphanumeric::<32>(), Cost::Full).unwrap_or_default());

/// How much work a hash is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cost {
    /// What OWASP recommends: 19 MiB, two passes.
    Full,
    /// As little as the algorithm takes, for tests that are about something else.
    #[cfg(test)]
    Least,
}

/// A hash could not be computed.
#[derive(Debug, Error)]
#[error("cannot hash the password\n  because {0}")]
pub(crate) struct PasswordError(String);

/// Hashes and compares passwords, a few at a time: each takes a processor and 19 MiB.
#[derive(Debug, Clone)]
pub(crate) struct Passwords {
    cost: Cost,
    turns: Arc<Semaphore>,
}

impl Passwords {
    /// As many at a time as there are processors.
    pub(crate) fn new(cost: Cost) -> Self {
        let turns = thread::available_parallelism().map_or(1, NonZero::get);
        Self { cost, turns: Arc::new(Semaphore::new(turns)) }
    }

    /// The hash of `password` in PHC form, with a salt of its own.
    pub(crate) async fn hash(&self, password: &str) -> Result<String, PasswordError> {
        let (cost, password) = (self.cost, password.to_owned());
        self.in_turn(move || hash_now(&password, cost)).await?
    }

    /// Whether `password` is the one of `hash`. Without a hash it is not, after as much work.
    pub(crate) async fn matches(
        &self,
        password: &str,
        hash: Option<String>,
    ) -> Result<bool, PasswordError> {
        let password = password.to_owned();
        self.in_turn(move || {
            let known = hash.is_some();
            known & matches_now(&password, hash.as_deref().unwrap_or(&NOBODY))
        })
        .await
    }

    async fn in_turn<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, PasswordError> {
        let turn = Arc::clone(&self.turns).acquire_owned().await;
        let turn = turn.map_err(|error| PasswordError(error.to_string()))?;
        let worker = tokio::task::spawn_blocking(move || {
            let done = work();
            drop(turn);
            done
        });
        worker.await.map_err(|error| PasswordError(error.to_string()))
    }
}

fn hasher(cost: Cost) -> Argon2<'static> {
    let params = match cost {
        Cost::Full => Params::DEFAULT,
        #[cfg(test)]
        Cost::Least => Params::new(Params::MIN_M_COST, 1, 1, None).unwrap_or(Params::DEFAULT),
    };
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

fn hash_now(password: &str, cost: Cost) -> Result<String, PasswordError> {
    let failed = |error: argon2::password_hash::Error| PasswordError(error.to_string());
    let salt = SaltString::encode_b64(&secret::bytes::<16>()).map_err(failed)?;
    let hash = hasher(cost).hash_password(password.as_bytes(), &salt).map_err(failed)?;
    Ok(hash.to_string())
}

/// Compares with the cost that the hash itself names.
fn matches_now(password: &str, hash: &str) -> bool {
    PasswordHash::new(hash)
        .is_ok_and(|hash| hasher(Cost::Full).verify_password(password.as_bytes(), &hash).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_matches_its_own_hash_only() {
        let passwords = Passwords::new(Cost::Least);
        let hash = passwords.hash("correct horse").await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$"), "{hash}");
        assert!(passwords.matches("correct horse", Some(hash.clone())).await.unwrap());
        assert!(!passwords.matches("correct horsf", Some(hash.clone())).await.unwrap());
        assert!(!passwords.matches("", Some(hash.clone())).await.unwrap());
        assert_ne!(hash, passwords.hash("correct horse").await.unwrap());
    }

    #[tokio::test]
    async fn the_full_cost_is_what_is_recommended() {
        let hash = Passwords::new(Cost::Full).hash("x").await.unwrap();
        assert!(hash.contains("$m=19456,t=2,p=1$"), "{hash}");
    }

    #[tokio::test]
    async fn nobody_has_a_password_and_neither_has_a_broken_hash() {
        let passwords = Passwords::new(Cost::Least);
        assert!(!passwords.matches("", None).await.unwrap());
        assert!(!passwords.matches("x", Some("plain text".to_owned())).await.unwrap());
    }
}
