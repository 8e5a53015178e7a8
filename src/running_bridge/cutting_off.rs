//! Cutting off requests whose keys have stopped working, on whichever server that was done.

use std::time::Duration;

use tokio::sync::broadcast::error::RecvError;
use uuid::Uuid;

use crate::aibridge::in_flight::InFlight;
use crate::services::Services;
use crate::store::AccessChange;

/// How long to wait before the store is asked again after it failed.
const ASKED_AGAIN_AFTER: Duration = Duration::from_millis(500);

/// Cuts off what may not go on, until it is dropped.
///
/// The changes are subscribed to by the call: what is announced before the first poll is not
/// missed.
pub(super) fn keep_cutting_off(
    in_flight: InFlight,
    services: Services,
) -> impl Future<Output = ()> + Send {
    let mut changes = services.identity.access_changes();
    async move {
        loop {
            let change = match changes.recv().await {
                Ok(change) => change,
                Err(RecvError::Lagged(_)) => AccessChange::Anybody,
                Err(RecvError::Closed) => return,
            };
            // First, so that whoever is let in from here on has been looked up after the change.
            services.identity.forget_recognized();
            match change {
                AccessChange::Of(user) => cut_off(&in_flight, &services, user).await,
                AccessChange::Anybody => {
                    for user in in_flight.users() {
                        cut_off(&in_flight, &services, user).await;
                    }
                }
            }
        }
    }
}

/// Cuts off the requests of `user` with keys that do not work any more. As long as the store cannot
/// tell which these are, nothing can be cut off.
async fn cut_off(in_flight: &InFlight, services: &Services, user: Uuid) {
    loop {
        if !in_flight.users().contains(&user) {
            return;
        }
        match services.identity.usable_keys(user).await {
            Ok(usable) => {
                let requests = in_flight.cut(user, &usable);
                if requests > 0 {
                    tracing::info!(%user, requests, "requests were cut off: their keys are gone");
                }
                return;
            }
            Err(error) => tracing::warn!(%error, "cannot find out which requests may go on"),
        }
        tokio::time::sleep(ASKED_AGAIN_AFTER).await;
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::aibridge::access::{Access, AuthenticatedUser, Denied};
    use crate::aibridge::in_flight::{CutOff, RequestInFlight};
    use crate::api::testing::TestServer;
    use crate::running_bridge::access::ServerAccess;
    use crate::store::{Role, UserStatus};

    /// A server that shares the store with others.
    struct Replica {
        services: Services,
        in_flight: InFlight,
        house: tokio::task::JoinHandle<()>,
    }

    impl Replica {
        fn start(server: &TestServer) -> Self {
            let services = server.services.clone();
            let in_flight = InFlight::default();
            let cutting_off = keep_cutting_off(in_flight.clone(), services.clone());
            let store = services.store.clone();
            let house = tokio::spawn(async move {
                tokio::join!(cutting_off, store.keep_listening());
            });
            Self { services, in_flight, house }
        }

        async fn enter(&self, token: &str) -> RequestInFlight {
            self.in_flight.enter(self.admit(token).await.unwrap())
        }

        async fn admit(&self, token: &str) -> Result<AuthenticatedUser, Denied> {
            ServerAccess(self.services.clone()).authenticate(Some(token)).await
        }
    }

    impl Drop for Replica {
        fn drop(&mut self) {
            self.house.abort();
        }
    }

    async fn is_cut(request: &mut RequestInFlight) {
        let cut = request.unless_cut_off(std::future::pending::<()>()).await;
        assert_eq!(cut, Err(CutOff));
    }

    #[tokio::test]
    async fn whoever_is_turned_out_on_one_server_is_cut_off_on_every_server() {
        for here in TestServer::on_each_store().await {
            let there = here.beside().await;
            here.owner().await;
            let replicas = [Replica::start(&here), Replica::start(&there)];
            let identity = Arc::new(&here.services.identity);
            let bystander = here.user("bob", Role::Member).await;
            let mut going_on = Vec::new();
            for replica in &replicas {
                going_on.push(replica.enter(&bystander).await);
            }
            for (name, deed) in [("s", 0), ("k", 1), ("p", 2), ("o", 3), ("d", 4)] {
                let token = here.user(name, Role::Member).await;
                let user = identity.user(name).await.unwrap().unwrap();
                let mut requests = Vec::new();
                for replica in &replicas {
                    requests.push(replica.enter(&token).await);
                }
                match deed {
                    0 => drop(identity.set_status(&user, UserStatus::Suspended).await.unwrap()),
                    1 => identity.remove_keys(&user).await.unwrap(),
                    2 => identity.set_password(&user, "another horse", None).await.unwrap(),
                    3 => assert!(identity.remove_key(&user, &token[..10]).await.unwrap()),
                    _ => identity.delete_user(&user).await.unwrap(),
                }
                for (request, replica) in requests.iter_mut().zip(&replicas) {
                    is_cut(request).await;
                    // The token had been recognized a moment ago, and the clock stands still.
                    assert!(replica.admit(&token).await.is_err(), "{name}");
                }
            }
            for request in &mut going_on {
                assert_eq!(request.unless_cut_off(async {}).await, Ok(()));
            }
        }
    }

    #[tokio::test]
    async fn who_is_let_in_while_turned_out_is_looked_up_again() {
        let server = TestServer::start().await;
        server.owner().await;
        let token = server.user("mia", Role::Member).await;
        let access = ServerAccess(server.services.clone());
        let before = access.revision();
        access.authenticate(Some(&token)).await.unwrap();
        assert_eq!(access.revision(), before);
        let user = server.services.identity.user("mia").await.unwrap().unwrap();
        server.services.identity.remove_keys(&user).await.unwrap();
        assert_ne!(access.revision(), before);
        assert!(access.authenticate(Some(&token)).await.is_err());
    }
}
