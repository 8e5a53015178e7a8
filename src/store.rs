//! What outlives the process: one query layer over SQLite and PostgreSQL.
//!
//! Every statement is written once, in the file of the table that it is about, and runs on both.

mod aibridge;
mod api_keys;
mod deployment;
mod error;
mod fault;
mod health;
mod heartbeat;
mod licenses;
mod loan;
mod login_type;
mod migrations;
mod notices;
mod opening;
mod query;
mod replicas;
mod role;
mod setup_tokens;
mod sole_server;
mod user_changes;
mod user_status;
mod users;

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use sqlx::{PgPool, SqlitePool};
use tokio::sync::{broadcast, watch};
use uuid::Uuid;

use crate::clock::Timestamp;
use health::Health;
use heartbeat::Heartbeat;
use sole_server::SoleServer;

pub(crate) use aibridge::{
    InterceptionFilter, InterceptionHead, InterceptionJournal, Page, StoredInterception,
    StoredPrompt, StoredTokens, StoredTool, TokenTotal, take_few,
};
pub(crate) use api_keys::{ApiKey, NewApiKey};
pub(crate) use error::StoreError;
pub(crate) use health::METRICS;
pub(crate) use licenses::StoredLicense;
pub(crate) use login_type::LoginType;
pub(crate) use notices::AccessChange;
pub(crate) use role::{Role, UnknownRole};
pub(crate) use user_changes::UserChangeError;
pub(crate) use user_status::UserStatus;
pub(crate) use users::{NewUser, User, UserFilter};

/// Where the store is.
#[derive(Clone)]
pub(crate) struct StoreSettings {
    /// The folder that holds the SQLite file. It is made when it is not there.
    pub(crate) data_folder: PathBuf,
    /// The URL of a PostgreSQL database, which is then used in place of the file.
    pub(crate) postgres_url: Option<String>,
}

impl fmt::Debug for StoreSettings {
    /// Leaves the URL out: it may hold a password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StoreSettings")
            .field("data_folder", &self.data_folder)
            .field("postgres_url", &self.postgres_url.as_ref().map(|_| "…"))
            .finish()
    }
}

/// The connections to the one store or the other.
#[derive(Debug, Clone)]
enum Pool {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

/// An open store, at the schema of this build. Clones share its connections.
#[derive(Debug, Clone)]
pub(crate) struct Store {
    pool: Pool,
    /// For records whose last ones may be lost with the power of the machine.
    records: Pool,
    /// Which of the servers that share the store this one is; another one after each start.
    server_id: Uuid,
    /// Tells this process that licenses have changed.
    licenses_changed: watch::Sender<u64>,
    /// Tells this process whose keys have stopped working.
    access_changed: broadcast::Sender<AccessChange>,
    /// Whether it can be used.
    health: Arc<Health>,
    /// Whether the other servers hear this one.
    heartbeat: Arc<Heartbeat>,
    /// That this is the one server of a SQLite file, where it is a server.
    _claim: Option<Arc<SoleServer>>,
}

impl Store {
    /// Opens the store, makes it when it is not there, and brings it to the schema of this build.
    ///
    /// # Errors
    ///
    /// When the store cannot be reached or made, and when it was written by a newer build.
    pub(crate) async fn open(settings: &StoreSettings, now: Timestamp) -> Result<Self, StoreError> {
        let server_id = Uuid::new_v4();
        let (pool, records) = if let Some(url) = &settings.postgres_url {
            let (pool, records) = opening::postgres(url, server_id, now).await?;
            (Pool::Postgres(pool), Pool::Postgres(records))
        } else {
            let (pool, records) = opening::sqlite(&settings.data_folder, now).await?;
            (Pool::Sqlite(pool), Pool::Sqlite(records))
        };
        let licenses_changed = watch::Sender::new(0);
        let access_changed = notices::access_changes();
        let health = Arc::default();
        Ok(Self {
            pool,
            records,
            server_id,
            licenses_changed,
            access_changed,
            health,
            heartbeat: Arc::default(),
            _claim: None,
        })
    }

    /// The same for a server. A SQLite file has one at a time.
    ///
    /// # Errors
    ///
    /// Also when another server has the data folder.
    pub(crate) async fn open_as_server(
        settings: &StoreSettings,
        now: Timestamp,
    ) -> Result<Self, StoreError> {
        let claim = match settings.postgres_url {
            Some(_) => None,
            None => Some(SoleServer::claim(&settings.data_folder)?.into()),
        };
        let store = Self { _claim: claim, ..Self::open(settings, now).await? };
        store.beat().await?;
        Ok(store)
    }

    /// The name of the kind of store, for the log.
    pub(crate) fn kind(&self) -> &'static str {
        match self.pool {
            Pool::Sqlite(_) => "SQLite",
            Pool::Postgres(_) => "PostgreSQL",
        }
    }

    /// Closes every connection, once what runs on it is done.
    pub(crate) async fn close(&self) {
        self.leave().await;
        for pool in [&self.records, &self.pool] {
            match pool {
                Pool::Sqlite(pool) => pool.close().await,
                Pool::Postgres(pool) => pool.close().await,
            }
        }
    }
}

#[cfg(test)]
#[cfg(unix)]
mod fault_tests;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
