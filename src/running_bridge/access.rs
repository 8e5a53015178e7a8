//! Who may use the bridge, by the parts of the server that know.

use std::net::IpAddr;

use axum::http::{Extensions, HeaderMap};
use futures_util::FutureExt;
use futures_util::future::BoxFuture;

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
                    "There is no session token. Use one in place of the provider's key: `coder \
                     tokens create` makes one.",
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
        let why = "AI Bridge needs a license that this deployment does not have, or that has \
                   expired. Ask an owner of the deployment.";
        Err(Denied::NotEntitled(why.to_owned()))
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
            "The session token is not valid. Send a token of this deployment in place of the \
             provider's key: `coder tokens create` makes one.",
        ),
        AuthenticationError::Expired { at } => denied(&format!(
            "The session token expired at {at}. Make a new one with `coder tokens create`."
        )),
        AuthenticationError::Store(error) => {
            tracing::error!(%error, "a session token cannot be checked");
            Denied::Unknown("the session token cannot be checked at the moment.".to_owned())
        }
    }
}
