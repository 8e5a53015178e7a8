//! A change on disk failed.

use std::io;
use std::path::Path;

use sourcebook_syntax::{Diagnostic, problem_code};

use crate::problem::Problem;

problem_code! {
    /// The operating system rejected a change: missing permissions, a full disk, or a read-only
    /// file system. Each file is replaced as a whole or not at all; files before the failing one
    /// may already be new.
    ///
    /// Remove the cause and run `sourcebook gen` again. It carries on where it stopped, and
    /// clears away what was left in `.sourcebook/tmp`.
    pub static WRITE_FAILED = "write-failed", Fatal, "a file could not be written or deleted";
}

/// The problem of a file that cannot be written.
pub fn write_failed(path: &str, error: &io::Error) -> Problem {
    Problem::of_file(Diagnostic::new(&WRITE_FAILED, format!("cannot write {path}: {error}")), path)
}

/// The problem of a file that cannot be deleted.
pub fn delete_failed(path: &str, error: &io::Error) -> Problem {
    Problem::of_file(Diagnostic::new(&WRITE_FAILED, format!("cannot delete {path}: {error}")), path)
}

/// The problem of a folder that cannot be locked.
pub fn lock_failed(lock: &Path, error: &io::Error) -> Problem {
    let message = format!("cannot lock {}: {error}", lock.display());
    Diagnostic::new(&WRITE_FAILED, message)
        .note("the lock prevents two runs from writing at the same time")
        .into()
}
