//! Collects fixes and applies those that do not overlap, in the linter's order of preference.

use std::{cmp::Ordering, ops::Range};

use super::page::Page;

/// One fix on one line.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Edit {
    line: usize,
    column: usize,
    action: Action,
}

#[derive(Clone, PartialEq, Eq, Debug)]
enum Action {
    /// Takes the whole line away.
    DeleteLine,
    /// Takes `delete` bytes away and puts `insert` in their place.
    Replace { delete: usize, insert: String },
}

impl Edit {
    /// Bottom to top, deleted lines last, right to left, long insertions before short ones.
    fn order(&self, other: &Self) -> Ordering {
        let deletes = |edit: &Self| edit.action == Action::DeleteLine;
        other
            .line
            .cmp(&self.line)
            .then_with(|| deletes(self).cmp(&deletes(other)))
            .then_with(|| other.column.cmp(&self.column))
            .then_with(|| other.inserted().len().cmp(&self.inserted().len()))
    }

    fn inserted(&self) -> &str {
        match &self.action {
            Action::DeleteLine => "",
            Action::Replace { insert, .. } => insert,
        }
    }

    fn deleted(&self) -> usize {
        match self.action {
            Action::DeleteLine => 0,
            Action::Replace { delete, .. } => delete,
        }
    }

    /// Whether this deletion can carry the insertion that comes before it at the same place.
    fn absorbs(&self, insertion: &Self) -> bool {
        (self.line, self.column) == (insertion.line, insertion.column)
            && self.inserted().is_empty()
            && self.deleted() > 0
            && !insertion.inserted().is_empty()
            && insertion.deleted() == 0
    }
}

/// The fixes that the rules ask for.
#[derive(Default)]
pub(super) struct Edits {
    edits: Vec<Edit>,
}

impl Edits {
    /// Takes a line away.
    pub(super) fn delete_line(&mut self, line: usize) {
        self.edits.push(Edit { line, column: 0, action: Action::DeleteLine });
    }

    /// Puts `insert` at the start of a line.
    pub(super) fn insert_before(&mut self, line: usize, insert: String) {
        let action = Action::Replace { delete: 0, insert };
        self.edits.push(Edit { line, column: 0, action });
    }

    /// Takes a range, which lies on one line, away.
    pub(super) fn delete(&mut self, page: &Page, range: Range<usize>) {
        if !range.is_empty() {
            self.replace(page, range, String::new());
        }
    }

    /// Puts `insert` in the place of a range, which lies on one line.
    pub(super) fn replace(&mut self, page: &Page, range: Range<usize>, insert: String) {
        let line = page.line_at(range.start);
        // A range that leaves its line is none that the linter could edit.
        if range.end > page.range(line).end || page.text().get(range.clone()).is_none() {
            return;
        }
        let action = Action::Replace { delete: range.len(), insert };
        self.edits.push(Edit { line, column: page.column(range.start), action });
    }

    /// Applies the edits; `None` if there are none.
    pub(super) fn apply(mut self, page: &Page) -> Option<String> {
        if self.edits.is_empty() {
            return None;
        }
        self.edits.sort_by(Edit::order);
        self.edits.dedup();
        self.collapse();
        self.drop_overlapping();
        Some(self.write(page))
    }

    /// Joins an insertion and the deletion after it at the same place into one replacement.
    fn collapse(&mut self) {
        let mut collapsed: Vec<Edit> = Vec::with_capacity(self.edits.len());
        for mut edit in self.edits.drain(..) {
            if let Some(insertion) = collapsed.pop_if(|last| edit.absorbs(last)) {
                let delete = edit.deleted();
                edit.action = Action::Replace { delete, insert: insertion.inserted().to_owned() };
            }
            collapsed.push(edit);
        }
        self.edits = collapsed;
    }

    /// Drops each edit that reaches into the one to its right, even if that one was dropped too.
    fn drop_overlapping(&mut self) {
        let mut right: Option<(usize, usize)> = None;
        self.edits.retain(|edit| {
            let limit = right.filter(|&(line, _)| line == edit.line).map(|(_, column)| column);
            right = Some((edit.line, edit.column));
            let delete = edit.deleted();
            match limit {
                Some(limit) if edit.action != Action::DeleteLine => {
                    edit.column + delete + usize::from(delete == 0) <= limit
                }
                _ => true,
            }
        });
    }

    fn write(&self, page: &Page) -> String {
        let text = page.text();
        let mut fixed = String::with_capacity(text.len() + 64);
        let mut written = 0;
        for edit in self.edits.chunk_by(|left, right| left.line == right.line).rev() {
            let range = page.range(edit[0].line);
            fixed.push_str(&text[written..range.start]);
            if edit.iter().any(|edit| edit.action == Action::DeleteLine) {
                written = (range.end + 1).min(text.len());
                if range.end == text.len() && fixed.ends_with('\n') {
                    fixed.pop();
                }
                continue;
            }
            written = range.start;
            for edit in edit.iter().rev() {
                let column = range.start + edit.column;
                fixed.push_str(&text[written..column]);
                fixed.push_str(edit.inserted());
                written = column + edit.deleted();
            }
        }
        fixed.push_str(&text[written..]);
        fixed
    }
}
