//! The deployment: all servers that share this store.

use sqlx::FromRow;
use uuid::Uuid;

use super::query::{execute, fetch, returning};
use super::{Store, StoreError};
use crate::clock::Timestamp;

#[derive(FromRow)]
struct Deployment {
    id: Uuid,
}

#[derive(FromRow)]
struct Last {
    last: i64,
}

impl Store {
    /// The id of the deployment, which the first start gives it for good.
    pub(crate) async fn deployment_id(&self, now: Timestamp) -> Result<Uuid, StoreError> {
        execute!(
            self,
            "naming the deployment",
            "INSERT INTO deployment (singleton, id, created_at) VALUES (1, $1, $2) \
             ON CONFLICT DO NOTHING",
            Uuid::new_v4(),
            now,
        )?;
        let found = fetch!(
            fetch_one,
            Deployment,
            self,
            "reading the deployment's id",
            "SELECT id FROM deployment",
        )?;
        Ok(found.id)
    }

    /// The next number of the series `name`, from 1. A number that then goes unused stays so.
    pub(super) async fn next_of(&self, name: &str) -> Result<i64, StoreError> {
        let next = returning!(
            Last,
            self,
            "counting on",
            "INSERT INTO series (name, last) VALUES ($1, 1) \
             ON CONFLICT (name) DO UPDATE SET last = series.last + 1 RETURNING last",
            name,
        )?;
        next.map(|next| next.last).ok_or_else(|| StoreError::no_row("counting on"))
    }
}
