//! What differs or is wrong, and how a machine would mend it.

use sourcebook_syntax::{Diagnostic, Severity};

/// One problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What is wrong, where, why, and what to do.
    pub diagnostic: Diagnostic,
    /// The file on disk that the problem is about, where the diagnostic has no place in a text
    /// that was read: a path relative to the project's folder.
    pub path: Option<String>,
    /// What would mend it, where a machine can.
    pub fix: Option<Fix>,
}

/// A change on disk that mends a problem. Paths are relative to the project's folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fix {
    /// Write the artifact of this path.
    Write {
        /// The file.
        path: String,
    },
    /// Delete the file.
    Delete {
        /// The file.
        path: String,
    },
}

impl Problem {
    /// A problem of a file that no text was read from.
    pub fn of_file(diagnostic: Diagnostic, path: impl Into<String>) -> Self {
        Self { diagnostic, path: Some(path.into()), fix: None }
    }

    /// Whether a person must mend it before anything is written.
    pub fn stands_in_the_way(&self) -> bool {
        self.fix.is_none() && self.diagnostic.severity >= Severity::Error
    }

    /// Whether nothing can be made or compared because of it.
    pub fn is_fatal(&self) -> bool {
        self.diagnostic.code.severity == Severity::Fatal
    }
}

impl From<Diagnostic> for Problem {
    fn from(diagnostic: Diagnostic) -> Self {
        Self { diagnostic, path: None, fix: None }
    }
}
