//! Whether the database is to blame for an error, or what it was asked.

use sqlx::error::{DatabaseError, ErrorKind};

/// Results of SQLite that say something about the place where the file is, or about the file:
/// (<https://www.sqlite.org/rescode.html>).
const SQLITE_BUSY: u32 = 5;
const SQLITE_LOCKED: u32 = 6;
const SQLITE_NOMEM: u32 = 7;
const SQLITE_READONLY: u32 = 8;
const SQLITE_IOERR: u32 = 10;
const SQLITE_CORRUPT: u32 = 11;
const SQLITE_FULL: u32 = 13;
const SQLITE_CANTOPEN: u32 = 14;
const SQLITE_PROTOCOL: u32 = 15;
const SQLITE_TOOBIG: u32 = 18;
const SQLITE_NOTADB: u32 = 26;

/// What SQLite says of a place or a file that cannot be used at the moment.
const SQLITE_AWAY: [u32; 10] = [
    SQLITE_BUSY,
    SQLITE_LOCKED,
    SQLITE_NOMEM,
    SQLITE_READONLY,
    SQLITE_IOERR,
    SQLITE_CORRUPT,
    SQLITE_FULL,
    SQLITE_CANTOPEN,
    SQLITE_PROTOCOL,
    SQLITE_NOTADB,
];

/// Classes of PostgreSQL's codes about the connection, rights to write, resources, operators and the
/// system
/// (<https://www.postgresql.org/docs/current/errcodes-appendix.html>).
const POSTGRES_AWAY: [&str; 9] = ["08", "25", "53", "55", "57", "58", "F0", "XX", "3D"];

/// Classes about values that a column does not take, and about limits of the program.
const POSTGRES_VALUES: [&str; 2] = ["22", "54"];

/// Whether the database cannot be used at the moment, and the same may work later.
pub(super) fn is_away(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Database(error) => match sqlite_code(&**error) {
            Some(code) => SQLITE_AWAY.contains(&code),
            None => is_of_class(&**error, &POSTGRES_AWAY),
        },
        sqlx::Error::Io(_)
        | sqlx::Error::Tls(_)
        | sqlx::Error::Protocol(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed
        | sqlx::Error::BeginFailed
        | sqlx::Error::InvalidSavePointStatement => true,
        _ => false,
    }
}

/// Whether the database does not take a value, and never will.
pub(super) fn is_of_value(error: &sqlx::Error) -> bool {
    error.as_database_error().is_some_and(|error| {
        error.kind() != ErrorKind::Other
            || match sqlite_code(error) {
                Some(code) => code == SQLITE_TOOBIG,
                None => is_of_class(error, &POSTGRES_VALUES),
            }
    })
}

/// Whether SQLite says that the file is damaged, or none of its own.
pub(super) fn is_corrupt(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(sqlite_code);
    code.is_some_and(|code| [SQLITE_CORRUPT, SQLITE_NOTADB].contains(&code))
}

/// The primary result of SQLite, where it is SQLite's error.
fn sqlite_code(error: &dyn DatabaseError) -> Option<u32> {
    error.try_downcast_ref::<sqlx::sqlite::SqliteError>()?;
    // Extended results have the primary one in their lowest byte.
    error.code()?.parse::<u32>().ok().map(|code| code & 0xff)
}

/// Whether PostgreSQL's code is of one of these classes.
fn is_of_class(error: &dyn DatabaseError, classes: &[&str]) -> bool {
    error.code().is_some_and(|code| code.get(..2).is_some_and(|class| classes.contains(&class)))
}
