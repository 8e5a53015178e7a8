//! Markdown tables.

use std::borrow::Cow;
use std::fmt::Write;

use sourcebook_published::width;

use crate::value_text::push_spaces;

/// Maximum number of rows of a table. Nobody reads more, and a few references in a document can
/// stand for any number of them.
pub(in crate::products) const MAX_ROWS: usize = 2_000;

/// Maximum number of spaces that aligning a table may add; a table that needs more is not aligned.
pub(in crate::products) const MAX_PADDING: usize = 256 << 10;

/// A pipe table; every row has as many cells as the header.
pub(in crate::products) struct MarkdownTable<'a> {
    header: &'a [&'a str],
    cells: Vec<Cow<'a, str>>,
}

impl<'a> MarkdownTable<'a> {
    pub(in crate::products) fn new(header: &'a [&'a str]) -> Self {
        Self { header, cells: Vec::new() }
    }

    /// Adds a row. Cells must hold no line break and no unescaped `|` outside code spans; see
    /// [`cell`](super::text::cell).
    pub(in crate::products) fn row<const N: usize>(&mut self, cells: [Cow<'a, str>; N]) {
        debug_assert_eq!(N, self.header.len(), "a row has as many cells as the header");
        if !self.is_full() {
            self.cells.extend(cells);
        }
    }

    pub(in crate::products) fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// Whether further rows would be left out.
    pub(in crate::products) fn is_full(&self) -> bool {
        self.cells.len() / self.header.len() >= MAX_ROWS
    }

    /// The table with columns padded to their widest cell, and a note where it is full; ends in a
    /// line break.
    pub(in crate::products) fn aligned(&self) -> String {
        let columns = self.header.len();
        let mut widths: Vec<usize> = self.header.iter().map(|cell| width(cell)).collect();
        let cell_widths: Vec<usize> = self.cells.iter().map(|cell| width(cell)).collect();
        for (at, cell_width) in cell_widths.iter().enumerate() {
            let column = &mut widths[at % columns];
            *column = (*column).max(*cell_width);
        }
        let rows = self.cells.len() / columns + 2;
        let padded = widths.iter().sum::<usize>() * rows;
        let natural = cell_widths.iter().sum::<usize>();
        if padded > natural + MAX_PADDING {
            widths.fill(1);
        }
        let mut text = String::with_capacity(padded.min(natural + MAX_PADDING) * 5 / 4);
        for (cell, column) in self.header.iter().zip(&widths) {
            push_cell(&mut text, cell, column.saturating_sub(width(cell)));
        }
        text.push_str("|\n");
        for column in &widths {
            text.push('|');
            text.extend(std::iter::repeat_n('-', column + 2));
        }
        text.push_str("|\n");
        for (at, cell) in self.cells.iter().enumerate() {
            let column = at % columns;
            push_cell(&mut text, cell, widths[column].saturating_sub(cell_widths[at]));
            if column + 1 == columns {
                text.push_str("|\n");
            }
        }
        if self.is_full() {
            let _ = writeln!(text, "\nThe table is limited to {MAX_ROWS} rows.");
        }
        text
    }

    /// The table without padding, as text that is still to be aligned; ends in a line break.
    pub(in crate::products) fn unaligned(&self) -> String {
        let mut text = String::new();
        let _ = writeln!(text, "|{}|", self.header.join("|"));
        let _ = writeln!(text, "|{}|", vec!["---"; self.header.len()].join("|"));
        for row in self.cells.chunks(self.header.len()) {
            let _ = writeln!(text, "|{}|", row.join("|"));
        }
        text
    }
}

fn push_cell(text: &mut String, cell: &str, padding: usize) {
    text.push_str("| ");
    text.push_str(cell);
    push_spaces(text, padding);
    text.push(' ');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_wide_as_their_widest_cell() {
        let mut table = MarkdownTable::new(&["Name", "In"]);
        table.row(["`»é`".into(), "path".into()]);
        table.row(["中文字".into(), "".into()]);
        let expected = "\
| Name   | In   |
|--------|------|
| `»é`   | path |
| 中文字 |      |
";
        assert_eq!(table.aligned(), expected);
        assert_eq!(table.unaligned(), "|Name|In|\n|---|---|\n|`»é`|path|\n|中文字||\n");
    }
}
