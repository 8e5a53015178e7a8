//! Elastic tab stops: a tab ends a cell, and cells of neighboring lines form columns.
//!
//! The cells of a column are as wide as the widest of them and two spaces. What stands behind the
//! last tab of a line belongs to no column.

/// Spaces behind the widest cell of a column.
const PADDING: usize = 2;

/// The text with spaces for its tabs.
pub(super) fn align(text: &str) -> String {
    if !text.contains('\t') {
        return text.to_owned();
    }
    let lines: Vec<Vec<&str>> = text.split('\n').map(|line| line.split('\t').collect()).collect();
    let rows = lines.iter().zip(widths(&lines)).map(|(cells, widths)| row(cells, &widths));
    rows.collect::<Vec<_>>().join("\n")
}

/// The widths of the columns of each line: those of a block of neighboring lines first, then,
/// within the block, those of the column right of it.
fn widths(lines: &[Vec<&str>]) -> Vec<Vec<usize>> {
    let mut widths: Vec<Vec<usize>> = lines.iter().map(|_| Vec::new()).collect();
    let mut waiting = vec![(0, 0..lines.len())];
    while let Some((column, range)) = waiting.pop() {
        let has_cell = |line: &usize| column + 1 < lines[*line].len();
        let mut start = range.start;
        while let Some(first) = (start..range.end).find(has_cell) {
            let end = (first..range.end).find(|line| !has_cell(line)).unwrap_or(range.end);
            let cells = lines[first..end].iter().map(|cells| cells[column].chars().count());
            let width = cells.max().unwrap_or(0) + PADDING;
            widths[first..end].iter_mut().for_each(|line| line.push(width));
            waiting.push((column + 1, first..end));
            start = end;
        }
    }
    widths
}

fn row(cells: &[&str], widths: &[usize]) -> String {
    let mut row = String::new();
    for (at, cell) in cells.iter().enumerate() {
        row.push_str(cell);
        if let Some(width) = widths.get(at) {
            row.extend(std::iter::repeat_n(' ', width - cell.chars().count()));
        }
    }
    row
}

#[cfg(test)]
mod tests {
    use super::align;

    #[test]
    fn columns_are_as_wide_as_their_widest_cell() {
        let table = [
            ("a\tb", "a  b"),
            ("a\tb\nccc\td", "a    b\nccc  d"),
            ("a\tb\n\nccc\td", "a  b\n\nccc  d"),
            ("é\tb\tc\nlong\tx\ty\nz\tlonger", "é     b  c\nlong  x  y\nz     longer"),
            ("\ta\n\tb", "  a\n  b"),
            ("a\t\nb", "a  \nb"),
        ];
        for (text, expected) in table {
            assert_eq!(align(text), expected, "{text:?}");
        }
    }
}
