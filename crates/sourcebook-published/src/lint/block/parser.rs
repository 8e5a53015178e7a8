//! Drives the block parser over the lines of a page.

use std::ops::Range;

use super::{
    super::{page::Page, syntax::suspicion},
    Blocks, LineKind, PrefixKind, Text,
    cursor::Cursor,
    definition,
    open::{Leaf, Parser},
    start::{self, Start},
    table,
};

impl<'a> Parser<'a> {
    pub(super) fn new(page: &'a Page<'a>, thorough: bool) -> Self {
        let kinds = vec![LineKind::default(); page.line_count()];
        let blocks = Blocks { kinds, ..Blocks::default() };
        Self { page, blocks, containers: Vec::new(), leaf: Leaf::Nothing, thorough }
    }

    pub(super) fn run(mut self) -> Blocks {
        for line in 0..self.page.line_count() {
            self.read_line(line);
        }
        self.close_leaf();
        self.blocks
    }

    fn read_line(&mut self, line: usize) {
        let range = self.page.range(line);
        let mut cursor = Cursor::new(self.page.text().as_bytes(), range.start, range.end);
        let matched = self.continue_containers(&mut cursor, line);
        let all_match = matched == self.containers.len();
        let mut is_lazy = false;
        if !(all_match && self.leaf.is_verbatim()) {
            let opened = self.open_containers(&mut cursor, line, matched);
            if !opened && !all_match {
                if self.continue_lazily(&mut cursor, line) {
                    self.extend_lists(line);
                    return;
                }
                self.close_containers(matched);
                is_lazy = true;
            }
        }
        if !cursor.is_blank() {
            self.extend_lists(line);
        }
        self.read_leaf(cursor, line);
        if is_lazy && matches!(self.leaf, Leaf::Indented) {
            // The linter ends code on the line that ends the containers around it.
            self.leaf = Leaf::Nothing;
        }
    }

    /// Lets a paragraph go on with a line without the marks of its containers.
    fn continue_lazily(&mut self, cursor: &mut Cursor, line: usize) -> bool {
        if !self.leaf.is_paragraph() || cursor.is_blank() {
            return false;
        }
        let mut ahead = cursor.clone();
        if ahead.skip_columns(4) < 4 && start::block(&ahead, true).is_some() {
            return false;
        }
        self.extend_paragraph(cursor, line);
        true
    }

    fn read_leaf(&mut self, mut cursor: Cursor, line: usize) {
        match self.leaf {
            Leaf::Fenced { fence, indent } => self.fenced_line(&mut cursor, line, fence, indent),
            Leaf::Html(end) => self.html_line(&cursor, line, end),
            Leaf::Indented if cursor.indent() >= 4 => self.indented_line(&mut cursor, line),
            _ if cursor.is_blank() => {
                self.space_prefix(&mut cursor, line);
                if !matches!(self.leaf, Leaf::Indented) {
                    self.close_leaf();
                }
            }
            Leaf::Paragraph(_) => self.paragraph_line(&mut cursor, line),
            Leaf::Nothing => self.open_leaf(&mut cursor, line),
            Leaf::Table if table::is_row(&cursor) => self.table_row(&mut cursor, line),
            Leaf::Indented | Leaf::Table => {
                self.close_leaf();
                self.open_leaf(&mut cursor, line);
            }
        }
    }

    fn paragraph_line(&mut self, cursor: &mut Cursor, line: usize) {
        let mut ahead = cursor.clone();
        if ahead.skip_columns(4) < 4 {
            if start::is_underline(&ahead) && self.underline(line) {
                self.space_prefix(cursor, line);
                return;
            }
            if table::is_delimiter_row(ahead.rest()) && self.open_table(&ahead, line) {
                return;
            }
            if start::block(&ahead, true).is_some() {
                self.close_leaf();
                self.open_leaf(cursor, line);
                return;
            }
        }
        self.extend_paragraph(cursor, line);
    }

    fn extend_paragraph(&mut self, cursor: &mut Cursor, line: usize) {
        if let Leaf::Paragraph(pieces) = &mut self.leaf {
            pieces.push(cursor.position()..cursor.end());
        }
        self.space_prefix(cursor, line);
    }

    /// Closes the open leaf, which needs more work only for a paragraph or a code block.
    pub(super) fn close_leaf(&mut self) {
        match std::mem::replace(&mut self.leaf, Leaf::Nothing) {
            Leaf::Paragraph(pieces) => {
                let pieces = self.take_definitions(pieces);
                self.add_text(pieces);
            }
            Leaf::Fenced { fence, .. } if !fence.is_math() => self.end_fenced(),
            _ => {}
        }
    }

    /// Takes the definitions off the start of a paragraph.
    pub(super) fn take_definitions(&mut self, pieces: Vec<Range<usize>>) -> Vec<Range<usize>> {
        match pieces.first() {
            Some(first) if self.page.text()[first.clone()].starts_with('[') => {
                definition::take(self.page, pieces, &mut self.blocks.definitions)
            }
            _ => pieces,
        }
    }

    /// Keeps inline content for the rules if they could change it.
    pub(super) fn add_text(&mut self, pieces: impl IntoIterator<Item = Range<usize>>) {
        let first = self.blocks.pieces.len();
        self.blocks.pieces.extend(pieces);
        if self.thorough || self.is_suspicious(&self.blocks.pieces[first..]) {
            let pieces = first..self.blocks.pieces.len();
            self.blocks.texts.push(Text { pieces });
        } else {
            self.blocks.pieces.truncate(first);
        }
    }

    fn is_suspicious(&self, pieces: &[Range<usize>]) -> bool {
        pieces.iter().any(|piece| {
            let line = &self.page.text()[piece.clone()];
            // A code span over more than one line cannot be told from a single one of them.
            suspicion::is_suspicious(line) || (pieces.len() > 1 && line.contains('`'))
        })
    }

    /// Opens the block that starts on a line which no open leaf takes.
    fn open_leaf(&mut self, cursor: &mut Cursor, line: usize) {
        if cursor.indent() >= 4 {
            self.open_indented(cursor, line);
            return;
        }
        let mut ahead = cursor.clone();
        ahead.skip_space();
        let start = start::block(&ahead, false);
        // White space before HTML is part of it.
        let kind = match start {
            Some(Start::Html(_)) => PrefixKind::Content,
            _ => PrefixKind::Space,
        };
        let indent = self.prefix(cursor, line, usize::MAX, kind);
        match start {
            Some(Start::Heading) => self.heading(cursor, line),
            Some(Start::ThematicBreak) => {}
            Some(Start::Fence(fence)) => self.open_fenced(line, fence, indent),
            Some(Start::Html(end)) => {
                self.leaf = Leaf::Html(end);
                self.html_line(cursor, line, end);
            }
            None if cursor.is_blank() => {}
            None => {
                let first = cursor.position()..cursor.end();
                self.leaf = Leaf::Paragraph(Vec::from([first]));
            }
        }
    }
}
