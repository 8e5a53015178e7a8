//! Connections on loan from a pool: given back only when it is known what state they are in.
//!
//! After a full disk, a lost connection or an abandoned statement, a connection may still be in the
//! middle of a transaction, or believe so. Whoever borrowed it next would fail for ever. Such a
//! connection is closed, and the pool makes another one.

use std::io;
use std::time::Duration;

use sqlx::pool::PoolConnection;
use sqlx::{Database, Pool};

/// How long a statement may take, or a transaction as a whole, with all that is waited for.
pub(super) const LONGEST: Duration = Duration::from_secs(10);

/// A connection that is closed when it is dropped, and not given back.
pub(super) struct Loan<DB: Database> {
    connection: PoolConnection<DB>,
    is_clean: bool,
}

impl<DB: Database> Loan<DB> {
    /// Borrows a connection.
    ///
    /// # Errors
    /// None becomes free, or none can be made, in the time that the pool is set to.
    pub(super) async fn take(pool: &Pool<DB>) -> Result<Self, sqlx::Error> {
        Ok(Self { connection: pool.acquire().await?, is_clean: false })
    }

    /// The connection itself.
    pub(super) fn connection(&mut self) -> &mut DB::Connection {
        &mut self.connection
    }

    /// Gives the connection back if what was done with it has ended in a known state: outside of
    /// any transaction, with no answer still to be read.
    pub(super) fn give_back_after<T>(self, done: &Result<T, sqlx::Error>) {
        let is_clean = match done {
            Ok(_) | Err(sqlx::Error::RowNotFound) => true,
            // The database has looked at a row and did not take it.
            Err(sqlx::Error::Database(error)) => error.kind() != sqlx::error::ErrorKind::Other,
            Err(_) => false,
        };
        if is_clean {
            self.give_back();
        }
    }

    /// Gives the connection back, whose state is known.
    pub(super) fn give_back(mut self) {
        self.is_clean = true;
    }
}

impl<DB: Database> Drop for Loan<DB> {
    fn drop(&mut self) {
        if !self.is_clean {
            self.connection.close_on_drop();
        }
    }
}

/// What comes of `work`, if it comes in time.
///
/// # Errors
/// `work` fails or takes too long. What the database made of it is not known then.
pub(super) async fn in_time<T, E: From<sqlx::Error>>(
    work: impl Future<Output = Result<T, E>>,
) -> Result<T, E> {
    tokio::time::timeout(LONGEST, work).await.unwrap_or_else(|_| {
        let why = format!("the database did not answer within {} seconds", LONGEST.as_secs());
        Err(sqlx::Error::Io(io::Error::new(io::ErrorKind::TimedOut, why)).into())
    })
}

/// Runs one statement on a connection of a pool: `on_loan!(pool, |connection| query.execute(connection))`.
macro_rules! on_loan {
    ($pool:expr, |$connection:ident| $work:expr) => {
        async {
            let mut loan = $crate::store::loan::Loan::take($pool).await?;
            let $connection = loan.connection();
            let done = $crate::store::loan::in_time($work).await;
            loan.give_back_after(&done);
            done
        }
        .await
    };
}

/// Runs statements on a connection of a pool in one transaction, which begins with the statement
/// `$begin`: `in_transaction!(pool, "BEGIN", |connection| work(connection))`. It is committed when
/// the work gives `Ok`; otherwise the connection is closed, and the transaction with it.
macro_rules! in_transaction {
    ($pool:expr, $begin:literal, |$connection:ident| $work:expr) => {
        async {
            let mut loan = $crate::store::loan::Loan::take($pool).await?;
            let done = $crate::store::loan::in_time(async {
                let borrowed = loan.connection();
                let mut transaction = sqlx::Connection::begin_with(borrowed, $begin).await?;
                let $connection = &mut *transaction;
                let done = $work.await?;
                transaction.commit().await?;
                Ok(done)
            })
            .await;
            if done.is_ok() {
                loan.give_back();
            }
            done
        }
        .await
    };
}

pub(super) use {in_transaction, on_loan};
