//! Parses inline content: code spans, links and emphasis, and what hides them.

mod autolink;
mod code;
mod emphasis;
mod scanner;

use std::{collections::HashSet, ops::Range};

use super::{block::Blocks, page::Page, syntax::Content};

/// What the rules need to know of the inline content of a page; all ranges are places on the page.
#[derive(Default)]
pub(super) struct Inlines {
    pub(super) code_spans: Vec<CodeSpan>,
    pub(super) emphasis: Vec<Emphasis>,
    pub(super) loose_marks: Vec<LooseMark>,
    /// Space at the edges of link text.
    pub(super) link_space: Vec<Range<usize>>,
    /// The labels that links and images refer to, or would if they were defined.
    pub(super) references: HashSet<String>,
}

/// A code span.
pub(super) struct CodeSpan {
    /// What is between the backticks.
    pub(super) content: Range<usize>,
    /// The first line of the content without padding.
    pub(super) first: Range<usize>,
    /// The last line of the content without padding.
    pub(super) last: Range<usize>,
}

/// Emphasised text.
pub(super) struct Emphasis {
    pub(super) is_strong: bool,
    pub(super) opening: Range<usize>,
    pub(super) closing: Range<usize>,
}

/// A run of `*` or `_` that is only text, outside of emphasis and link text.
pub(super) struct LooseMark {
    pub(super) range: Range<usize>,
    /// Which text of the page the run is in.
    pub(super) text: usize,
}

impl Inlines {
    pub(super) fn parse(page: &Page, blocks: &Blocks) -> Self {
        let labels =
            blocks.definitions.iter().map(|definition| definition.label.as_str()).collect();
        let mut inlines = Self::default();
        for (index, text) in blocks.texts.iter().enumerate() {
            let content = Content::new(page.text(), blocks.pieces(text));
            scanner::Scanner::new(&content, &labels, &mut inlines).run(index);
        }
        inlines.emphasis.sort_by_key(|emphasis| emphasis.opening.start);
        inlines
    }
}
