//! What sentences say about the names in them.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

/// Words with which a sentence tells of names that are not there: it is right to name them.
const ABSENCE: [&str; 12] = [
    "no longer",
    "removed",
    "has no ",
    "have no ",
    "renamed",
    "formerly",
    "used to be",
    "historically",
    "previously named",
    "does not exist",
    "there is no ",
    "instead of",
];

/// All of these words at once, in any case. They are few and short, so that they always fit.
static ABSENT: LazyLock<Option<AhoCorasick>> =
    LazyLock::new(|| AhoCorasick::builder().ascii_case_insensitive(true).build(ABSENCE).ok());

/// Whether a sentence tells of names that are gone, or were never there.
pub(crate) fn tells_of_absence(sentence: &str) -> bool {
    ABSENT.as_ref().is_some_and(|words| words.is_match(sentence))
}

/// Whether a text leaves open what stands in its place: a variable, a placeholder or an ellipsis.
pub(crate) fn is_open(text: &str) -> bool {
    let marks = ["$", "{{", "<", "...", "…", "xxx", "XXX", "*", "%", "`"];
    text.is_empty()
        || marks.iter().any(|mark| text.contains(mark))
        || text.starts_with(['[', '{', '('])
        || is_placeholder(text)
}

/// `TOKEN`, `YOUR_TOKEN`, `your-token`
fn is_placeholder(text: &str) -> bool {
    let lower = text.to_lowercase();
    let is_shouted = text.len() > 1
        && text.bytes().all(|byte| byte.is_ascii_uppercase() || matches!(byte, b'_' | b'-'));
    is_shouted
        || lower.starts_with("your-")
        || lower.starts_with("your_")
        || lower.starts_with("my-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_about_what_is_gone_are_known() {
        for sentence in ["`--a` was removed in v2.", "It has no `--b`.", "A is No longer read."] {
            assert!(tells_of_absence(sentence), "{sentence}");
        }
        for sentence in ["Set `--a`.", "Nothing is known of it."] {
            assert!(!tells_of_absence(sentence), "{sentence}");
        }
    }

    #[test]
    fn what_is_left_open_is_no_value() {
        for text in
            ["$X", "<token>", "{{ .x }}", "…", "your-token", "[a|b]", "a${b}c", "", "FORMAT"]
        {
            assert!(is_open(text), "{text}");
        }
        for text in ["true", "15min", "http://x", "a-b"] {
            assert!(!is_open(text), "{text}");
        }
    }
}
