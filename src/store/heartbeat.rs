//! Which of the servers that share a store are still there.
//!
//! Each says so regularly. Connections prove nothing: those of a machine that lost its power may
//! stay open for hours, and those of a server that works may all be lost at once.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use sqlx::FromRow;
use tokio::time::{Instant, MissedTickBehavior};
use uuid::Uuid;

use super::loan::on_loan;
use super::replicas::PREFIX;
use super::{Pool, Store, StoreError};

/// How often a server says that it is there.
const BEAT_EVERY: Duration = Duration::from_secs(2);

/// After how long without a word a server is gone.
const GONE_AFTER: Duration = Duration::from_secs(10);

/// How long a server must have been heard itself before it says that others are gone: when the
/// database was away for all of them, each has the time to be heard again.
const JUDGES_AFTER: Duration = Duration::from_secs(12);

/// After how long the row of a server that is gone is removed.
const FORGOTTEN_AFTER: Duration = Duration::from_hours(1);

/// The instant of the database, in microseconds since 1970.
macro_rules! now {
    () => {
        "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000 AS BIGINT)"
    };
}

/// Since when this server has been heard without a break.
#[derive(Debug, Default)]
pub(super) struct Heartbeat(Mutex<Option<Instant>>);

impl Heartbeat {
    fn set(&self, is_heard: bool) {
        let mut since = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *since = is_heard.then(|| since.unwrap_or_else(Instant::now));
    }

    fn judges(&self) -> bool {
        let since = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        since.is_some_and(|since| since.elapsed() >= JUDGES_AFTER)
    }
}

#[derive(FromRow)]
struct Server {
    id: Uuid,
}

impl Store {
    /// Whether other servers may share the store.
    pub(crate) fn is_shared(&self) -> bool {
        matches!(self.pool, Pool::Postgres(_))
    }

    /// Says regularly that this server is there, until it is dropped. Returns at once with SQLite,
    /// which has no other servers.
    pub(crate) async fn keep_beating(&self) {
        let mut ticks = tokio::time::interval(BEAT_EVERY);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        while self.is_shared() {
            ticks.tick().await;
            // That the store is away is told where it is noted.
            let _ = self.beat().await;
        }
    }

    /// Says that this server is there. Does nothing with SQLite.
    pub(super) async fn beat(&self) -> Result<(), StoreError> {
        // Requests do not wait for these connections, so that they do not keep it waiting either.
        let Pool::Postgres(pool) = &self.records else { return Ok(()) };
        let beat = concat!(
            "WITH forgotten AS (DELETE FROM servers WHERE id <> $1 AND beat_at < ",
            now!(),
            " - $2) INSERT INTO servers (id, beat_at) VALUES ($1, ",
            now!(),
            ") ON CONFLICT (id) DO UPDATE SET beat_at = excluded.beat_at"
        );
        let beat = sqlx::query(beat).bind(self.server_id).bind(microseconds(FORGOTTEN_AFTER));
        let done = on_loan!(pool, |connection| beat.execute(connection));
        self.heartbeat.set(done.is_ok());
        done.map_err(|source| self.failed("telling that this server is there", source))?;
        self.note_written();
        Ok(())
    }

    /// Takes back that this server is there.
    pub(super) async fn leave(&self) {
        let Pool::Postgres(pool) = &self.records else { return };
        let leave = sqlx::query("DELETE FROM servers WHERE id = $1").bind(self.server_id);
        if let Err(error) = on_loan!(pool, |connection| leave.execute(connection)) {
            tracing::warn!(%error, "cannot tell the other servers that this one stops");
        }
    }

    /// The servers that are there as far as can be told, this one among them. One that has never
    /// said so, by an earlier build, is there as long as it is connected.
    pub(super) async fn living_servers(&self) -> Result<Vec<Uuid>, StoreError> {
        let mut living = vec![self.server_id];
        let Pool::Postgres(pool) = &self.records else { return Ok(living) };
        let heard = concat!(
            "SELECT id FROM servers WHERE NOT $1 OR beat_at >= ",
            now!(),
            " - $2 UNION SELECT CAST(SUBSTRING(application_name FROM $3) AS UUID) \
             FROM pg_stat_activity \
             WHERE datname = current_database() AND application_name ~ $4 \
             AND SUBSTRING(application_name FROM $3) NOT IN (SELECT CAST(id AS TEXT) FROM servers)"
        );
        let behind_prefix = i32::try_from(PREFIX.len()).unwrap_or_default() + 1;
        let heard = sqlx::query_as::<_, Server>(heard)
            .bind(self.heartbeat.judges())
            .bind(microseconds(GONE_AFTER))
            .bind(behind_prefix)
            .bind(format!("^{PREFIX}[0-9a-f-]{{36}}$"));
        let heard = on_loan!(pool, |connection| heard.fetch_all(connection));
        let heard = heard.map_err(|source| self.failed("listing the servers", source))?;
        living.extend(heard.into_iter().map(|server| server.id));
        Ok(living)
    }
}

fn microseconds(duration: Duration) -> i64 {
    i64::try_from(duration.as_micros()).unwrap_or(i64::MAX)
}

#[cfg(test)]
impl Store {
    /// As if this server had been heard for long.
    pub(super) fn judge(&self) {
        *self.heartbeat.0.lock().unwrap() = Instant::now().checked_sub(JUDGES_AFTER);
    }

    /// Waits until another server, which was closed, is not among the living: PostgreSQL takes a moment
    /// to end the sessions of connections that were closed.
    pub(super) async fn sees_no_more_of(&self, other: &Self) {
        let gone = async {
            while self.living_servers().await.unwrap().contains(&other.server_id) {
                tokio::task::yield_now().await;
            }
        };
        let patience = Duration::from_secs(30);
        tokio::time::timeout(patience, gone).await.expect("it did not say that it leaves");
    }

    /// As if this server had not been heard for so many seconds.
    pub(super) async fn fall_silent(&self, seconds: i64) {
        let changed = super::query::execute!(
            self,
            "a test",
            "UPDATE servers SET beat_at = beat_at - $2 WHERE id = $1",
            self.server_id,
            seconds * 1_000_000,
        );
        assert_eq!(changed.unwrap(), 1);
    }
}
