//! Finds code spans and formulas.

use std::ops::Range;

use super::{super::syntax::Content, CodeSpan};

/// The length of the run of marks that the text starts with, and what the same run closes.
///
/// `None` if nothing does: then the run is text.
pub(super) fn span(text: &str) -> (usize, Option<Range<usize>>) {
    let bytes = text.as_bytes();
    let marker = bytes[0];
    let run = |from: usize| bytes[from..].iter().take_while(|&&byte| byte == marker).count();
    let length = run(0);
    let mut position = length;
    while let Some(found) = memchr::memchr(marker, &bytes[position..]) {
        let start = position + found;
        let closing = run(start);
        if closing == length {
            return (length, Some(length..start));
        }
        position = start + closing;
    }
    (length, None)
}

impl CodeSpan {
    /// Describes the code span whose content is at `inner` of a text.
    pub(super) fn new(content: &Content, inner: Range<usize>) -> Self {
        let text = content.text();
        let code = strip_padding(text, inner.clone());
        let lines = &text[code.clone()];
        let first = first_filled_line(lines);
        let last = last_filled_line(lines);
        let shift = |line: Range<usize>| code.start + line.start..code.start + line.end;
        Self {
            content: content.offset(inner.start)..content.offset(inner.end),
            first: content.range(shift(first)),
            last: content.range(shift(last)),
        }
    }
}

/// Takes one space or line end off both sides if both have one and there is more than space.
fn strip_padding(text: &str, inner: Range<usize>) -> Range<usize> {
    let code = &text[inner.clone()];
    let is_padded = code.starts_with([' ', '\n']) && code.ends_with([' ', '\n']);
    if is_padded && code.contains(|next| next != ' ' && next != '\n') {
        inner.start + 1..inner.end - 1
    } else {
        inner
    }
}

/// The first line with anything on it; empty lines hold no code.
fn first_filled_line(code: &str) -> Range<usize> {
    let start = code.len() - code.trim_start_matches('\n').len();
    let length = code[start..].find('\n').unwrap_or(code.len() - start);
    start..start + length
}

fn last_filled_line(code: &str) -> Range<usize> {
    let end = code.trim_end_matches('\n').len();
    code[..end].rfind('\n').map_or(0, |at| at + 1)..end
}
