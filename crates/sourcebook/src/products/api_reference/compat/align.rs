//! The table formatter: pads the columns of every table in a finished text.
//!
//! It works line by line and knows nothing of Markdown but pipes: fences are not respected, and a
//! row with another number of cells than the header ends its table.

use crate::products::api_reference::table::{MAX_PADDING, width};
use crate::value_text::push_spaces;

/// Pads the columns of all tables.
pub(super) fn align(page: &str) -> String {
    let mut text = String::with_capacity(page.len() + page.len() / 4);
    let mut table = Table::default();
    let mut start = 0;
    while start < page.len() {
        let header = line_at(page, start);
        let behind = start + header.len() + 1;
        if behind < page.len() && is_separator(line_at(page, behind)) {
            let end = table.read(page, start, behind);
            if table.rows() > 2 {
                table.push_to(&mut text);
                start = end;
                continue;
            }
        }
        text.push_str(header);
        text.push('\n');
        start = behind;
    }
    if !page.ends_with('\n') {
        text.pop();
    }
    text
}

/// The line that starts at an offset.
fn line_at(page: &str, start: usize) -> &str {
    let rest = &page[start..];
    memchr::memchr(b'\n', rest.as_bytes()).map_or(rest, |end| &rest[..end])
}

/// Whether a line is the row of dashes below a header.
fn is_separator(line: &str) -> bool {
    // Most lines are none; a look at the bytes is cheaper than splitting.
    let may_have = |byte: u8| matches!(byte, b'|' | b'-' | b':' | b' ' | b'\t' | b'\r');
    if !line.bytes().all(may_have) || !line.contains('-') {
        return false;
    }
    let mut cells = Vec::new();
    push_cells(&mut cells, line);
    let is_dashes = |cell: &str| {
        let inner = cell.strip_prefix(':').unwrap_or(cell);
        let inner = inner.strip_suffix(':').unwrap_or(inner);
        !inner.is_empty() && inner.bytes().all(|byte| byte == b'-')
    };
    if cells.len() < 2 || cells[1].is_empty() {
        return false;
    }
    let first = usize::from(cells[0].is_empty());
    let last = cells.len() - usize::from(cells[cells.len() - 1].is_empty());
    cells[first..last].iter().all(|cell| is_dashes(cell))
}

/// Adds the trimmed cells of a row; what is outside the outer pipes counts as a cell. Returns how
/// many they are.
fn push_cells<'l>(cells: &mut Vec<&'l str>, line: &'l str) -> usize {
    let before = cells.len();
    let mut start = 0;
    let mut in_code = false;
    let mut escaped = false;
    for (at, byte) in line.bytes().enumerate() {
        match byte {
            b'`' => in_code = !in_code,
            b'|' if !in_code && !escaped => {
                cells.push(line[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
        escaped = byte == b'\\';
    }
    cells.push(line[start..].trim());
    cells.len() - before
}

/// The cells of a table, row by row: the header, the dashes, the data.
#[derive(Default)]
struct Table<'l> {
    cells: Vec<&'l str>,
    columns: usize,
    /// The text of all rows.
    source: &'l str,
}

impl<'l> Table<'l> {
    /// Reads the table whose header starts at `start` and whose dashes start at `dashes`: as long
    /// as rows have the header's cells. Returns the offset behind it.
    fn read(&mut self, page: &'l str, start: usize, dashes: usize) -> usize {
        self.cells.clear();
        self.columns = push_cells(&mut self.cells, line_at(page, start));
        let mut at = dashes;
        while at < page.len() {
            let line = line_at(page, at);
            let count = push_cells(&mut self.cells, line);
            if count != self.columns {
                self.cells.truncate(self.cells.len() - count);
                break;
            }
            at += line.len() + 1;
        }
        self.source = &page[start..at.min(page.len())];
        at
    }

    fn rows(&self) -> usize {
        self.cells.len() / self.columns
    }

    /// The cells of a column without its dashes.
    fn column(&self, column: usize) -> impl Iterator<Item = &'l str> {
        let cells = self.cells.iter().skip(column).step_by(self.columns).copied();
        cells.enumerate().filter(|(row, _)| *row != 1).map(|(_, cell)| cell)
    }

    fn push_to(&self, text: &mut String) {
        let last = self.columns - 1;
        let is_border = |column: usize| {
            (column == 0 || column == last) && self.column(column).all(str::is_empty)
        };
        let shown = (0..self.columns).filter(|column| !is_border(*column));
        let shown: Vec<(usize, usize, usize)> = shown
            .map(|column| {
                let wide = self.column(column).map(width).max().unwrap_or(0).max(1);
                let units = self.column(column).map(|cell| padded_units(cell, wide)).max();
                (column, wide, units.unwrap_or(0))
            })
            .collect();
        let padded: usize = shown.iter().map(|(_, wide, _)| wide).sum::<usize>() * self.rows();
        if padded + self.rows() > self.source.len() + MAX_PADDING {
            text.push_str(self.source);
            text.push_str(if self.source.ends_with('\n') { "" } else { "\n" });
            return;
        }
        for (at, row) in self.cells.chunks(self.columns).enumerate() {
            for &(column, wide, units) in &shown {
                text.push('|');
                if at == 1 {
                    push_dashes(text, row[column], units);
                } else {
                    text.push(' ');
                    text.push_str(row[column]);
                    push_spaces(text, wide - width(row[column]) + 1);
                }
            }
            text.push_str("|\n");
        }
    }
}

/// The length of a padded cell in UTF-16 units, its two spaces included.
fn padded_units(cell: &str, wide: usize) -> usize {
    let units: usize =
        if cell.is_ascii() { cell.len() } else { cell.chars().map(char::len_utf16).sum() };
    units + wide - width(cell) + 2
}

fn push_dashes(text: &mut String, cell: &str, units: usize) {
    let left = cell.starts_with(':');
    let right = cell.len() > 1 && cell.ends_with(':');
    let dashes = units - usize::from(left) - usize::from(right);
    text.push_str(if left { ":" } else { "" });
    text.extend(std::iter::repeat_n('-', dashes));
    text.push_str(if right { ":" } else { "" });
}

#[cfg(test)]
mod tests {
    use super::align;

    #[test]
    fn tables_are_padded_until_a_row_differs() {
        let table = [
            ("a\nb", "a\nb"),
            (
                "|A|Bee|\n|---|---|\n|`x|y`|z|\n",
                "| A     | Bee |\n|-------|-----|\n| `x|y` | z   |\n",
            ),
            ("|A|\n|---|\n", "|A|\n|---|\n"),
            (
                "|A|B|\n|---|---|\n|1|2|\n|3|cut\nhere|\n|long one|4|\n",
                "| A | B |\n|---|---|\n| 1 | 2 |\n|3|cut\nhere|\n|long one|4|\n",
            ),
        ];
        for (raw, expected) in table {
            assert_eq!(align(raw), expected, "{raw:?}");
            assert_eq!(align(expected), expected, "a formatted text stays as it is");
        }
    }
}
