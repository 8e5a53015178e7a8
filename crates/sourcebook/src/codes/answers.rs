//! A file of answers that cannot be read.

use sourcebook_syntax::{Diagnostic, problem_code};

problem_code! {
    /// `sourcebook check --answers FILE` compares the API document with responses that the server
    /// actually sent. The file has one JSON object per line with the members `method`, `path` (of
    /// the request, from the root of the server) and `status`; other members are ignored. This file
    /// cannot be opened, has no lines, or has a line that is not such an object. A check that
    /// compares nothing fails.
    ///
    /// Have the tests rewrite the file on each run, and run them before the check.
    pub static INVALID_ANSWERS = "invalid-answers", Fatal,
        "the answers file cannot be read or is empty";
}

/// A file that cannot be opened.
pub fn no_answers(file: &str, error: &std::io::Error) -> Diagnostic {
    Diagnostic::new(&INVALID_ANSWERS, format!("cannot read {file}: {error}"))
        .help("first run the tests that write it")
}
