//! Reads a line from left to right, counting tabs as the columns they stand for.

/// A place on a line.
#[derive(Clone)]
pub(super) struct Cursor<'a> {
    bytes: &'a [u8],
    position: usize,
    end: usize,
    column: usize,
    /// The columns of the tab before `position` that are still to be consumed.
    pending: usize,
}

const TAB_SIZE: usize = 4;

impl<'a> Cursor<'a> {
    /// Starts at `start` on the line that ends at `end`.
    pub(super) fn new(bytes: &'a [u8], start: usize, end: usize) -> Self {
        Self { bytes, position: start, end, column: 0, pending: 0 }
    }

    /// The offset of the next byte.
    pub(super) fn position(&self) -> usize {
        self.position
    }

    /// The offset of the end of the line.
    pub(super) fn end(&self) -> usize {
        self.end
    }

    /// The bytes that are left.
    pub(super) fn rest(&self) -> &'a [u8] {
        &self.bytes[self.position..self.end]
    }

    /// The next byte.
    pub(super) fn peek(&self) -> Option<u8> {
        self.rest().first().copied()
    }

    /// How many columns of white space follow.
    pub(super) fn indent(&self) -> usize {
        match self.peek() {
            Some(b' ' | b'\t') => {}
            _ => return self.pending,
        }
        let mut ahead = self.clone();
        ahead.skip_space();
        ahead.column - self.column
    }

    /// Whether nothing but spaces and tabs is left.
    pub(super) fn is_blank(&self) -> bool {
        self.rest().iter().all(|byte| matches!(byte, b' ' | b'\t'))
    }

    /// Moves over all spaces and tabs.
    pub(super) fn skip_space(&mut self) {
        self.skip_columns(usize::MAX);
    }

    /// Moves over spaces and tabs that fill at most `limit` columns and returns their number.
    pub(super) fn skip_columns(&mut self, limit: usize) -> usize {
        let from_tab = self.pending.min(limit);
        self.pending -= from_tab;
        self.column += from_tab;
        let mut skipped = from_tab;
        while skipped < limit {
            let width = match self.peek() {
                Some(b' ') => 1,
                Some(b'\t') => TAB_SIZE - self.column % TAB_SIZE,
                _ => break,
            };
            let used = width.min(limit - skipped);
            self.position += 1;
            self.column += used;
            self.pending = width - used;
            skipped += used;
        }
        skipped
    }

    /// Moves over `count` bytes that are not tabs.
    pub(super) fn advance(&mut self, count: usize) {
        self.position += count;
        self.column += count;
        self.pending = 0;
    }
}
