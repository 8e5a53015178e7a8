//! Writing records: all of a batch in one transaction, of many rows in few statements.
//!
//! These records outlive the end of the process, but the last of them may be lost when the machine
//! loses its power: waiting for the disk would cost every request more than they are worth.

mod batch;
mod queries;

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use serde_json::{Map, Value, json};
use sqlx::{PgConnection, SqliteConnection};
use uuid::Uuid;

use crate::aibridge::recorder::{Ended, Entry, Journal, JournalError};
use crate::store::loan::{Loan, in_time, in_transaction, on_loan};
use crate::store::{Pool, Store, StoreError, fault};
use batch::RowBatch;
use queries::{QueryTexts, postgres, sqlite};

/// Maximum number of interrupted interceptions that are ended at a time.
const INTERRUPTED_BATCH: i64 = 1_000;

/// The journal of one server.
pub(crate) struct InterceptionJournal {
    store: Store,
    texts: QueryTexts,
}

impl InterceptionJournal {
    /// A journal that writes to `store`.
    pub(crate) fn new(store: Store) -> Self {
        Self { store, texts: QueryTexts::default() }
    }

    /// Ends interceptions of servers that are gone, with the outcome `interrupted`. Gives how many
    /// there were.
    pub(crate) async fn end_interrupted(&self, now: i64) -> Result<u64, StoreError> {
        let mut ended = 0;
        loop {
            let open = self.store.interrupted_interceptions(INTERRUPTED_BATCH).await?;
            if open.is_empty() {
                return Ok(ended);
            }
            ended += open.len() as u64;
            let entries = open.into_iter().map(|(id, metadata)| interrupted(id, &metadata, now));
            let entries: Vec<Entry> = entries.collect();
            let failed = |source| self.store.failed("ending interceptions", source);
            self.write_batch(&entries).await.map_err(failed)?;
        }
    }

    /// Writes entries, all or none.
    async fn write(&self, entries: &[Entry]) -> Result<(), JournalError> {
        let written = self.write_batch(entries).await;
        written.inspect(|()| self.store.note_written()).map_err(|error| {
            // Whether a record is to blame, or the database.
            if fault::is_of_value(&error) {
                JournalError::Rejected(error.to_string())
            } else {
                JournalError::Unavailable(self.store.failed("writing records", error).to_string())
            }
        })
    }

    async fn write_batch(&self, entries: &[Entry]) -> Result<(), sqlx::Error> {
        let (batch, texts) = (RowBatch::new(entries, self.store.server_id), &self.texts);
        match &self.store.records {
            Pool::Sqlite(pool) => {
                let queries = sqlite::all(&batch)?;
                let mut loan = Loan::take(pool).await?;
                let done = in_time(write_sqlite(loan.connection(), queries, texts)).await;
                // Otherwise its transaction may still be open.
                if done.is_ok() {
                    loan.give_back();
                }
                done
            }
            Pool::Postgres(pool) => {
                let queries = postgres::all(&batch)?;
                if queries.len() > 1 {
                    in_transaction!(pool, "BEGIN", |connection| {
                        write_postgres(connection, queries, texts)
                    })
                } else {
                    on_loan!(pool, |connection| write_postgres(connection, queries, texts))
                }
            }
        }
    }
}

impl Journal for InterceptionJournal {
    fn commit<'j>(&'j self, entries: &'j [Entry]) -> BoxFuture<'j, Result<(), JournalError>> {
        self.write(entries).boxed()
    }
}

fn interrupted(id: Uuid, metadata: &str, at: i64) -> Entry {
    let mut metadata: Map<String, Value> = serde_json::from_str(metadata).unwrap_or_default();
    metadata.insert("outcome".to_owned(), json!("interrupted"));
    Entry::Interrupted(Ended {
        id,
        at,
        prompt_response: None,
        responses: Vec::new(),
        usages: Vec::new(),
        tools: Vec::new(),
        metadata,
    })
}

/// Writes a batch in one transaction, and in few calls: a call takes several statements, and each wakes
/// the thread of the connection, which then wakes this one.
async fn write_sqlite(
    connection: &mut SqliteConnection,
    queries: Vec<sqlite::Query>,
    texts: &QueryTexts,
) -> Result<(), sqlx::Error> {
    let last = queries.len().saturating_sub(1);
    for (at, query) in queries.into_iter().enumerate() {
        let begin = if at == 0 { "BEGIN IMMEDIATE; " } else { "" };
        let commit = if at == last { "; COMMIT" } else { "" };
        query.run(connection, texts, (begin, commit)).await?;
    }
    Ok(())
}

async fn write_postgres(
    connection: &mut PgConnection,
    queries: Vec<postgres::Query>,
    texts: &QueryTexts,
) -> Result<(), sqlx::Error> {
    for query in queries {
        query.run(connection, texts, ("", "")).await?;
    }
    Ok(())
}
