//! A place on disk where a generated file cannot or must not be written.

use sourcebook_syntax::{Diagnostic, problem_code};

use crate::problem::Problem;

problem_code! {
    /// Something stands in the way: a folder where the file belongs, a file where its folder
    /// belongs, a symbolic link that leads out of the project's folder or nowhere, or a file that
    /// cannot be read for comparison. Sourcebook never writes outside the folder of
    /// `sourcebook.toml`, also not through a link.
    ///
    /// Remove what is in the way, or give the product another output folder (`out`).
    pub static UNWRITABLE_PATH = "unwritable-path", Fatal,
        "a generated file cannot be written where it belongs";
}

/// The problem of such a place.
pub fn unwritable_path(path: &str, reason: &str) -> Problem {
    let diagnostic =
        Diagnostic::new(&UNWRITABLE_PATH, format!("{path} cannot be written: {reason}"))
            .help("remove what is in the way, or give the product another `out`");
    Problem::of_file(diagnostic, path)
}
