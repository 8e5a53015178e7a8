//! MDX without its components: what is left is Markdown.
//!
//! Imports, exports and tags are left out, and the indent that contents have for being inside of a
//! component. Texts between tags stay, and so do fences. Comments in braces become HTML comments.

use std::ops::Range;

use sourcebook_syntax::Span;

use super::notation::translate;
use crate::mapped::Mapped;

/// A page as Markdown.
#[derive(Default)]
pub(super) struct Read {
    pub(super) text: Mapped,
    pub(super) attributes: Vec<Attribute>,
}

/// An attribute of a component with a plain text as its value.
pub(super) struct Attribute {
    pub(super) name: String,
    pub(super) value: String,
    pub(super) span: Span,
}

impl Read {
    /// A page that is Markdown already. In a book, notations of other generators are read as well.
    pub(super) fn plain(text: &str, is_book: bool) -> Self {
        if is_book {
            return Self { text: translate(text).text, attributes: Vec::new() };
        }
        let start = front_matter(text);
        let mut mapped = Mapped::default();
        mapped.push(&text[start..], Span::new(start, text.len()));
        Self { text: mapped, attributes: Vec::new() }
    }
}

/// Reads a page of MDX.
pub(super) fn read(text: &str) -> Read {
    let mut reader = Reader { text, at: front_matter(text), ..Reader::default() };
    while reader.at < text.len() {
        reader.line();
    }
    reader.read
}

/// The length of the settings between two lines of `---` at the top of a page.
fn front_matter(text: &str) -> usize {
    let Some(rest) = text.strip_prefix("---").filter(|rest| rest.starts_with(['\n', '\r'])) else {
        return 0;
    };
    let Some(end) = rest.find("\n---") else { return 0 };
    let after = 3 + end + 4;
    let line = text[after..].find('\n').map_or(text.len(), |line| after + line + 1);
    if text[after..line].trim().is_empty() { line } else { 0 }
}

#[derive(Default)]
struct Reader<'t> {
    text: &'t str,
    at: usize,
    read: Read,
    /// The fence that is open: its letter and how often it stands there.
    fence: Option<(char, usize)>,
    /// The components that are open.
    open: Vec<Component>,
    /// Whether a list is open, whose contents are indented.
    is_list: bool,
}

struct Component {
    /// The indent of its tag, as it is written.
    indent: usize,
    /// The indent of its first line; none before there is one.
    inner: Option<usize>,
}

impl Reader<'_> {
    /// Passes over one line, or over what begins there and ends in a later one.
    fn line(&mut self) {
        let end = self.text[self.at..].find('\n').map_or(self.text.len(), |end| self.at + end + 1);
        let line = &self.text[self.at..end];
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        let words = line.trim();
        if let Some((letter, count)) = self.fence {
            self.push(self.at + indent.min(self.removed())..end);
            if words.len() >= count && words.chars().all(|other| other == letter) {
                self.fence = None;
            }
            self.at = end;
        } else if words.is_empty() {
            self.push(self.at..end);
            self.at = end;
        } else if indent == 0 && (words.starts_with("import ") || words.starts_with("export ")) {
            self.at = self.statement_end(self.at);
        } else {
            self.content_line(indent, end);
        }
    }

    fn content_line(&mut self, indent: usize, end: usize) {
        let words = self.text[self.at + indent..end].trim();
        if !words.starts_with("</")
            && let Some(component) = self.open.last_mut()
        {
            component.inner.get_or_insert(indent);
        }
        let mut removed = indent.min(self.removed());
        self.is_list = is_item(words) || self.is_list && indent > removed;
        // There is no indented code in MDX.
        if indent - removed >= 4 && !self.is_list {
            removed = indent;
        }
        let opening = words.trim_start_matches(['-', '*', ' ']);
        self.fence = ['`', '~'].into_iter().find_map(|letter| {
            let count = opening.len() - opening.trim_start_matches(letter).len();
            (count >= 3).then_some((letter, count))
        });
        self.at += removed;
        if self.fence.is_some() {
            self.push(self.at..end);
            self.at = end;
        } else {
            self.text_line(indent);
        }
    }

    /// Passes over the text of a line, without its tags.
    fn text_line(&mut self, indent: usize) {
        let bytes = self.text.as_bytes();
        let mut from = self.at;
        let mut is_blank = true;
        while let Some(byte) = bytes.get(self.at) {
            // In the middle of a letter nothing begins.
            let rest = self.text.get(self.at..).unwrap_or_default();
            match byte {
                b'\n' => {
                    self.at += 1;
                    break;
                }
                b'`' => self.at += code_length(rest),
                b'\\' => self.at += 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
                b'{' if rest.starts_with("{/*") => {
                    self.push(from..self.at);
                    self.comment();
                    from = self.at;
                }
                b'<' if tag_length(rest).is_some() => {
                    self.push(from..self.at);
                    self.tag(tag_length(rest).unwrap_or(1), indent, is_blank);
                    from = self.at;
                    continue;
                }
                _ => self.at += 1,
            }
            is_blank &= byte.is_ascii_whitespace();
        }
        self.push(from..self.at);
    }

    /// How much of the indent is there only because of components.
    fn removed(&self) -> usize {
        let own = |component: &Component| {
            component.inner.map_or(0, |inner| inner.saturating_sub(component.indent))
        };
        self.open.iter().map(own).sum()
    }

    /// Passes over a tag.
    fn tag(&mut self, length: usize, indent: usize, is_first: bool) {
        let tag = &self.text[self.at..self.at + length];
        self.attributes(tag);
        if tag.starts_with("</") {
            self.open.pop();
        } else if !tag.ends_with("/>") && is_first {
            self.open.push(Component { indent, inner: None });
        } else if !tag.ends_with("/>") {
            // Within a line, what is opened is closed as well; it must not end another one.
            self.open.push(Component { indent, inner: Some(indent) });
        }
        if !is_first {
            self.read.text.push_other(" ", Span::new(self.at, self.at + length));
        }
        self.at += length;
    }

    fn attributes(&mut self, tag: &str) {
        let mut from = 0;
        while let Some(equals) = tag[from..].find('=').map(|equals| from + equals) {
            from = equals + 1;
            let name = tag[..equals].rsplit(|letter: char| !letter.is_alphanumeric()).next();
            let Some(quote @ ('"' | '\'')) = tag[from..].chars().next() else { continue };
            let Some(length) = tag[from + 1..].find(quote) else { return };
            let start = self.at + from + 1;
            self.read.attributes.push(Attribute {
                name: name.unwrap_or_default().to_owned(),
                value: tag[from + 1..from + 1 + length].to_owned(),
                span: Span::new(start, start + length),
            });
            from += length + 2;
        }
    }

    /// Makes an HTML comment of one in braces.
    fn comment(&mut self) {
        let inner = self.at + 3;
        let end = self.text[inner..].find("*/").map_or(self.text.len(), |end| inner + end);
        let close = self.text[end..].find('}').map_or(self.text.len(), |close| end + close + 1);
        self.read.text.push_other("<!--", Span::new(self.at, inner));
        self.push(inner..end);
        self.read.text.push_other("-->", Span::new(end, close.max(end)));
        self.at = close;
    }

    /// Where an import or an export ends: behind the line in which its brackets are closed.
    fn statement_end(&self, from: usize) -> usize {
        let mut depth = 0_i32;
        for (at, byte) in self.text.bytes().enumerate().skip(from) {
            match byte {
                b'{' | b'(' | b'[' => depth += 1,
                b'}' | b')' | b']' => depth -= 1,
                b'\n' if depth <= 0 => return at + 1,
                _ => {}
            }
        }
        self.text.len()
    }

    fn push(&mut self, range: Range<usize>) {
        let text = self.text.get(range.clone()).unwrap_or_default();
        self.read.text.push(text, Span::new(range.start, range.end));
    }
}

/// Whether a line begins an item of a list.
fn is_item(line: &str) -> bool {
    let rest = line.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let marks: &[char] = if rest.len() == line.len() { &['-', '*', '+'] } else { &['.', ')'] };
    rest.strip_prefix(marks).is_some_and(|rest| rest.starts_with(' '))
}

/// The length of a piece of code in backticks; of the backticks alone where they are not closed.
fn code_length(text: &str) -> usize {
    let count = text.len() - text.trim_start_matches('`').len();
    let line = &text[count..text.find('\n').unwrap_or(text.len())];
    match line.find(&text[..count]) {
        Some(end) => count + end + count,
        None => count,
    }
}

/// The length of the tag with which a text begins, if it begins with one. What stands in quotes and
/// braces does not end a tag.
fn tag_length(text: &str) -> Option<usize> {
    /// A tag that is longer than this is none.
    const MAX_TAG_BYTES: usize = 20_000;
    let second = text.as_bytes().get(1)?;
    if !second.is_ascii_alphabetic() && !matches!(second, b'/' | b'>') {
        return None;
    }
    let (mut depth, mut quote) = (0_u32, None);
    for (at, byte) in text.bytes().enumerate().take(MAX_TAG_BYTES).skip(1) {
        match (quote, byte) {
            (Some(open), _) => quote = (open != byte).then_some(open),
            (None, b'"' | b'\'' | b'`') => quote = Some(byte),
            (None, b'{') => depth += 1,
            (None, b'}') => depth = depth.saturating_sub(1),
            (None, b'>') if depth == 0 => return Some(at + 1),
            (None, b'<') if depth == 0 => return None,
            _ => {}
        }
    }
    None
}
