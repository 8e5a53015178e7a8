//! The HTML of a page's contents as a tree, which is changed and written again.
//!
//! Texts and attributes stay escaped, as they are in the page: only who asks for plain text pays for it.

mod element;
mod reader;

use std::borrow::Cow;

pub(super) use element::Element;
pub(super) use reader::read;

/// A part of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Node<'p> {
    /// An element with what is inside of it.
    Element(Element<'p>),
    /// Text, escaped.
    Text(Cow<'p, str>),
    /// What is written as it is: scripts, styles, tags that belong to no element.
    Raw(Cow<'p, str>),
}

impl<'p> Node<'p> {
    /// A text, which is escaped here.
    pub(super) fn text(plain: &str) -> Self {
        Self::Text(Cow::Owned(escape(plain)))
    }

    /// The element, where it is one.
    pub(super) fn element(&self) -> Option<&Element<'p>> {
        if let Self::Element(element) = self { Some(element) } else { None }
    }

    /// The element, to be changed.
    pub(super) fn element_mut(&mut self) -> Option<&mut Element<'p>> {
        if let Self::Element(element) = self { Some(element) } else { None }
    }

    /// Whether it is an element of this name.
    pub(super) fn is(&self, name: &str) -> bool {
        self.element().is_some_and(|element| element.name == name)
    }

    /// Whether it is a text of white space only.
    pub(super) fn is_blank(&self) -> bool {
        matches!(self, Self::Text(text) if text.trim().is_empty())
    }

    /// Adds its text without markup.
    pub(super) fn add_plain(&self, plain: &mut String) {
        match self {
            Self::Element(element) => {
                for child in &element.children {
                    child.add_plain(plain);
                }
            }
            Self::Text(text) => plain.push_str(&unescape(text)),
            Self::Raw(_) => {}
        }
    }

    /// Adds its HTML.
    pub(super) fn write(&self, html: &mut String) {
        match self {
            Self::Element(element) => element.write(html),
            Self::Text(text) | Self::Raw(text) => html.push_str(text),
        }
    }
}

impl<'p> From<Element<'p>> for Node<'p> {
    fn from(element: Element<'p>) -> Self {
        Self::Element(element)
    }
}

/// The text of several parts without markup.
pub(super) fn plain(nodes: &[Node<'_>]) -> String {
    let mut plain = String::new();
    for node in nodes {
        node.add_plain(&mut plain);
    }
    plain
}

/// The HTML of several parts.
pub(super) fn write(nodes: &[Node<'_>]) -> String {
    let mut html = String::new();
    for node in nodes {
        node.write(&mut html);
    }
    html
}

/// A text as it is written in HTML, in attributes as well.
pub(super) fn escape(plain: &str) -> String {
    let mut escaped = String::with_capacity(plain.len() + plain.len() / 16);
    for letter in plain.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            _ => escaped.push(letter),
        }
    }
    escaped
}

/// The other way around, for the references that mdBook writes.
pub(super) fn unescape(escaped: &str) -> Cow<'_, str> {
    const NAMES: [(&str, char); 6] =
        [("amp", '&'), ("lt", '<'), ("gt", '>'), ("quot", '"'), ("#39", '\''), ("#x27", '\'')];
    if !escaped.contains('&') {
        return Cow::Borrowed(escaped);
    }
    let mut plain = String::with_capacity(escaped.len());
    let mut rest = escaped;
    while let Some(at) = rest.find('&') {
        let (before, behind) = rest.split_at(at);
        plain.push_str(before);
        let known = NAMES.iter().find_map(|(name, letter)| {
            let behind = behind[1..].strip_prefix(name)?.strip_prefix(';')?;
            Some((*letter, behind))
        });
        let (letter, behind) = known.unwrap_or(('&', &behind[1..]));
        plain.push(letter);
        rest = behind;
    }
    plain.push_str(rest);
    Cow::Owned(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_escaped_and_read_again() {
        for text in ["", "a", "<b> & \"c\"", "&amp;", "é < ü", "&", "a&&b;"] {
            assert_eq!(unescape(&escape(text)), text);
        }
        assert_eq!(unescape("it&#39;s &unknown; &"), "it's &unknown; &");
    }

    #[test]
    fn what_is_read_is_written_again() {
        let table = [
            "<p>a <strong>b</strong> &amp; c</p>\n<hr>\n",
            "<p><img src=\"a.png\" alt=\"x &quot;y&quot;\"></p>",
            "<script>if (a < b) { \"</p>\" }</script><p>x</p>",
            "<svg viewBox=\"0 0 1 1\"><path d=\"M0\" /></svg>",
            "<input type=\"checkbox\" disabled=\"\" checked=\"\">",
        ];
        for html in table {
            assert_eq!(write(&read(html)), html);
        }
    }

    #[test]
    fn whatever_is_read_ends_as_a_tree() {
        let table = [
            ("<p>a", "<p>a</p>"),
            ("a</p>b", "ab"),
            ("<b><i>x</b>y</i>", "<b><i>x</i></b>y"),
            ("<a id=x>t</a>", "<a id=\"x\">t</a>"),
            ("<a id='x \"y\"' hidden>t</a>", "<a id=\"x &quot;y&quot;\" hidden=\"\">t</a>"),
            ("<a id=\"x\" />t", "<a id=\"x\"></a>t"),
            ("<!-- no --><p>x</p><!-- open", "<p>x</p>"),
            ("a < b <", "a &lt; b &lt;"),
            ("<", "&lt;"),
            ("<script>x", "<script>x</script>"),
        ];
        for (html, expected) in table {
            assert_eq!(write(&read(html)), expected, "{html}");
        }
        let deep = "<div>".repeat(10_000) + &"</div>".repeat(10_000);
        assert_eq!(write(&read(&deep)), deep);
        assert_eq!(plain(&read("<p>a <code>&lt;b&gt;</code></p>")), "a <b>");
    }
}
