//! Reads HTML as mdBook writes it: balanced tags, quoted attributes, escaped texts.
//!
//! Templates and Markdown of a project can make it write anything else; that is read as well, and
//! ends as a tree of at most [`MAX_DEPTH`] levels.

use std::borrow::Cow;

use super::Node;
use super::element::{Element, is_void};

/// Tags that are nested more deeply are kept as they are written.
const MAX_DEPTH: usize = 200;

/// Reads the contents of a page. Comments are left out.
pub(in crate::site) fn read(html: &str) -> Vec<Node<'_>> {
    let mut reader = Reader { html, at: 0, open: vec![Element::default()], too_deep: 0 };
    while reader.at < html.len() {
        reader.step();
    }
    while reader.open.len() > 1 {
        reader.close_one();
    }
    reader.open.pop().map(|root| root.children).unwrap_or_default()
}

struct Reader<'p> {
    html: &'p str,
    at: usize,
    /// What is open, the root first.
    open: Vec<Element<'p>>,
    /// How many tags that were too deep wait for their end.
    too_deep: usize,
}

impl<'p> Reader<'p> {
    fn step(&mut self) {
        let rest = &self.html[self.at..];
        let Some(text) = rest.find('<').filter(|at| *at > 0) else {
            return self.tag(rest);
        };
        self.add(Node::Text(Cow::Borrowed(&rest[..text])));
        self.at += text;
    }

    /// Reads from a `<`, or the text up to the end where there is none.
    fn tag(&mut self, rest: &'p str) {
        let next = rest.as_bytes().get(1).copied().unwrap_or_default();
        if !rest.starts_with('<') {
            self.add(Node::Text(Cow::Borrowed(rest)));
            self.at = self.html.len();
        } else if rest.starts_with("<!--") {
            self.at += rest.find("-->").map_or(rest.len(), |end| end + "-->".len());
        } else if next == b'/' || next == b'!' || next == b'?' {
            let end = rest.find('>').map_or(rest.len(), |end| end + 1);
            if let Some(name) = rest[..end].strip_prefix("</") {
                self.end(&rest[..end], name.trim_end_matches('>').trim());
            }
            self.at += end;
        } else if next.is_ascii_alphabetic() {
            self.start(rest);
        } else {
            self.add(Node::Text(Cow::Borrowed("&lt;")));
            self.at += 1;
        }
    }

    fn start(&mut self, rest: &'p str) {
        let end = rest[1..].find(|letter: char| letter.is_whitespace() || "/>".contains(letter));
        let end = end.map_or(rest.len(), |end| end + 1);
        let name = &rest[1..end];
        let (attributes, length, is_closed) = attributes(&rest[end..]);
        let whole = &rest[..end + length];
        self.at += whole.len();
        let name = if name.bytes().any(|byte| byte.is_ascii_uppercase()) && !self.is_drawing() {
            Cow::Owned(name.to_ascii_lowercase())
        } else {
            Cow::Borrowed(name)
        };
        let element = Element { name, attributes, children: Vec::new() };
        if is_closed && self.is_drawing() {
            self.add(Node::Raw(Cow::Borrowed(whole)));
        } else if is_void(&element.name) || is_closed {
            self.add(Node::Element(element));
        } else if element.name == "script" || element.name == "style" {
            self.raw(element);
        } else if self.open.len() >= MAX_DEPTH {
            self.add(Node::Raw(Cow::Borrowed(whole)));
            self.too_deep += 1;
        } else {
            self.open.push(element);
        }
    }

    /// The contents of a script or a style, which have no tags.
    fn raw(&mut self, mut element: Element<'p>) {
        let rest = &self.html[self.at..];
        let end = rest.find(&format!("</{}", element.name)).unwrap_or(rest.len());
        if end > 0 {
            element.children.push(Node::Raw(Cow::Borrowed(&rest[..end])));
        }
        let behind = rest[end..].find('>').map_or(rest.len(), |close| end + close + 1);
        self.at += behind;
        self.add(Node::Element(element));
    }

    /// Whether an element of SVG or of formulas is open, where tags can close themselves.
    fn is_drawing(&self) -> bool {
        self.open.iter().any(|element| element.name == "svg" || element.name == "math")
    }

    fn add(&mut self, node: Node<'p>) {
        if let Some(parent) = self.open.last_mut() {
            parent.children.push(node);
        }
    }

    fn end(&mut self, whole: &'p str, name: &str) {
        if self.too_deep > 0 {
            self.too_deep -= 1;
            self.add(Node::Raw(Cow::Borrowed(whole)));
        } else {
            self.close(name);
        }
    }

    /// Closes the nearest element of this name, with all that is open inside of it.
    fn close(&mut self, name: &str) {
        let found = self.open.iter().rposition(|element| element.name.eq_ignore_ascii_case(name));
        if let Some(at) = found.filter(|at| *at > 0) {
            while self.open.len() > at {
                self.close_one();
            }
        }
    }

    fn close_one(&mut self) {
        if let Some(element) = self.open.pop() {
            self.add(Node::Element(element));
        }
    }
}

/// Names and escaped values of attributes.
type Attributes<'p> = Vec<(Cow<'p, str>, Cow<'p, str>)>;

/// Attributes up to the end of a tag, the length of all that with the `>`, and whether the tag closes
/// itself.
fn attributes(text: &str) -> (Attributes<'_>, usize, bool) {
    let mut list = Vec::new();
    let mut rest = text;
    let is_closed = loop {
        rest = rest.trim_start();
        if let Some(behind) = rest.strip_prefix('>') {
            rest = behind;
            break false;
        }
        if let Some(behind) = rest.strip_prefix("/>") {
            rest = behind;
            break true;
        }
        if rest.is_empty() {
            break false;
        }
        if let Some(behind) = rest.strip_prefix(['/', '=', '"', '\'']) {
            rest = behind;
            continue;
        }
        let end = rest.find(|letter: char| letter.is_whitespace() || "=/>".contains(letter));
        let (name, behind) = rest.split_at(end.unwrap_or(rest.len()));
        let (value, behind) = value(behind);
        list.push((Cow::Borrowed(name), value));
        rest = behind;
    };
    (list, text.len() - rest.len(), is_closed)
}

/// The value behind the name of an attribute, and what follows it.
fn value(text: &str) -> (Cow<'_, str>, &str) {
    let Some(text) = text.trim_start().strip_prefix('=').map(str::trim_start) else {
        return (Cow::Borrowed(""), text);
    };
    if let Some(quoted) = text.strip_prefix('"') {
        let (value, behind) = quoted.split_once('"').unwrap_or((quoted, ""));
        return (Cow::Borrowed(value), behind);
    }
    if let Some(quoted) = text.strip_prefix('\'') {
        let (value, behind) = quoted.split_once('\'').unwrap_or((quoted, ""));
        return (Cow::Owned(value.replace('"', "&quot;")), behind);
    }
    let end = text.find(|letter: char| letter.is_whitespace() || letter == '>');
    let (value, behind) = text.split_at(end.unwrap_or(text.len()));
    (Cow::Owned(value.replace('"', "&quot;")), behind)
}
