//! Walks over a text and finds its code spans, links and emphasis.

use std::{collections::HashSet, ops::Range};

use super::{
    super::{
        character::is_space,
        syntax::{self, Content, html},
    },
    CodeSpan, Emphasis, Inlines, LooseMark, autolink, code,
    emphasis::{self, Run},
};

/// The state at one place of a text.
pub(super) struct Scanner<'a> {
    content: &'a Content<'a>,
    text: &'a str,
    position: usize,
    /// The labels of the page's definitions.
    labels: &'a HashSet<&'a str>,
    runs: Vec<Run>,
    brackets: Vec<Bracket>,
    /// Where emphasised text and link text is, with its marks.
    spans: Vec<Range<usize>>,
    found: &'a mut Inlines,
}

/// An opening bracket that may start a link or an image.
struct Bracket {
    is_image: bool,
    /// Where its text starts.
    text: usize,
    /// How many runs came before it.
    runs: usize,
    /// Whether a link was found inside, which rules out one around it.
    holds_link: bool,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(
        content: &'a Content<'a>,
        labels: &'a HashSet<&'a str>,
        found: &'a mut Inlines,
    ) -> Self {
        let (runs, brackets, spans) = (Vec::new(), Vec::new(), Vec::new());
        Self { content, text: content.text(), position: 0, labels, runs, brackets, spans, found }
    }

    /// Finds everything in the text, which is the page's `index`th.
    pub(super) fn run(mut self, index: usize) {
        while let Some(&byte) = self.text.as_bytes().get(self.position) {
            let start = self.position;
            self.step(byte);
            debug_assert!(self.position > start, "the scanner must advance");
        }
        self.pair_runs(0);
        self.keep_loose_marks(index);
    }

    fn rest(&self) -> &'a str {
        &self.text[self.position..]
    }

    fn previous(&self) -> Option<char> {
        self.text[..self.position].chars().next_back()
    }

    /// Moves over what starts at the position.
    fn step(&mut self, byte: u8) {
        let next = self.text.as_bytes().get(self.position + 1);
        match byte {
            b'\\' => self.position += 1 + usize::from(next.is_some_and(u8::is_ascii_punctuation)),
            b'`' | b'$' => self.span(byte),
            b'<' => self.angle(),
            b':' => self.directive(),
            b'!' if next == Some(&b'[') => self.open_bracket(true),
            b'[' => self.open_bracket(false),
            b']' => self.close_bracket(),
            b'*' => self.marks(),
            b'_' if !self.address() => self.marks(),
            b'+' | b'-' | b'.' | b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' if !self.address() => {
                self.word();
            }
            b'_' | b'+' | b'-' | b'.' | b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => {}
            _ => self.position += 1,
        }
    }

    fn span(&mut self, marker: u8) {
        let start = self.position;
        let (length, inner) = code::span(self.rest());
        self.position += length;
        let Some(inner) = inner else {
            return;
        };
        self.position = start + inner.end + length;
        if marker == b'`' {
            let inner = start + inner.start..start + inner.end;
            self.found.code_spans.push(CodeSpan::new(self.content, inner));
        }
    }

    fn angle(&mut self) {
        let rest = self.rest();
        self.position +=
            html::autolink_length(rest).or_else(|| html::html_length(rest)).unwrap_or(1);
    }

    fn directive(&mut self) {
        let may_start = self.previous() != Some(':');
        let length = may_start.then(|| syntax::directive_length(self.rest())).flatten();
        self.position += length.unwrap_or(1);
    }

    /// Moves over a bare address if there is one.
    fn address(&mut self) -> bool {
        // Inside what may become link text, addresses are not looked for.
        if !self.brackets.is_empty() {
            return false;
        }
        let length = autolink::length(self.previous(), self.rest());
        self.position += length.unwrap_or(0);
        length.is_some()
    }

    /// Moves to the next place at which an address could start, which is not among letters.
    fn word(&mut self) {
        let letters = self.rest().bytes().take_while(u8::is_ascii_alphabetic).count();
        self.position += letters.max(1);
    }

    fn marks(&mut self) {
        let marker = self.text.as_bytes()[self.position];
        let length = self.rest().bytes().take_while(|&byte| byte == marker).count();
        let range = self.position..self.position + length;
        self.position = range.end;
        self.runs.push(Run::new(self.text, range));
    }

    fn open_bracket(&mut self, is_image: bool) {
        self.position += 1 + usize::from(is_image);
        let (text, runs) = (self.position, self.runs.len());
        self.brackets.push(Bracket { is_image, text, runs, holds_link: false });
    }

    fn close_bracket(&mut self) {
        let end = self.position;
        self.position += 1;
        let Some(bracket) = self.brackets.pop().filter(|bracket| !bracket.holds_link) else {
            return;
        };
        let label = bracket.text..end;
        let Some(length) = self.target_length(label.clone()) else {
            return;
        };
        self.position += length;
        self.pair_runs(bracket.runs);
        // What is left of the runs in link text cannot pair with any outside.
        self.runs.truncate(bracket.runs);
        self.spans.push(label.start - 1..self.position);
        if !bracket.is_image {
            for outer in self.brackets.iter_mut().filter(|outer| !outer.is_image) {
                outer.holds_link = true;
            }
            self.keep_link_space(label);
        }
    }

    /// Keeps the space at the edges of a link text.
    fn keep_link_space(&mut self, label: Range<usize>) {
        let is_blank = |next: char| is_space(next) && next != '\n';
        let text = &self.text[label.clone()];
        let after = label.end - text.trim_start_matches(is_blank).len();
        let before = label.start + text.trim_end_matches(is_blank).len();
        for space in [label.start..after, before..label.end] {
            if !space.is_empty() {
                self.found.link_space.push(self.content.range(space));
            }
        }
    }

    /// The length of what makes the text in brackets a link, which may be nothing.
    fn target_length(&mut self, label: Range<usize>) -> Option<usize> {
        let rest = self.rest();
        if let Some(length) = syntax::resource_length(rest) {
            return Some(length);
        }
        let own = syntax::normalize_label(&self.text[label]);
        let length = syntax::label_length(rest);
        let named = length.map(|length| syntax::normalize_label(&rest[1..length - 1]));
        if let Some(named) = named.filter(|named| !named.is_empty()) {
            let is_defined = self.labels.contains(named.as_str());
            self.found.references.insert(named);
            return if is_defined { length } else { None };
        }
        let is_defined = self.labels.contains(own.as_str());
        self.found.references.insert(own);
        is_defined.then_some(length.unwrap_or(0))
    }

    /// Turns the runs from the `first` on into emphasis.
    fn pair_runs(&mut self, first: usize) {
        for pair in emphasis::pair(&mut self.runs[first..]) {
            self.spans.push(pair.opening.start..pair.closing.end);
            self.found.emphasis.push(Emphasis {
                is_strong: pair.opening.len() == 2,
                opening: self.content.range(pair.opening),
                closing: self.content.range(pair.closing),
            });
        }
    }

    /// Keeps what is left of the runs outside of all emphasis and link text.
    fn keep_loose_marks(mut self, text: usize) {
        self.spans.sort_by_key(|span| span.start);
        let mut spans = self.spans.iter().peekable();
        let mut covered = 0;
        for run in self.runs.iter().filter(|run| !run.range.is_empty()) {
            while let Some(span) = spans.next_if(|span| span.start <= run.range.start) {
                covered = covered.max(span.end);
            }
            if run.range.start >= covered {
                let range = self.content.range(run.range.clone());
                self.found.loose_marks.push(LooseMark { range, text });
            }
        }
    }
}
