//! Splits lines into cells and measures them.

use memchr::memchr2;

use crate::width;

/// A trimmed cell.
#[derive(Clone, Copy)]
pub(super) struct Cell<'a> {
    pub(super) text: &'a str,
    /// The number of columns that the text fills.
    pub(super) width: usize,
}

impl<'a> Cell<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, width: width(text) }
    }

    /// The number of UTF-16 code units.
    pub(super) fn units(self) -> usize {
        if self.width == self.text.len() { self.width } else { self.text.encode_utf16().count() }
    }
}

/// The trimmed cells of a line.
///
/// A pipe does not divide cells if a backslash is before it or an odd number of backticks.
pub(super) struct Cells<'a> {
    line: &'a str,
    /// Where the next cell starts; `None` after the last.
    start: Option<usize>,
    in_code: bool,
}

impl<'a> Cells<'a> {
    pub(super) fn of(line: &'a str) -> Self {
        Self { line, start: Some(0), in_code: false }
    }
}

impl<'a> Iterator for Cells<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let start = self.start?;
        let bytes = self.line.as_bytes();
        let mut position = start;
        while let Some(found) = memchr2(b'|', b'`', &bytes[position..]) {
            let at = position + found;
            position = at + 1;
            if bytes[at] == b'`' {
                self.in_code = !self.in_code;
            } else if !self.in_code && !bytes[..at].ends_with(b"\\") {
                self.start = Some(position);
                return Some(trim(&self.line[start..at]));
            }
        }
        self.start = None;
        Some(trim(&self.line[start..]))
    }
}

/// Whether a line divides the header of a table from its rows.
pub(super) fn is_separator(line: &str) -> bool {
    let Some(b'|' | b'-' | b':' | b'\t'..=b' ' | 0x80..) = line.bytes().next() else {
        return false;
    };
    let is_mark = |character: char| "|-:".contains(character) || is_space(character);
    if !line.chars().all(is_mark) {
        return false;
    }
    let cells: Vec<&str> = line.split('|').collect();
    // Even white space will do for this test, as in the formatter.
    if cells.get(1).is_none_or(|second| second.is_empty()) {
        return false;
    }
    let may_be_border = cells.len() >= 3;
    let last = cells.len() - 1;
    cells.iter().enumerate().all(|(index, cell)| {
        let is_edge = may_be_border && (index == 0 || index == last);
        is_dashes(trim(cell)) || (is_edge && trim(cell).is_empty())
    })
}

/// Whether a cell is made of dashes, with or without a colon at either end.
fn is_dashes(cell: &str) -> bool {
    let cell = cell.strip_prefix(':').unwrap_or(cell);
    let cell = cell.strip_suffix(':').unwrap_or(cell);
    !cell.is_empty() && cell.bytes().all(|byte| byte == b'-')
}

/// Whether ECMAScript takes the character for white space.
pub(super) fn is_space(character: char) -> bool {
    match character {
        '\u{feff}' => true,
        '\u{85}' => false,
        _ => character.is_whitespace(),
    }
}

fn trim(text: &str) -> &str {
    let is_trimmed = |byte: Option<&u8>| byte.is_none_or(|byte| (0x21..0x80).contains(byte));
    if is_trimmed(text.as_bytes().first()) && is_trimmed(text.as_bytes().last()) {
        return text;
    }
    text.trim_matches(is_space)
}
