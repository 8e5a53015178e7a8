//! One statement, run on whichever store is open.
//!
//! The two databases have types of their own for connections, rows and arguments, so no function
//! can be written for both at once; these macros write each call twice from one text. Placeholders
//! are `$1`, `$2`, …, which both understand. Every statement runs on a connection on
//! [loan](super::loan).

/// The row of a statement that counts: `SELECT COUNT(*) AS count …`.
#[derive(sqlx::FromRow)]
pub(super) struct Count {
    pub(super) count: i64,
}

/// Reads rows: `fetch!(fetch_all, Row, store, "reading what", "SELECT …", argument…)`. The method
/// is one of `fetch_one`, `fetch_optional` and `fetch_all` of sqlx.
macro_rules! fetch {
    ($method:ident, $row:ty, $store:expr, $doing:literal, $sql:expr $(, $bind:expr)* $(,)?) => {
        match &$store.pool {
            $crate::store::Pool::Sqlite(pool) => $crate::store::loan::on_loan!(pool, |connection| {
                sqlx::query_as::<_, $row>($sql)$(.bind($bind))*.$method(connection)
            }),
            $crate::store::Pool::Postgres(pool) => $crate::store::loan::on_loan!(pool, |connection| {
                sqlx::query_as::<_, $row>($sql)$(.bind($bind))*.$method(connection)
            }),
        }
        .map_err(|source| $store.failed($doing, source))
    };
}

/// Changes rows, and says how many: `execute!(store, "changing what", "UPDATE …", argument…)`.
macro_rules! execute {
    ($store:expr, $doing:literal, $sql:expr $(, $bind:expr)* $(,)?) => {
        match &$store.pool {
            $crate::store::Pool::Sqlite(pool) => $crate::store::loan::on_loan!(pool, |connection| {
                sqlx::query($sql)$(.bind($bind))*.execute(connection)
            })
            .map(|done| done.rows_affected()),
            $crate::store::Pool::Postgres(pool) => $crate::store::loan::on_loan!(pool, |connection| {
                sqlx::query($sql)$(.bind($bind))*.execute(connection)
            })
            .map(|done| done.rows_affected()),
        }
        .inspect(|_| $store.note_written())
        .map_err(|source| $store.failed($doing, source))
    };
}

/// Changes one row and reads it back: `returning!(Row, store, "changing what", "… RETURNING …",
/// argument…)` gives `Ok(None)` when the statement changed nothing.
///
/// SQLite commits when a statement has been read to its end. `fetch_one` stops before that, and
/// the answer would be out before the row is safe; so all rows are read.
macro_rules! returning {
    ($row:ty, $store:expr, $doing:literal, $sql:expr $(, $bind:expr)* $(,)?) => {
        $crate::store::query::fetch!(fetch_all, $row, $store, $doing, $sql $(, $bind)*)
            .map(|rows| rows.into_iter().next())
    };
}

pub(super) use {execute, fetch, returning};
