//! Gives access to a page by its lines.

use std::{borrow::Cow, ops::Range};

use memchr::memchr_iter;

use super::comment;

/// A page whose lines end in line feeds.
pub(super) struct Page<'a> {
    text: &'a str,
    /// The text with the content of comments masked; offsets are those of `text`.
    visible: Cow<'a, str>,
    /// Where each line starts, and one past the end of the last.
    starts: Vec<usize>,
}

impl<'a> Page<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let mut starts = Vec::with_capacity(text.len() / 24 + 2);
        starts.push(0);
        starts.extend(memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1));
        starts.push(text.len() + 1);
        Self { text, visible: comment::mask(text), starts }
    }

    /// The page as it came.
    pub(super) fn text(&self) -> &'a str {
        self.text
    }

    /// The page with the content of comments masked.
    pub(super) fn visible(&self) -> &str {
        &self.visible
    }

    /// How many lines there are; the empty one after a final line feed counts.
    pub(super) fn line_count(&self) -> usize {
        self.starts.len() - 1
    }

    /// The bytes of a line without its line feed.
    pub(super) fn range(&self, line: usize) -> Range<usize> {
        self.starts[line]..self.starts[line + 1] - 1
    }

    /// A line as the rules see it.
    pub(super) fn line(&self, line: usize) -> &str {
        &self.visible[self.range(line)]
    }

    /// The line that an offset is on.
    pub(super) fn line_at(&self, offset: usize) -> usize {
        (self.starts.partition_point(|&start| start <= offset) - 1).min(self.line_count() - 1)
    }

    /// How far an offset is into its line.
    pub(super) fn column(&self, offset: usize) -> usize {
        offset - self.starts[self.line_at(offset)]
    }

    /// Whether the line before `line` counts as blank; there is none before the first.
    pub(super) fn is_blank_before(&self, line: usize) -> bool {
        line == 0 || comment::is_blank(self.line(line - 1))
    }

    /// Whether the line counts as blank; one after the last does.
    pub(super) fn is_blank(&self, line: usize) -> bool {
        line >= self.line_count() || comment::is_blank(self.line(line))
    }
}
