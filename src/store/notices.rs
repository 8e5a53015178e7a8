//! Telling every server that something has changed.

use std::time::Duration;

use sqlx::postgres::PgListener;
use tokio::sync::{broadcast, watch};
use tokio::time::timeout;
use uuid::Uuid;

use super::loan::{in_time, on_loan};
use super::{Pool, Store, StoreError};

/// The channel on which PostgreSQL passes on that licenses have changed.
const LICENSES: &str = "coder_licenses_changed";

/// The channel on which PostgreSQL passes on whose keys have stopped working.
const ACCESS: &str = "coder_access_changed";

/// Maximum number of access changes that wait to be taken in. Whoever falls further behind is told
/// to look at every user.
const MAX_WAITING: usize = 1_024;

/// How long to wait after the connection to the other servers is lost.
const LISTENED_AGAIN_AFTER: Duration = Duration::from_secs(5);

/// How long nothing is heard before it is asked whether the connection still holds.
const QUIET: Duration = Duration::from_secs(5);

/// Whose keys may have stopped working.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AccessChange {
    /// Those of one user.
    Of(Uuid),
    /// Anybody's: notices may have been lost.
    Anybody,
}

/// Where access changes are told.
pub(super) fn access_changes() -> broadcast::Sender<AccessChange> {
    broadcast::Sender::new(MAX_WAITING)
}

impl Store {
    /// Tells this server, and with PostgreSQL every other one, that licenses have changed.
    pub(crate) async fn announce_licenses(&self) -> Result<(), StoreError> {
        self.note_licenses();
        self.notify(LICENSES, "").await
    }

    /// Changes whenever licenses may have changed, here or on another server.
    pub(crate) fn license_changes(&self) -> watch::Receiver<u64> {
        self.licenses_changed.subscribe()
    }

    /// Tells this server, and with PostgreSQL every other one, that keys of `user` have stopped
    /// working.
    pub(crate) async fn announce_access(&self, user: Uuid) -> Result<(), StoreError> {
        self.note_access(AccessChange::Of(user));
        self.notify(ACCESS, &user.to_string()).await
    }

    /// Tells whose keys may have stopped working, by a change here or on another server.
    pub(crate) fn access_changes(&self) -> broadcast::Receiver<AccessChange> {
        self.access_changed.subscribe()
    }

    async fn notify(&self, channel: &str, about: &str) -> Result<(), StoreError> {
        let Pool::Postgres(pool) = &self.pool else { return Ok(()) };
        let notify = sqlx::query("SELECT pg_notify($1, $2)").bind(channel).bind(about);
        let notified = on_loan!(pool, |connection| notify.execute(connection));
        notified.map_err(|source| self.failed("notifying the other servers", source))?;
        Ok(())
    }

    /// Passes on what other servers announce, until it is dropped; tries again where PostgreSQL
    /// cannot be listened to. Returns at once with SQLite, which has no other servers.
    pub(crate) async fn keep_listening(&self) {
        while let Err(error) = self.listen().await {
            tracing::warn!("cannot listen for changes on other servers: {error}");
            tokio::time::sleep(LISTENED_AGAIN_AFTER).await;
        }
    }

    /// Passes on what other servers announce, until it is dropped. Returns at once with SQLite,
    /// which has no other servers.
    ///
    /// # Errors
    ///
    /// When PostgreSQL cannot be listened to. The caller waits a little and tries again.
    pub(crate) async fn listen(&self) -> Result<(), StoreError> {
        let Pool::Postgres(pool) = &self.pool else { return Ok(()) };
        let failed = |source| self.failed("listening to the other servers", source);
        let mut listener = PgListener::connect_with(pool).await.map_err(failed)?;
        listener.listen_all([LICENSES, ACCESS]).await.map_err(failed)?;
        // Whatever was announced before this moment went unheard.
        self.note_everything();
        loop {
            let Ok(received) = timeout(QUIET, listener.try_recv()).await else {
                // A connection that was lost without a word is as quiet as one with nothing to say.
                let asked = sqlx::query("SELECT 1").execute(&mut listener);
                in_time(asked).await.map_err(failed)?;
                continue;
            };
            match received.map_err(failed)? {
                Some(notice) if notice.channel() == LICENSES => self.note_licenses(),
                Some(notice) => self.note_access(match notice.payload().parse() {
                    Ok(user) => AccessChange::Of(user),
                    Err(_) => AccessChange::Anybody,
                }),
                // The connection was lost and is back again: notices may have been lost with it.
                None => self.note_everything(),
            }
        }
    }

    fn note_everything(&self) {
        self.note_licenses();
        self.note_access(AccessChange::Anybody);
    }

    fn note_licenses(&self) {
        self.licenses_changed.send_modify(|count| *count = count.wrapping_add(1));
    }

    fn note_access(&self, change: AccessChange) {
        // Without a receiver there is nobody to tell.
        let _ = self.access_changed.send(change);
    }
}
