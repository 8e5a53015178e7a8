//! Headings with their anchors, and links.

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{Event, LinkType, RefDefs, Tag, TagEnd};
use sourcebook_syntax::Span;

use super::html;
use super::mdx::Attribute;
use super::slug::{Slugs, Used};
use crate::mapped::Mapped;

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
    /// Where it stands; for one that is written as HTML, the piece of HTML.
    pub span: Span,
    /// Its label, or the description of an image; empty for one that is written as HTML.
    pub label: Span,
    /// Whether it is an image.
    pub is_image: bool,
    /// Where its target is written, with what surrounds it there.
    around_target: Span,
}

impl Link {
    /// Where its target stands in the text of the page, without anything around it; all of the link
    /// where it is spelled otherwise there.
    pub fn target_span(&self, text: &str) -> Span {
        let range = self.around_target.range();
        let around = text.get(range.clone()).unwrap_or_default();
        let Some(at) = around.find(&self.target).filter(|_| !self.target.is_empty()) else {
            return self.span;
        };
        Span::new(range.start + at, range.start + at + self.target.len())
    }
}

/// What a page says of itself.
#[derive(Debug, Default)]
pub struct Outline {
    /// Its headings in order.
    pub headings: Vec<Heading>,
    /// Its links and images in order.
    pub links: Vec<Link>,
    /// Everything that a fragment can name.
    pub anchors: BTreeSet<String>,
    /// The first paragraph as plain text.
    pub lead: String,
    slugs: Slugs,
    /// Numbers are appended to anchors that are there already.
    used: Used,
}

impl Outline {
    pub(super) fn new(slugs: Slugs) -> Self {
        Self { slugs, ..Self::default() }
    }

    /// Reads a page of Markdown, and nothing of it but its outline.
    pub fn read(text: &str, slugs: Slugs) -> Self {
        Self::of(&Mapped::whole(text), slugs)
    }

    /// The same of a text that was taken out of a page.
    pub fn of(text: &Mapped, slugs: Slugs) -> Self {
        let mut outline = Self::new(slugs);
        super::walk(text, &mut outline, None);
        outline
    }

    /// The headings above a place, the outermost first. A place is named by the number of its own
    /// heading; what stands before the first one has none.
    pub fn path(&self, section: Option<usize>) -> Vec<&Heading> {
        let mut path: Vec<&Heading> = Vec::new();
        let above = section.and_then(|last| self.headings.get(..=last)).unwrap_or_default();
        for heading in above.iter().rev() {
            if path.last().is_none_or(|inner| heading.level < inner.level) {
                path.push(heading);
            }
        }
        path.reverse();
        path
    }

    /// The anchor of a heading. One that is given does not count as used, as in mdBook.
    fn anchor(&mut self, id: Option<String>, text: &str, plain: &str) -> String {
        let anchors = match id {
            Some(id) => vec![id],
            None => self.slugs.anchors(text, plain, &mut self.used),
        };
        let first = anchors.first().cloned().unwrap_or_default();
        self.anchors.extend(anchors);
        first
    }

    /// Adds what a piece of HTML has.
    pub(super) fn add_html(&mut self, html: &Mapped) {
        let found = html::attributes(html.text());
        self.anchors.extend(found.anchors);
        for target in found.links {
            self.add_html_link(target, html.full_span());
        }
    }

    /// Adds what attributes of components say.
    pub(super) fn add_attributes(&mut self, attributes: Vec<Attribute>) {
        for attribute in attributes {
            match attribute.name.as_str() {
                "id" => drop(self.anchors.insert(attribute.value)),
                "href" | "src" => self.add_html_link(attribute.value, attribute.span),
                _ => {}
            }
        }
        self.links.sort_by_key(|link| link.span);
    }

    fn add_html_link(&mut self, target: String, span: Span) {
        let label = Span::new(span.range().start, span.range().start);
        self.links.push(Link { target, span, label, is_image: false, around_target: span });
    }
}

/// What is open while the events of a page pass.
pub(super) struct Reader<'s> {
    source: &'s Mapped,
    open: Option<Open>,
    links: Vec<OpenLink>,
}

/// A link whose end has not been seen.
struct OpenLink {
    number: usize,
    start: usize,
    /// Where its label stands, as far as it was seen.
    label: Range<usize>,
}

/// What text is being gathered for.
#[derive(Default)]
struct Open {
    what: What,
    text: String,
    /// The same with quotes and dashes as they are written.
    plain: String,
    start: usize,
    /// Inside of an image, whose description is no text of the heading.
    images: usize,
}

#[derive(Default)]
enum What {
    Heading {
        level: usize,
        id: Option<String>,
    },
    /// The title of a definition, which has an anchor as headings have.
    Definition,
    #[default]
    Lead,
}

/// Whether a quote, a dash or an ellipsis was written in ASCII.
fn is_made_pretty(text: &str, written: &str) -> bool {
    let mut letters = text.chars();
    let is_single = letters.next().is_some_and(|letter| "–—…‘’“”".contains(letter));
    is_single && letters.next().is_none() && written.is_ascii() && !written.starts_with(['&', '\\'])
}

impl<'s> Reader<'s> {
    pub(super) fn new(source: &'s Mapped) -> Self {
        Self { source, open: None, links: Vec::new() }
    }

    pub(super) fn event(
        &mut self,
        outline: &mut Outline,
        event: Event<'_>,
        range: Range<usize>,
        definitions: &RefDefs<'_>,
    ) {
        let begin = |what| Some(Open { what, start: range.start, ..Open::default() });
        match event {
            Event::Start(Tag::Heading { level, id, .. }) => {
                let id = id.map(|id| id.to_string());
                self.open = begin(What::Heading { level: level as usize, id });
            }
            Event::Start(Tag::DefinitionListTitle) => self.open = begin(What::Definition),
            Event::Start(Tag::Paragraph) if outline.lead.is_empty() && self.open.is_none() => {
                self.open = begin(What::Lead);
            }
            // An address of mail leads to no page.
            Event::Start(Tag::Link { link_type, dest_url, id, .. })
                if link_type != LinkType::Email =>
            {
                let definition = definitions.get(&id).map(|found| found.span.clone());
                self.open_link(outline, (&dest_url, false), range, definition);
            }
            Event::Start(Tag::Image { dest_url, id, .. }) => {
                let definition = definitions.get(&id).map(|found| found.span.clone());
                self.open_link(outline, (&dest_url, true), range, definition);
                if let Some(open) = &mut self.open {
                    open.images += 1;
                }
            }
            Event::End(TagEnd::Link) => self.close_link(outline, &range),
            Event::End(TagEnd::Image) => {
                self.close_link(outline, &range);
                if let Some(open) = &mut self.open {
                    open.images = open.images.saturating_sub(1);
                }
            }
            Event::Text(text) | Event::Code(text) => self.gather(&text, range),
            Event::SoftBreak | Event::HardBreak => self.gather("\n", range),
            Event::End(TagEnd::Heading(_) | TagEnd::DefinitionListTitle | TagEnd::Paragraph) => {
                if let Some(open) = self.open.take() {
                    self.close(outline, open, range.end);
                }
            }
            Event::FootnoteReference(name) => {
                outline.anchors.insert(format!("footnote-{name}"));
            }
            _ => {}
        }
    }

    fn open_link(
        &mut self,
        outline: &mut Outline,
        (target, is_image): (&str, bool),
        range: Range<usize>,
        definition: Option<Range<usize>>,
    ) {
        let span = self.source.span(range.clone());
        let around_target = definition.map_or(span, |range| self.source.span(range));
        let label = range.start + 1..range.start + 1;
        self.links.push(OpenLink { number: outline.links.len(), start: range.start, label });
        let target = target.to_owned();
        outline.links.push(Link { target, span, label: span, is_image, around_target });
    }

    fn close_link(&mut self, outline: &mut Outline, range: &Range<usize>) {
        // A link of mail is closed as well, but was not opened.
        let is_own = self.links.last().is_some_and(|link| link.start == range.start);
        let Some(OpenLink { number, label, .. }) = is_own.then(|| self.links.pop()).flatten()
        else {
            return;
        };
        let Some(link) = outline.links.get_mut(number) else { return };
        link.label = self.source.span(label.clone());
        if link.around_target == link.span && label.end > label.start {
            let is_in_front = self.source.text()[range.start..].starts_with('<');
            let from = if is_in_front { range.start } else { label.end };
            link.around_target = self.source.span(from..range.end);
        }
    }

    fn gather(&mut self, text: &str, range: Range<usize>) {
        for OpenLink { label, .. } in &mut self.links {
            if label.start == label.end {
                label.start = range.start.max(label.start);
            }
            label.end = range.end;
        }
        if let Some(open) = self.open.as_mut().filter(|open| open.images == 0) {
            open.text.push_str(text);
            let written = self.source.text().get(range).unwrap_or_default();
            open.plain.push_str(if is_made_pretty(text, written) { written } else { text });
        }
    }

    fn close(&self, outline: &mut Outline, open: Open, end: usize) {
        match open.what {
            What::Lead => {
                outline.lead = open.text.split_whitespace().collect::<Vec<_>>().join(" ");
            }
            What::Definition => drop(outline.anchor(None, &open.text, &open.plain)),
            What::Heading { level, id } => {
                let anchor = outline.anchor(id, &open.text, &open.plain);
                let whole = self.source.text().get(open.start..end).unwrap_or_default();
                let end = open.start + whole.trim_end_matches(['\n', '\r']).len();
                let span = self.source.span(open.start..end);
                let text = open.text.trim().to_owned();
                outline.headings.push(Heading { level, text, anchor, span });
            }
        }
    }
}
