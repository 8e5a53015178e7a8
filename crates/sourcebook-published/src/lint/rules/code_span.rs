//! MD038: no space at the edges of a code span, except for the padding that Markdown ignores.

use std::ops::ControlFlow;

use super::{
    super::{character::is_space, edit::Edits, inline::CodeSpan},
    Context,
};

pub(super) fn check(context: &Context, edits: &mut Edits) {
    // A fix outside of its line makes the linter give up on the rest of the page.
    let _ = context.inlines.code_spans.iter().try_for_each(|span| fix(context, span, edits));
}

fn fix(context: &Context, span: &CodeSpan, edits: &mut Edits) -> ControlFlow<()> {
    let page = context.page;
    let text = page.text();
    let (first, last) = (&text[span.first.clone()], &text[span.last.clone()]);
    let space_left = starts_with_space(first);
    let space_right = ends_with_space(last);
    let first_line = page.line_at(span.content.start);
    let last_line = page.line_at(span.content.end);
    if first_line == last_line && (space_left || space_right) {
        edits.replace(page, span.content.clone(), trim_end(trim_start(first)).to_owned());
    } else if space_left && first_line == page.line_at(span.first.start) {
        // The linter counts from the marks although padding may come before the code.
        let start = span.content.start;
        let range = start..start + same_length(first, &text[start..]);
        edits.replace(page, range, trim_start(first).to_owned());
    } else if space_right && last.contains(|next| !is_space(next)) {
        // The linter takes the column of the last code for one on the line of the closing marks.
        let before = &text[span.last.start - page.column(span.last.start)..span.last.start];
        let line = page.range(last_line).start;
        let start = line + same_length(before, &text[line..]);
        if start > span.content.end {
            return ControlFlow::Break(());
        }
        let range = start..start + same_length(last, &text[start..]);
        edits.replace(page, range, trim_end(last).to_owned());
    }
    ControlFlow::Continue(())
}

/// The length of as many characters of `text` as `measure` has.
fn same_length(measure: &str, text: &str) -> usize {
    text.char_indices().nth(measure.chars().count()).map_or(text.len(), |(at, _)| at)
}

/// Whether there is space at the start that does not separate a backtick from the marks.
fn starts_with_space(code: &str) -> bool {
    let mut characters = code.chars();
    characters.next().is_some_and(is_space) && characters.next() != Some('`')
}

fn ends_with_space(code: &str) -> bool {
    let mut characters = code.chars().rev();
    characters.next().is_some_and(is_space) && characters.next().is_some_and(|next| next != '`')
}

/// The code without space at its start; one space stays before a backtick if there were more.
fn trim_start(code: &str) -> &str {
    let rest = code.trim_start_matches(is_space);
    let space = &code[..code.len() - rest.len()];
    match space.char_indices().next_back() {
        Some((at, _)) if at > 0 && rest.starts_with('`') => &code[at..],
        _ => rest,
    }
}

/// The code without space at its end; one space stays after a backtick if there were more.
fn trim_end(code: &str) -> &str {
    let rest = code.trim_end_matches(is_space);
    let mut space = code[rest.len()..].chars();
    match space.next() {
        Some(first) if rest.ends_with('`') && !space.as_str().is_empty() => {
            &code[..rest.len() + first.len_utf8()]
        }
        _ => rest,
    }
}
