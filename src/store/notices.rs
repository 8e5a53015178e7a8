//! Telling every server that something has changed.

use sqlx::postgres::PgListener;
use tokio::sync::watch;

use super::{Pool, Store, StoreError};

/// The channel on which PostgreSQL passes on that licenses have changed.
const LICENSES: &str = "coder_licenses_changed";

impl Store {
    /// Tells this server, and with PostgreSQL every other one, that licenses have changed.
    pub(crate) async fn announce_licenses(&self) -> Result<(), StoreError> {
        self.note_licenses();
        if let Pool::Postgres(pool) = &self.pool {
            sqlx::query("SELECT pg_notify($1, '')")
                .bind(LICENSES)
                .execute(pool)
                .await
                .map_err(|source| StoreError::statement("notifying the other servers", source))?;
        }
        Ok(())
    }

    /// Changes whenever licenses may have changed, here or on another server.
    pub(crate) fn license_changes(&self) -> watch::Receiver<u64> {
        self.licenses_changed.subscribe()
    }

    /// Passes on what other servers announce, until it is dropped. Returns at once with SQLite,
    /// which has no other servers.
    ///
    /// # Errors
    ///
    /// When PostgreSQL cannot be listened to. The caller waits a little and tries again.
    pub(crate) async fn listen(&self) -> Result<(), StoreError> {
        let Pool::Postgres(pool) = &self.pool else { return Ok(()) };
        let failed = |source| StoreError::statement("listening to the other servers", source);
        let mut listener = PgListener::connect_with(pool).await.map_err(failed)?;
        listener.listen(LICENSES).await.map_err(failed)?;
        // Whatever was announced before this moment went unheard.
        self.note_licenses();
        loop {
            // Nothing instead of a notice means that the connection was lost and is back again:
            // notices may have been lost with it, so both mean the same.
            listener.try_recv().await.map_err(failed)?;
            self.note_licenses();
        }
    }

    fn note_licenses(&self) {
        self.licenses_changed.send_modify(|count| *count = count.wrapping_add(1));
    }
}
