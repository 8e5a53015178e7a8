//! The table formatter: pads the columns of every table in a finished text.
//!
//! It works line by line and knows nothing of Markdown but pipes: fences are not respected, and a
//! row with another number of cells than the header ends its table.

use crate::products::api_reference::table::{MAX_PADDING, width};

/// Pads the columns of all tables.
pub(super) fn align(page: &str) -> String {
    let lines: Vec<&str> = page.split('\n').collect();
    let mut text = String::with_capacity(page.len() + page.len() / 4);
    let mut at = 0;
    while at < lines.len() {
        let end = if lines.get(at + 1).is_some_and(|line| is_separator(line)) {
            table_end(&lines, at)
        } else {
            at
        };
        if end > at + 2 {
            push_table(&mut text, &lines[at..end]);
            at = end;
        } else {
            text.push_str(lines[at]);
            text.push('\n');
            at += 1;
        }
    }
    text.pop();
    text
}

/// Whether a line is the row of dashes below a header.
fn is_separator(line: &str) -> bool {
    // Most lines are none; a look at the bytes is cheaper than splitting.
    if !line.contains('-') || !line.bytes().all(|byte| b"|-: \t\r".contains(&byte)) {
        return false;
    }
    let cells = cells(line);
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

/// The line behind a table that starts at `start`: as long as rows have the header's cells.
fn table_end(lines: &[&str], start: usize) -> usize {
    let count = cells(lines[start]).len();
    if count != cells(lines[start + 1]).len() {
        return start;
    }
    let rows = lines[start + 2..].iter().take_while(|line| cells(line).len() == count);
    start + 2 + rows.count()
}

/// The trimmed cells of a row; what is outside the outer pipes counts as a cell.
fn cells(line: &str) -> Vec<&str> {
    let mut cells = Vec::new();
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
    cells
}

fn push_table(text: &mut String, lines: &[&str]) {
    let rows: Vec<Vec<&str>> = lines.iter().map(|line| cells(line)).collect();
    let columns = rows[0].len();
    let is_border = |column: usize| {
        (column == 0 || column + 1 == columns)
            && rows.iter().enumerate().all(|(at, row)| at == 1 || row[column].is_empty())
    };
    let shown: Vec<usize> = (0..columns).filter(|column| !is_border(*column)).collect();
    let data = || rows.iter().enumerate().filter(|(at, _)| *at != 1).map(|(_, row)| row);
    let widths: Vec<usize> = shown
        .iter()
        .map(|&column| data().map(|row| width(row[column])).max().unwrap_or(0).max(1))
        .collect();
    let natural: usize = lines.iter().map(|line| line.len()).sum();
    if widths.iter().sum::<usize>() * lines.len() > natural + MAX_PADDING {
        for line in lines {
            text.push_str(line);
            text.push('\n');
        }
        return;
    }
    for (at, row) in rows.iter().enumerate() {
        for (&column, &wide) in shown.iter().zip(&widths) {
            text.push('|');
            if at == 1 {
                let units = data().map(|row| padded_units(row[column], wide)).max().unwrap_or(0);
                push_dashes(text, row[column], units);
            } else {
                text.push(' ');
                text.push_str(row[column]);
                text.extend(std::iter::repeat_n(' ', wide - width(row[column]) + 1));
            }
        }
        text.push_str("|\n");
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
