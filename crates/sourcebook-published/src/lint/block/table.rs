//! Reads tables.

use std::ops::Range;

use super::{
    super::syntax::suspicion,
    Table,
    cursor::Cursor,
    open::{Leaf, Parser},
    start,
};

/// Whether a line consists only of what a delimiter row is made of.
pub(super) fn is_delimiter_row(row: &[u8]) -> bool {
    matches!(row.first(), Some(b'|' | b'-' | b':'))
        && row.iter().all(|byte| matches!(byte, b'|' | b'-' | b':' | b' ' | b'\t'))
}

/// Whether a line that follows a row is another one.
pub(super) fn is_row(cursor: &Cursor) -> bool {
    let mut ahead = cursor.clone();
    ahead.skip_columns(4) < 4 && start::block(&ahead, false).is_none()
}

/// The number of columns that a delimiter row sets, if it is one.
fn delimiter_columns(row: &str) -> Option<usize> {
    let mark = [' ', '\t'];
    let row = row.trim_matches(mark);
    if !row.contains(['|', ':']) {
        return None;
    }
    let inner = row.strip_prefix('|').unwrap_or(row);
    let inner = inner.strip_suffix('|').unwrap_or(inner);
    let mut columns = 0;
    for cell in inner.split('|') {
        let cell = cell.trim_matches(mark);
        let cell = cell.strip_prefix(':').unwrap_or(cell);
        let cell = cell.strip_suffix(':').unwrap_or(cell);
        if cell.is_empty() || !cell.bytes().all(|byte| byte == b'-') {
            return None;
        }
        columns += 1;
    }
    Some(columns)
}

/// The cells of a row without the space around them.
fn cells(row: &str) -> Vec<Range<usize>> {
    let bytes = row.as_bytes();
    let indent = bytes.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    let mut start = if bytes.get(indent) == Some(&b'|') { indent + 1 } else { indent };
    let mut position = start;
    let mut cells = Vec::new();
    while let Some(&byte) = bytes.get(position) {
        match byte {
            b'\\' if matches!(bytes.get(position + 1), Some(b'\\' | b'|')) => position += 1,
            b'|' => {
                cells.push(trimmed(row, start..position));
                start = position + 1;
            }
            _ => {}
        }
        position += 1;
    }
    let last = trimmed(row, start..bytes.len());
    if !last.is_empty() {
        cells.push(last);
    }
    cells
}

fn trimmed(row: &str, range: Range<usize>) -> Range<usize> {
    let cell = row[range.clone()].trim_start_matches([' ', '\t']);
    let start = range.end - cell.len();
    start..start + cell.trim_end_matches([' ', '\t']).len()
}

impl Parser<'_> {
    /// Makes the last line of the open paragraph the head of a table if the delimiter row at the
    /// cursor fits it.
    pub(super) fn open_table(&mut self, cursor: &Cursor, line: usize) -> bool {
        let Leaf::Paragraph(pieces) = &mut self.leaf else {
            return false;
        };
        let Some(head) = pieces.last().cloned() else {
            return false;
        };
        let page = self.page.text();
        // So far in, a line can only go on with its paragraph.
        let indent = Cursor::new(page.as_bytes(), head.start, head.end).indent();
        if indent >= 4 {
            return false;
        }
        let columns = delimiter_columns(&page[cursor.position()..cursor.end()]);
        if columns != Some(cells(&page[head.clone()]).len()) {
            return false;
        }
        pieces.pop();
        if pieces.is_empty() {
            self.leaf = Leaf::Nothing;
        }
        self.close_leaf();
        self.leaf = Leaf::Table;
        self.blocks.tables.push(Table { first_line: line - 1, last_line: line });
        self.add_row(head);
        true
    }

    pub(super) fn table_row(&mut self, cursor: &mut Cursor, line: usize) {
        self.space_prefix(cursor, line);
        if let Some(table) = self.blocks.tables.last_mut() {
            table.last_line = line;
        }
        self.add_row(cursor.position()..cursor.end());
    }

    /// Keeps the cells of a row; a row as a whole is cheaper to rule out.
    fn add_row(&mut self, range: Range<usize>) {
        let page = self.page.text();
        let row = &page[range.clone()];
        if !self.thorough && !suspicion::is_suspicious(row) {
            return;
        }
        for cell in cells(row) {
            self.add_text(std::iter::once(range.start + cell.start..range.start + cell.end));
        }
    }
}
