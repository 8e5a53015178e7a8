//! One word of a command: what the program gets, and where each byte of it stands.

use std::ops::Range;

/// A word of a command.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Word {
    /// Where it stands, with its quotes.
    pub range: Range<usize>,
    /// What the program gets. Behind the first wild byte, what is written.
    pub text: String,
    /// Where in the text it begins to be anything: `$VAR`, `<name>`, `…`, `*`.
    pub wild: Option<usize>,
    /// Whether any of it stands in quotes.
    pub is_quoted: bool,
    /// Where pieces of the text stand that are not behind each other: first the byte in the text,
    /// then the byte where it stands.
    pieces: Vec<(usize, usize)>,
}

impl Word {
    pub(super) fn at(start: usize) -> Self {
        Self { range: start..start, ..Self::default() }
    }

    /// Whether nothing of it can be anything else.
    pub fn is_plain(&self) -> bool {
        self.wild.is_none()
    }

    /// What is known of its text: all before the first wild byte.
    pub fn known(&self) -> &str {
        self.wild.and_then(|wild| self.text.get(..wild)).unwrap_or(&self.text)
    }

    /// Where a range of its text stands.
    pub fn part(&self, range: Range<usize>) -> Range<usize> {
        let start = self.place(range.start);
        let end = match range.end.checked_sub(1) {
            Some(last) if range.end > range.start => self.place(last) + 1,
            _ => start,
        };
        start..end.clamp(start, self.range.end.max(start))
    }

    /// A part of it as a word of its own.
    #[must_use]
    pub fn slice(&self, range: Range<usize>) -> Self {
        let place = self.part(range.clone());
        let text = self.text.get(range.clone()).unwrap_or_default().to_owned();
        let wild =
            self.wild.filter(|wild| *wild < range.end || range.is_empty() && *wild <= range.start);
        let pieces =
            if range.start < range.end { self.pieces_from(range.start) } else { Vec::new() };
        Self {
            range: place,
            text,
            wild: wild.map(|wild| wild.saturating_sub(range.start)),
            is_quoted: self.is_quoted,
            pieces,
        }
    }

    fn pieces_from(&self, start: usize) -> Vec<(usize, usize)> {
        let mut pieces = vec![(0, self.place(start))];
        let later = self.pieces.iter().filter(|(at, _)| *at > start);
        pieces.extend(later.map(|(at, place)| (at - start, *place)));
        pieces
    }

    fn place(&self, at: usize) -> usize {
        let piece = self.pieces.iter().rev().find(|(start, _)| *start <= at);
        let (start, place) = piece.copied().unwrap_or((0, self.range.start));
        (place + (at - start)).min(self.range.end)
    }

    /// Adds text that stands at a place.
    pub(super) fn push(&mut self, text: &str, place: usize) {
        let at = self.text.len();
        if self.place(at) != place || self.pieces.is_empty() {
            self.pieces.push((at, place));
        }
        self.range.end = self.range.end.max(place + text.len());
        self.text.push_str(text);
    }

    /// From here on it can be anything.
    pub(super) fn set_wild(&mut self) {
        self.wild.get_or_insert(self.text.len());
    }
}
