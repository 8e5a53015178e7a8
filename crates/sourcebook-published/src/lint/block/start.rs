//! Recognizes the lines that start a block or end a paragraph.

use super::{cursor::Cursor, html};

/// A block that starts on a line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Start {
    Heading,
    ThematicBreak,
    Fence(Fence),
    Html(html::End),
}

/// The opening of a fenced block.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Fence {
    pub(super) marker: u8,
    pub(super) length: usize,
}

impl Fence {
    /// Whether the block holds a formula rather than code.
    pub(super) fn is_math(self) -> bool {
        self.marker == b'$'
    }

    /// Whether the rest of a line closes the block.
    pub(super) fn is_closed_by(self, cursor: &Cursor) -> bool {
        let mut ahead = cursor.clone();
        if ahead.skip_columns(4) > 3 {
            return false;
        }
        let length = run_length(ahead.rest(), self.marker);
        ahead.advance(length);
        length >= self.length && ahead.is_blank()
    }
}

/// How often `byte` is repeated at the start of `bytes`.
pub(super) fn run_length(bytes: &[u8], byte: u8) -> usize {
    bytes.iter().take_while(|&&found| found == byte).count()
}

/// The block that starts at a cursor, which is after any white space.
pub(super) fn block(cursor: &Cursor, in_paragraph: bool) -> Option<Start> {
    let rest = cursor.rest();
    match rest.first()? {
        b'#' => is_heading(rest).then_some(Start::Heading),
        b'*' | b'-' | b'_' => is_thematic_break(rest).then_some(Start::ThematicBreak),
        b'`' | b'~' | b'$' => fence(rest).map(Start::Fence),
        b'<' => html::start(rest, in_paragraph).map(Start::Html),
        _ => None,
    }
}

fn is_heading(rest: &[u8]) -> bool {
    let level = run_length(rest, b'#');
    level <= 6 && matches!(rest.get(level), None | Some(b' ' | b'\t'))
}

/// Whether a line consists of at least three of the same mark and white space.
pub(super) fn is_thematic_break(rest: &[u8]) -> bool {
    let mut marks = rest.iter().filter(|&&byte| byte != b' ' && byte != b'\t');
    marks.clone().nth(2).is_some() && marks.all(|byte| rest.first() == Some(byte))
}

fn fence(rest: &[u8]) -> Option<Fence> {
    let marker = rest[0];
    let length = run_length(rest, marker);
    let least = if marker == b'$' { 2 } else { 3 };
    let info_is_open = marker == b'~' || !rest[length..].contains(&marker);
    (length >= least && info_is_open).then_some(Fence { marker, length })
}

/// Whether the rest of a line underlines the paragraph before it as a heading.
pub(super) fn is_underline(cursor: &Cursor) -> bool {
    let rest = cursor.rest();
    let Some(&marker @ (b'=' | b'-')) = rest.first() else {
        return false;
    };
    let tail = &rest[run_length(rest, marker)..];
    tail.iter().all(|byte| matches!(byte, b' ' | b'\t'))
}

/// A list marker with its number, if any.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct ListMarker {
    /// The character after the number, or the bullet.
    pub(super) character: u8,
    pub(super) length: usize,
    pub(super) is_ordered: bool,
}

/// The list marker at a cursor, which is after any white space.
///
/// One that would interrupt a paragraph needs content and the number one.
pub(super) fn list_marker(cursor: &Cursor, in_paragraph: bool) -> Option<ListMarker> {
    let rest = cursor.rest();
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let character = *rest.get(digits)?;
    let is_marker = match character {
        b'.' | b')' => (1..=9).contains(&digits),
        b'*' | b'-' => digits == 0 && !is_thematic_break(rest),
        b'+' => digits == 0,
        _ => false,
    };
    let after = &rest[(digits + 1).min(rest.len())..];
    let is_blank = after.iter().all(|byte| matches!(byte, b' ' | b'\t'));
    let is_separate = matches!(after.first(), None | Some(b' ' | b'\t'));
    let may_interrupt = !is_blank && (digits == 0 || &rest[..digits] == b"1");
    (is_marker && is_separate && (!in_paragraph || may_interrupt)).then_some(ListMarker {
        character,
        length: digits + 1,
        is_ordered: digits > 0,
    })
}
