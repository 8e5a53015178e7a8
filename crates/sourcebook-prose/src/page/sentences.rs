//! The text of a paragraph, an item of a list or a cell of a table, split into sentences.

use std::ops::Range;

use crate::mapped::Mapped;

/// A sentence of a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sentence {
    /// Its text without markup; what stands in code is part of it.
    pub text: Mapped,
    /// What of the text stands in code, in order.
    pub codes: Vec<Range<usize>>,
    /// What of the text is the label of a link, in order.
    pub links: Vec<Range<usize>>,
    /// The number of the heading it stands below.
    pub section: Option<usize>,
}

/// The text of one block while it is gathered.
#[derive(Default)]
pub(super) struct Passage {
    pub(super) text: Mapped,
    codes: Vec<Range<usize>>,
    links: Vec<Range<usize>>,
    open_link: Option<usize>,
}

/// What ends with a full stop inside of a sentence.
const ABBREVIATIONS: [&str; 7] = ["e.g.", "i.e.", "etc.", "vs.", "cf.", "approx.", "incl."];

impl Passage {
    pub(super) fn is_empty(&self) -> bool {
        self.text.text().is_empty()
    }

    /// Adds text as the page spells it: quotes and dashes are not made pretty, entities are read.
    pub(super) fn push(&mut self, source: &Mapped, text: &str, range: Range<usize>) {
        let slice = source.text().get(range.clone()).unwrap_or_default();
        if slice.starts_with('&') && slice != text {
            self.text.push_other(text, source.span(range));
        } else {
            self.text.push_part(source, range);
        }
    }

    pub(super) fn push_code(&mut self, code: &Mapped) {
        let start = self.text.text().len();
        self.text.push_part(code, 0..code.text().len());
        self.codes.push(start..self.text.text().len());
    }

    pub(super) fn start_link(&mut self) {
        self.open_link = Some(self.text.text().len());
    }

    pub(super) fn end_link(&mut self) {
        if let Some(start) = self.open_link.take() {
            self.links.push(start..self.text.text().len());
        }
    }

    pub(super) fn sentences(self, section: Option<usize>) -> Vec<Sentence> {
        let mut sentences = Vec::new();
        let mut start = 0;
        for end in self.ends() {
            let range = start..end;
            start = end;
            if !self.text.text()[range.clone()].trim().is_empty() {
                sentences.push(self.sentence(range, section));
            }
        }
        sentences
    }

    fn sentence(&self, range: Range<usize>, section: Option<usize>) -> Sentence {
        let inside = |list: &[Range<usize>]| {
            let inside =
                list.iter().filter(|part| part.start >= range.start && part.start < range.end);
            inside
                .map(|part| part.start - range.start..part.end.min(range.end) - range.start)
                .collect()
        };
        let (codes, links) = (inside(&self.codes), inside(&self.links));
        Sentence { text: self.text.part(range.clone()), codes, links, section }
    }

    /// Where sentences end: behind a full stop, a question mark or an exclamation mark that white
    /// space follows, outside of code.
    fn ends(&self) -> Vec<usize> {
        let text = self.text.text();
        let bytes = text.as_bytes();
        let mut ends = Vec::new();
        for (at, byte) in bytes.iter().enumerate() {
            let is_mark = matches!(byte, b'.' | b'?' | b'!');
            if !is_mark || bytes.get(at + 1).is_none_or(|next| !next.is_ascii_whitespace()) {
                continue;
            }
            let is_code = self.codes.iter().any(|code| code.contains(&at));
            let is_short = ABBREVIATIONS.iter().any(|short| text[..=at].ends_with(short));
            if !is_code && !is_short {
                ends.push(at + 1);
            }
        }
        ends.push(text.len());
        ends
    }
}
