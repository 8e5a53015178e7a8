//! Reads headings, code blocks and HTML blocks.

use super::{
    super::character::is_space,
    CodeBlock, Heading, LineKind, PrefixKind,
    cursor::Cursor,
    html,
    open::{Leaf, Parser},
    start::{Fence, run_length},
};

impl Parser<'_> {
    /// Reads a heading that starts with `#`.
    pub(super) fn heading(&mut self, cursor: &Cursor, line: usize) {
        let start = cursor.position();
        let text = &self.page.text()[start..cursor.end()];
        let marks = run_length(text.as_bytes(), b'#');
        let body = text[marks..].trim_matches([' ', '\t']);
        let after_marks = text[marks..].trim_start_matches([' ', '\t']);
        let content_start = cursor.end() - after_marks.len();
        let opening_space = start + marks..content_start;
        let (content, closing_space) = split_closing_marks(body);
        let content_end = content_start + content.len();
        let heading = Heading {
            first_line: line,
            last_line: line,
            start,
            text: content_start..content_end,
            opening_space,
            closing_space: content_end..content_end + closing_space,
        };
        if !content.is_empty() {
            self.add_text([heading.text.clone()]);
        }
        self.blocks.headings.push(heading);
    }

    /// Makes the open paragraph a heading; returns whether it has any text.
    pub(super) fn underline(&mut self, line: usize) -> bool {
        let Leaf::Paragraph(pieces) = std::mem::replace(&mut self.leaf, Leaf::Nothing) else {
            return false;
        };
        let defined = self.blocks.definitions.len();
        let rest = self.take_definitions(pieces.clone());
        let (Some(first), Some(last)) = (rest.first().cloned(), rest.last().cloned()) else {
            self.blocks.definitions.truncate(defined);
            self.leaf = Leaf::Paragraph(pieces);
            return false;
        };
        self.blocks.headings.push(Heading {
            first_line: self.page.line_at(first.start),
            last_line: line,
            start: first.start,
            opening_space: last.start..last.start,
            closing_space: last.end..last.end,
            text: last,
        });
        self.add_text(rest);
        true
    }

    pub(super) fn open_fenced(&mut self, line: usize, fence: Fence, indent: usize) {
        self.leaf = Leaf::Fenced { fence, indent };
        if !fence.is_math() {
            self.open_code(line, true);
            self.blocks.kinds[line] = LineKind::Fence;
        }
    }

    fn open_code(&mut self, line: usize, is_fenced: bool) {
        self.blocks.code.push(CodeBlock {
            is_fenced,
            first_line: line,
            last_line: line,
            filled_lines: 0,
            commands: Vec::new(),
        });
    }

    pub(super) fn fenced_line(
        &mut self,
        cursor: &mut Cursor,
        line: usize,
        fence: Fence,
        indent: usize,
    ) {
        let closes = fence.is_closed_by(cursor);
        let limit = if closes { usize::MAX } else { indent };
        let kind = if closes { PrefixKind::Content } else { PrefixKind::Space };
        self.prefix(cursor, line, limit, kind);
        if fence.is_math() {
            if closes {
                self.leaf = Leaf::Nothing;
            }
            return;
        }
        if let Some(code) = self.blocks.code.last_mut() {
            code.last_line = line;
        }
        self.blocks.kinds[line] = LineKind::FencedCode;
        if closes {
            self.close_leaf();
        } else {
            self.code_line(cursor);
        }
    }

    /// Notes the content of a line of code.
    fn code_line(&mut self, cursor: &Cursor) {
        let range = cursor.position()..cursor.end();
        let Some(code) = self.blocks.code.last_mut().filter(|_| !range.is_empty()) else {
            return;
        };
        code.filled_lines += 1;
        // Only commands from the first line on matter.
        if code.commands.len() + 1 == code.filled_lines {
            let content = &self.page.text()[range.clone()];
            if content.trim_start_matches(is_space).starts_with('$') {
                code.commands.push(range);
            }
        }
    }

    /// Closes a fenced block, whose last line counts as a fence even if it is none.
    pub(super) fn end_fenced(&mut self) {
        if let Some(code) = self.blocks.code.last() {
            self.blocks.kinds[code.last_line] = LineKind::Fence;
        }
    }

    pub(super) fn open_indented(&mut self, cursor: &mut Cursor, line: usize) {
        self.open_code(line, false);
        self.leaf = Leaf::Indented;
        self.indented_line(cursor, line);
    }

    pub(super) fn indented_line(&mut self, cursor: &mut Cursor, line: usize) {
        let Some(code) = self.blocks.code.last_mut() else {
            return;
        };
        let is_first = code.first_line == line;
        self.blocks.kinds[code.last_line..=line].fill(LineKind::IndentedCode);
        code.last_line = line;
        let kind = if is_first { PrefixKind::Content } else { PrefixKind::Space };
        self.prefix(cursor, line, 4, kind);
        self.code_line(cursor);
    }

    pub(super) fn html_line(&mut self, cursor: &Cursor, line: usize, end: html::End) {
        if end == html::End::BlankLine && cursor.is_blank() {
            self.leaf = Leaf::Nothing;
            return;
        }
        self.blocks.kinds[line] = LineKind::Html;
        if end.is_on(cursor.rest()) {
            self.leaf = Leaf::Nothing;
        }
    }
}

/// Splits closing marks off the content of a heading; returns it and the size of the space between.
fn split_closing_marks(body: &str) -> (&str, usize) {
    let before = body.trim_end_matches('#');
    let content = before.trim_end_matches([' ', '\t']);
    let is_closed =
        before.len() < body.len() && (content.len() < before.len() || before.is_empty());
    if is_closed { (content, before.len() - content.len()) } else { (body, 0) }
}
