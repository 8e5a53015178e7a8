//! How many servers share the store.
//!
//! Every server names itself to PostgreSQL, which lists who is connected: nothing has to be
//! written regularly, and a server that dies is gone from the list with its connections.

use sqlx::FromRow;
use uuid::Uuid;

use super::loan::on_loan;
use super::query::Count;
use super::{Pool, Store, StoreError};

/// What the names of servers begin with.
const PREFIX: &str = "coder server ";

/// The name under which the server `id` connects.
pub(super) fn application_name(id: Uuid) -> String {
    format!("{PREFIX}{id}")
}

#[derive(FromRow)]
struct Named {
    application_name: String,
}

impl Store {
    /// The servers that are connected to the store, this one among them.
    pub(super) async fn servers(&self) -> Result<Vec<Uuid>, StoreError> {
        let mut servers = vec![self.server_id];
        let Pool::Postgres(pool) = &self.pool else { return Ok(servers) };
        let names: Vec<Named> = on_loan!(pool, |connection| sqlx::query_as(
            "SELECT DISTINCT application_name FROM pg_stat_activity \
             WHERE datname = current_database() AND application_name LIKE $1",
        )
        .bind(format!("{PREFIX}%"))
        .fetch_all(connection))
        .map_err(|source| self.failed("listing the servers", source))?;
        let ids = names.iter().filter_map(|name| name.application_name.strip_prefix(PREFIX));
        servers.extend(ids.filter_map(|id| id.parse::<Uuid>().ok()));
        Ok(servers)
    }

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
