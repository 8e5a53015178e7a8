//! Pads cells to the width of their column.

use super::rows::Cell;

/// On which side of a cell its padding goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Alignment {
    /// Left, without a colon in the separator row.
    Default,
    Left,
    Center,
    Right,
}

impl Alignment {
    fn of(separator: &str) -> Self {
        match (separator.starts_with(':'), separator.ends_with(':')) {
            (true, true) => Self::Center,
            (false, true) => Self::Right,
            (true, false) => Self::Left,
            (false, false) => Self::Default,
        }
    }
}

/// A column of a table.
struct Column {
    width: usize,
    alignment: Alignment,
    /// The number of dashes in the separator row.
    dashes: usize,
}

/// The columns of a table.
pub(super) struct Columns {
    columns: Vec<Column>,
    /// Whether the first cells are empty. They stand for the left border, and the right one
    /// follows it.
    has_border: bool,
}

impl Columns {
    /// Measures the columns of a table from the cells of all rows and of its separator row.
    pub(super) fn of(cells: &[Cell], marks: &[&str]) -> Self {
        let count = marks.len().max(1);
        let is_empty = |column: usize| {
            cells.iter().skip(column).step_by(count).all(|cell| cell.text.is_empty())
        };
        let has_border = is_empty(0);
        let inner = usize::from(has_border)..count - usize::from(is_empty(count - 1));
        let columns = marks.get(inner).unwrap_or_default().iter();
        let new = |mark: &&str| Column { width: 0, alignment: Alignment::of(mark), dashes: 0 };
        let mut measured = Self { columns: columns.map(new).collect(), has_border };
        for row in cells.chunks(count) {
            for (column, cell) in measured.columns.iter_mut().zip(&row[usize::from(has_border)..]) {
                column.width = column.width.max(cell.width);
            }
        }
        for row in cells.chunks(count) {
            for (index, cell) in measured.inner(row).iter().enumerate() {
                measured.make_room(index, *cell);
            }
        }
        measured
    }

    /// Whether the rows start and end with a pipe.
    pub(super) fn has_border(&self) -> bool {
        self.has_border
    }

    /// The cells of a row inside of its borders.
    fn inner<'r, 'a>(&self, row: &'r [Cell<'a>]) -> &'r [Cell<'a>] {
        let start = usize::from(self.has_border);
        row.get(start..start + self.columns.len()).unwrap_or_default()
    }

    /// Lets the separator row reach as far as a padded cell, by its code units.
    fn make_room(&mut self, index: usize, cell: Cell) {
        let (left, right) = self.padding(index, cell.width);
        let column = &mut self.columns[index];
        column.dashes = column.dashes.max(left + cell.units() + right);
    }

    /// The spaces on both sides of a cell of the given width.
    fn padding(&self, index: usize, size: usize) -> (usize, usize) {
        let column = &self.columns[index];
        let is_first = index == 0;
        let is_last = !is_first && index + 1 == self.columns.len();
        let outer = usize::from(!is_first || self.has_border);
        let free = if column.width > 0 { column.width - size } else { 1 };
        let (left, right) = match column.alignment {
            Alignment::Default | Alignment::Left => {
                let is_open = is_last && size == 0 && !self.has_border;
                (if is_open { 0 } else { outer }, free + 1)
            }
            Alignment::Center => ((free + 1 + outer) / 2, (free + 1 + outer).div_ceil(2)),
            Alignment::Right => (free + outer, 1),
        };
        (left, if is_last && !self.has_border { 0 } else { right })
    }

    /// Writes a row without the end of its line.
    pub(super) fn write_row(&self, row: &[Cell], aligned: &mut String) {
        let cells = self.inner(row);
        self.write_cells(aligned, |index, aligned| {
            let cell = cells[index];
            let (left, right) = self.padding(index, cell.width);
            repeat(SPACES, left, aligned);
            aligned.push_str(cell.text);
            repeat(SPACES, right, aligned);
        });
    }

    /// Writes the separator row without the end of its line.
    pub(super) fn write_separator(&self, aligned: &mut String) {
        self.write_cells(aligned, |index, aligned| {
            let Column { alignment, dashes, .. } = self.columns[index];
            let is_marked = |sides: [Alignment; 2]| dashes >= 2 && sides.contains(&alignment);
            let left = is_marked([Alignment::Left, Alignment::Center]);
            let right = is_marked([Alignment::Right, Alignment::Center]);
            aligned.push_str(if left { ":" } else { "" });
            repeat(DASHES, dashes - usize::from(left) - usize::from(right), aligned);
            aligned.push_str(if right { ":" } else { "" });
        });
    }

    fn write_cells(&self, aligned: &mut String, write: impl Fn(usize, &mut String)) {
        if self.has_border {
            aligned.push('|');
        }
        for index in 0..self.columns.len() {
            if index > 0 {
                aligned.push('|');
            }
            write(index, aligned);
        }
        if self.has_border {
            aligned.push('|');
        }
    }
}

const SPACES: &str = "                                                                ";
const DASHES: &str = "----------------------------------------------------------------";

/// Adds the first `count` characters of a pattern that goes on and on.
fn repeat(pattern: &str, count: usize, aligned: &mut String) {
    let mut rest = count;
    while rest > 0 {
        let length = rest.min(pattern.len());
        aligned.push_str(&pattern[..length]);
        rest -= length;
    }
}
