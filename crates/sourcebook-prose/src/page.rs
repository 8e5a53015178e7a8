//! One page, read once: its headings, links, blocks of code, names in code, sentences and notes to
//! the checks.

mod annotation;
mod contents;
mod html;
mod mdx;
mod notation;
mod outline;
mod sentences;
mod slug;

use std::collections::BTreeSet;

use pulldown_cmark::{Event, Options, Parser};
use sourcebook_syntax::Span;

pub use annotation::{Annotation, Directive};
pub use contents::{Block, Code};
pub use notation::{FrontMatter, Translated, translate};
pub use outline::{Heading, Link, Outline};
pub use sentences::Sentence;
pub use slug::{Slugs, slug};

use self::contents::Contents;
use crate::mapped::Mapped;
/// What a page is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Dialect {
    /// Markdown, as mdBook and GitHub read it.
    #[default]
    Markdown,
    /// Markdown with imports, exports and components.
    Mdx,
}

impl Dialect {
    /// The dialect of a file, by the ending of its name.
    pub fn of_path(path: &str) -> Self {
        let ending = path.rsplit_once('.').map(|(_, ending)| ending);
        if ending == Some("mdx") { Self::Mdx } else { Self::Markdown }
    }
}

/// What was read from one page. All spans are in its text.
#[derive(Debug, Default)]
pub struct Page {
    /// Headings, links and anchors.
    pub outline: Outline,
    /// Blocks of code in fences, in order. Those that are indented are left out.
    pub blocks: Vec<Block>,
    /// Everything in code within text, in order.
    pub codes: Vec<Code>,
    /// The sentences of paragraphs, items of lists and cells of tables, in order.
    pub sentences: Vec<Sentence>,
    /// What comments say to the checks, in order.
    pub annotations: Vec<Annotation>,
}

impl Page {
    /// Reads a page.
    pub fn read(text: &str, dialect: Dialect, slugs: Slugs) -> Self {
        let read = match dialect {
            Dialect::Markdown => mdx::Read::plain(text, slugs == Slugs::MdBook),
            Dialect::Mdx => mdx::read(text),
        };
        let mut outline = Outline::new(slugs);
        let mut contents = Contents::default();
        walk(&read.text, &mut outline, Some(&mut contents));
        outline.add_attributes(read.attributes);
        contents.finish(outline)
    }

    /// The headings above a place, the outermost first.
    pub fn path(&self, section: Option<usize>) -> Vec<&Heading> {
        self.outline.path(section)
    }

    /// The codes within a span, such as those in the label of a link.
    pub fn codes_in(&self, span: Span) -> impl Iterator<Item = &Code> {
        let first = self.codes.partition_point(|code| code.span.start < span.start);
        self.codes[first..].iter().take_while(move |code| code.span.end <= span.end)
    }
}

/// The options with which mdBook reads Markdown when its configuration says nothing else.
pub fn markdown_options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_SMART_PUNCTUATION
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_GFM
}

/// Everything in a Markdown text that a fragment can name, if it is the whole page.
pub fn anchors(text: &str) -> BTreeSet<String> {
    Outline::read(text, Slugs::MdBook).anchors
}

/// Passes over the events of a text once.
fn walk(source: &Mapped, outline: &mut Outline, mut contents: Option<&mut Contents>) {
    let mut reader = outline::Reader::new(source);
    let mut html = Mapped::default();
    let mut events = Parser::new_ext(source.text(), markdown_options()).into_offset_iter();
    while let Some((event, range)) = events.next() {
        let is_html = matches!(event, Event::Html(_) | Event::InlineHtml(_));
        if is_html {
            html.push_part(source, range.clone());
        } else if !html.text().is_empty() {
            let html = std::mem::take(&mut html);
            outline.add_html(&html);
            if let Some(contents) = contents.as_deref_mut() {
                contents.html(&html);
            }
        }
        if !is_html {
            if let Some(contents) = contents.as_deref_mut() {
                contents.event(source, &event, range.clone(), outline.headings.len());
            }
            let definitions = events.reference_definitions();
            reader.event(outline, event, range, definitions);
        }
    }
    if !html.text().is_empty() {
        outline.add_html(&html);
    }
}

#[cfg(test)]
mod tests;
