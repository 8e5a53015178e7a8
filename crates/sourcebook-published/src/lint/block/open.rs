//! What is open between two lines of a page: containers, and the block in the innermost one.

use std::ops::Range;

use super::{super::page::Page, Blocks, html, start::Fence};

/// The state between two lines.
pub(super) struct Parser<'a> {
    pub(super) page: &'a Page<'a>,
    pub(super) blocks: Blocks,
    pub(super) containers: Vec<Container>,
    pub(super) leaf: Leaf,
    /// Whether to keep also the texts that no rule could change.
    pub(super) thorough: bool,
}

/// The open block that holds no other blocks.
pub(super) enum Leaf {
    Nothing,
    /// The lines so far.
    Paragraph(Vec<Range<usize>>),
    Fenced {
        fence: Fence,
        indent: usize,
    },
    Indented,
    Html(html::End),
    Table,
}

impl Leaf {
    pub(super) fn is_paragraph(&self) -> bool {
        matches!(self, Self::Paragraph(_))
    }

    /// Whether the block takes its lines as they are, so that no container can start in it.
    pub(super) fn is_verbatim(&self) -> bool {
        matches!(self, Self::Fenced { .. } | Self::Html(_))
    }
}

/// An open block quote or list.
pub(super) enum Container {
    Quote,
    List(OpenList),
}

/// A list whose current item is open.
pub(super) struct OpenList {
    /// Which of the page's lists it is.
    pub(super) index: usize,
    pub(super) character: u8,
    /// The columns that the content of the current item is indented by.
    pub(super) size: usize,
    pub(super) blank: InitialBlank,
}

/// Whether the current item started with blank lines; only one is allowed before its content.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum InitialBlank {
    None,
    One,
    More,
}
