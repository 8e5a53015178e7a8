//! Fresh stores of both kinds, for the tests.

use std::path::PathBuf;

use sqlx::{Connection, PgConnection};
use tempfile::TempDir;
use uuid::Uuid;

use super::{InterceptionFilter, Page, Store, StoreError, StoreSettings, StoredInterception};
use crate::clock::{Clock, Timestamp};

#[path = "../../tests/support/postgres.rs"]
mod postgres;
#[cfg(unix)]
pub(crate) mod proxy;

/// The instant at which tests begin.
pub(crate) const START: i64 = 1_800_000_000;

/// A store that is gone after the test.
#[derive(Debug)]
pub(crate) struct TestStore {
    pub(crate) store: Store,
    pub(crate) settings: StoreSettings,
    /// Holds the folder of the file.
    _folder: TempDir,
}

/// Settings for an empty SQLite store.
pub(crate) fn sqlite_settings() -> (StoreSettings, TempDir) {
    let folder = TempDir::new().unwrap();
    (StoreSettings { data_folder: folder.path().into(), postgres_url: None }, folder)
}

/// Settings for an empty PostgreSQL database; nothing where there is no PostgreSQL.
pub(crate) async fn postgres_settings() -> Option<StoreSettings> {
    let name = format!("test_{}", Uuid::new_v4().simple());
    let mut admin = PgConnection::connect(&postgres::url("postgres")?).await.unwrap();
    let create = sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}"));
    sqlx::raw_sql(create).execute(&mut admin).await.unwrap();
    let postgres_url = postgres::url(&name);
    Some(StoreSettings { data_folder: PathBuf::from("unused"), postgres_url })
}

/// Settings for an empty store of each kind that there is, with the folders that hold them.
pub(crate) async fn settings_of_each() -> Vec<(StoreSettings, TempDir)> {
    let mut all = vec![sqlite_settings()];
    if let Some(settings) = postgres_settings().await {
        all.push((settings, TempDir::new().unwrap()));
    }
    all
}

/// A fresh SQLite store.
pub(crate) async fn sqlite() -> TestStore {
    let (settings, folder) = sqlite_settings();
    open(settings, folder).await
}

/// A fresh store of each kind that there is.
pub(crate) async fn each() -> Vec<TestStore> {
    let mut all = Vec::new();
    for (settings, folder) in settings_of_each().await {
        all.push(open(settings, folder).await);
    }
    all
}

/// The same PostgreSQL database, with connections of its own.
pub(crate) async fn another(store: &TestStore) -> TestStore {
    open(store.settings.clone(), TempDir::new().unwrap()).await
}

impl Store {
    /// A page of interceptions with everything that was recorded of them.
    pub(crate) async fn interceptions(
        &self,
        filter: &InterceptionFilter,
        page: Page,
    ) -> Result<(Vec<StoredInterception>, i64), StoreError> {
        let (heads, count) = self.interception_heads(filter, page).await?;
        Ok((self.with_parts(heads).await?, count))
    }
}

async fn open(settings: StoreSettings, folder: TempDir) -> TestStore {
    let store = Store::open(&settings, Timestamp::from_seconds(START)).await.unwrap();
    TestStore { store, settings, _folder: folder }
}

/// A clock that shows when tests begin.
pub(crate) fn clock() -> Clock {
    Clock::set_to(START)
}
