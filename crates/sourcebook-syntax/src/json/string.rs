//! Strings of JSON: their ends and their escape sequences.

use super::Parser;
use crate::codes::SYNTAX;
use crate::source::Span;
use crate::tree::{SyntaxError, Text};

type Result<T> = std::result::Result<T, SyntaxError>;

impl Parser<'_> {
    /// Reads a string; the span includes its quotes.
    pub(super) fn string(&mut self) -> Result<(Text, Span)> {
        let start = self.at + 1;
        let end = self.end_of_run(start)?;
        let plain = self.bytes[end] == b'"';
        if plain {
            self.at = end + 1;
            let span = Span::new(start - 1, self.at);
            return Ok((Text::Source(Span::new(start, end)), span));
        }
        self.escaped_string(start, end)
    }

    /// Offset of the next quote or backslash; control characters are rejected on the way.
    fn end_of_run(&self, from: usize) -> Result<usize> {
        let run = self.bytes[from..]
            .iter()
            .position(|&byte| byte == b'"' || byte == b'\\' || byte < 0x20);
        match run {
            Some(length) if self.bytes[from + length] >= 0x20 => Ok(from + length),
            Some(length) => Err(SyntaxError {
                code: &SYNTAX,
                span: Span::new(from + length, from + length + 1),
                message: "the document is not valid JSON".to_owned(),
                label: "a control character inside a string".to_owned(),
                help: Some(
                    "write line breaks as `\\n` and tabs as `\\t`; or is a closing quote missing?"
                        .to_owned(),
                ),
            }),
            None => Err(SyntaxError {
                code: &SYNTAX,
                span: Span::new(from - 1, from),
                message: "the document is not valid JSON".to_owned(),
                label: "this string is never closed".to_owned(),
                help: None,
            }),
        }
    }

    fn escaped_string(&mut self, start: usize, first_escape: usize) -> Result<(Text, Span)> {
        let mut decoded = String::from(&self.text[start..first_escape]);
        let mut at = first_escape;
        while self.bytes[at] == b'\\' {
            let (character, after) = self.escape(at)?;
            decoded.push(character);
            at = self.end_of_run(after)?;
            decoded.push_str(&self.text[after..at]);
        }
        self.at = at + 1;
        let text = self.builder.decoded(&decoded);
        Ok((text, Span::new(start - 1, self.at)))
    }

    /// Decodes the escape sequence at `at`; returns the character and the offset behind it.
    fn escape(&self, at: usize) -> Result<(char, usize)> {
        let character = match self.bytes.get(at + 1) {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode_escape(at),
            _ => return Err(self.bad_escape(at)),
        };
        Ok((character, at + 2))
    }

    fn unicode_escape(&self, at: usize) -> Result<(char, usize)> {
        let high = self.four_digits(at + 2).ok_or_else(|| self.bad_escape(at))?;
        if !(0xD800..0xDC00).contains(&high) {
            // A lone low surrogate has no character; JavaScript keeps it, UTF-8 cannot.
            return Ok((char::from_u32(high).unwrap_or(char::REPLACEMENT_CHARACTER), at + 6));
        }
        let low = (self.bytes.get(at + 6..at + 8) == Some(b"\\u"))
            .then(|| self.four_digits(at + 8))
            .flatten()
            .filter(|low| (0xDC00..0xE000).contains(low));
        Ok(match low {
            None => (char::REPLACEMENT_CHARACTER, at + 6),
            Some(low) => {
                let scalar = 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
                (char::from_u32(scalar).unwrap_or(char::REPLACEMENT_CHARACTER), at + 12)
            }
        })
    }

    fn four_digits(&self, at: usize) -> Option<u32> {
        let digits = self.bytes.get(at..at + 4)?;
        digits.iter().try_fold(0, |sum, &digit| Some(sum * 16 + char::from(digit).to_digit(16)?))
    }

    fn bad_escape(&self, at: usize) -> SyntaxError {
        let escaped = self.text[at + 1..].chars().next().map_or(0, char::len_utf8);
        SyntaxError {
            code: &SYNTAX,
            span: Span::new(at, at + 1 + escaped),
            message: "the document is not valid JSON".to_owned(),
            label: "invalid escape sequence".to_owned(),
            help: Some("write a backslash as `\\\\`".to_owned()),
        }
    }
}
