//! What the library says about a text that is not YAML, or the likely cause of it.

use granit_parser::{ErrorKind, ScanError};

use crate::codes::SYNTAX;
use crate::source::Span;
use crate::tree::SyntaxError;

/// What the library found, as an error at the place where it was found. `too_deep` is the error for
/// brackets that are nested deeper than the library follows: it scans ahead of its events.
pub(super) fn explain(
    text: &str,
    error: &ScanError,
    too_deep: fn(Span) -> SyntaxError,
) -> SyntaxError {
    let at = error.marker().byte_offset().unwrap_or(0).min(text.len());
    let info = error.info();
    if let Some(tab) = tab_near(text, at, &info) {
        return SyntaxError {
            code: &SYNTAX,
            span: Span::new(tab, tab + 1),
            message: "YAML does not allow a tab here".to_owned(),
            label: "this is a tab".to_owned(),
            help: Some("use spaces instead".to_owned()),
        };
    }
    if *error.kind() == ErrorKind::RecursionLimitExceeded {
        return too_deep(Span::new(at, at));
    }
    let length = text[at..].chars().next().map_or(0, char::len_utf8);
    let is_unquoted = *error.kind() == ErrorKind::MappingValueNotAllowed;
    SyntaxError {
        code: &SYNTAX,
        span: Span::new(at, at + length),
        message: "the document is not valid YAML".to_owned(),
        label: info,
        help: is_unquoted.then(|| "put quotes around a value that contains `: `".to_owned()),
    }
}

/// The tab that an error is about: before its place, or in the indentation of its line, of the next
/// or of the one before. The library notices some early and some late.
fn tab_near(text: &str, at: usize, info: &str) -> Option<usize> {
    if text[..at].ends_with('\t') {
        return Some(at - 1);
    }
    let line = text[..at].rfind('\n').map_or(0, |at| at + 1);
    let next = text[at..].find('\n').map_or(text.len(), |length| at + length + 1);
    let before = text[..line.saturating_sub(1)].rfind('\n').map_or(0, |at| at + 1);
    let tab = |start: usize| {
        let indent = text[start..].find(|c| !matches!(c, ' ' | '\t'))?;
        text[start..start + indent].find('\t').map(|tab| start + tab)
    };
    [line, next, before].into_iter().filter(|_| info.contains("tab")).find_map(tab)
}
