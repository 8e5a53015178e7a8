//! Who may use the bridge, by the parts of the server that know.

use std::net::IpAddr;

use axum::http::{Extensions, HeaderMap};
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use uuid::Uuid;

use crate::aibridge::access::{Access, AuthenticatedUser, Denied};
use crate::identity::AuthenticationError;
use crate::licensing::Feature;
use crate::services::Services;

/// The users and the licenses of a server.
pub(super) struct ServerAccess(pub(super) Services);

impl Access for ServerAccess {
    fn authenticate<'a>(
        &'a self,
        credential: Option<&'a str>,
    ) -> BoxFuture<'a, Result<AuthenticatedUser, Denied>> {
        async move {
            let token = credential.ok_or_else(|| {
                denied(
                    "The session token is missing. Use one instead of the provider's key; create \
                     it with `coder tokens create`.",
                )
            })?;
            let holder = self.0.identity.recognize(token).await.map_err(rejected)?;
            Ok(AuthenticatedUser { user: holder.user, api_key: holder.key })
        }
        .boxed()
    }

    fn entitled(&self) -> Result<(), Denied> {
        if self.0.licensing.allows(Feature::AiBridge) {
            return Ok(());
        }
        let why = "AI Bridge requires a license, and this deployment has none or it has expired. \
                   Ask an owner of the deployment.";
        Err(Denied::NotEntitled(why.to_owned()))
    }

    fn revision(&self) -> u64 {
        self.0.identity.revision()
    }

    fn made_response<'a>(
        &'a self,
        user: Uuid,
        provider: &'a str,
        id: &'a str,
    ) -> BoxFuture<'a, Result<bool, Denied>> {
        async move {
            self.0.store.made_response(user, provider, id).await.map_err(|error| {
                tracing::error!(%error, "cannot look up who made a response");
                Denied::StoreAway
            })
        }
        .boxed()
    }

    fn is_from_trusted_proxy(&self, extensions: &Extensions) -> bool {
        self.0.proxies.is_trusted_peer(extensions)
    }

    fn address(&self, extensions: &Extensions, headers: &HeaderMap) -> Option<IpAddr> {
        self.0.proxies.client(extensions, headers)
    }
}

fn denied(why: &str) -> Denied {
    Denied::Unauthenticated(why.to_owned())
}

fn rejected(error: AuthenticationError) -> Denied {
    match error {
        AuthenticationError::Unknown => denied(
            "The session token is not valid. Use a token of this deployment instead of the \
             provider's key; create one with `coder tokens create`.",
        ),
        AuthenticationError::Expired { at } => denied(&format!(
            "The session token expired at {at}. Create a new one with `coder tokens create`."
        )),
        AuthenticationError::Suspended => {
            denied("Your user is suspended. Ask an owner of the deployment to activate it.")
        }
        AuthenticationError::Store(error) => {
            tracing::error!(%error, "cannot check a session token");
            Denied::StoreAway
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::testing::TestServer;
    use crate::store::Role;

    #[tokio::test]
    async fn without_a_store_only_those_are_let_in_who_were_a_moment_ago() {
        let server = TestServer::start().await;
        server.owner().await;
        let known = server.user("ada", Role::Member).await;
        let unknown = server.user("bob", Role::Member).await;
        let access = ServerAccess(server.services.clone());
        access.authenticate(Some(&known)).await.unwrap();
        server.services.store.close().await;
        access.authenticate(Some(&known)).await.unwrap();
        let denied = access.authenticate(Some(&unknown)).await;
        assert_eq!(denied, Err(Denied::StoreAway));
    }
}
