//! Reads the block structure of a page: CommonMark with GitHub's tables.

mod container;
mod cursor;
mod definition;
mod html;
mod leaf;
mod open;
mod parser;
mod start;
mod table;

use std::ops::Range;

use super::page::Page;

/// What the rules need to know of the blocks of a page.
#[derive(Default)]
pub(super) struct Blocks {
    pub(super) kinds: Vec<LineKind>,
    pub(super) prefixes: Vec<Prefix>,
    pub(super) lists: Vec<List>,
    pub(super) headings: Vec<Heading>,
    pub(super) code: Vec<CodeBlock>,
    pub(super) tables: Vec<Table>,
    pub(super) definitions: Vec<Definition>,
    pub(super) texts: Vec<Text>,
    /// The pieces of all texts.
    pieces: Vec<Range<usize>>,
}

/// What kind of content a line belongs to, as far as the line rules ask.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(super) enum LineKind {
    #[default]
    Text,
    /// The first or last line of a fenced code block.
    Fence,
    /// A line between fences.
    FencedCode,
    IndentedCode,
    Html,
}

impl LineKind {
    /// Whether the line is part of a code block.
    pub(super) fn is_code(self) -> bool {
        matches!(self, Self::Fence | Self::FencedCode | Self::IndentedCode)
    }
}

/// White space or a block quote marker before the content of a line.
pub(super) struct Prefix {
    pub(super) line: usize,
    pub(super) range: Range<usize>,
    pub(super) kind: PrefixKind,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum PrefixKind {
    /// A `>` and the space after it.
    Quote,
    /// White space before a block.
    Space,
    /// White space that the block itself takes in.
    Content,
}

/// A bullet or numbered list.
pub(super) struct List {
    pub(super) is_ordered: bool,
    /// Where the first marker is.
    pub(super) start: usize,
    pub(super) first_line: usize,
    /// The last line that is not blank.
    pub(super) last_line: usize,
    pub(super) items: Vec<Item>,
    /// The lists around this one up to a block quote, if all are bullet lists.
    pub(super) bullet_depth: Option<usize>,
    /// Whether no list is around this one at all.
    pub(super) is_outermost: bool,
}

/// The start of a list item.
pub(super) struct Item {
    pub(super) line: usize,
    /// The number, if any, with the marker character.
    pub(super) marker: Range<usize>,
    /// The white space between marker and content; empty if there is no content.
    pub(super) space: Range<usize>,
}

/// A heading of either style.
pub(super) struct Heading {
    pub(super) first_line: usize,
    pub(super) last_line: usize,
    pub(super) start: usize,
    /// The text without marks and space; empty if there is none.
    pub(super) text: Range<usize>,
    /// Space after the opening marks of a heading with `#`.
    pub(super) opening_space: Range<usize>,
    /// Space before the closing marks.
    pub(super) closing_space: Range<usize>,
}

/// A fenced or indented code block.
pub(super) struct CodeBlock {
    pub(super) is_fenced: bool,
    pub(super) first_line: usize,
    pub(super) last_line: usize,
    /// How many lines have content.
    pub(super) filled_lines: usize,
    /// The lines that start with `$`.
    pub(super) commands: Vec<Range<usize>>,
}

/// The lines of a table.
pub(super) struct Table {
    pub(super) first_line: usize,
    pub(super) last_line: usize,
}

/// A link reference definition.
pub(super) struct Definition {
    /// The label without surrounding space, in lower case, with single spaces.
    pub(super) label: String,
    pub(super) line: usize,
}

/// Inline content: a paragraph, a heading or a table cell.
pub(super) struct Text {
    /// Which of the pieces of all texts are those of this one.
    pieces: Range<usize>,
}

impl Blocks {
    /// Reads the page.
    pub(super) fn parse(page: &Page) -> Self {
        let blocks = open::Parser::new(page, false).run();
        if blocks.definitions.is_empty() {
            return blocks;
        }
        // Any text may refer to a definition, so none can be passed over.
        open::Parser::new(page, true).run()
    }

    /// The parts of the page that make up a text, one for each of its lines.
    pub(super) fn pieces(&self, text: &Text) -> &[Range<usize>] {
        &self.pieces[text.pieces.clone()]
    }

    /// The prefixes of one line.
    pub(super) fn prefixes_on(&self, line: usize) -> &[Prefix] {
        let start = self.prefixes.partition_point(|prefix| prefix.line < line);
        let rest = &self.prefixes[start..];
        &rest[..rest.partition_point(|prefix| prefix.line == line)]
    }

    /// A line break after the block quote markers of the given line: a blank line in its quotes.
    pub(super) fn blank_line_like(&self, page: &Page, line: usize) -> String {
        let prefixes = self.prefixes_on(line).iter();
        let mut blank: String = prefixes.map(|prefix| &page.text()[prefix.range.clone()]).collect();
        blank.truncate(super::character::trim_end(&blank).len());
        blank.push('\n');
        blank
    }
}
