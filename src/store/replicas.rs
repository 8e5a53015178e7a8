//! How many servers are connected to the store.
//!
//! Every server names itself to PostgreSQL, which lists who is connected: nothing has to be
//! written regularly, and a server that dies is gone from the list with its connections.

use uuid::Uuid;

use super::loan::on_loan;
use super::query::Count;
use super::{Pool, Store, StoreError};

/// What the names of servers begin with.
pub(super) const PREFIX: &str = "coder server ";

/// The name under which the server `id` connects.
pub(super) fn application_name(id: Uuid) -> String {
    format!("{PREFIX}{id}")
}

impl Store {
    /// How many processes are connected to the store. A SQLite file has one server.
    pub(crate) async fn replicas(&self) -> Result<u64, StoreError> {
        let Pool::Postgres(pool) = &self.pool else { return Ok(1) };
        let counted: Count = on_loan!(pool, |connection| sqlx::query_as(
            "SELECT COUNT(DISTINCT application_name) AS count FROM pg_stat_activity \
             WHERE datname = current_database() AND application_name LIKE $1",
        )
        .bind(format!("{PREFIX}%"))
        .fetch_one(connection))
        .map_err(|source| self.failed("counting the servers", source))?;
        Ok(u64::try_from(counted.count).unwrap_or(1))
    }
}
