//! Changes to a text by the places of the original.

use std::ops::Range;

/// What replaces which parts of a text.
#[derive(Debug, Default)]
pub(super) struct Edits(Vec<(Range<usize>, String)>);

impl Edits {
    pub(super) fn replace(&mut self, range: Range<usize>, by: impl Into<String>) {
        self.0.push((range, by.into()));
    }

    pub(super) fn insert(&mut self, at: usize, text: impl Into<String>) {
        self.replace(at..at, text);
    }

    /// Outside of fences, white space at the ends of lines goes, or becomes a backslash where it is a
    /// line break; of several empty lines, one stays.
    pub(super) fn trim_lines(
        &mut self,
        text: &str,
        fences: &[Range<usize>],
        hard_breaks: &[usize],
    ) {
        let mut start = 0;
        let mut is_after_blank = false;
        for line in text.split_inclusive('\n') {
            let (from, end) = (start, start + line.len());
            start = end;
            let is_code = fences.iter().any(|fence| {
                let first_line_end =
                    text[fence.start..].find('\n').map_or(end, |at| fence.start + at + 1);
                from >= first_line_end && end < fence.end
            });
            if is_code {
                is_after_blank = false;
                continue;
            }
            let kept = from + line.trim_end().len();
            let break_at = end - usize::from(line.ends_with('\n'));
            if kept == from && is_after_blank {
                self.replace(from..end, "");
                continue;
            }
            is_after_blank = kept == from;
            if kept < break_at {
                let is_break = hard_breaks.iter().any(|at| (kept..=break_at).contains(at));
                self.replace(kept..break_at, if is_break { "\\" } else { "" });
            }
        }
    }

    /// The text with its changes. Of two changes of one place, the first one counts.
    pub(super) fn apply(&self, text: &str) -> String {
        let mut changes: Vec<&(Range<usize>, String)> = self.0.iter().collect();
        changes.sort_by_key(|(range, _)| range.start);
        let mut whole = String::with_capacity(text.len() + 16);
        let mut at = 0;
        for (range, by) in changes {
            if range.start < at {
                continue;
            }
            whole.push_str(&text[at..range.start]);
            whole.push_str(by);
            at = range.end;
        }
        whole.push_str(&text[at..]);
        whole
    }
}
