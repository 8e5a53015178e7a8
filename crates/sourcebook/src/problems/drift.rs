//! A generated file that is not what it would be if it were made now.

use sourcebook_syntax::{Diagnostic, problem_code};

use crate::problem::{Fix, Problem};

problem_code! {
    /// The file on disk is not what Sourcebook makes from the current facts. Either the code
    /// changed and the documentation was not regenerated, or someone edited the generated file.
    /// Line endings are not compared: a checkout with CRLF is as good as one with LF.
    ///
    /// Run `sourcebook gen` to write the file. To change its text, change what it is made from: the
    /// code, the settings in `sourcebook.toml`, or a template. The record `.sourcebook/written`,
    /// which lists every generated file, is compared and written in the same way.
    pub static DRIFT = "drift", Error, "a generated file is missing or out of date";
}

/// The problem of a file that is missing or differs.
pub fn drift(path: &str, missing: bool) -> Problem {
    let what = if missing { "is missing" } else { "is out of date" };
    let diagnostic =
        Diagnostic::new(&DRIFT, format!("{path} {what}")).help("run `sourcebook gen` to write it");
    Problem {
        diagnostic,
        path: Some(path.to_owned()),
        fix: Some(Fix::Write { path: path.to_owned() }),
    }
}
