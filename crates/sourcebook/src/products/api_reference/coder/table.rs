//! The tables of the older layout; its own pass aligns them later.

use std::borrow::Cow;
use std::fmt::Write;

/// Maximum number of rows of a table. Nobody reads more, and a few references in a document can
/// stand for any number of them.
pub(super) const MAX_ROWS: usize = 2_000;

/// A pipe table; every row has as many cells as the header.
pub(super) struct MarkdownTable<'a> {
    header: &'a [&'a str],
    cells: Vec<Cow<'a, str>>,
}

impl<'a> MarkdownTable<'a> {
    pub(super) fn new(header: &'a [&'a str]) -> Self {
        Self { header, cells: Vec::new() }
    }

    /// Adds a row. Cells must hold no line break and no unescaped `|` outside code spans; see
    /// [`cell`](super::text::cell).
    pub(super) fn row<const N: usize>(&mut self, cells: [Cow<'a, str>; N]) {
        debug_assert_eq!(N, self.header.len(), "a row has as many cells as the header");
        if !self.is_full() {
            self.cells.extend(cells);
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// Whether further rows would be left out.
    pub(super) fn is_full(&self) -> bool {
        self.cells.len() / self.header.len() >= MAX_ROWS
    }

    /// The table without padding, as text that is still to be aligned; ends in a line break.
    pub(super) fn unaligned(&self) -> String {
        let mut text = String::new();
        let _ = writeln!(text, "|{}|", self.header.join("|"));
        let _ = writeln!(text, "|{}|", vec!["---"; self.header.len()].join("|"));
        for row in self.cells.chunks(self.header.len()) {
            let _ = writeln!(text, "|{}|", row.join("|"));
        }
        text
    }
}
