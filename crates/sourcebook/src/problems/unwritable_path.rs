//! A place on disk where a generated file cannot or must not be written.

use sourcebook_syntax::{Diagnostic, problem_code};

use crate::problem::Problem;

problem_code! {
    /// Something is in the way: a folder with the name of the file, a file with the name of its
    /// folder, a symbolic link that is broken or points outside of the project's folder, or a file
    /// that cannot be read for comparison. Sourcebook never writes outside of the folder of
    /// `sourcebook.toml`, not even through a link.
    ///
    /// Remove what is in the way, or give the product another output folder (`out`).
    pub static UNWRITABLE_PATH = "unwritable-path", Fatal,
        "a generated file cannot be written to its path";
}

/// The problem of such a place.
pub fn unwritable_path(path: &str, reason: &str) -> Problem {
    let diagnostic =
        Diagnostic::new(&UNWRITABLE_PATH, format!("{path} cannot be written: {reason}"))
            .help("remove what is in the way, or give the product another `out`");
    Problem::of_file(diagnostic, path)
}
