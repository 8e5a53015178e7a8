//! The tokens with which the first user can be created from another machine.

use sqlx::FromRow;

use super::query::{execute, fetch};
use super::{Store, StoreError};
use crate::clock::Timestamp;

#[derive(FromRow)]
struct Hash {
    secret_hash: Vec<u8>,
}

impl Store {
    /// Keeps the hash of a setup token. Each server that starts without a user has one.
    pub(crate) async fn add_setup_token(
        &self,
        secret_hash: &[u8],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        execute!(
            self,
            "storing the setup token",
            "INSERT INTO setup_tokens (secret_hash, created_at) VALUES ($1, $2)",
            secret_hash,
            now,
        )?;
        Ok(())
    }

    /// The hashes of all setup tokens that may still be used.
    pub(crate) async fn setup_tokens(&self) -> Result<Vec<Vec<u8>>, StoreError> {
        let found = fetch!(
            fetch_all,
            Hash,
            self,
            "reading the setup tokens",
            "SELECT secret_hash FROM setup_tokens",
        )?;
        Ok(found.into_iter().map(|row| row.secret_hash).collect())
    }

    /// Forgets all setup tokens.
    pub(crate) async fn remove_setup_tokens(&self) -> Result<(), StoreError> {
        execute!(self, "removing the setup tokens", "DELETE FROM setup_tokens")?;
        Ok(())
    }
}
