//! What one page says of itself: headings with the anchors that mdBook gives them, and links.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashSet};
use std::ops::Range;

use lol_html::{RewriteStrSettings, element, rewrite_str};
use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};
use sourcebook_syntax::Span;

/// A heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 6.
    pub level: usize,
    /// Its text without markup.
    pub text: String,
    /// The fragment that leads to it.
    pub anchor: String,
    /// Where it stands.
    pub span: Span,
}

/// A link or an image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Where it leads, as it is written.
    pub target: String,
    /// Where it stands.
    pub span: Span,
}

/// What was read from one page.
#[derive(Debug, Default)]
pub(super) struct Read {
    pub(super) headings: Vec<Heading>,
    pub(super) links: Vec<Link>,
    pub(super) anchors: BTreeSet<String>,
    pub(super) lead: String,
    /// Numbers are appended to anchors that are there already.
    used: HashSet<String>,
}

/// The options with which mdBook reads Markdown when its configuration says nothing else.
pub(crate) fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_SMART_PUNCTUATION
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_GFM
}

/// Everything in a text that a fragment can name, if it is the whole page.
pub fn anchors(text: &str) -> BTreeSet<String> {
    read(text).anchors
}

/// Reads a page.
pub(super) fn read(text: &str) -> Read {
    let mut read = Read::default();
    let mut open: Option<Open> = None;
    let mut html = (String::new(), Span::default());
    for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
        if let Event::Html(piece) | Event::InlineHtml(piece) = &event {
            if html.0.is_empty() {
                html.1 = Span::new(range.start, range.end);
            }
            html.0.push_str(piece);
            continue;
        }
        if !html.0.is_empty() {
            read.add_html(&std::mem::take(&mut html.0), html.1);
        }
        read.event(event, range, &mut open);
    }
    read.add_html(&html.0, html.1);
    read
}

/// What text is being gathered for.
struct Open {
    what: What,
    text: String,
    start: usize,
    /// Inside of an image, whose description is no text of the heading.
    images: usize,
}

enum What {
    Heading {
        level: usize,
        id: Option<String>,
    },
    /// The title of a definition, which has an anchor as headings have.
    Definition,
    Lead,
}

impl Read {
    fn event(&mut self, event: Event<'_>, range: Range<usize>, open: &mut Option<Open>) {
        let begin = |what| Some(Open { what, text: String::new(), start: range.start, images: 0 });
        match event {
            Event::Start(Tag::Heading { level, id, .. }) => {
                let id = id.map(|id| id.to_string());
                *open = begin(What::Heading { level: level as usize, id });
            }
            Event::Start(Tag::DefinitionListTitle) => *open = begin(What::Definition),
            Event::Start(Tag::Paragraph) if self.lead.is_empty() && open.is_none() => {
                *open = begin(What::Lead);
            }
            // An address of mail leads to no page.
            Event::Start(Tag::Link { link_type: LinkType::Email, .. }) => {}
            Event::Start(Tag::Link { dest_url, .. }) => self.add_link(&dest_url, &range),
            Event::Start(Tag::Image { dest_url, .. }) => {
                self.add_link(&dest_url, &range);
                if let Some(open) = open {
                    open.images += 1;
                }
            }
            Event::End(TagEnd::Image) => {
                if let Some(open) = open {
                    open.images = open.images.saturating_sub(1);
                }
            }
            Event::Text(text) | Event::Code(text) => gather(open, &text),
            Event::SoftBreak | Event::HardBreak => gather(open, "\n"),
            Event::End(TagEnd::Heading(_) | TagEnd::DefinitionListTitle | TagEnd::Paragraph) => {
                if let Some(open) = open.take() {
                    self.close(open, range.end);
                }
            }
            Event::FootnoteReference(name) => {
                self.anchors.insert(format!("footnote-{name}"));
            }
            _ => {}
        }
    }

    fn close(&mut self, open: Open, end: usize) {
        match open.what {
            What::Lead => self.lead = open.text.split_whitespace().collect::<Vec<_>>().join(" "),
            What::Definition => drop(self.anchor(None, &open.text)),
            What::Heading { level, id } => {
                let anchor = self.anchor(id, &open.text);
                let span = Span::new(open.start, end.saturating_sub(1).max(open.start));
                let text = open.text.trim().to_owned();
                self.headings.push(Heading { level, text, anchor, span });
            }
        }
    }

    /// The anchor of a heading. One that is given does not count as used, as in mdBook.
    fn anchor(&mut self, id: Option<String>, text: &str) -> String {
        let anchor = id.unwrap_or_else(|| {
            let slug = slug(text);
            let mut candidate = slug.clone();
            let mut number = 1;
            while !self.used.insert(candidate.clone()) {
                candidate = format!("{slug}-{number}");
                number += 1;
            }
            candidate
        });
        self.anchors.insert(anchor.clone());
        anchor
    }

    fn add_link(&mut self, target: &str, range: &Range<usize>) {
        let span = Span::new(range.start, range.end);
        self.links.push(Link { target: target.to_owned(), span });
    }

    /// Anchors and links that are written as HTML.
    fn add_html(&mut self, html: &str, span: Span) {
        if html.is_empty() {
            return;
        }
        let found = RefCell::new(Vec::new());
        let settings =
            RewriteStrSettings::new().append_element_content_handler(element!("*", |element| {
                for (name, is_link) in [("id", false), ("href", true), ("src", true)] {
                    found
                        .borrow_mut()
                        .extend(element.get_attribute(name).map(|value| (value, is_link)));
                }
                if element.tag_name() == "a" {
                    let name = element.get_attribute("name").map(|value| (value, false));
                    found.borrow_mut().extend(name);
                }
                Ok(())
            }));
        // A page with broken HTML has the anchors that were found before.
        let _ = rewrite_str(html, settings);
        for (value, is_link) in found.into_inner() {
            if is_link {
                self.links.push(Link { target: value, span });
            } else {
                self.anchors.insert(value);
            }
        }
    }
}

fn gather(open: &mut Option<Open>, text: &str) {
    if let Some(open) = open.as_mut().filter(|open| open.images == 0) {
        open.text.push_str(text);
    }
}

/// The anchor that mdBook makes of a heading's text.
pub fn slug(text: &str) -> String {
    let lower = text.trim().to_lowercase();
    let letters = lower.chars().filter_map(|letter| {
        if letter.is_alphanumeric() || letter == '_' || letter == '-' {
            Some(letter)
        } else {
            letter.is_whitespace().then_some('-')
        }
    });
    letters.collect()
}

#[cfg(test)]
mod tests;
