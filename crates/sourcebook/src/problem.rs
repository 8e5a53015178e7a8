//! What differs or is wrong, and how a machine would mend it.

use sourcebook_model::Diagnostic;

/// One problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What is wrong, where, why, and what to do.
    pub diagnostic: Diagnostic,
    /// What would mend it, where a machine can.
    pub fix: Option<Fix>,
}

/// A change on disk that mends a problem. Paths are relative to the project's folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fix {
    /// Write the file with these contents.
    Write {
        /// The file.
        path: String,
        /// Its whole contents.
        contents: Vec<u8>,
    },
    /// Delete the file.
    Delete {
        /// The file.
        path: String,
    },
}

impl From<Diagnostic> for Problem {
    fn from(diagnostic: Diagnostic) -> Self {
        Self { diagnostic, fix: None }
    }
}
