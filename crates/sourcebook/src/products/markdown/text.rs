//! Texts made fit for the place where they stand: table cells, headings, code spans, URLs.

use std::borrow::Cow;

/// A text for a table cell: one line, and no `|` that would end the cell.
///
/// A paragraph break becomes `<br><br>`, any other line break a space. Inside code spans `|` is
/// escaped as well: GitHub Flavored Markdown splits cells before it looks for code.
pub(in crate::products) fn cell(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    if memchr::memchr3(b'\n', b'\r', b'|', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let text = unix_lines(text);
    let mut cell = String::with_capacity(text.len() + 16);
    let mut lines = text.lines().map(str::trim).peekable();
    while let Some(line) = lines.next() {
        push_escaped(&mut cell, line);
        let mut breaks = 1;
        while lines.next_if(|line| line.is_empty()).is_some() {
            breaks += 1;
        }
        if lines.peek().is_some() {
            cell.push_str(if breaks > 1 { "<br><br>" } else { " " });
        }
    }
    Cow::Owned(cell)
}

/// A text whose lines end in `\n`; a lone `\r` ends a line as well (CommonMark, section 2.1).
pub(in crate::products) fn unix_lines(text: &str) -> Cow<'_, str> {
    if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Cow::Borrowed(text)
    }
}

fn push_escaped(cell: &mut String, line: &str) {
    let mut escaped = false;
    for character in line.chars() {
        if character == '|' && !escaped {
            cell.push('\\');
        }
        escaped = character == '\\' && !escaped;
        cell.push(character);
    }
    // A backslash at the end would escape what follows the text.
    if escaped {
        cell.push('\\');
    }
}

/// A text in a code span, whatever backticks it holds; fit for a table cell.
pub(in crate::products) fn code(text: &str) -> String {
    let is_plain = |byte: u8| !matches!(byte, b'`' | b'|' | b'\n' | b'\r');
    if text.bytes().all(is_plain) && !text.trim_start().is_empty() {
        return ["`", text, "`"].concat();
    }
    let text = text.replace(['\n', '\r'], " ");
    if text.contains("\\|") {
        return code_element(&text);
    }
    let text = if text.contains('|') { text.replace('|', "\\|") } else { text };
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') || text.trim().is_empty() {
        " "
    } else {
        ""
    };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// Code as an HTML element. A pipe behind a backslash cannot be escaped in a code span of a cell:
/// one backslash more escapes the backslash and not the pipe, two are shown.
fn code_element(text: &str) -> String {
    let mut element = String::from("<code>");
    for character in text.chars() {
        if character.is_ascii_punctuation() {
            element.push_str(&format!("&#{};", u32::from(character)));
        } else {
            element.push(character);
        }
    }
    element + "</code>"
}

/// A text for a heading or another place of one line.
pub(in crate::products) fn one_line(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    if text.contains(['\n', '\r']) {
        Cow::Owned(text.split_whitespace().collect::<Vec<_>>().join(" "))
    } else {
        Cow::Borrowed(text)
    }
}

/// A text as a heading: one line, and no HTML that would vanish (`Page<User>`). Emphasis and code
/// spans stay what they are.
pub(in crate::products) fn heading(text: &str) -> String {
    let line = one_line(text);
    let mut heading = String::with_capacity(line.len());
    let mut in_code = false;
    for (at, character) in line.char_indices() {
        in_code ^= character == '`';
        let next = line[at + character.len_utf8()..].chars().next();
        let opens_html = character == '<'
            && next.is_some_and(|next| next.is_ascii_alphabetic() || "/!?".contains(next));
        if opens_html && !in_code {
            heading.push('\\');
        }
        heading.push(character);
    }
    heading
}

/// A name as a heading: shown as it is, whatever it holds.
pub(in crate::products) fn name_heading(name: &str) -> String {
    let line = one_line(name);
    let mut heading = String::with_capacity(line.len());
    for (at, character) in line.char_indices() {
        let is_first = at == 0 && ">+-=".contains(character);
        // Inside of a word an underscore is one.
        let is_inside = |side: Option<char>| side.is_some_and(char::is_alphanumeric);
        let after = line[at + character.len_utf8()..].chars().next();
        let is_edge =
            character == '_' && !(is_inside(line[..at].chars().next_back()) && is_inside(after));
        if is_first || is_edge || "\\`*[]<>&~|#".contains(character) {
            heading.push('\\');
        }
        heading.push(character);
    }
    heading
}

/// A text of one line as the label of a link.
pub(in crate::products) fn link_label(text: &str) -> Cow<'_, str> {
    if text.contains(['[', ']', '|', '\\', '*', '`', '<']) {
        let mut label = String::with_capacity(text.len() + 4);
        for character in text.chars() {
            if "[]|\\*`<".contains(character) {
                label.push('\\');
            }
            label.push(character);
        }
        Cow::Owned(label)
    } else {
        Cow::Borrowed(text)
    }
}

/// A text inside a double-quoted HTML attribute.
pub(in crate::products) fn attribute(text: &str) -> Cow<'_, str> {
    if !text.contains(['&', '<', '>', '"']) {
        return Cow::Borrowed(text);
    }
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    Cow::Owned(text.replace('>', "&gt;").replace('"', "&quot;"))
}

/// A finished block without the line breaks at its end; templates set those between blocks.
pub(in crate::products) fn block(mut text: String) -> String {
    text.truncate(text.trim_end_matches('\n').len());
    text
}

/// The fence of a code block that a text leaves open.
pub(in crate::products) fn open_fence(text: &str) -> Option<String> {
    let mut open: Option<String> = None;
    for line in text.lines() {
        let start = line.trim_start_matches(' ');
        let Some(mark) = start.chars().next().filter(|mark| matches!(mark, '`' | '~')) else {
            continue;
        };
        let run: String = start.chars().take_while(|one| *one == mark).collect();
        let rest = &start[run.len()..];
        match &open {
            None if run.len() >= 3 && line.len() - start.len() < 4 && !rest.contains('`') => {
                open = Some(run);
            }
            Some(fence) if run.starts_with(fence.as_str()) && rest.trim().is_empty() => open = None,
            _ => {}
        }
    }
    open
}

/// A fence longer than any run of backticks in the text.
pub(in crate::products) fn fence_for(text: &str) -> Cow<'static, str> {
    if memchr::memchr(b'`', text.as_bytes()).is_none() {
        return Cow::Borrowed("```");
    }
    let runs =
        text.lines().map(|line| line.trim_start().bytes().take_while(|b| *b == b'`').count());
    Cow::Owned("`".repeat(runs.max().unwrap_or(0).max(2) + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_never_break_their_table() {
        let table = [
            ("plain", "plain"),
            (" one\ntwo ", "one two"),
            ("one\n\n\ntwo\r\nthree", "one<br><br>two three"),
            ("a|b", "a\\|b"),
            ("a\\|b", "a\\|b"),
            ("a\\\\|b", "a\\\\\\|b"),
            ("`a|b` c|", "`a\\|b` c\\|"),
            ("end|\\", "end\\|\\\\"),
            ("one\rtwo\r\rthree", "one two<br><br>three"),
        ];
        for (text, expected) in table {
            assert_eq!(cell(text), expected, "{text:?}");
        }
    }

    #[test]
    fn headings_show_what_is_written() {
        let table = [
            ("Get\nthe `user`", "Get the `user`"),
            ("Page<User> <script>", "Page\\<User> \\<script>"),
            ("a < b `<i>`", "a < b `<i>`"),
        ];
        for (text, expected) in table {
            assert_eq!(heading(text), expected);
        }
        assert_eq!(name_heading("Map<K, *V>[]"), "Map\\<K, \\*V\\>\\[\\]");
        assert_eq!(name_heading("codersdk.User_Name"), "codersdk.User_Name");
        assert_eq!(name_heading("__init__ C #"), "\\_\\_init\\_\\_ C \\#");
    }

    #[test]
    fn open_fences_are_found() {
        assert_eq!(open_fence("a\n```json\n{}\n"), Some("```".to_owned()));
        assert_eq!(open_fence("~~~~\n```\n~~~\n"), Some("~~~~".to_owned()));
        assert_eq!(open_fence("```\nx\n```\ntext ``` here"), None);
    }

    #[test]
    fn code_spans_hold_any_text() {
        let table = [
            ("a", "`a`"),
            ("a`b", "``a`b``"),
            ("`a", "`` `a ``"),
            ("a|b", "`a\\|b`"),
            ("", "`  `"),
            ("a\\|b", "<code>a&#92;&#124;b</code>"),
        ];
        for (text, expected) in table {
            assert_eq!(code(text), expected);
        }
    }
}
