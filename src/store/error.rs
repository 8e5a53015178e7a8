//! Why the store did not do what was asked.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

use super::fault;

/// What went wrong with the store.
#[derive(Debug, Error)]
pub(crate) enum StoreError {
    /// The folder of the data cannot be made or written to.
    #[error(
        "cannot use the data folder {}\n  \
         because {source}\n  \
         try another folder with `--data-dir` or $CODER_DATA_DIRECTORY",
        folder.display()
    )]
    DataFolder {
        /// The folder.
        folder: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The file is there but no store of ours.
    #[error(
        "cannot open the store {}\n  \
         because {source}\n  \
         the file must be a SQLite database of this server, on a disk with free space; move it \
         away to start with an empty store",
        file.display()
    )]
    File {
        /// The file.
        file: PathBuf,
        /// What SQLite said.
        source: sqlx::Error,
    },
    /// The file is damaged, or none of SQLite's.
    #[error(
        "the store {} is corrupt\n  \
         because {source}\n  \
         stop every program that uses the file, then restore it from a backup, or save what can be \
         read with `sqlite3 {} .recover`; move it away, with the files beside it whose names begin \
         with its name, to start with an empty store",
        file.display(),
        file.display()
    )]
    Corrupt {
        /// The file.
        file: PathBuf,
        /// What SQLite said.
        source: sqlx::Error,
    },
    /// The file is a database of SQLite, but another program's.
    #[error(
        "cannot open the store {}\n  \
         because it is a SQLite database of another program: it has the table `{table}`, and no \
         record of migrations of this server\n  \
         try another folder with `--data-dir` or $CODER_DATA_DIRECTORY, or move the file away to \
         start with an empty store",
        file.display()
    )]
    Foreign {
        /// The file.
        file: PathBuf,
        /// One of its tables.
        table: String,
    },
    /// Another server has the data folder.
    #[error(
        "cannot use the data folder {}\n  \
         because another server uses it{}\n  \
         stop that server first, give this one another folder with `--data-dir`, or let several \
         servers share a PostgreSQL database with `--postgres-url`",
        folder.display(),
        pid.map(|pid| format!(" (process {pid})")).unwrap_or_default()
    )]
    InUse {
        /// The folder.
        folder: PathBuf,
        /// The process of that server, where it can be read.
        pid: Option<u32>,
    },
    /// The text is not the URL of a PostgreSQL database.
    #[error(
        "cannot use the URL of the PostgreSQL database\n  \
         because {reason}\n  \
         it has the form `postgres://user:password@host:5432/database`"
    )]
    PostgresUrl {
        /// What is wrong with it.
        reason: String,
    },
    /// The PostgreSQL database does not answer, or does not let us in.
    #[error(
        "cannot connect to the PostgreSQL database `{database}` on {host}\n  \
         because {source}\n  \
         check that it is running, and the user and password in `--postgres-url`"
    )]
    Connect {
        /// The host, or the folder of the socket.
        host: String,
        /// The name of the database.
        database: String,
        /// What the driver said.
        source: sqlx::Error,
    },
    /// A newer build has written the store.
    #[error(
        "the store has schema {found}, but this build supports schemas up to {known}\n  \
         because the store was written by a newer build\n  \
         start that build again, or restore a backup from before it ran"
    )]
    Newer {
        /// The schema of the store.
        found: i64,
        /// The newest schema of this build.
        known: i64,
    },
    /// A migration that was applied is not the one of this build.
    #[error(
        "schema {version} of the store differs from that of this build\n  \
         because a different `{name}` was applied\n  \
         start the build that wrote the store"
    )]
    OtherMigration {
        /// Its number.
        version: i64,
        /// Its name.
        name: String,
    },
    /// A migration failed. Nothing of it was kept.
    #[error(
        "cannot migrate the store to the schema of this build\n  \
         because `{name}` failed: {source}\n  \
         nothing was changed; the build that wrote the store still works"
    )]
    Migration {
        /// Its name, or what was tried around the migrations.
        name: &'static str,
        /// What the database said.
        source: sqlx::Error,
    },
    /// A statement found the file of the store damaged.
    #[error(
        "{doing} failed\n  \
         because the store is corrupt: {source}\n  \
         stop the server, then restore `coder.db` in the data folder from a backup, or save what \
         can be read with `sqlite3 coder.db .recover`"
    )]
    CorruptStatement {
        /// What it was for.
        doing: &'static str,
        /// What SQLite said.
        source: sqlx::Error,
    },
    /// A statement failed.
    #[error("{doing} failed\n  because {source}")]
    Statement {
        /// What it was for.
        doing: &'static str,
        /// What the database said.
        source: sqlx::Error,
    },
    /// A value in the store means nothing to this build.
    #[error(
        "{doing} failed\n  \
         because the store contains the unexpected value `{value}`"
    )]
    Value {
        /// What was read.
        doing: &'static str,
        /// What stands there.
        value: String,
    },
}

impl StoreError {
    /// The error of a statement that was `doing` something.
    pub(super) fn statement(doing: &'static str, source: sqlx::Error) -> Self {
        if fault::is_corrupt(&source) {
            return Self::CorruptStatement { doing, source };
        }
        Self::Statement { doing, source }
    }

    /// Whether the store cannot be used at the moment, and the same may work later.
    pub(crate) fn is_away(&self) -> bool {
        match self {
            Self::Connect { .. } | Self::CorruptStatement { .. } => true,
            Self::Statement { source, .. } => fault::is_away(source),
            _ => false,
        }
    }

    /// The error of a statement that returned no row where there is always one.
    pub(super) fn no_row(doing: &'static str) -> Self {
        Self::statement(doing, sqlx::Error::RowNotFound)
    }

    /// Whether a row with the same unique value is there already.
    pub(crate) fn is_taken(&self) -> bool {
        match self {
            Self::Statement { source: sqlx::Error::Database(error), .. } => {
                error.is_unique_violation()
            }
            _ => false,
        }
    }

    /// Whether the unique value that is taken is the one of `column`.
    pub(crate) fn is_taken_in(&self, column: &str) -> bool {
        // SQLite names the column in its message, PostgreSQL in the name of the constraint.
        match self {
            Self::Statement { source: sqlx::Error::Database(error), .. } => {
                let constraint = error.constraint().unwrap_or_default();
                error.is_unique_violation()
                    && (constraint.contains(column) || error.message().contains(column))
            }
            _ => false,
        }
    }
}
