//! Texts of strangers as terminals may show them: nothing in them is obeyed, and nothing makes them
//! look like other texts.

use std::borrow::Cow;
use std::io::{self, Write};

/// A text in one line. What a terminal obeys and what changes the direction of writing is written
/// as an escape, such as `\u{202e}`.
pub(crate) fn line(text: &str) -> Cow<'_, str> {
    escaped(text, |c| c.is_control() || is_misleading(c))
}

/// The same for texts of several lines.
pub(crate) fn lines(text: &str) -> Cow<'_, str> {
    escaped(text, |c| c != '\n' && (c.is_control() || is_misleading(c)))
}

fn escaped(text: &str, is_escaped: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.chars().any(&is_escaped) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if is_escaped(c) { shown.extend(c.escape_unicode()) } else { shown.push(c) }
    }
    Cow::Owned(shown)
}

/// Whether a character is not seen itself and changes how others are shown: marks of direction
/// (Unicode Standard Annex #9), other ends of lines, and the controls that some terminals obey.
fn is_misleading(c: char) -> bool {
    matches!(
        c,
        '\u{80}'..='\u{9f}'
            | '\u{61c}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}'
            | '\u{feff}'
    )
}

/// Writes log lines, in which only what colors them is obeyed.
pub(crate) struct LogWriter<W>(pub(crate) W);

impl<W: Write> Write for LogWriter<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // Nothing that misleads is in ASCII.
        if bytes.is_ascii() {
            return self.0.write(bytes);
        }
        // A line comes as a whole. Escapes in its texts were taken out when it was made.
        let Ok(text) = std::str::from_utf8(bytes) else { return self.0.write(bytes) };
        match escaped(text, is_misleading) {
            Cow::Borrowed(_) => self.0.write(bytes),
            Cow::Owned(shown) => self.0.write_all(shown.as_bytes()).map(|()| bytes.len()),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_would_obey_is_escaped() {
        for (text, shown) in [
            ("plain Ω 👩‍👩‍👧 עברית", "plain Ω 👩‍👩‍👧 עברית"),
            ("a\u{1b}[31m", "a\\u{1b}[31m"),
            ("a\nb\t\u{7f}", "a\\u{a}b\\u{9}\\u{7f}"),
            ("ada\u{202e}nimda\u{2066}", "ada\\u{202e}nimda\\u{2066}"),
            ("\u{200f}\u{9b}31m\u{2028}", "\\u{200f}\\u{9b}31m\\u{2028}"),
        ] {
            assert_eq!(line(text), shown);
        }
        assert_eq!(lines("a\nb\u{1b}"), "a\nb\\u{1b}");
    }

    #[test]
    fn log_lines_keep_their_colors_only() {
        let mut written = Vec::new();
        let line = "\u{1b}[32m INFO\u{1b}[0m name=\u{202e}x\n";
        LogWriter(&mut written).write_all(line.as_bytes()).unwrap();
        assert_eq!(
            String::from_utf8(written).unwrap(),
            "\u{1b}[32m INFO\u{1b}[0m name=\\u{202e}x\n"
        );
    }
}
