//! Regular expressions of documents, which are those of ECMA-262, read as such.

mod ecma;

use regex::{Regex, RegexBuilder};

/// Maximum number of bytes that a compiled expression takes.
const MAX_BYTES: usize = 1 << 20;

/// Maximum length of an expression in bytes; longer ones are not read.
const MAX_LENGTH: usize = 10_000;

/// A regular expression of a schema. What cannot be read (lookahead, references back to groups,
/// expressions that need too much memory) matches nothing and rejects nothing.
#[derive(Debug, Clone)]
pub struct Pattern {
    regex: Option<Regex>,
}

impl Pattern {
    /// Reads an expression.
    pub fn new(text: &str) -> Self {
        let translated = (text.len() <= MAX_LENGTH).then(|| ecma::translate(text)).flatten();
        let regex =
            translated.and_then(|text| RegexBuilder::new(&text).size_limit(MAX_BYTES).build().ok());
        Self { regex }
    }

    /// Whether it occurs in a text; `None` where the expression could not be read.
    pub fn matches(&self, text: &str) -> Option<bool> {
        self.regex.as_ref().map(|regex| regex.is_match(text))
    }

    /// The expression in the notation of the crate `regex`, where it could be read.
    pub(crate) fn translated(&self) -> Option<&str> {
        self.regex.as_ref().map(Regex::as_str)
    }
}
