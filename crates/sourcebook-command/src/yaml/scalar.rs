//! How a text is written as a YAML scalar: plain, quoted, or as a literal block.

mod resolution;

use std::fmt::Write;

use resolution::reads_as_other_type;

/// A scalar: what stands behind its key, and the lines below of a literal block.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Scalar {
    pub(super) line: String,
    pub(super) block: Vec<String>,
}

impl Scalar {
    /// A scalar of one line.
    pub(super) fn line(line: impl Into<String>) -> Self {
        Self { line: line.into(), block: Vec::new() }
    }

    /// A text that stays one whoever reads it.
    pub(super) fn text(text: &str) -> Self {
        if text.is_empty() || reads_as_other_type(text) {
            return Self::line(double_quoted(text));
        }
        Self::as_needed(text)
    }

    /// A text that is quoted only where the notation demands it.
    pub(super) fn as_needed(text: &str) -> Self {
        if has_odd_characters(text) {
            Self::line(double_quoted(text))
        } else if text.contains('\n') {
            Self::literal(text)
        } else if is_plain(text) {
            Self::line(text)
        } else {
            Self::line(format!("'{}'", text.replace('\'', "''")))
        }
    }

    /// A literal block; the text has a line that is not empty.
    fn literal(text: &str) -> Self {
        let chomping = if text.ends_with('\n') { "" } else { "-" };
        // A first line that starts with a space would be taken for the indent.
        let first = text.trim_start_matches('\n');
        let indent = if first.starts_with(' ') { "2" } else { "" };
        let lines = text.split_terminator('\n').map(str::to_owned).collect();
        Self { line: format!("|{indent}{chomping}"), block: lines }
    }
}

/// A key that stays a text whoever reads it.
pub(super) fn key(text: &str) -> String {
    if reads_as_other_type(text) { double_quoted(text) } else { key_as_needed(text) }
}

/// A key that is quoted only where the notation demands it.
pub(super) fn key_as_needed(text: &str) -> String {
    if text.is_empty() || text.contains('\n') {
        double_quoted(text)
    } else {
        Scalar::as_needed(text).line
    }
}

/// Whether a text has what neither a plain scalar nor a literal block can hold.
fn has_odd_characters(text: &str) -> bool {
    let is_odd = |character: char| {
        matches!(character, '\u{feff}' | '\u{2028}' | '\u{2029}' | '\u{fffe}' | '\u{ffff}')
            || (character.is_control() && !matches!(character, '\n' | '\t'))
    };
    let is_tab_at_edge = |line: &str| line.starts_with('\t') || line.ends_with('\t');
    text.contains(is_odd)
        || text.split('\n').any(is_tab_at_edge)
        || (text.contains('\n') && text.split('\n').all(|line| line.trim().is_empty()))
        // Empty lines at the end of a block run into those behind it.
        || text.ends_with("\n\n")
}

/// Whether a text may stand without quotes in one line, whatever it would be read as.
pub(super) fn is_plain(text: &str) -> bool {
    let mut characters = text.chars();
    let is_open = match (characters.next(), characters.next()) {
        (Some('-' | '?' | ':'), next) => next.is_some_and(|next| next != ' ' && next != '\t'),
        (Some(first), _) => !"#,[]{}&*!|>'\"%@`".contains(first),
        (None, _) => true,
    };
    let is_cut = [": ", ":\t", " #", "\t#"].iter().any(|mark| text.contains(mark));
    let is_document_mark = text.starts_with("---") || text.starts_with("...");
    is_open
        && !is_cut
        && !text.contains('\n')
        && !is_document_mark
        && !text.ends_with(':')
        && text.trim_matches(' ') == text
}

fn double_quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            '\u{feff}' | '\u{2028}' | '\u{2029}' | '\u{fffe}' | '\u{ffff}' => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(character));
            }
            control if control.is_control() => {
                let _ = write!(quoted, "\\x{:02X}", u32::from(control));
            }
            other => quoted.push(other),
        }
    }
    quoted + "\""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_would_be_read_as_something_else_are_quoted() {
        let plain = [
            "a",
            "a b",
            "127.0.0.1:3000",
            "https://a.test/b",
            "-a",
            ":a",
            "?a",
            "a#b",
            "a:b",
            "é",
            "1.2.3",
            "0x",
            "1a",
            "nullable",
            "2006-01",
            "1:60",
            "tRUE",
            "nO",
            "e5",
            "a\tb",
            "=",
            "*.a"[1..].trim(),
        ];
        for text in plain {
            assert_eq!(Scalar::text(text), Scalar::line(text), "{text:?}");
        }
        let double = [
            "",
            "null",
            "Null",
            "~",
            "true",
            "FALSE",
            "yes",
            "No",
            "ON",
            "off",
            "y",
            "N",
            "1",
            "-1",
            "+1.5",
            "++0",
            "1e5",
            ".5",
            "5.",
            "1_000",
            "0x1F",
            "0o17",
            "0b1",
            "017",
            ".inf",
            "-.Inf",
            ".NaN",
            "190:20:30",
            "1:59.5",
            "2006-1-2",
            "2006-01-02T15:04:05Z",
            "2006-01-02 15:04:05",
            "<<",
        ];
        for text in double {
            assert_eq!(Scalar::text(text), Scalar::line(format!("\"{text}\"")), "{text:?}");
        }
    }

    #[test]
    fn texts_that_the_notation_forbids_are_quoted() {
        let single = [
            "#a", ",a", "[a", "]a", "{a", "}a", "&a", "*a", "!a", "|a", ">a", "\"a", "%a", "@a",
            "`a", "-", "- a", "?", "? a", ":", ": a", "a: b", "a #b", "a:", " a", "a ", "---",
            "...a",
        ];
        for text in single {
            let expected = Scalar::line(format!("'{text}'"));
            assert_eq!(Scalar::as_needed(text), expected, "{text:?}");
            assert_eq!(Scalar::text(text), expected, "{text:?}");
        }
        assert_eq!(Scalar::as_needed("'a'"), Scalar::line("'''a'''"));
        assert_eq!(Scalar::as_needed("true"), Scalar::line("true"));
        let table =
            [("\ta", r#""\ta""#), ("a\r", r#""a\r""#), ("\u{1}", r#""\x01""#), ("\n", r#""\n""#)];
        for (text, expected) in table {
            assert_eq!(Scalar::text(text), Scalar::line(expected), "{text:?}");
        }
    }

    #[test]
    fn texts_of_several_lines_are_literal_blocks() {
        let block = |line: &str, lines: &[&str]| Scalar {
            line: line.to_owned(),
            block: lines.iter().map(|line| (*line).to_owned()).collect(),
        };
        let table = [
            ("a\nb", block("|-", &["a", "b"])),
            ("a\n\n b\n", block("|", &["a", "", " b"])),
            ("a\n\n", Scalar::line(r#""a\n\n""#)),
            (" a\nb", block("|2-", &[" a", "b"])),
            ("\n a", block("|2-", &["", " a"])),
        ];
        for (text, expected) in table {
            assert_eq!(Scalar::text(text), expected, "{text:?}");
        }
    }
}
