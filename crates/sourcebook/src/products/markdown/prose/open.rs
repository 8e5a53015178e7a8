//! HTML in descriptions that reaches further than they do: elements and comments that are not closed,
//! and ends of elements that are not theirs.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::OPTIONS;
use super::edits::Edits;

/// Elements without an end tag (HTML Living Standard, 13.1.2).
const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];

/// Elements whose end is understood from what follows (HTML Living Standard, 13.1.2.4).
const CLOSED_BY_OTHERS: [&str; 14] = [
    "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "optgroup",
    "colgroup", "caption",
];

/// Elements that go on behind the end of the block that they stand in (HTML Living Standard, 13.2.4.3).
const FORMATTING: [&str; 14] = [
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
];

/// Elements that end a paragraph instead of standing in it, or in which it cannot be ended (HTML Living
/// Standard, 13.2.6.4.7 and 13.2.4.2).
const NOT_OF_A_PARAGRAPH: [&str; 40] = [
    "address",
    "applet",
    "article",
    "aside",
    "blockquote",
    "button",
    "center",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "main",
    "marquee",
    "math",
    "menu",
    "nav",
    "object",
    "ol",
    "search",
    "section",
    "select",
    "summary",
    "svg",
    "table",
    "template",
    "ul",
];

/// Elements that the end of an item or a quotation around them does not end, nor what is in them
/// (HTML Living Standard, 13.2.4.2: the scopes of elements and of items).
const SCOPES: [&str; 10] =
    ["applet", "marquee", "math", "object", "ol", "select", "svg", "table", "template", "ul"];

/// Elements in which nothing is markup, or which end a block of HTML (CommonMark, section 4.6, kind 1).
const RAW: [&str; 4] = ["pre", "script", "style", "textarea"];

/// The elements that are open where a description has been read to.
#[derive(Debug, Default)]
pub(super) struct OpenElements {
    names: Vec<String>,
    /// How many were open at the start of each container that is open.
    containers: Vec<usize>,
    /// End tags of no element of the description.
    strays: Vec<Range<usize>>,
}

impl OpenElements {
    /// Takes what a parser has found.
    pub(super) fn find(&mut self, event: &Event<'_>, text: &str, range: &Range<usize>) {
        match event {
            Event::Start(Tag::HtmlBlock) => self.read(&text[range.clone()], range.start, &RAW),
            // The rest of the paragraph is Markdown.
            Event::InlineHtml(_) => self.read(&text[range.clone()], range.start, &[]),
            Event::Start(Tag::Item | Tag::BlockQuote(_) | Tag::Paragraph) => {
                self.containers.push(self.names.len());
            }
            Event::End(TagEnd::Item | TagEnd::BlockQuote(_)) => self.leave(&[], &SCOPES),
            Event::End(TagEnd::Paragraph) => {
                self.leave(&[&NOT_OF_A_PARAGRAPH[..], &RAW].concat(), &[]);
            }
            _ => {}
        }
    }

    /// A container ends, and so do the elements in it, but for those of formatting, some others, and
    /// scopes with all that is in them.
    fn leave(&mut self, others: &[&str], scopes: &[&str]) {
        let outside = self.containers.pop().unwrap_or(0).min(self.names.len());
        let goes_on = |name: &str| FORMATTING.contains(&name) || others.contains(&name);
        let mut at = 0;
        let mut is_in_scope = false;
        self.names.retain(|name| {
            at += 1;
            is_in_scope |= at > outside && scopes.contains(&name.as_str());
            at <= outside || is_in_scope || goes_on(name)
        });
    }

    /// Reads a whole block of HTML, or one tag inside of a paragraph, which stands at `start` of the
    /// text. In `raw` elements nothing is markup.
    fn read(&mut self, html: &str, start: usize, raw: &[&str]) {
        let mut at = 0;
        while let Some(found) = html[at..].find('<') {
            let from = at + found;
            let tag = &html[from..];
            let end = end_of_tag(tag);
            at = from + end;
            let (is_end, name) = match tag[1..].strip_prefix('/') {
                Some(rest) => (true, name_of(rest)),
                None => (false, name_of(&tag[1..])),
            };
            if name.is_empty() || VOID.contains(&&*name) || CLOSED_BY_OTHERS.contains(&&*name) {
                continue;
            }
            if is_end {
                match self.names.iter().rposition(|open| *open == name) {
                    Some(open) => drop(self.names.remove(open)),
                    None => self.strays.push(start + from..start + at),
                }
            } else if raw.contains(&&*name) {
                let lower = html[at..].to_ascii_lowercase();
                let end = format!("</{name}");
                match lower.find(&end) {
                    Some(behind) => at += behind + end.len(),
                    // The block is closed as a whole.
                    None => return,
                }
            } else if !tag[..end].ends_with("/>") {
                self.names.push(name);
            }
        }
    }

    /// The end tags of what is still open, as a block of HTML.
    pub(super) fn closing(&self) -> String {
        let names = self.names.iter().rev();
        names.flat_map(|name| ["</", name.as_str(), ">"]).collect()
    }
}

fn name_of(rest: &str) -> String {
    let is_of_name = |one: char| one.is_ascii_alphanumeric() || one == '-';
    let end = rest.find(|one| !is_of_name(one)).unwrap_or(rest.len());
    let name = &rest[..end];
    if name.starts_with(|one: char| one.is_ascii_alphabetic()) {
        name.to_ascii_lowercase()
    } else {
        String::new()
    }
}

/// How often end tags are looked for: without them, other tags may be some.
const ROUNDS: usize = 8;

/// A text without the end tags that are not its own.
pub(super) fn without_strays(mut text: Cow<'_, str>) -> Cow<'_, str> {
    for _ in 0..ROUNDS {
        if !text.contains("</") {
            break;
        }
        let mut elements = OpenElements::default();
        for (event, range) in Parser::new_ext(&text, OPTIONS).into_offset_iter() {
            elements.find(&event, &text, &range);
        }
        if elements.strays.is_empty() {
            break;
        }
        let mut edits = Edits::default();
        elements.strays.into_iter().for_each(|stray| edits.replace(stray, ""));
        text = Cow::Owned(edits.apply(&text));
    }
    text
}

/// Behind the `>` of a tag, or the end of a comment. A `>` in quotes is part of a value.
fn end_of_tag(tag: &str) -> usize {
    if let Some(comment) = tag.strip_prefix("<!--") {
        return comment.find("-->").map_or(tag.len(), |end| end + "<!---->".len());
    }
    let mut quote = None;
    for (at, byte) in tag.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at + 1,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    tag.len()
}

/// A block without the lines at its end that have nothing but the marks of quotes around it.
fn without_empty_lines_of_quotes(mut block: &str) -> &str {
    while let Some((above, last)) = block.rsplit_once('\n')
        && last.trim_matches([' ', '\t', '>']).is_empty()
    {
        block = above.trim_end();
    }
    block
}

/// Ends a block of HTML that ends at a certain text only, and would go on to the end of the page
/// (CommonMark, section 4.6, kinds 1 to 5).
pub(super) fn close_block(text: &str, range: &Range<usize>, edits: &mut Edits) {
    let block = without_empty_lines_of_quotes(text[range.clone()].trim_end());
    let lower = block.trim_start().to_ascii_lowercase();
    let raw = RAW.into_iter().find(|name| {
        let rest = lower.strip_prefix('<').and_then(|rest| rest.strip_prefix(name));
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '\n', '>']))
    });
    let end = match raw {
        Some(name) => format!("</{name}>"),
        None if lower.starts_with("<!--") => "-->".to_owned(),
        None if lower.starts_with("<?") => "?>".to_owned(),
        None if lower.starts_with("<![cdata[") => "]]>".to_owned(),
        _ => return,
    };
    if !lower.contains(&end) {
        edits.insert(range.start + block.len(), end);
    }
}
