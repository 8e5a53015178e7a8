//! Plain texts as Markdown that shows them as they are.
//!
//! The same texts stand in the help of a program, where nothing is markup. Code between backticks,
//! links and lists are understood; whatever else would vanish or change is escaped.

use std::borrow::Cow;

use super::inline::{closing, one_line};
use super::text::unix_lines;

/// A text as paragraphs: its line breaks stay, an empty line ends a paragraph.
pub(in crate::products) fn paragraphs(text: &str) -> String {
    let text = unix_lines(text);
    let mut paragraphs = String::with_capacity(text.len() + 16);
    let mut is_open = false;
    for line in text.trim().lines().map(str::trim_end) {
        if line.is_empty() {
            is_open = false;
            continue;
        }
        let is_item = is_list_item(line);
        if !paragraphs.is_empty() {
            paragraphs.push_str(match (is_open, is_item) {
                (false, _) => "\n\n",
                (true, true) => "\n",
                (true, false) => "\\\n",
            });
        }
        paragraphs.push_str(&if is_item {
            item(line)
        } else {
            block_start(&inline(line.trim_start())).into_owned()
        });
        is_open = true;
    }
    paragraphs
}

/// A text in one line.
pub(in crate::products) fn line(text: &str) -> String {
    inline(&one_line(text))
}

/// Whether white space is on this side; the edge of a text is none.
fn is_space(side: Option<char>) -> bool {
    side.is_some_and(char::is_whitespace)
}

fn is_list_item(line: &str) -> bool {
    let line = line.trim_start();
    let number = line.trim_start_matches(|digit: char| digit.is_ascii_digit());
    let is_numbered = number.len() < line.len() && number.starts_with(". ");
    line.starts_with("- ") || line.starts_with("* ") || is_numbered
}

/// An item with its own mark; only what is behind the mark is escaped.
fn item(line: &str) -> String {
    let indent = line.len() - line.trim_start().len();
    let mark = line[indent..].find(' ').map_or(line.len(), |end| indent + end);
    let mark = if &line[indent..mark] == "*" { "-" } else { &line[indent..mark] };
    let rest = line[indent..].split_once(' ').map_or("", |(_, rest)| rest);
    format!("{}{mark} {}", &line[..indent], inline(rest))
}

/// A line that starts nothing but a paragraph, and goes on with one.
fn block_start(line: &str) -> Cow<'_, str> {
    let is_rule = line.chars().all(|mark| "-=_+|: ".contains(mark));
    if is_rule || line.starts_with(['#', '>', '+', '=']) {
        return Cow::Owned(format!("\\{line}"));
    }
    let digits = line.len() - line.trim_start_matches(|digit: char| digit.is_ascii_digit()).len();
    if digits > 0 && line[digits..].starts_with(['.', ')']) {
        return Cow::Owned(format!("{}\\{}", &line[..digits], &line[digits..]));
    }
    Cow::Borrowed(line)
}

/// A line whose characters mean themselves, outside of code between backticks.
fn inline(line: &str) -> String {
    let mut escaped = String::with_capacity(line.len() + 8);
    let mut rest = line;
    while let Some(at) = rest.find('`') {
        push_escaped(&mut escaped, &rest[..at]);
        let fence = rest[at..].len() - rest[at..].trim_start_matches('`').len();
        let (open, after) = rest[at..].split_at(fence);
        if let Some(end) = closing(after, fence) {
            escaped.push_str(open);
            escaped.push_str(&after[..end]);
            rest = &after[end..];
        } else {
            escaped.push_str(&"\\`".repeat(fence));
            rest = after;
        }
    }
    push_escaped(&mut escaped, rest);
    escaped
}

/// Appends a text without code, its marks of HTML and emphasis escaped.
fn push_escaped(escaped: &mut String, text: &str) {
    let mut before: Option<char> = escaped.chars().next_back();
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let after = characters.peek().copied();
        let is_word = |side: Option<char>| side.is_some_and(char::is_alphanumeric);
        let needs_escape = match character {
            '*' => !(is_space(before) && is_space(after)),
            '\\' => true,
            '_' => !(is_word(before) && is_word(after)),
            '<' => after.is_some_and(|next| next.is_ascii_alphabetic() || "/!?".contains(next)),
            // One behind white space closes nothing.
            '~' => before.is_some() && !is_space(before) || after == Some('~'),
            '&' => after.is_some_and(|next| next.is_ascii_alphabetic() || next == '#'),
            _ => false,
        };
        if needs_escape {
            escaped.push('\\');
        }
        escaped.push(character);
        before = Some(character);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

    use super::*;

    #[test]
    fn paragraphs_show_what_is_written() {
        let table = [
            ("plain", "plain"),
            ("\none\ntwo\n\n\nthree ", "one\\\ntwo\n\nthree"),
            ("Kinds:\n  - a\n  * b_\n1. c\nend", "Kinds:\n  - a\n  - b\\_\n1. c\\\nend"),
            ("<type>:<uuid> a < b", "\\<type>:\\<uuid> a < b"),
            ("0 0 * * *x snake_case _x_", "0 0 * * \\*x snake_case \\_x\\_"),
            ("`a*b` and ``x ` <y>`` `open", "`a*b` and ``x ` <y>`` \\`open"),
            ("# one\n> two\n===", "\\# one\\\n\\> two\\\n\\==="),
            ("[docs](https://a.test/b_c)", "[docs](https://a.test/b_c)"),
            ("AT&T &amp; ~~x~~", "AT\\&T \\&amp; \\~\\~x\\~\\~"),
        ];
        for (text, expected) in table {
            assert_eq!(paragraphs(text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_line_has_no_breaks() {
        assert_eq!(line(" a\n\nb_ `c|d` "), "a b\\_ `c|d`");
    }

    /// The text that a reader sees of a page.
    fn seen(page: &str) -> String {
        let mut seen = String::new();
        for event in Parser::new_ext(page, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
            match event {
                Event::Text(text) => seen.push_str(&text),
                Event::Code(text) => seen.push_str(&format!("`{text}`")),
                Event::HardBreak => seen.push('\n'),
                Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph) => {}
                other => panic!("{other:?} in {page:?}"),
            }
        }
        seen
    }

    proptest! {
        #[test]
        fn what_is_no_list_is_seen_as_it_is(text in r"[a-b12_*\\<>&~{}$ #!().=|:+\n-]{0,16}") {
            let lines: Vec<&str> = text.trim().lines().map(str::trim).collect();
            prop_assume!(!lines.iter().any(|line| line.is_empty() || is_list_item(line)));
            prop_assert_eq!(seen(&paragraphs(&text)), lines.join("\n"));
        }
    }
}
