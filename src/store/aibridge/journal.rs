//! Writing records: all of a batch in one transaction, of many rows in few statements.
//!
//! These records outlive the end of the process, but the last of them may be lost when the machine
//! loses its power: waiting for the disk would cost every request more than they are worth.

use std::borrow::Cow;

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use serde_json::{Map, Value, json};
use sqlx::{PgConnection, Postgres, QueryBuilder, Sqlite, SqliteConnection};
use uuid::Uuid;

use crate::aibridge::operation::TokenUsage;
use crate::aibridge::recorder::{
    Detail, Ended, Entry, Journal, JournalError, Prompt, PromptResponse, Started, ToolUsage,
};
use crate::store::loan::{Loan, in_time, in_transaction, on_loan};
use crate::store::{Pool, Store, StoreError, fault};

/// Maximum number of rows that one statement writes; both databases limit the number of its
/// arguments.
const MAX_ROWS: usize = 512;

/// Maximum number of interrupted interceptions that are ended at a time.
const INTERRUPTED_BATCH: i64 = 1_000;

/// The journal of one server.
pub(crate) struct InterceptionJournal {
    store: Store,
}

impl InterceptionJournal {
    /// A journal that writes to `store`.
    pub(crate) fn new(store: Store) -> Self {
        Self { store }
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
        let batch = RowBatch::new(entries, self.store.server_id);
        match &self.store.records {
            Pool::Sqlite(pool) => {
                let mut loan = Loan::take(pool).await?;
                let done = in_time(write_sqlite(loan.connection(), &batch)).await;
                // Otherwise its transaction may still be open.
                if done.is_ok() {
                    loan.give_back();
                }
                done
            }
            Pool::Postgres(pool) => {
                let mut queries = postgres_queries(&batch);
                match queries.as_mut_slice() {
                    [] => Ok(()),
                    [one] => on_loan!(pool, |connection| one.build().execute(connection)).map(drop),
                    several => in_transaction!(pool, "BEGIN", |connection| {
                        write_postgres(connection, several)
                    }),
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

/// Entries, sorted by the tables that they go to.
struct RowBatch<'e> {
    server: Uuid,
    /// Those without a prompt.
    started: Vec<&'e Started>,
    prompted: Vec<(&'e Started, &'e Prompt)>,
    /// Each with the mark whether it must not have ended already.
    ended: Vec<(&'e Ended, bool)>,
    forgotten: Vec<Uuid>,
    answered: Vec<&'e PromptResponse>,
    responses: Vec<(&'e Ended, &'e String)>,
    usages: Vec<(&'e Ended, &'e Detail<TokenUsage>)>,
    tools: Vec<(&'e Ended, &'e Detail<ToolUsage>)>,
}

impl<'e> RowBatch<'e> {
    fn new(entries: &'e [Entry], server: Uuid) -> Self {
        let (mut started, mut prompted) = (Vec::new(), Vec::new());
        let (mut ended, mut forgotten) = (Vec::new(), Vec::new());
        for entry in entries {
            match entry {
                Entry::Started(one) => match &one.prompt {
                    Some(prompt) => prompted.push((one, prompt)),
                    None => started.push(one),
                },
                Entry::Ended(one) => ended.push((one, false)),
                Entry::Interrupted(one) => ended.push((one, true)),
                Entry::Forgotten(id) => forgotten.push(*id),
            }
        }
        let answered = ended.iter().filter_map(|(one, _)| one.prompt_response.as_ref());
        let responses =
            ended.iter().flat_map(|(one, _)| one.responses.iter().map(|part| (*one, part)));
        let usages = ended.iter().flat_map(|(one, _)| one.usages.iter().map(|part| (*one, part)));
        let tools = ended.iter().flat_map(|(one, _)| one.tools.iter().map(|part| (*one, part)));
        Self {
            server,
            answered: answered.collect(),
            responses: responses.collect(),
            usages: usages.collect(),
            tools: tools.collect(),
            started,
            prompted,
            ended,
            forgotten,
        }
    }
}

/// Text as both stores take it: PostgreSQL has no character zero.
fn text(text: &str) -> Cow<'_, str> {
    if text.contains('\0') { text.replace('\0', "\u{fffd}").into() } else { text.into() }
}

fn object(metadata: &Map<String, Value>) -> String {
    serde_json::to_string(metadata).unwrap_or_else(|_| "{}".to_owned())
}

/// The metadata of a text: how many bytes it had, where it was cut.
fn cut_from(bytes: Option<usize>) -> String {
    bytes
        .map_or_else(|| "{}".to_owned(), |bytes| json!({"truncated_from_bytes": bytes}).to_string())
}

fn count(tokens: u64) -> i64 {
    i64::try_from(tokens).unwrap_or(i64::MAX)
}

/// The rows in as few parts as there are whose sizes are powers of two: so there are ten statements
/// for each table, and not one for each number of rows, and connections keep them prepared.
fn by_powers<T>(mut rows: &[T]) -> impl Iterator<Item = &[T]> {
    std::iter::from_fn(move || {
        let size = 1 << rows.len().min(MAX_ROWS).checked_ilog2()?;
        let (part, rest) = rows.split_at(size);
        rows = rest;
        Some(part)
    })
}

/// Makes the same queries for each kind of database, in a module of its own.
macro_rules! queries {
    ($module:ident, $database:ty) => {
        mod $module {
            use super::*;

            pub(super) type Query = QueryBuilder<$database>;

            /// Everything of a batch, in the order in which it is written. The first query begins with
            /// `begin`; `prompted` writes starts with their prompts.
            pub(super) fn all(
                batch: &RowBatch<'_>,
                begin: &'static str,
                prompted: impl Fn(&mut Query, &[(&Started, &Prompt)], Uuid),
            ) -> Vec<Query> {
                let mut queries = Vec::new();
                let mut push = |write: &dyn Fn(&mut Query)| {
                    let mut query = Query::new(if queries.is_empty() { begin } else { "" });
                    write(&mut query);
                    queries.push(query);
                };
                for rows in by_powers(&batch.started) {
                    push(&|query| push_starts(query, rows.iter().copied(), batch.server));
                }
                for rows in by_powers(&batch.prompted) {
                    push(&|query| prompted(query, rows, batch.server));
                }
                by_powers(&batch.ended).for_each(|rows| push(&|query| push_ends(query, rows)));
                by_powers(&batch.answered).for_each(|rows| push(&|query| push_answers(query, rows)));
                by_powers(&batch.responses).for_each(|rows| push(&|query| push_responses(query, rows)));
                by_powers(&batch.usages).for_each(|rows| push(&|query| push_usages(query, rows)));
                by_powers(&batch.tools).for_each(|rows| push(&|query| push_tools(query, rows)));
                for id in &batch.forgotten {
                    push(&|query| {
                        query.push("DELETE FROM aibridge_interceptions WHERE id = ").push_bind(*id);
                    });
                }
                queries
            }

            pub(super) fn push_starts<'s>(
                query: &mut Query,
                rows: impl Iterator<Item = &'s Started>,
                server: Uuid,
            ) {
                query.push(
                    "INSERT INTO aibridge_interceptions (id, initiator_id, api_key_id, provider, \
                     model, started_at, metadata, server_id) ",
                );
                query.push_values(rows, |mut row, one| {
                    row.push_bind(one.id)
                        .push_bind(one.initiator)
                        .push_bind(text(&one.api_key))
                        .push_bind(one.provider)
                        .push_bind(text(&one.model))
                        .push_bind(one.at)
                        .push_bind(object(&one.metadata))
                        .push_bind(server);
                });
                query.push(" ON CONFLICT (id) DO NOTHING");
            }

            pub(super) fn push_prompts(query: &mut Query, rows: &[(&Started, &Prompt)]) {
                query.push(
                    "INSERT INTO aibridge_user_prompts (id, interception_id, \
                     provider_response_id, prompt, metadata, created_at) ",
                );
                query.push_values(rows, |mut row, (started, prompt)| {
                    row.push_bind(prompt.id)
                        .push_bind(started.id)
                        .push_bind("")
                        .push_bind(text(&prompt.text))
                        .push_bind(cut_from(prompt.cut_from))
                        .push_bind(started.at);
                });
                query.push(" ON CONFLICT (id) DO NOTHING");
            }

            fn push_ends(query: &mut Query, rows: &[(&Ended, bool)]) {
                query.push("WITH ended (id, ended_at, metadata, must_be_open) AS (");
                query.push_values(rows, |mut row, (one, must_be_open)| {
                    row.push_bind(one.id)
                        .push_bind(one.at)
                        .push_bind(object(&one.metadata))
                        .push_bind(*must_be_open);
                });
                query.push(
                    ") UPDATE aibridge_interceptions SET ended_at = ended.ended_at, \
                     metadata = ended.metadata FROM ended \
                     WHERE aibridge_interceptions.id = ended.id \
                     AND (NOT ended.must_be_open OR aibridge_interceptions.ended_at IS NULL)",
                );
            }

            fn push_answers(query: &mut Query, rows: &[&PromptResponse]) {
                query.push("WITH answered (id, response_id) AS (");
                query.push_values(rows, |mut row, one| {
                    row.push_bind(one.prompt).push_bind(text(&one.response_id));
                });
                query.push(
                    ") UPDATE aibridge_user_prompts \
                     SET provider_response_id = answered.response_id FROM answered \
                     WHERE aibridge_user_prompts.id = answered.id",
                );
            }

            fn push_responses(query: &mut Query, rows: &[(&Ended, &String)]) {
                query.push(
                    "INSERT INTO aibridge_responses (response_id, interception_id) ",
                );
                query.push_values(rows, |mut row, (ended, response)| {
                    row.push_bind(text(response)).push_bind(ended.id);
                });
                query.push(" ON CONFLICT (response_id, interception_id) DO NOTHING");
            }

            fn push_usages(query: &mut Query, rows: &[(&Ended, &Detail<TokenUsage>)]) {
                query.push(
                    "INSERT INTO aibridge_token_usages (id, interception_id, \
                     provider_response_id, input_tokens, output_tokens, metadata, created_at) ",
                );
                query.push_values(rows, |mut row, (ended, part)| {
                    row.push_bind(part.id)
                        .push_bind(ended.id)
                        .push_bind(text(&part.response_id))
                        .push_bind(count(part.of.input))
                        .push_bind(count(part.of.output))
                        .push_bind(object(&part.of.details()))
                        .push_bind(ended.at);
                });
                query.push(" ON CONFLICT (id) DO NOTHING");
            }

            fn push_tools(query: &mut Query, rows: &[(&Ended, &Detail<ToolUsage>)]) {
                query.push(
                    "INSERT INTO aibridge_tool_usages (id, interception_id, provider_response_id, \
                     tool, server_url, input, injected, invocation_error, metadata, created_at) ",
                );
                query.push_values(rows, |mut row, (ended, part)| {
                    row.push_bind(part.id)
                        .push_bind(ended.id)
                        .push_bind(text(&part.response_id))
                        .push_bind(text(&part.of.call.name))
                        .push_bind(part.of.server_url.as_deref().map(text))
                        .push_bind(text(&part.of.call.input))
                        .push_bind(part.of.injected)
                        .push_bind(part.of.error.as_deref().map(text))
                        .push_bind(cut_from(part.of.cut_from))
                        .push_bind(ended.at);
                });
                query.push(" ON CONFLICT (id) DO NOTHING");
            }
        }
    };
}

queries!(sqlite, Sqlite);
queries!(postgres, Postgres);

/// Writes a batch in one transaction, and in few calls: a call takes several statements, and each wakes
/// the thread of the connection, which then wakes this one.
async fn write_sqlite(
    connection: &mut SqliteConnection,
    batch: &RowBatch<'_>,
) -> Result<(), sqlx::Error> {
    let mut queries = sqlite::all(batch, "BEGIN IMMEDIATE; ", |query, rows, server| {
        sqlite::push_starts(query, rows.iter().map(|(started, _)| *started), server);
        query.push("; ");
        sqlite::push_prompts(query, rows);
    });
    if let Some(last) = queries.last_mut() {
        last.push("; COMMIT");
    }
    for query in &mut queries {
        query.build().execute(&mut *connection).await?;
    }
    Ok(())
}

/// The queries of a batch, each of one statement.
fn postgres_queries(batch: &RowBatch<'_>) -> Vec<postgres::Query> {
    postgres::all(batch, "", |query, rows, server| {
        query.push("WITH prompted AS (");
        postgres::push_prompts(query, rows);
        query.push(") ");
        postgres::push_starts(query, rows.iter().map(|(started, _)| *started), server);
    })
}

async fn write_postgres(
    connection: &mut PgConnection,
    queries: &mut [postgres::Query],
) -> Result<(), sqlx::Error> {
    for query in queries {
        query.build().execute(&mut *connection).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{MAX_ROWS, by_powers};

    #[test]
    fn every_row_stands_in_one_part_whose_size_is_a_power_of_two() {
        for count in [0, 1, 2, 7, 511, 512, 513, 3_000] {
            let rows: Vec<usize> = (0..count).collect();
            let parts: Vec<&[usize]> = by_powers(&rows).collect();
            assert_eq!(parts.concat(), rows);
            let fits = |part: &&[usize]| part.len().is_power_of_two() && part.len() <= MAX_ROWS;
            assert!(parts.iter().all(fits), "{count}");
        }
    }
}
