//! Bringing a store to the schema of this build.
//!
//! All that is missing is applied in one transaction that holds a lock from its first moment, so
//! two processes that start together wait for each other, and a process that dies half-way leaves
//! nothing behind.

use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sqlx::{Connection, PgConnection, SqliteConnection};

use super::StoreError;
use crate::clock::Timestamp;

/// One step of the schema.
#[derive(Debug, Clone, Copy)]
pub(super) struct Migration {
    /// Its place in the order, from 1, without gaps.
    pub(super) version: i64,
    /// The name of its file.
    pub(super) name: &'static str,
    /// Its statements.
    pub(super) sql: &'static str,
}

/// Every migration, oldest first. One that has been released is never edited.
pub(super) const MIGRATIONS: &[Migration] = &[
    Migration {
        version: 1,
        name: "0001_identity.sql",
        sql: include_str!("../../migrations/0001_identity.sql"),
    },
    Migration {
        version: 2,
        name: "0002_licenses.sql",
        sql: include_str!("../../migrations/0002_licenses.sql"),
    },
    Migration {
        version: 3,
        name: "0003_aibridge.sql",
        sql: include_str!("../../migrations/0003_aibridge.sql"),
    },
    Migration {
        version: 4,
        name: "0004_people.sql",
        sql: include_str!("../../migrations/0004_people.sql"),
    },
    Migration {
        version: 5,
        name: "0005_responses.sql",
        sql: include_str!("../../migrations/0005_responses.sql"),
    },
    Migration {
        version: 6,
        name: "0006_servers.sql",
        sql: include_str!("../../migrations/0006_servers.sql"),
    },
];

/// The table of what was applied.
pub(super) const TABLE: &str = "schema_migrations";

/// The record of what was applied, which is there before any migration.
const RECORD: &str = "CREATE TABLE IF NOT EXISTS schema_migrations (
    version BIGINT PRIMARY KEY,
    name TEXT NOT NULL,
    checksum TEXT NOT NULL,
    applied_at BIGINT NOT NULL
)";

/// Any number will do, as long as every build takes the same one and nobody else does.
const LOCK: &str = "SELECT pg_advisory_xact_lock(7308895133672514401)";

/// A migration that a store says it has.
#[derive(Debug, sqlx::FromRow)]
struct Applied {
    version: i64,
    checksum: String,
}

/// Writes the same steps for a connection of each kind.
macro_rules! migrator {
    ($name:ident, $connection:ty, [$($begin:expr),+]) => {
        /// Applies what of `migrations` is missing.
        pub(super) async fn $name(
            connection: &mut $connection,
            migrations: &[Migration],
            now: Timestamp,
        ) -> Result<(), StoreError> {
            for statement in [$($begin),+, RECORD] {
                run(sqlx::raw_sql(statement).execute(&mut *connection).await)?;
            }
            let applied = sqlx::query_as("SELECT version, checksum FROM schema_migrations");
            let applied: Vec<Applied> = run(applied.fetch_all(&mut *connection).await)?;
            for migration in missing(migrations, &applied)? {
                let failed = |source| StoreError::Migration { name: migration.name, source };
                sqlx::raw_sql(migration.sql).execute(&mut *connection).await.map_err(failed)?;
                let record = "INSERT INTO schema_migrations (version, name, checksum, applied_at) \
                              VALUES ($1, $2, $3, $4)";
                sqlx::query(record)
                    .bind(migration.version)
                    .bind(migration.name)
                    .bind(checksum(migration.sql))
                    .bind(now)
                    .execute(&mut *connection)
                    .await
                    .map_err(failed)?;
                tracing::info!(migration = migration.name, "the store was migrated");
            }
            run(sqlx::raw_sql("COMMIT").execute(&mut *connection).await)?;
            Ok(())
        }
    };
}

migrator!(sqlite, SqliteConnection, ["BEGIN EXCLUSIVE"]);
migrator!(postgres, PgConnection, ["BEGIN", LOCK]);

fn run<T>(result: Result<T, sqlx::Error>) -> Result<T, StoreError> {
    result.map_err(|source| StoreError::Migration { name: "the record of migrations", source })
}

/// What is still to be applied.
fn missing<'a>(
    migrations: &'a [Migration],
    applied: &[Applied],
) -> Result<Vec<&'a Migration>, StoreError> {
    let known = migrations.last().map_or(0, |last| last.version);
    for one in applied {
        let Some(ours) = migrations.iter().find(|ours| ours.version == one.version) else {
            return Err(StoreError::Newer { found: one.version, known });
        };
        if checksum(ours.sql) != one.checksum {
            let name = ours.name.to_owned();
            return Err(StoreError::OtherMigration { version: ours.version, name });
        }
    }
    let is_applied = |ours: &&Migration| applied.iter().any(|one| one.version == ours.version);
    Ok(migrations.iter().filter(|ours| !is_applied(ours)).collect())
}

/// SHA-256 of the text, in base64.
fn checksum(sql: &str) -> String {
    STANDARD.encode(digest(&SHA256, sql.as_bytes()))
}

/// Closes a connection in good order; that it could not be said goodbye to is no failure.
pub(super) async fn close(connection: impl Connection) {
    let _ = connection.close().await;
}
