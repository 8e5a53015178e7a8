//! Joins the lines of a text and finds the way back to the page.

use std::{borrow::Cow, ops::Range};

/// A text without the marks of the containers that its lines are in.
pub(in super::super) struct Content<'a> {
    text: Cow<'a, str>,
    /// Where each line starts in the text and on the page.
    lines: Vec<(usize, usize)>,
}

impl<'a> Content<'a> {
    pub(in super::super) fn new(page: &'a str, pieces: &[Range<usize>]) -> Self {
        if let [piece] = pieces {
            let text = Cow::Borrowed(&page[piece.clone()]);
            return Self { text, lines: vec![(0, piece.start)] };
        }
        let mut text = String::new();
        let mut lines = Vec::with_capacity(pieces.len());
        for piece in pieces {
            if !lines.is_empty() {
                text.push('\n');
            }
            lines.push((text.len(), piece.start));
            text.push_str(&page[piece.clone()]);
        }
        Self { text: Cow::Owned(text), lines }
    }

    pub(in super::super) fn text(&self) -> &str {
        &self.text
    }

    /// The place on the page of an offset in the text.
    pub(in super::super) fn offset(&self, offset: usize) -> usize {
        let after = self.lines.partition_point(|&(start, _)| start <= offset);
        match self.lines.get(after.saturating_sub(1)) {
            Some(&(start, page)) => page + (offset - start),
            None => offset,
        }
    }

    /// The place on the page of a range that lies on one line of the text.
    pub(in super::super) fn range(&self, range: Range<usize>) -> Range<usize> {
        let start = self.offset(range.start);
        start..start + range.len()
    }
}
