//! Descriptions: the author's Markdown, made fit for the place where it stands.
//!
//! It stays what the author wrote, as far as nothing of it reaches into what stands around it: headings
//! are lowered, and what is left open is closed.

mod edits;
mod headings;
mod open;

use std::borrow::Cow;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::text::unix_lines;
use edits::Edits;
use headings::Headings;
use open::OpenElements;

/// Where a description stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::products) enum Place {
    /// Under a heading of this level, 1 to 6.
    Under(u8),
    /// In an item of a list of ours.
    Item,
}

/// A description with what its neighbors need to know of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::products) struct Prose<'t> {
    /// Markdown without line breaks at its edges.
    pub(in crate::products) text: Cow<'t, str>,
    /// Whether it starts with a paragraph, which may follow a line at once.
    pub(in crate::products) starts_as_paragraph: bool,
    /// Whether its last block is a list, which another list would continue.
    pub(in crate::products) ends_in_list: bool,
}

/// A description for its place; nothing where it is empty.
pub(in crate::products) fn prose(text: &str, place: Place) -> Option<Prose<'_>> {
    let text = without_blank_lines(text);
    if text.is_empty() {
        return None;
    }
    if is_one_paragraph(text) {
        let text = Cow::Borrowed(text);
        return Some(Prose { text, starts_as_paragraph: true, ends_in_list: false });
    }
    let text = open::without_strays(clean(text));
    let text = without_blank_lines(&text);
    let reading = Reading::of(text, place);
    // An empty heading leaves nothing where it stood.
    let fitted = without_blank_lines(&reading.edits.apply(text)).to_owned();
    let starts_as_paragraph = reading.is_heading_first || !starts_otherwise(&fitted);
    (!fitted.is_empty()).then_some(Prose {
        text: Cow::Owned(fitted),
        starts_as_paragraph,
        ends_in_list: reading.ends_in_list,
    })
}

/// A text without blank lines at its edges. The indent of its first line stays: it may be that of code.
fn without_blank_lines(text: &str) -> &str {
    let text = text.trim_end();
    let blank = text.len() - text.trim_start().len();
    text[..blank].rfind(['\n', '\r']).map_or(text, |last| &text[last + 1..])
}

/// Characters that may begin a block which is no paragraph.
const STARTS_OTHERWISE: [char; 19] =
    ['-', '*', '+', '>', '#', '|', '<', '~', ' ', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];

/// Whether a text may begin with a block that is no paragraph.
fn starts_otherwise(text: &str) -> bool {
    text.starts_with(STARTS_OTHERWISE) || text.starts_with("```")
}

/// Whether a text is one line that nothing of this is about: most descriptions are.
fn is_one_paragraph(text: &str) -> bool {
    let may_need_work = |byte: u8| byte.is_ascii_control() || matches!(byte, b'<');
    !starts_otherwise(text) && !text.bytes().any(may_need_work)
}

/// Lines end in `\n`, and no other control characters but tabs stand in them.
fn clean(text: &str) -> Cow<'_, str> {
    let text = unix_lines(text);
    let is_foreign = |one: char| one.is_control() && !matches!(one, '\n' | '\t');
    if text.contains(is_foreign) { Cow::Owned(text.replace(is_foreign, "")) } else { text }
}

/// What a parser finds in a description.
struct Reading {
    edits: Edits,
    ends_in_list: bool,
    /// Whether a heading that became another block is the first one.
    is_heading_first: bool,
}

/// What the site and GitHub read beside CommonMark.
pub(in crate::products) const OPTIONS: Options =
    Options::ENABLE_TABLES.union(Options::ENABLE_STRIKETHROUGH).union(Options::ENABLE_TASKLISTS);

impl Reading {
    fn of(text: &str, place: Place) -> Self {
        let mut edits = Edits::default();
        let mut headings = Headings::default();
        let mut elements = OpenElements::default();
        let mut fences = Vec::new();
        let mut hard_breaks = Vec::new();
        let mut depth = 0_usize;
        let mut ends_in_list = false;
        for (event, range) in Parser::new_ext(text, OPTIONS).into_offset_iter() {
            match event {
                Event::HardBreak => hard_breaks.push(range.start),
                Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))) => {
                    let prefix = if depth == 0 { String::new() } else { prefix(text, range.start) };
                    if let Some(fence) = unclosed_fence(&text[range.clone()], &prefix) {
                        let end = if depth == 0 {
                            text.len()
                        } else {
                            range.start + text[range.clone()].trim_end().len()
                        };
                        edits.insert(end, format!("\n{prefix}{fence}"));
                    }
                    fences.push(range.clone());
                }
                Event::Start(Tag::Heading { level, .. }) => {
                    headings.start(level as u8, &range, depth);
                }
                Event::Start(Tag::HtmlBlock) => {
                    elements.find(&event, text, &range);
                    open::close_block(text, &range, &mut edits);
                }
                Event::InlineHtml(_)
                | Event::Start(Tag::Item | Tag::BlockQuote(_) | Tag::Paragraph)
                | Event::End(TagEnd::Item | TagEnd::BlockQuote(_) | TagEnd::Paragraph) => {
                    elements.find(&event, text, &range);
                }
                _ => {}
            }
            match event {
                Event::Start(ref tag) => {
                    if depth == 0 {
                        ends_in_list = matches!(tag, Tag::List(_));
                    }
                    depth += 1;
                }
                Event::End(_) => depth -= 1,
                _ => {}
            }
        }
        let is_heading_first = headings.is_first(text) && place == Place::Item;
        headings.fit(text, place, &mut edits);
        edits.trim_lines(text, &fences, &hard_breaks);
        let closing = elements.closing();
        ends_in_list &= closing.is_empty();
        if !closing.is_empty() {
            edits.insert(text.len(), format!("\n\n{closing}"));
        }
        Self { edits, ends_in_list, is_heading_first }
    }
}

/// What stands before each further line of a block in items and quotations, of which a place is on the
/// first line: their signs of quotation, and as much space as their marks take.
fn prefix(text: &str, start: usize) -> String {
    let line = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let kept = |one: char| if matches!(one, '>' | '\t') { one } else { ' ' };
    text[line..start].chars().map(kept).collect()
}

/// The fence of a code block that does not end in one; before its further lines stands a prefix.
fn unclosed_fence<'t>(block: &'t str, prefix: &str) -> Option<&'t str> {
    let mark = block.chars().next().filter(|mark| matches!(mark, '`' | '~'))?;
    let length = block.len() - block.trim_start_matches(mark).len();
    let last = block.trim_end().rsplit_once('\n').map_or("", |(_, last)| last);
    let last =
        last.strip_prefix(prefix).unwrap_or_else(|| last.trim_start_matches(['>', ' ', '\t']));
    let inside = last.trim_start_matches(' ');
    // Indented further, it is code (CommonMark, section 4.5).
    let is_indented = last.len() - inside.len() > 3;
    let is_closed = !is_indented && inside.len() >= length && inside.chars().all(|one| one == mark);
    (!is_closed).then_some(&block[..length])
}

#[cfg(test)]
mod tests;
