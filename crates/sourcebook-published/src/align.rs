//! Aligns the columns of pipe tables as markdown-table-prettify 3.6 does, line by line.
//!
//! The formatter knows nothing of Markdown but tables: code fences do not stop it.

mod columns;
mod rows;
#[cfg(test)]
mod tests;

use std::ops::Range;

use memchr::memchr;

use self::{
    columns::Columns,
    rows::{Cell, Cells, is_separator, is_space},
};

/// Returns the page with the cells of its tables padded to the width of their columns.
///
/// A table is a header, a separator row and at least one row of as many cells. A line with another
/// number of cells ends it and, like all other text, stays as it is.
pub(crate) fn align(page: &str) -> String {
    let mut aligned = String::with_capacity(page.len() + page.len() / 2);
    let mut written = 0;
    let mut header: Option<Range<usize>> = None;
    let mut position = 0;
    while position < page.len() {
        let line = line_at(page, position);
        if let Some(header) = header.take()
            && is_separator(&page[line.clone()])
            && let Some(table) = Table::read(page, header, line.clone())
            && !table.is_too_wide()
        {
            aligned.push_str(&page[written..table.start]);
            table.write(&mut aligned);
            written = table.end;
            position = written + 1;
            continue;
        }
        position = next_line(page, &line);
        header = Some(line);
    }
    aligned.push_str(&page[written.min(page.len())..]);
    aligned
}

/// The line that starts at `start`, without its end.
fn line_at(page: &str, start: usize) -> Range<usize> {
    let rest = &page.as_bytes()[start..];
    let length = memchr(b'\n', rest).unwrap_or(rest.len());
    let is_pair = rest[..length].ends_with(b"\r");
    start..start + length - usize::from(is_pair)
}

/// Where the line after `line` starts; past the end of the page if there is none.
fn next_line(page: &str, line: &Range<usize>) -> usize {
    let is_pair = page.as_bytes().get(line.end) == Some(&b'\r');
    line.end + 1 + usize::from(is_pair)
}

/// The table that a separator row belongs to.
struct Table<'a> {
    page: &'a str,
    start: usize,
    end: usize,
    /// The lines of the table; the second is the separator row.
    lines: Vec<Range<usize>>,
    /// The cells of all rows but the separator, row by row.
    cells: Vec<Cell<'a>>,
    /// The cells of the separator row.
    marks: Vec<&'a str>,
}

/// Maximum number of spaces that aligning a table may add. No table that people read comes near it,
/// and padding a hostile one would exhaust the memory.
const MAX_PADDING: usize = 1 << 20;

impl<'a> Table<'a> {
    /// Whether padding would make the table unreasonably large.
    fn is_too_wide(&self) -> bool {
        let count = self.marks.len().max(1);
        let widest = |column: usize| {
            self.cells.iter().skip(column).step_by(count).map(|cell| cell.width).max()
        };
        let width: usize = (0..count).filter_map(widest).sum();
        width.saturating_mul(self.lines.len()) > self.end - self.start + MAX_PADDING
    }

    /// Reads the table around a separator row; `None` if the lines around it do not fit.
    fn read(page: &'a str, header: Range<usize>, separator: Range<usize>) -> Option<Self> {
        let marks: Vec<&str> = Cells::of(&page[separator.clone()]).collect();
        let mut cells = Vec::with_capacity(marks.len() * 16);
        if !add_row(&mut cells, &page[header.clone()], marks.len()) {
            return None;
        }
        let (start, mut end) = (header.start, separator.end);
        let mut next = next_line(page, &separator);
        let mut lines = vec![header, separator];
        while next < page.len() {
            let line = line_at(page, next);
            if !add_row(&mut cells, &page[line.clone()], marks.len()) {
                break;
            }
            next = next_line(page, &line);
            end = line.end;
            lines.push(line);
        }
        (lines.len() > 2).then_some(Self { page, start, end, lines, cells, marks })
    }

    /// Writes the table, aligned; the end of its last line is left to the text after it.
    fn write(&self, aligned: &mut String) {
        let columns = Columns::of(&self.cells, &self.marks);
        let indent = if columns.has_border() { self.indent() } else { "" };
        let mut rows = self.cells.chunks(self.marks.len().max(1));
        for (number, line) in self.lines.iter().enumerate() {
            aligned.push_str(indent);
            if number == 1 {
                columns.write_separator(aligned);
            } else {
                columns.write_row(rows.next().unwrap_or_default(), aligned);
            }
            if line.end < self.end {
                aligned.push_str(&self.page[line.end..next_line(self.page, line)]);
            }
        }
    }

    /// The white space that most lines start with, if at least half of them start with any.
    fn indent(&self) -> &'a str {
        let space = |line: &Range<usize>| {
            let text = &self.page[line.clone()];
            &text[..text.len() - text.trim_start_matches(is_space).len()]
        };
        let indents = || self.lines.iter().map(space).filter(|space| !space.is_empty());
        if indents().count() * 2 < self.lines.len() {
            return "";
        }
        let mut counts: Vec<(&str, usize)> = Vec::new();
        for indent in indents() {
            match counts.iter_mut().find(|(known, _)| *known == indent) {
                Some((_, count)) => *count += 1,
                None => counts.push((indent, 1)),
            }
        }
        // Of the most frequent, the first one counts.
        counts.iter().rev().max_by_key(|(_, count)| count).map_or("", |(indent, _)| indent)
    }
}

/// Adds the trimmed cells of a line if there are exactly `columns`.
fn add_row<'a>(cells: &mut Vec<Cell<'a>>, line: &'a str, columns: usize) -> bool {
    let start = cells.len();
    cells.extend(Cells::of(line).take(columns + 1).map(Cell::new));
    if cells.len() - start == columns && !line.is_empty() {
        return true;
    }
    cells.truncate(start);
    false
}
