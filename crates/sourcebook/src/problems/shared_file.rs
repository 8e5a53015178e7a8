//! A file that two configurations of one folder make.

use sourcebook_syntax::{Diagnostic, problem_code};

use crate::problem::Problem;

problem_code! {
    /// Two configurations in one folder (`sourcebook.toml`, and another one that is named with
    /// `--config`) make a file of the same path. Each of them would write its own over that of
    /// the other, and no check would be content with both.
    ///
    /// Give one of the products another `out`. When the other configuration does not make the
    /// file any more, run `sourcebook gen` with it first; when it is gone altogether, delete its
    /// record, which the message names.
    pub static SHARED_FILE = "shared-file", Error, "two configurations make the same file";
}

/// The problem of such a file; the other configuration has this record.
pub fn shared_file(path: &str, record: &str) -> Problem {
    let message = format!("{path} is made by another configuration as well");
    let help = "give one of the products another `out`, or run `sourcebook gen` with the other \
                configuration first, if it does not make the file any more";
    let note = format!("the record of the other configuration names it: {record}");
    Problem::of_file(Diagnostic::new(&SHARED_FILE, message).note(note).help(help), path)
}
