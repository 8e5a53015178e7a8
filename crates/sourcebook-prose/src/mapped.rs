//! A text that was taken out of a page, every byte of which knows where it stands there.

use std::ops::Range;

use sourcebook_syntax::Span;

/// A text made of pieces of a page: the contents of a block without the indent of its list, a
/// paragraph without the marks of its quote.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mapped {
    text: String,
    /// In order, without gaps.
    pieces: Vec<Piece>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Piece {
    /// Where it begins in the text.
    at: u32,
    /// Where it stands in the page.
    span: Span,
    /// Whether the page has the same bytes there. If not, all of the piece is all of the span.
    is_exact: bool,
}

impl Mapped {
    /// A whole page.
    pub fn whole(text: &str) -> Self {
        let mut mapped = Self::default();
        mapped.push(text, Span::new(0, text.len()));
        mapped
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where a range of the text stands in the page.
    pub fn span(&self, range: Range<usize>) -> Span {
        if range.is_empty() {
            let at = self.start(range.start);
            return Span::new(at, at);
        }
        Span::new(self.start(range.start), self.end(range.end))
    }

    /// Where all of it stands in the page.
    pub fn full_span(&self) -> Span {
        self.span(0..self.text.len())
    }

    /// Adds a piece that the page has in the same bytes, or at least in as many.
    pub fn push(&mut self, text: &str, span: Span) {
        self.push_piece(text, span, span.range().len() == text.len());
    }

    /// Adds what the page spells in another way, such as the character of an entity.
    pub fn push_other(&mut self, text: &str, span: Span) {
        self.push_piece(text, span, false);
    }

    fn push_piece(&mut self, text: &str, span: Span, is_exact: bool) {
        if text.is_empty() {
            return;
        }
        let at = Span::new(self.text.len(), self.text.len()).start;
        self.text.push_str(text);
        if let Some(last) = self.pieces.last() {
            let is_next = last.is_exact && is_exact && last.span.end == span.start;
            if is_next && last.span.end - last.span.start == at - last.at {
                let last = self.pieces.len() - 1;
                self.pieces[last].span.end = span.end;
                return;
            }
        }
        self.pieces.push(Piece { at, span, is_exact });
    }

    /// Adds a part of another mapped text.
    pub fn push_part(&mut self, other: &Self, range: Range<usize>) {
        let mut at = range.start;
        while at < range.end {
            let piece = other.piece(at);
            let next =
                other.pieces.get(piece + 1).map_or(other.text.len(), |next| next.at as usize);
            let end = next.min(range.end).max(at + 1);
            let Some(text) = other.text.get(at..end) else { return };
            let is_exact = other.pieces.get(piece).is_some_and(|piece| piece.is_exact);
            self.push_piece(text, other.span(at..end), is_exact);
            at = end;
        }
    }

    /// Adds a text that a range of another one spells with additions: marks of quotes at the starts of
    /// lines, backslashes in tables.
    pub fn push_spelled(&mut self, text: &str, other: &Self, range: Range<usize>) {
        let slice = other.text.get(range.clone()).unwrap_or_default();
        if slice == text {
            return self.push_part(other, range);
        }
        let mut aligned = Self::default();
        let mut letters = slice.char_indices();
        for letter in text.chars() {
            let is_it = |(_, other): &(usize, char)| {
                *other == letter || letter == ' ' && matches!(other, '\n' | '\r' | '\t')
            };
            let Some((at, found)) = letters.find(is_it) else {
                return self.push_other(text, other.span(range));
            };
            let at = range.start + at;
            let mut bytes = [0; 4];
            aligned.push(letter.encode_utf8(&mut bytes), other.span(at..at + found.len_utf8()));
        }
        self.push_part(&aligned, 0..aligned.text.len());
    }

    /// A part of it as a text of its own.
    #[must_use]
    pub fn part(&self, range: Range<usize>) -> Self {
        let mut part = Self::default();
        part.push_part(self, range);
        part
    }

    /// The number of the piece in which a byte of the text stands.
    fn piece(&self, at: usize) -> usize {
        self.pieces.partition_point(|piece| piece.at as usize <= at).saturating_sub(1)
    }

    fn start(&self, at: usize) -> usize {
        if at > 0 && at >= self.text.len() {
            return self.end(at);
        }
        let Some(piece) = self.pieces.get(self.piece(at)) else { return 0 };
        let start = piece.span.start as usize;
        if piece.is_exact { start + (at - piece.at as usize) } else { start }
    }

    /// Behind the byte before `at`.
    fn end(&self, at: usize) -> usize {
        let last = at.min(self.text.len()).saturating_sub(1);
        let Some(piece) = self.pieces.get(self.piece(last)) else { return 0 };
        let start = piece.span.start as usize;
        if piece.is_exact {
            start + (last + 1 - piece.at as usize)
        } else {
            piece.span.end as usize
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_range_maps_back_to_the_page() {
        let page = "> one &amp; two\n> three";
        let mut mapped = Mapped::default();
        mapped.push("one ", Span::new(2, 6));
        mapped.push_other("&", Span::new(6, 11));
        mapped.push(" two\n", Span::new(11, 16));
        mapped.push("three", Span::new(18, 23));
        let at = |text: &str| {
            let start = mapped.text().find(text).expect("there");
            &page[mapped.span(start..start + text.len()).range()]
        };
        assert_eq!(mapped.text(), "one & two\nthree");
        assert_eq!(at("one"), "one");
        assert_eq!(at("&"), "&amp;");
        assert_eq!(at("one &"), "one &amp;");
        assert_eq!(at("three"), "three");
        assert_eq!(at("two\nthree"), "two\n> three");
        assert_eq!(mapped.full_span(), Span::new(2, 23));
        assert_eq!(mapped.span(15..15), Span::new(23, 23));
        let part = mapped.part(4..11);
        assert_eq!(part.text(), "& two\nt");
        assert_eq!(&page[part.span(0..7).range()], "&amp; two\n> t");
        assert_eq!(Mapped::default().full_span(), Span::default());
    }
}
