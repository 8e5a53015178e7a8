//! The few source lines that a diagnostic shows, however long the text and its lines are.

use std::ops::Range;

use sourcebook_syntax::{SourceFile, Span};

/// A span over more lines than this is shown by its first line.
const MOST_LINES: usize = 4;

/// A line with more bytes than this is cut to a window around the span.
const LONGEST_LINE: usize = 240;

/// The part of a long line that is shown before the span, and behind its start.
const BEFORE: usize = 40;
const BEHIND: usize = 100;

/// Source lines with the span in them.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Excerpt {
    /// The lines.
    pub(super) text: String,
    /// The number of the first one.
    pub(super) line: usize,
    /// The span as offsets in `text`.
    pub(super) span: Range<usize>,
    /// Characters that were cut off before the text.
    pub(super) cut: usize,
}

/// Takes the lines of a span out of a text.
pub(super) fn excerpt(file: &SourceFile, span: Span) -> Excerpt {
    let text = file.text();
    let start = floor(text, span.start as usize);
    let end = floor(text, (span.end as usize).max(start));
    let first = file.position(span.start).line;
    let last = file.position(Span::new(end.max(start + 1) - 1, end).start).line.max(first);
    let first_line = file.line_span(first).range();
    let lines = first_line.start..file.line_span(last).range().end;
    let is_small = last - first < MOST_LINES
        && text[lines.clone()].lines().all(|line| line.len() <= LONGEST_LINE);
    if is_small {
        return whole(text, &lines, first, start..end);
    }
    let end = end.min(first_line.end).max(start);
    if first_line.len() <= LONGEST_LINE {
        whole(text, &first_line, first, start..end)
    } else {
        window(text, &first_line, first, start..end)
    }
}

fn whole(text: &str, lines: &Range<usize>, line: usize, span: Range<usize>) -> Excerpt {
    // A span at the very end of a line may stand behind its last character.
    let end = lines.end.max(span.start);
    let within = |at: usize| at.clamp(lines.start, end) - lines.start;
    Excerpt {
        text: text[lines.start..end].to_owned(),
        line,
        span: within(span.start)..within(span.end),
        cut: 0,
    }
}

fn window(text: &str, line: &Range<usize>, number: usize, span: Range<usize>) -> Excerpt {
    let from = floor(text, span.start.saturating_sub(BEFORE).max(line.start));
    let to = floor(text, (span.start + BEHIND).min(line.end));
    let left = if from > line.start { "…" } else { "" };
    let right = if to < line.end { "…" } else { "" };
    let within = |at: usize| at.clamp(from, to) - from + left.len();
    let cut = text[line.start..from].chars().count();
    Excerpt {
        text: format!("{left}{}{right}", &text[from..to]),
        line: number,
        span: within(span.start)..within(span.end),
        cut: cut.saturating_sub(left.chars().count()),
    }
}

/// The nearest character border at or before an offset.
fn floor(text: &str, at: usize) -> usize {
    text.floor_char_boundary(at.min(text.len()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use sourcebook_syntax::Sources;

    use super::*;

    fn of(text: &str, start: usize, end: usize) -> Excerpt {
        let mut sources = Sources::new();
        let file = sources.add("a.json", text);
        excerpt(sources.file(file), Span::new(start, end))
    }

    #[test]
    fn short_lines_are_shown_whole() {
        let expected = Excerpt { text: "bcd".to_owned(), line: 2, span: 1..2, cut: 0 };
        assert_eq!(of("a\nbcd\r\ne\n", 3, 4), expected);
        let expected = Excerpt { text: "a\nbcd".to_owned(), line: 1, span: 0..3, cut: 0 };
        assert_eq!(of("a\nbcd\r\ne\n", 0, 3), expected);
    }

    #[test]
    fn a_span_over_many_lines_is_shown_by_its_first_line() {
        let text = "{\n".repeat(9);
        let expected = Excerpt { text: "{".to_owned(), line: 2, span: 0..1, cut: 0 };
        assert_eq!(of(&text, 2, 18), expected);
    }

    #[test]
    fn a_minified_document_is_cut_to_a_window() {
        let text = format!("{}\"wrong\"{}", "é".repeat(500_000), "x".repeat(500_000));
        let shown = of(&text, 1_000_000, 1_000_007);
        assert_eq!(&shown.text[shown.span.clone()], "\"wrong\"");
        assert!(shown.text.len() < 200, "{}", shown.text.len());
        let before = shown.text[..shown.span.start].chars().count();
        assert_eq!(shown.cut + before, 500_000, "the column is that of the whole line");
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
