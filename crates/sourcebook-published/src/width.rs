//! How wide the formatter takes a text to be.

/// The width of a text in a table: UTF-16 code units, CJK ideographs count twice.
pub fn width(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    text.chars()
        .map(|character| match character {
            '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' => 2,
            other => other.len_utf16(),
        })
        .sum()
}
