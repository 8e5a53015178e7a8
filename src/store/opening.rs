//! Reaching the store, and making it where there is none.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use sqlx::pool::PoolConnectionMetadata;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, PgConnection, PgPool, SqliteConnection, SqlitePool};
use uuid::Uuid;

use super::migrations::{self, MIGRATIONS};
use super::{StoreError, fault, replicas};
use crate::clock::Timestamp;

/// The file of the store in the data folder.
const FILE: &str = "coder.db";

/// The file whose lock is the turn to open the store.
const TURN: &str = "coder.db.lock";

/// How long a process that opens the store waits for others that do, and for PostgreSQL.
const PATIENCE: Duration = Duration::from_secs(20);

/// How long a statement waits for another write to end.
const BUSY: Duration = Duration::from_secs(5);

/// How long a statement waits for a connection.
const ACQUIRED_WITHIN: Duration = Duration::from_secs(3);

/// How many connections one process holds open.
const SQLITE_CONNECTIONS: u32 = 8;
const POSTGRES_CONNECTIONS: u32 = 20;

/// How many of them are for records.
const POSTGRES_RECORD_CONNECTIONS: u32 = 2;

/// Opens the file in `folder`, private to this user. The second pool is for records whose last
/// ones may be lost with the power of the machine: SQLite does not wait for the disk there.
pub(super) async fn sqlite(
    folder: &Path,
    now: Timestamp,
) -> Result<(SqlitePool, SqlitePool), StoreError> {
    let failed = |source| StoreError::DataFolder { folder: folder.to_owned(), source };
    let file = private_file(folder, FILE).map_err(failed)?;
    // SQLite does not wait while another process switches a new file to its write-ahead log, so
    // opening is one process's turn at a time.
    let _turn = turn(folder).await.map_err(failed)?;
    // Every acknowledged write is on the disk: the log is flushed with each transaction.
    let options = SqliteConnectOptions::new()
        .filename(&file)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(PATIENCE)
        .foreign_keys(true)
        .disable_statement_logging();
    let failed = |source| unusable(&file, source);

    let mut connection = SqliteConnection::connect_with(&options).await.map_err(failed)?;
    check(&mut connection, &file).await?;
    migrations::sqlite(&mut connection, MIGRATIONS, now).await.map_err(|error| match error {
        StoreError::Migration { source, .. } if fault::is_corrupt(&source) => failed(source),
        error => error,
    })?;
    migrations::close(connection).await;
    let options = options.busy_timeout(BUSY);
    // A connection to a file does not break, so it is not tried before each use.
    let pools = SqlitePoolOptions::new().test_before_acquire(false);
    let pools = pools.acquire_timeout(ACQUIRED_WITHIN);
    let pool = pools.clone().max_connections(SQLITE_CONNECTIONS);
    let pool = pool.connect_with(options.clone()).await.map_err(failed)?;
    let records = pools.max_connections(1);
    let records = records.connect_with(options.synchronous(SqliteSynchronous::Normal));
    Ok((pool, records.await.map_err(failed)?))
}

/// The error of a file that cannot be opened.
fn unusable(file: &Path, source: sqlx::Error) -> StoreError {
    let file = file.to_owned();
    if fault::is_corrupt(&source) {
        StoreError::Corrupt { file, source }
    } else {
        StoreError::File { file, source }
    }
}

/// Maximum number of pages of a file that is looked at as a whole when it is opened; with pages of
/// four KiB, that takes about a second.
const MAX_CHECKED_PAGES: i64 = 32_768;

/// Sees whether the file is damaged or another program's.
async fn check(connection: &mut SqliteConnection, file: &Path) -> Result<(), StoreError> {
    let failed = |source| unusable(file, source);
    let tables = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name";
    let tables: Vec<(String,)> =
        sqlx::query_as(tables).fetch_all(&mut *connection).await.map_err(failed)?;
    if let Some((table,)) = tables.first()
        && !tables.iter().any(|(table,)| table == migrations::TABLE)
    {
        return Err(StoreError::Foreign { file: file.to_owned(), table: table.clone() });
    }
    let pages = sqlx::query_as("PRAGMA page_count").fetch_one(&mut *connection);
    let (pages,): (i64,) = pages.await.map_err(failed)?;
    if pages <= MAX_CHECKED_PAGES {
        let found = sqlx::query_as("PRAGMA quick_check(1)").fetch_one(&mut *connection);
        let (found,): (String,) = found.await.map_err(failed)?;
        if found != "ok" {
            let source = sqlx::Error::Protocol(found);
            return Err(StoreError::Corrupt { file: file.to_owned(), source });
        }
    }
    Ok(())
}

/// Waits for the turn to open the store, which lasts until the file is dropped.
async fn turn(folder: &Path) -> io::Result<File> {
    let file = File::open(private_file(folder, TURN)?)?;
    let waiting = tokio::task::spawn_blocking(move || file.lock().map(|()| file));
    waiting.await.map_err(io::Error::other)?
}

/// Makes the folder and an empty file where they are missing. SQLite gives the files beside its
/// own the rights of its own.
pub(super) fn private_file(folder: &Path, name: &str) -> io::Result<PathBuf> {
    if !folder.is_dir() {
        make_private_folder(folder)?;
    }
    let file = folder.join(name);
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(&file)?;
    Ok(file)
}

fn make_private_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Reads the URL. The driver would take any scheme.
fn postgres_options(url: &str) -> Result<PgConnectOptions, StoreError> {
    let scheme = url.split(':').next().unwrap_or_default();
    if !matches!(scheme, "postgres" | "postgresql") {
        let reason = "it does not start with `postgres://`".to_owned();
        return Err(StoreError::PostgresUrl { reason });
    }
    url.parse().map_err(|error: sqlx::Error| StoreError::PostgresUrl { reason: error.to_string() })
}

/// Connects to the database that `url` names. The second pool is for records whose last ones may be
/// lost with the power of the machine: PostgreSQL does not wait for the disk there.
pub(super) async fn postgres(
    url: &str,
    server_id: Uuid,
    now: Timestamp,
) -> Result<(PgPool, PgPool), StoreError> {
    let options = postgres_options(url)?
        .application_name(&replicas::application_name(server_id))
        .disable_statement_logging();
    let place = options
        .get_socket()
        .map_or_else(|| options.get_host().to_owned(), |socket| socket.display().to_string());
    let database = options.get_database().unwrap_or(options.get_username()).to_owned();
    let failed =
        |source| StoreError::Connect { host: place.clone(), database: database.clone(), source };

    let connecting = tokio::time::timeout(PATIENCE, PgConnection::connect_with(&options));
    let mut connection = match connecting.await {
        Ok(Ok(connection)) => connection,
        Ok(Err(source)) => return Err(failed(source)),
        Err(_) => return Err(failed(sqlx::Error::PoolTimedOut)),
    };
    migrations::postgres(&mut connection, MIGRATIONS, now).await?;
    migrations::close(connection).await;
    let pools = PgPoolOptions::new().acquire_timeout(ACQUIRED_WITHIN);
    let pool = pools.clone().max_connections(POSTGRES_CONNECTIONS - POSTGRES_RECORD_CONNECTIONS);
    let pool = pool.connect_with(options.clone()).await.map_err(&failed)?;
    let records = pools.max_connections(POSTGRES_RECORD_CONNECTIONS).after_connect(relax);
    Ok((pool, records.connect_with(options).await.map_err(&failed)?))
}

/// Has a connection acknowledge what the disk does not hold yet.
fn relax(
    connection: &mut PgConnection,
    _: PoolConnectionMetadata,
) -> BoxFuture<'_, Result<(), sqlx::Error>> {
    async {
        let relaxed = sqlx::raw_sql("SET synchronous_commit = off");
        relaxed.execute(connection).await.map(|_| ())
    }
    .boxed()
}
