//! The few source lines that a diagnostic shows, however long the text and its lines are.

use std::ops::Range;

use crate::disclosure::{Disclosure, LEFT_OUT, Reveal};
use crate::source::{SourceFile, Span};

/// Maximum number of lines that are shown of one span; a longer span is shown by its first line.
const MAX_LINES: usize = 4;

/// Maximum number of bytes of a line; a longer one is cut to a window around the span.
const MAX_LINE_BYTES: usize = 240;

/// The part of a long line that is shown before the span, and behind its start.
const BEFORE: usize = 40;
const BEHIND: usize = 100;

/// Source lines with the span in them.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Excerpt {
    /// The lines.
    pub(crate) text: String,
    /// The number of the first one.
    pub(crate) line: usize,
    /// The span as offsets in `text`.
    pub(crate) span: Range<usize>,
    /// The column of the span's start in its line, counted in characters from 1.
    pub(crate) column: usize,
}

/// Takes the lines of a span out of a text, as far as they may be shown.
pub(crate) fn excerpt(file: &SourceFile, span: Span, reveal: Reveal) -> Excerpt {
    match file.disclosure() {
        Disclosure::Whole => lines(file, span),
        Disclosure::Keys(keys) => {
            let start = floor(file.text(), span.start as usize);
            let place = file.position(Span::new(start, start).start);
            let line = file.line_span(place.line).range();
            let text = &file.text()[line.clone()];
            let from = start.clamp(line.start, line.end) - line.start;
            let to = floor(text, (span.end as usize).saturating_sub(line.start)).max(from);
            let (text, span) = keys.redact(text, from..to, reveal);
            let (text, span) = cut(&text, 0..text.len(), span);
            Excerpt { text, line: place.line, span, column: place.column }
        }
    }
}

fn lines(file: &SourceFile, span: Span) -> Excerpt {
    let text = file.text();
    let start = floor(text, span.start as usize);
    let end = floor(text, (span.end as usize).max(start));
    let first = file.position(span.start).line;
    let last = file.position(Span::new(end.max(start + 1) - 1, end).start).line.max(first);
    let first_line = file.line_span(first).range();
    let lines = first_line.start..file.line_span(last).range().end;
    let is_small = last - first < MAX_LINES
        && text[lines.clone()].lines().all(|line| line.len() <= MAX_LINE_BYTES);
    let column = file.position(Span::new(start, start).start).column;
    let lines = if is_small { lines } else { first_line };
    let end = if is_small { end } else { end.min(lines.end).max(start) };
    // A span at the very end of a line may stand behind its last character.
    let lines = lines.start..lines.end.max(start);
    let (text, span) = cut(text, lines, start..end);
    Excerpt { text, line: first, span, column }
}

/// A part of a text with a span in it; a single line that is too long is cut to a window around the
/// span.
fn cut(text: &str, part: Range<usize>, span: Range<usize>) -> (String, Range<usize>) {
    let is_long = part.len() > MAX_LINE_BYTES && !text[part.clone()].contains('\n');
    let (from, to) = if is_long {
        let from = floor(text, span.start.saturating_sub(BEFORE).max(part.start));
        (from, floor(text, (span.start + BEHIND).min(part.end)))
    } else {
        (part.start, part.end)
    };
    let left = if from > part.start { LEFT_OUT } else { "" };
    let right = if to < part.end { LEFT_OUT } else { "" };
    let within = |at: usize| at.clamp(from, to) - from + left.len();
    (format!("{left}{}{right}", &text[from..to]), within(span.start)..within(span.end))
}

/// The nearest character border at or before an offset.
fn floor(text: &str, at: usize) -> usize {
    text.floor_char_boundary(at.min(text.len()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::source::Sources;

    fn of(text: &str, start: usize, end: usize) -> Excerpt {
        let mut sources = Sources::new();
        let file = sources.add("a.json", text);
        excerpt(sources.file(file), Span::new(start, end), Reveal::default())
    }

    #[test]
    fn short_lines_are_shown_whole() {
        let expected = Excerpt { text: "bcd".to_owned(), line: 2, span: 1..2, column: 2 };
        assert_eq!(of("a\nbcd\r\ne\n", 3, 4), expected);
        let expected = Excerpt { text: "a\nbcd".to_owned(), line: 1, span: 0..3, column: 1 };
        assert_eq!(of("a\nbcd\r\ne\n", 0, 3), expected);
    }

    #[test]
    fn a_span_over_many_lines_is_shown_by_its_first_line() {
        let text = "{\n".repeat(9);
        let expected = Excerpt { text: "{".to_owned(), line: 2, span: 0..1, column: 1 };
        assert_eq!(of(&text, 2, 18), expected);
    }

    #[test]
    fn a_minified_document_is_cut_to_a_window() {
        let text = format!("{}\"wrong\"{}", "é".repeat(500_000), "x".repeat(500_000));
        let shown = of(&text, 1_000_000, 1_000_007);
        assert_eq!(&shown.text[shown.span.clone()], "\"wrong\"");
        assert!(shown.text.len() < 200, "{}", shown.text.len());
        assert_eq!(shown.column, 500_001, "the column is that of the whole line");
    }

    proptest! {
        #[test]
        fn any_span_of_any_text_has_an_excerpt(
            text in "([aé\r\n]|a{200}|\n\n){0,12}",
            start in 0..700_usize,
            length in 0..700_usize,
        ) {
            let shown = of(&text, start, start + length);
            prop_assert!(shown.text.get(shown.span.clone()).is_some(), "{shown:?}");
        }
    }
}
