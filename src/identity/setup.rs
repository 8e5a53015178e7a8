//! The one-time token that stands for being on the server's own machine.
//!
//! A server without users belongs to the creator of the first one. So that this is nobody else on
//! the network, it has to be done from the machine itself or with this token, which the server
//! prints where only its operator reads.

use super::{Identity, secret};
use crate::store::StoreError;

/// How many characters a setup token has.
const LENGTH: usize = 32;

impl Identity {
    /// A new setup token, while there is no user.
    pub(crate) async fn setup_token(&self) -> Result<Option<String>, StoreError> {
        if self.has_users().await? {
            return Ok(None);
        }
        let token = secret::alphanumeric::<LENGTH>();
        self.store.add_setup_token(&secret::hash(&token), self.clock.now()).await?;
        Ok(Some(token))
    }

    /// Whether `token` is a setup token of this deployment. None is, once there is a user.
    pub(crate) async fn is_setup_token(&self, token: &str) -> Result<bool, StoreError> {
        let hashes = self.store.setup_tokens().await?;
        // All are compared, so that the time does not tell which one came close.
        Ok(hashes.iter().fold(false, |found, hash| found | secret::matches(token, hash)))
    }
}
