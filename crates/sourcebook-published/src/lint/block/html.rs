//! Recognizes HTML blocks.

use memchr::memmem;

/// What ends an HTML block.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum End {
    /// The line with one of the closing tags of raw elements.
    RawElement,
    /// The line with the given text.
    Text(&'static str),
    /// The line before a blank one.
    BlankLine,
}

const RAW_ELEMENTS: [&str; 4] = ["pre", "script", "style", "textarea"];

/// The elements that start a block even inside a paragraph.
#[rustfmt::skip]
const BLOCK_ELEMENTS: [&str; 62] = [
    "address", "article", "aside", "base", "basefont", "blockquote", "body", "caption", "center",
    "col", "colgroup", "dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "frame", "frameset", "h1", "h2", "h3", "h4", "h5",
    "h6", "head", "header", "hr", "html", "iframe", "legend", "li", "link", "main", "menu",
    "menuitem", "nav", "noframes", "ol", "optgroup", "option", "p", "param", "search", "section",
    "summary", "table", "tbody", "td", "tfoot", "th", "thead", "title", "tr", "track", "ul",
];

impl End {
    /// Whether the block ends with a line of this content.
    pub(super) fn is_on(self, line: &[u8]) -> bool {
        match self {
            Self::Text(text) => memmem::find(line, text.as_bytes()).is_some(),
            Self::BlankLine => false,
            Self::RawElement => memmem::find_iter(line, "</").any(|at| {
                let (name, after) = element_name(&line[at + 2..]);
                is_one_of(&RAW_ELEMENTS, name) && after.first() == Some(&b'>')
            }),
        }
    }
}

/// The HTML block that `rest`, which starts with `<`, opens.
pub(super) fn start(rest: &[u8], in_paragraph: bool) -> Option<End> {
    if rest.starts_with(b"<!--") {
        return Some(End::Text("-->"));
    }
    if rest.starts_with(b"<?") {
        return Some(End::Text("?>"));
    }
    if rest.starts_with(b"<![CDATA[") {
        return Some(End::Text("]]>"));
    }
    if rest.starts_with(b"<!") && rest.get(2).is_some_and(u8::is_ascii_alphabetic) {
        return Some(End::Text(">"));
    }
    element(rest, in_paragraph)
}

fn element(rest: &[u8], in_paragraph: bool) -> Option<End> {
    let closes = rest.get(1) == Some(&b'/');
    let (name, after) = element_name(&rest[1 + usize::from(closes)..]);
    let ends_name = matches!(after.first(), None | Some(b' ' | b'\t' | b'>'));
    if !closes && ends_name && is_one_of(&RAW_ELEMENTS, name) {
        return Some(End::RawElement);
    }
    if (ends_name || after.starts_with(b"/>")) && is_one_of(&BLOCK_ELEMENTS, name) {
        return Some(End::BlankLine);
    }
    let is_whole_tag = || {
        let text = std::str::from_utf8(rest).ok()?;
        let length = super::super::syntax::tag_length(text)?;
        text[length..].bytes().all(|byte| matches!(byte, b' ' | b'\t')).then_some(())
    };
    (!in_paragraph && !name.is_empty() && is_whole_tag().is_some()).then_some(End::BlankLine)
}

/// Splits the name of an element from what follows it.
fn element_name(bytes: &[u8]) -> (&[u8], &[u8]) {
    let is_name = |byte: &&u8| byte.is_ascii_alphanumeric() || **byte == b'-';
    let starts = bytes.first().is_some_and(u8::is_ascii_alphabetic);
    let length = if starts { bytes.iter().take_while(is_name).count() } else { 0 };
    bytes.split_at(length)
}

fn is_one_of(names: &[&str], name: &[u8]) -> bool {
    names.iter().any(|known| known.as_bytes().eq_ignore_ascii_case(name))
}
