//! MD037: delimiters of emphasis that emphasize nothing are paired as if they did, and the spaces
//! inside of the pairs are removed.

use std::borrow::Cow;

/// Mends every cell of a table's row by itself.
pub(super) fn fix_row(line: Cow<'_, str>) -> Cow<'_, str> {
    if !may_change(&line) {
        return line;
    }
    let cells: Vec<Cow<'_, str>> = line.split('|').map(|cell| fix(Cow::Borrowed(cell))).collect();
    Cow::Owned(cells.join("|"))
}

/// Mends a text.
pub(super) fn fix(text: Cow<'_, str>) -> Cow<'_, str> {
    if !may_change(&text) {
        return text;
    }
    let runs = leftover_runs(&text);
    let mut removed: Vec<(usize, usize)> = Vec::new();
    for marker in ["*", "**", "***", "_", "__", "___"] {
        let same: Vec<usize> =
            runs.iter().filter(|run| run.text == marker).map(|run| run.at).collect();
        for pair in same.chunks_exact(2) {
            let behind = pair[0] + marker.len();
            let inner = &text[behind..pair[1]];
            let leading = inner.len() - inner.trim_start().len();
            let trailing = inner.trim_start().len() - inner.trim().len();
            removed.push((behind, behind + leading));
            removed.push((pair[1] - trailing, pair[1]));
        }
    }
    removed.retain(|(start, end)| start < end);
    removed.sort_unstable();
    if removed.is_empty() {
        return text;
    }
    let mut mended = String::with_capacity(text.len());
    let mut at = 0;
    for (start, end) in removed {
        mended.push_str(&text[at.min(start)..start]);
        at = at.max(end);
    }
    mended.push_str(&text[at..]);
    Cow::Owned(mended)
}

/// Whether two delimiters stand in the text, one of them beside a space.
fn may_change(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_delimiter = |byte: u8| matches!(byte, b'*' | b'_');
    let is_space = |at: Option<&u8>| at.is_some_and(u8::is_ascii_whitespace);
    let mut places = memchr::memchr2_iter(b'*', b'_', bytes);
    let mut count = 0;
    let beside = places.by_ref().any(|at| {
        count += 1;
        let before = at.checked_sub(1).and_then(|at| bytes.get(at));
        is_space(before) || is_space(bytes.get(at + 1))
    });
    beside && (count > 1 || bytes.iter().filter(|byte| is_delimiter(**byte)).count() > 1)
}

struct Run<'t> {
    at: usize,
    text: &'t str,
    can_open: bool,
    can_close: bool,
    /// How many of its characters emphasize something.
    used: usize,
}

/// The runs of delimiters that emphasize nothing, in order.
fn leftover_runs(text: &str) -> Vec<Run<'_>> {
    let mut runs = runs(text);
    let free = |run: &Run<'_>| run.text.len() - run.used;
    // The openers of stars and of underscores, the nearest last.
    let mut openers: [Vec<usize>; 2] = Default::default();
    for at in 0..runs.len() {
        let openers = &mut openers[usize::from(runs[at].text.starts_with('_'))];
        if runs[at].can_close {
            while openers.pop_if(|opener| free(&runs[*opener]) == 0).is_some() {}
            if let Some(&opener) = openers.last() {
                let used = free(&runs[opener]).min(free(&runs[at])).min(2);
                runs[opener].used += used;
                runs[at].used += used;
            }
        }
        if runs[at].can_open {
            openers.push(at);
        }
    }
    runs.retain(|run| run.used == 0);
    runs
}

/// The runs of `*` and `_` outside code spans, with what CommonMark's flanking rules let them do.
fn runs(text: &str) -> Vec<Run<'_>> {
    let bytes = text.as_bytes();
    let mut runs = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 2,
            b'`' => at = behind_code(bytes, at),
            marker @ (b'*' | b'_') => {
                let length = bytes[at..].iter().take_while(|byte| **byte == marker).count();
                runs.push(run(text, at, length));
                at += length;
            }
            _ => at += 1,
        }
    }
    runs
}

/// The offset behind a code span, or behind the backticks where they open none.
fn behind_code(bytes: &[u8], at: usize) -> usize {
    let length = |at: usize| bytes[at..].iter().take_while(|byte| **byte == b'`').count();
    let fence = length(at);
    let mut end = at + fence;
    while let Some(next) = memchr::memchr(b'`', &bytes[end..]) {
        let run = length(end + next);
        end += next + run;
        if run == fence {
            return end;
        }
    }
    at + fence
}

fn run(text: &str, at: usize, length: usize) -> Run<'_> {
    let before = text[..at].chars().next_back().unwrap_or(' ');
    let after = text[at + length..].chars().next().unwrap_or(' ');
    let is_punctuation = |c: char| c.is_ascii_punctuation();
    let left = !after.is_whitespace()
        && (!is_punctuation(after) || before.is_whitespace() || is_punctuation(before));
    let right = !before.is_whitespace()
        && (!is_punctuation(before) || after.is_whitespace() || is_punctuation(after));
    let is_star = text.as_bytes()[at] == b'*';
    Run {
        at,
        text: &text[at..at + length],
        can_open: left && (is_star || !right || is_punctuation(before)),
        can_close: right && (is_star || !left || is_punctuation(after)),
        used: 0,
    }
}
