//! Blocks of code, names in code and sentences, gathered while the events of a page pass.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};
use sourcebook_syntax::Span;

use super::Page;
use super::annotation;
use super::outline::Outline;
use super::sentences::Passage;
use crate::mapped::Mapped;

/// A block of code in a fence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// The first word behind the fence, in lower case: `sh`. Empty where there is none.
    pub language: String,
    /// What follows the language: `title="run.sh"`.
    pub info: String,
    /// What is in it.
    pub text: Mapped,
    /// Where it stands, with its fences.
    pub span: Span,
    /// The number of the heading it stands below.
    pub section: Option<usize>,
}

/// Something in code within text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// What is in it.
    pub text: Mapped,
    /// Where it stands, with its backticks.
    pub span: Span,
    /// The number of the heading it stands below, or of the last one where it stands in a heading.
    pub section: Option<usize>,
    /// Whether it stands in a heading.
    pub is_heading: bool,
}

/// What has been gathered.
#[derive(Default)]
pub(super) struct Contents {
    page: Page,
    passage: Passage,
    block: Option<Block>,
    /// Inside of indented code.
    is_indented: bool,
    is_heading: bool,
    section: Option<usize>,
}

impl Contents {
    /// What was read, with the outline that was made of the same events.
    pub(super) fn finish(mut self, outline: Outline) -> Page {
        self.end_passage();
        Page { outline, ..self.page }
    }

    /// Takes a piece of HTML, which may be a note to the checks.
    pub(super) fn html(&mut self, html: &Mapped) {
        self.page.annotations.extend(annotation::read(html));
    }

    pub(super) fn event(
        &mut self,
        source: &Mapped,
        event: &Event<'_>,
        range: Range<usize>,
        headings: usize,
    ) {
        match event {
            Event::Start(tag) if !is_inline(tag) => {
                self.end_passage();
                self.section = headings.checked_sub(1);
                self.start_block(tag, source.span(range));
            }
            Event::Start(Tag::Link { .. }) => self.passage.start_link(),
            Event::End(TagEnd::Link) => self.passage.end_link(),
            Event::End(end) if !is_inline_end(*end) => {
                self.end_passage();
                self.end_block(*end);
            }
            Event::Text(text) => self.text(source, text, range),
            Event::Code(code) => self.code(source, code, range),
            Event::SoftBreak | Event::HardBreak => {
                self.passage.text.push_other(" ", source.span(range));
            }
            _ => {}
        }
    }

    fn start_block(&mut self, tag: &Tag<'_>, span: Span) {
        let is_content = !matches!(tag, Tag::List(_) | Tag::HtmlBlock);
        if is_content {
            annotation::aim(&mut self.page.annotations, span);
        }
        match tag {
            Tag::Heading { .. } => self.is_heading = true,
            Tag::CodeBlock(CodeBlockKind::Indented) => self.is_indented = true,
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) => {
                let (language, info) = language(info);
                let section = self.section;
                self.block = Some(Block { language, info, text: Mapped::default(), span, section });
            }
            _ => {}
        }
    }

    fn end_block(&mut self, end: TagEnd) {
        match end {
            TagEnd::Heading(_) => self.is_heading = false,
            TagEnd::CodeBlock => {
                self.is_indented = false;
                self.page.blocks.extend(self.block.take());
            }
            _ => {}
        }
    }

    fn text(&mut self, source: &Mapped, text: &str, range: Range<usize>) {
        if let Some(block) = &mut self.block {
            block.text.push_spelled(text, source, range);
        } else if !self.is_indented {
            annotation::aim(&mut self.page.annotations, source.span(range.clone()));
            self.passage.push(source, text, range);
        }
    }

    fn code(&mut self, source: &Mapped, code: &str, range: Range<usize>) {
        annotation::aim(&mut self.page.annotations, source.span(range.clone()));
        let slice = source.text().get(range.clone()).unwrap_or_default();
        let fence = slice.len() - slice.trim_start_matches('`').len();
        let mut inner =
            range.start + fence..range.end.saturating_sub(fence).max(range.start + fence);
        // One space at each end belongs to the marks, where both are there.
        let inside = source.text().get(inner.clone()).unwrap_or_default();
        if inside.len() > code.len()
            && inside.starts_with([' ', '\n'])
            && inside.ends_with([' ', '\n'])
        {
            inner = inner.start + 1..inner.end - 1;
        }
        let mut text = Mapped::default();
        text.push_spelled(code, source, inner);
        self.passage.push_code(&text);
        let (span, is_heading) = (source.span(range), self.is_heading);
        self.page.codes.push(Code { text, span, section: self.section, is_heading });
    }

    fn end_passage(&mut self) {
        if self.passage.is_empty() {
            return;
        }
        let passage = std::mem::take(&mut self.passage);
        self.page.sentences.extend(passage.sentences(self.section));
    }
}

/// The language that an info string names, and the rest of it. `{.sh}` and `sh,ignore` name `sh`.
fn language(info: &str) -> (String, String) {
    let info = info.trim().trim_start_matches(['{', '.']);
    let end = info.find(|letter: char| letter.is_whitespace() || ",{}:".contains(letter));
    let (language, rest) = info.split_at(end.unwrap_or(info.len()));
    (language.to_lowercase(), rest.trim().to_owned())
}

/// Whether something stands within text, and does not end it.
fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::Image { .. }
    )
}

fn is_inline_end(end: TagEnd) -> bool {
    matches!(
        end,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image
    )
}
