//! Takes link reference definitions off the start of a paragraph.

use std::ops::Range;

use super::{
    super::{
        page::Page,
        syntax::{Content, destination_length, label_length, normalize_label, title_length},
    },
    Definition,
};

/// Returns the part of a paragraph after its definitions, which go to `definitions`.
pub(super) fn take(
    page: &Page,
    pieces: Vec<Range<usize>>,
    definitions: &mut Vec<Definition>,
) -> Vec<Range<usize>> {
    let content = Content::new(page.text(), &pieces);
    let text = content.text();
    let mut taken = 0;
    while let Some((label, length)) = definition(&text[taken..]) {
        definitions.push(Definition { label, line: page.line_at(content.offset(taken)) });
        taken += length;
    }
    if taken == 0 {
        return pieces;
    }
    if taken >= text.len() {
        return Vec::new();
    }
    let from = content.offset(taken);
    pieces.into_iter().filter(|piece| piece.start >= from).collect()
}

/// The label of the definition that the text starts with, and its length with the line end.
fn definition(text: &str) -> Option<(String, usize)> {
    let start = text.len() - text.trim_start_matches([' ', '\t']).len();
    let label_end = start + label_length(&text[start..])?;
    let label = normalize_label(&text[start + 1..label_end - 1]);
    if label.is_empty() {
        return None;
    }
    let after_label = text[label_end..].strip_prefix(':')?;
    let destination_start = text.len() - after_label.trim_start().len();
    let destination_end = destination_start + destination_length(&text[destination_start..])?;
    if destination_end == destination_start {
        return None;
    }
    let rest = &text[destination_end..];
    let title_start = destination_end + (rest.len() - rest.trim_start().len());
    let with_title = || {
        let length =
            title_length(&text[title_start..]).filter(|_| title_start > destination_end)?;
        line_end(text, title_start + length)
    };
    let end = with_title().or_else(|| line_end(text, destination_end))?;
    Some((label, end))
}

/// The offset after the line end that follows `offset` after nothing but space.
fn line_end(text: &str, offset: usize) -> Option<usize> {
    let rest = text[offset..].trim_start_matches([' ', '\t']);
    match rest.strip_prefix('\n') {
        Some(next) => Some(text.len() - next.len()),
        None => rest.is_empty().then_some(text.len()),
    }
}
