//! Plain texts as Markdown that shows them as they are.
//!
//! The same texts stand in the help of a program, where nothing is markup. Code between backticks,
//! links and lists are understood; whatever else would vanish or change is escaped.

use std::borrow::Cow;

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
                (true, false) => "<br>\n",
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

/// A text in one line, for a table cell or another place inside a line.
pub(in crate::products) fn cell(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(str::trim).map(inline).collect();
    let lines = lines.join("<br>").replace("<br><br><br>", "<br><br>");
    escape_pipes(lines.trim_start_matches("<br>").trim_end_matches("<br>")).into_owned()
}

/// A text as code in a table cell, whatever it holds.
pub(in crate::products) fn code_element(text: &str) -> String {
    let mut element = String::from("<code>");
    let mut before = None;
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let after = characters.peek().copied();
        let is_word = |side: Option<char>| side.is_some_and(char::is_alphanumeric);
        match character {
            '_' if is_word(before) && is_word(after) => element.push('_'),
            '{' if after != Some('{') && before != Some('{') => element.push('{'),
            '<' => element.push_str("&lt;"),
            '>' => element.push_str("&gt;"),
            '&' => element.push_str("&amp;"),
            '*' if is_space(before) && is_space(after) => element.push('*'),
            ']' if after != Some('(') => element.push(']'),
            '|' | '*' | '`' | '\\' | ']' | '~' | '_' | '{' => {
                element.push_str(&format!("&#{};", u32::from(character)));
            }
            '\n' | '\r' => element.push(' '),
            other => element.push(other),
        }
        before = Some(character);
    }
    element + "</code>"
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

/// A line that starts nothing but a paragraph.
fn block_start(line: &str) -> Cow<'_, str> {
    let is_rule = line.len() > 2 && line.chars().all(|mark| "-=_+ ".contains(mark));
    let is_fence = line.starts_with("```") || line.starts_with("~~~");
    if is_rule || is_fence || line.starts_with(['#', '>', '+', '=']) {
        Cow::Owned(format!("\\{line}"))
    } else {
        Cow::Borrowed(line)
    }
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

/// Where a code span ends: behind the next run of exactly as many backticks.
pub(super) fn closing(text: &str, fence: usize) -> Option<usize> {
    let mut at = 0;
    while let Some(found) = text[at..].find('`') {
        let start = at + found;
        let run = text[start..].len() - text[start..].trim_start_matches('`').len();
        at = start + run;
        if run == fence {
            return Some(at);
        }
    }
    None
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
            '~' => before == Some('~') || after == Some('~'),
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

/// The text without a `|` that would end a cell; code spans do not protect one.
fn escape_pipes(text: &str) -> Cow<'_, str> {
    if !text.contains('|') {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 4);
    let mut backslashes = 0;
    for character in text.chars() {
        if character == '|' && backslashes % 2 == 0 {
            escaped.push('\\');
        }
        backslashes = if character == '\\' { backslashes + 1 } else { 0 };
        escaped.push(character);
    }
    Cow::Owned(escaped)
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
            ("\none\ntwo\n\n\nthree ", "one<br>\ntwo\n\nthree"),
            ("Kinds:\n  - a\n  * b_\n1. c\nend", "Kinds:\n  - a\n  - b\\_\n1. c<br>\nend"),
            ("<type>:<uuid> a < b", "\\<type>:\\<uuid> a < b"),
            ("0 0 * * *x snake_case _x_", "0 0 * * \\*x snake_case \\_x\\_"),
            ("`a*b` and ``x ` <y>`` `open", "`a*b` and ``x ` <y>`` \\`open"),
            ("# one\n> two\n===", "\\# one<br>\n\\> two<br>\n\\==="),
            ("[docs](https://a.test/b_c)", "[docs](https://a.test/b_c)"),
            ("AT&T &amp; ~~x~~", "AT\\&T \\&amp; \\~\\~x\\~\\~"),
        ];
        for (text, expected) in table {
            assert_eq!(paragraphs(text), expected, "{text:?}");
        }
    }

    #[test]
    fn cells_have_one_line_and_no_pipe() {
        let table = [
            ("a|b\nc", "a\\|b<br>c"),
            ("\n`a|b`\n\n\nc\n", "`a\\|b`<br><br>c"),
            ("a\\|b", "a\\\\\\|b"),
        ];
        for (text, expected) in table {
            assert_eq!(cell(text), expected, "{text:?}");
        }
        assert_eq!(
            code_element("a|b<c>_d_e {{x}} *"),
            "<code>a&#124;b&lt;c&gt;&#95;d_e &#123;&#123;x}} &#42;</code>"
        );
        assert_eq!(code_element("$CODER_URL"), "<code>$CODER_URL</code>");
    }

    /// The text that a reader sees of the last cell of a table.
    fn seen(cell: &str) -> String {
        let page = format!("| a |\n|---|\n| {cell} |\n");
        let mut seen = String::new();
        let mut cells = 0;
        for event in Parser::new_ext(&page, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH)
        {
            match event {
                Event::Start(Tag::TableCell) => seen.clear(),
                Event::End(TagEnd::TableCell) => cells += 1,
                Event::Text(text) | Event::Code(text) => seen.push_str(&text),
                Event::InlineHtml(html) => {
                    assert!(["<code>", "</code>"].contains(&&*html), "{page}");
                }
                _ => {}
            }
        }
        assert_eq!(cells, 2, "{page}");
        seen
    }

    proptest! {
        #[test]
        fn code_is_seen_as_it_is(text in r"[a-z_*|\\<>&`~{}$ \[\]#!()\-]{0,16}") {
            // A cell has no white space at its edges, and an element in it keeps its own.
            prop_assert_eq!(seen(&code_element(&text)), text);
        }
    }
}
