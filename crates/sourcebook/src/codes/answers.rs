//! A file of answers that cannot be read.

use sourcebook_syntax::{Diagnostic, problem_code};

problem_code! {
    /// `sourcebook check --answers FILE` compares the API document with answers that the server
    /// really gave. The file has one JSON object a line, with the members `method`, `path` (of
    /// the request, from the root of the server) and `status`; other members are ignored. Here
    /// the file cannot be opened, has no line, or a line that is something else. A check that
    /// compared nothing has failed.
    ///
    /// Let the tests write the file anew in each run, and run them before the check.
    pub static INVALID_ANSWERS = "invalid-answers", Fatal,
        "the file of answers cannot be read, or has none";
}

/// A file that cannot be opened.
pub fn no_answers(file: &str, error: &std::io::Error) -> Diagnostic {
    Diagnostic::new(&INVALID_ANSWERS, format!("cannot read {file}: {error}"))
        .help("run the tests that write it first")
}
