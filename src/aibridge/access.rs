//! Who may use the bridge: what it asks of the server that it is a part of.

use std::net::IpAddr;
use std::sync::Arc;

use axum::http::{Extensions, HeaderMap};
use futures_util::future::BoxFuture;
use uuid::Uuid;

/// Whose request it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct AuthenticatedUser {
    /// The user.
    pub(crate) user: Uuid,
    /// The API key with which the user authenticated.
    pub(crate) api_key: Arc<str>,
}

/// Why a user may not use the bridge, mostly as a sentence for them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Denied {
    /// The credentials are missing, unknown or expired.
    Unauthenticated(String),
    /// The deployment may not use the bridge.
    NotEntitled(String),
    /// Whether they may cannot be found out as long as the store is away.
    StoreAway,
}

/// Decides who may use the bridge.
pub(crate) trait Access: Send + Sync {
    /// The user of a credential.
    fn authenticate<'a>(
        &'a self,
        credential: Option<&'a str>,
    ) -> BoxFuture<'a, Result<AuthenticatedUser, Denied>>;

    /// Whether the deployment may use the bridge.
    fn entitled(&self) -> Result<(), Denied>;

    /// Another number whenever somebody who was let in may no longer be. It changes before the
    /// requests in flight are [cut](super::in_flight::InFlight::cut), so that none is missed that is
    /// let in meanwhile.
    fn revision(&self) -> u64;

    /// Whether the record says that a user made a provider's response with this id.
    fn made_response<'a>(
        &'a self,
        user: Uuid,
        provider: &'a str,
        id: &'a str,
    ) -> BoxFuture<'a, Result<bool, Denied>>;

    /// Whether a request comes from a trusted proxy, whose word on traces counts.
    fn is_from_trusted_proxy(&self, extensions: &Extensions) -> bool;

    /// The address that a request comes from: behind a trusted proxy the one that the proxy names.
    fn address(&self, extensions: &Extensions, headers: &HeaderMap) -> Option<IpAddr>;
}
