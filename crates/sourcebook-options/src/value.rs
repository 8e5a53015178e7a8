//! The types of values that options take, each with one text form.

mod duration;

pub use duration::Duration;

/// Why a text is not a value.
///
/// Messages complete the sentence "`TEXT` …"; none contains the text, which may be a secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ValueError {
    /// It does not have the form of its kind.
    #[error("is not {expected}{}", reason.as_ref().map(|reason| format!(": {reason}")).unwrap_or_default())]
    Malformed {
        /// What is wanted, with its article.
        expected: &'static str,
        /// What is wrong about it, if more can be said.
        reason: Option<String>,
        /// How to write it.
        help: &'static str,
    },
    /// It has the form, but the option does not take it.
    #[error("is out of range: {0}")]
    OutOfRange(String),
}
