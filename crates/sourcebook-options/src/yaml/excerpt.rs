//! The line of a YAML text that an error shows, without anything on it that may be secret.
//!
//! A line is shown up to its first key. What stands behind the key is shown only if every option
//! and member of that name is one whose value may be shown, or if the message quotes it anyway;
//! comments and further keys are not.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Span;
use crate::kind::{Kind, Member};
use crate::problem::{Place, SourceLine};
use crate::spec::OptionSpec;

/// The longest line that is shown whole, in bytes.
const LONGEST: usize = 160;

/// Stands for what is not shown.
const LEFT_OUT: &str = "…";

/// The keys of a table, and whether what stands behind each may be shown.
pub(crate) struct SafeKeys(BTreeMap<String, bool>);

impl SafeKeys {
    /// Also counts the names that somebody may think a secret has in YAML.
    pub(crate) fn new(table: &[OptionSpec]) -> Self {
        let mut keys = Self(BTreeMap::new());
        for spec in table {
            if let Some(key) = spec.yaml_key() {
                keys.add(key, spec.kind, spec.secret);
            }
            if spec.secret {
                for path in [spec.field, spec.value_path, spec.flag.unwrap_or_default()] {
                    keys.add(path.rsplit('.').next().unwrap_or(path), spec.kind, true);
                }
            }
        }
        keys
    }

    fn add(&mut self, key: &str, kind: Kind, secret: bool) {
        let members: &[Member] = match kind {
            Kind::Structure(shape) | Kind::Structures(shape) => shape.members,
            _ => &[],
        };
        let is_safe = !secret && !kind.is_structured() && !matches!(kind, Kind::Map);
        *self.0.entry(plain(key)).or_insert(true) &= is_safe;
        for member in members {
            self.add(member.name, member.kind, member.secret);
        }
    }

    fn may_show(&self, key: &str) -> bool {
        self.0.get(&plain(key)).copied().unwrap_or(false)
    }
}

/// A name without what tells `rate_limit` from `rateLimit`.
pub(crate) fn plain(name: &str) -> String {
    name.chars().filter(|c| !matches!(c, '_' | '-')).flat_map(char::to_lowercase).collect()
}

/// What of a line may be shown beside its first key.
#[derive(Clone, Copy)]
pub(crate) enum Show<'a> {
    /// Nothing else.
    Key,
    /// The value, if the key is one whose values may be shown.
    SafeValue(&'a SafeKeys),
    /// The same, and in any case the part that is meant.
    Span(&'a SafeKeys),
}

/// The place of a span in a text, and its line as it may be shown; of a span over several lines the
/// first one.
pub(crate) fn excerpt(file: &str, text: &str, span: Span, show: Show<'_>) -> (Place, SourceLine) {
    let start = span.start.min(text.len());
    let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let rest = &text[line_start..];
    let line = rest[..rest.find('\n').unwrap_or(rest.len())].trim_end_matches('\r');
    let from = (start - line_start).min(line.len());
    let to = span.end.saturating_sub(line_start).clamp(from, line.len());
    let place = Place {
        file: file.to_owned(),
        line: text[..start].matches('\n').count() + 1,
        column: line[..from].chars().count() + 1,
        length: line[from..to].chars().count(),
    };
    (place, shown(line, from..to, show))
}

fn shown(line: &str, span: Range<usize>, show: Show<'_>) -> SourceLine {
    let end = safe_length(line, show);
    let hidden = |part: &str| if part.trim().is_empty() { "" } else { LEFT_OUT };
    if span.start < end {
        let text = format!("{}{}", &line[..end], hidden(&line[end..]));
        return cut(&text, span.start..span.end.min(end));
    }
    let (before, part, after) = match show {
        Show::Span(_) => {
            (hidden(&line[end..span.start]), &line[span.clone()], hidden(&line[span.end..]))
        }
        Show::Key | Show::SafeValue(_) => ("", hidden(&line[end..]), ""),
    };
    let before = format!("{}{before}", &line[..end]);
    cut(&format!("{before}{part}{after}"), before.len()..before.len() + part.len())
}

/// How much of the line may be shown, in bytes.
fn safe_length(line: &str, show: Show<'_>) -> usize {
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
    let may_show = match show {
        Show::Key => false,
        Show::SafeValue(keys) | Show::Span(keys) => keys.may_show(name),
    };
    if may_show {
        let length = [" #", ": ", "{"].iter().filter_map(|end| line[value_start..].find(end)).min();
        let end = length.map_or(line.len(), |length| value_start + length);
        return line[..end].trim_end().len();
    }
    if value_start == line.len() { indent + name.len() + 1 } else { value_start }
}

/// A long line, cut to a window around the span.
fn cut(text: &str, span: Range<usize>) -> SourceLine {
    if text.len() <= LONGEST {
        return SourceLine { text: text.to_owned(), span };
    }
    let from = text.floor_char_boundary(span.start.saturating_sub(LONGEST / 4));
    let to = text.floor_char_boundary((span.start + LONGEST / 2).min(text.len()));
    let left = if from > 0 { LEFT_OUT } else { "" };
    let right = if to < text.len() { LEFT_OUT } else { "" };
    let within = |at: usize| at.clamp(from, to) - from + left.len();
    let span = within(span.start)..within(span.end);
    SourceLine { text: format!("{left}{}{right}", &text[from..to]), span }
}

#[cfg(test)]
mod tests;
