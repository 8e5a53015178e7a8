//! Pairs runs of `*` and `_` into emphasis by CommonMark's rules.

use std::ops::Range;

use super::super::character::{Class, class};

/// A run of one mark, or what is left of it.
#[derive(Clone, Debug)]
pub(super) struct Run {
    pub(super) range: Range<usize>,
    marker: u8,
    opens: bool,
    closes: bool,
}

impl Run {
    /// The run of marks at `range` of the text.
    pub(super) fn new(text: &str, range: Range<usize>) -> Self {
        let marker = text.as_bytes()[range.start];
        let before = class(text[..range.start].chars().next_back());
        let after = class(text[range.end..].chars().next());
        let faces = |near: Class, far: Class| {
            near == Class::Other || (near == Class::Punctuation && far != Class::Other)
        };
        let (opens, closes) = (faces(after, before), faces(before, after));
        let (opens, closes) = if marker == b'*' {
            (opens, closes)
        } else {
            // Inside a word, an underscore is no mark.
            (
                opens && (before != Class::Other || !closes),
                closes && (after != Class::Other || !opens),
            )
        };
        Self { range, marker, opens, closes }
    }

    /// Whether this run and a later one can enclose emphasis.
    fn pairs_with(&self, closer: &Self) -> bool {
        let (length, closing) = (self.range.len(), closer.range.len());
        // A run that could do both must not share out marks in a way that leaves it ambiguous.
        let is_ambiguous = (self.closes || closer.opens)
            && !closing.is_multiple_of(3)
            && (length + closing).is_multiple_of(3);
        self.marker == closer.marker && !is_ambiguous
    }

    /// Which earlier searches for an opening run hold for this closing one.
    fn kind(&self) -> usize {
        let marker = usize::from(self.marker == b'*');
        (marker * 2 + usize::from(self.opens)) * 3 + self.range.len() % 3
    }
}

/// Two ends of emphasis.
pub(super) struct Pair {
    pub(super) opening: Range<usize>,
    pub(super) closing: Range<usize>,
}

/// Pairs the runs; what is left of them stays in `runs`.
pub(super) fn pair(runs: &mut [Run]) -> Vec<Pair> {
    let mut pairs = Vec::new();
    let mut openers: Vec<usize> = Vec::new();
    // For each kind of closing run, how many of the lowest openers are known not to fit.
    let mut rejected = [0_usize; 12];
    for current in 0..runs.len() {
        while runs[current].closes && !runs[current].range.is_empty() {
            let kind = runs[current].kind();
            let floor = rejected[kind].min(openers.len());
            let fits = |&opener: &usize| runs[opener].pairs_with(&runs[current]);
            let Some(place) = openers[floor..].iter().rposition(fits) else {
                rejected[kind] = openers.len();
                break;
            };
            openers.truncate(floor + place + 1);
            for known in &mut rejected {
                *known = (*known).min(floor + place);
            }
            let opener = openers[floor + place];
            pairs.push(join(runs, opener, current));
            if runs[opener].range.is_empty() {
                openers.pop();
            }
        }
        if runs[current].opens && !runs[current].range.is_empty() {
            openers.push(current);
        }
    }
    pairs
}

/// Takes the marks of one pair off two runs.
fn join(runs: &mut [Run], opener: usize, closer: usize) -> Pair {
    let used = if runs[opener].range.len() > 1 && runs[closer].range.len() > 1 { 2 } else { 1 };
    let opening = runs[opener].range.end - used..runs[opener].range.end;
    let closing = runs[closer].range.start..runs[closer].range.start + used;
    runs[opener].range.end = opening.start;
    runs[closer].range.start = closing.end;
    Pair { opening, closing }
}
