//! What a run found: problems, how each operation answered, and what of the document was seen.

use sourcebook_model::document::{Document, Value};
use sourcebook_syntax::Diagnostic;

/// Everything that a run found.
#[derive(Debug, Clone, Default)]
pub struct Outcome {
    /// What is wrong, in the order of the operations.
    pub told: Vec<Told>,
    /// Each operation that was wanted, in the order of the document.
    pub operations: Vec<Tried>,
    /// Every request that was answered, in the order in which they were sent.
    pub exchanged: Vec<Exchanged>,
    /// Texts that are never shown: credentials that were sent, and those that answers gave.
    pub secrets: Vec<String>,
    /// Where the server was.
    pub url: String,
    /// The folder that was its home.
    pub home: String,
    /// When the run began, in seconds since 1970.
    pub began: i64,
}

/// Something that is wrong, and the operation that it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Method and path: `POST /pets`.
    pub operation: Option<String>,
    /// What is wrong.
    pub diagnostic: Diagnostic,
}

impl From<Diagnostic> for Told {
    fn from(diagnostic: Diagnostic) -> Self {
        Self { operation: None, diagnostic }
    }
}

/// How an operation answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tried {
    /// The method.
    pub method: String,
    /// The path, as the document writes it.
    pub path: String,
    /// Its `operationId`.
    pub name: Option<String>,
    /// The last status of the request as the page prints it.
    pub printed: Option<u16>,
    /// The status with which it was accepted in the end.
    pub accepted: Option<u16>,
    /// Why it was left out, where it was.
    pub skipped: Option<String>,
}

/// A request that was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exchanged {
    /// The method.
    pub method: String,
    /// The path that was asked for, without its query.
    pub target: String,
    /// The path of the operation, as the document writes it.
    pub path: String,
    /// What was sent, where it was JSON; without secrets.
    pub sent: Option<Value>,
    /// The status.
    pub status: u16,
    /// The media type of the body.
    pub media_type: Option<String>,
    /// The body.
    pub body: Vec<u8>,
    /// Whether it is the request with which its operation was accepted.
    pub is_accepted: bool,
}

/// How much of a document was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Coverage {
    /// Operations that answered with success, of how many.
    pub operations: (usize, usize),
    /// Statuses of success that were answered, of those that are documented.
    pub successes: (usize, usize),
    /// Statuses of errors that were answered, of those that are documented.
    pub errors: (usize, usize),
}

impl Coverage {
    /// One line: `21 of 21 operations, 21 of 21 success statuses, 14 of 126 error statuses`.
    pub fn line(&self) -> String {
        let Self { operations, successes, errors } = self;
        format!(
            "{} of {} operations, {} of {} success statuses, {} of {} error statuses",
            operations.0, operations.1, successes.0, successes.1, errors.0, errors.1
        )
    }
}

impl Outcome {
    /// How much of the document was seen.
    pub fn coverage(&self, document: &Document) -> Coverage {
        let mut coverage = Coverage::default();
        for tried in &self.operations {
            coverage.operations.1 += 1;
            coverage.operations.0 += usize::from(tried.accepted.is_some());
            let mut operations = document.operations();
            let found = operations.find(|(path, _, operation)| {
                *path == tried.path && operation.method == tried.method
            });
            let Some((_, _, operation)) = found else { continue };
            for (status, _) in &operation.responses {
                let seen = self
                    .exchanged
                    .iter()
                    .filter(|one| one.path == tried.path && one.method == tried.method);
                let is_seen = seen.into_iter().any(|one| covers(status, one.status));
                let count = match status.as_bytes().first() {
                    Some(b'2') => &mut coverage.successes,
                    Some(b'4' | b'5') => &mut coverage.errors,
                    _ => continue,
                };
                count.1 += 1;
                count.0 += usize::from(is_seen);
            }
        }
        coverage
    }

    /// The answers as a file that `sourcebook check --answers` reads: one JSON object a line.
    pub fn answers(&self) -> String {
        let line = |one: &Exchanged| {
            let path = serde_json::Value::from(one.target.as_str());
            let method = serde_json::Value::from(one.method.as_str());
            format!("{{\"method\": {method}, \"path\": {path}, \"status\": {}}}\n", one.status)
        };
        self.exchanged.iter().map(line).collect()
    }
}

/// Whether a documented status (`200`, `4XX`) is that of an answer.
fn covers(documented: &str, status: u16) -> bool {
    let class = format!("{}xx", status / 100);
    documented == status.to_string() || documented.eq_ignore_ascii_case(&class)
}
