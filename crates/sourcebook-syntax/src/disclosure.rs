//! What of a text may be shown: everything, or only what cannot be secret.

use std::collections::BTreeMap;
use std::ops::Range;

/// Stands for what is not shown.
pub(crate) const LEFT_OUT: &str = "…";

/// How much of a guarded text is shown with a diagnostic; texts that may be shown whole are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Reveal {
    /// The key of the line, and nothing else.
    Key,
    /// The value too, where its key is one whose values may be shown.
    #[default]
    SafeValue,
    /// The same, and in any case the marked part, which the message quotes anyway.
    Marked,
}

/// What of a text may be shown to people.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Disclosure {
    /// All of it.
    #[default]
    Whole,
    /// Only what stands behind these keys. Every line is shown up to its first key; comments and
    /// further keys are not.
    Keys(SafeKeys),
}

/// Names of keys, and whether what stands behind each may be shown. What stands behind any other key
/// may not: what may be shown is listed, not what may not.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SafeKeys(BTreeMap<String, bool>);

impl SafeKeys {
    /// No key is safe yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a key. A name that stands for several keys is safe if all of them are; upper and lower
    /// case, `_` and `-` do not count.
    pub fn add(&mut self, key: &str, is_safe: bool) {
        *self.0.entry(plain_key(key)).or_insert(true) &= is_safe;
    }

    fn may_show(&self, key: &str) -> bool {
        self.0.get(&plain_key(key)).copied().unwrap_or(false)
    }

    /// How much of a line may be shown, in bytes.
    fn shown_length(&self, line: &str, reveal: Reveal) -> usize {
        let indent = line.len() - line.trim_start_matches([' ', '\t', '-', '?']).len();
        let rest = &line[indent..];
        let name = rest.find(|c: char| !(c.is_alphanumeric() || "_-.<".contains(c)));
        let name = &rest[..name.unwrap_or(rest.len())];
        let value = rest[name.len()..].strip_prefix(':').filter(|_| !name.is_empty());
        let Some(value) = value.filter(|value| value.is_empty() || value.starts_with([' ', '\t']))
        else {
            return indent;
        };
        let value_start = line.len() - value.trim_start().len();
        if reveal != Reveal::Key && self.may_show(name) {
            let ends = [" #", ": ", "{"];
            let length = ends.iter().filter_map(|end| line[value_start..].find(end)).min();
            let end = length.map_or(line.len(), |length| value_start + length);
            return line[..end].trim_end().len();
        }
        if value_start == line.len() { indent + name.len() + 1 } else { value_start }
    }

    /// A line as it may be shown, and where in it the span is.
    pub(crate) fn redact(
        &self,
        line: &str,
        span: Range<usize>,
        reveal: Reveal,
    ) -> (String, Range<usize>) {
        let end = self.shown_length(line, reveal);
        let hidden = |part: &str| if part.trim().is_empty() { "" } else { LEFT_OUT };
        if span.start < end {
            let text = format!("{}{}", &line[..end], hidden(&line[end..]));
            return (text, span.start..span.end.min(end));
        }
        let (before, part, after) = match reveal {
            Reveal::Marked => {
                (hidden(&line[end..span.start]), &line[span.clone()], hidden(&line[span.end..]))
            }
            Reveal::Key | Reveal::SafeValue => ("", hidden(&line[end..]), ""),
        };
        let before = format!("{}{before}", &line[..end]);
        let marked = before.len()..before.len() + part.len();
        (format!("{before}{part}{after}"), marked)
    }
}

/// A key without what tells `rate_limit` from `rateLimit`.
pub fn plain_key(name: &str) -> String {
    name.chars().filter(|c| !matches!(c, '_' | '-')).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests;
