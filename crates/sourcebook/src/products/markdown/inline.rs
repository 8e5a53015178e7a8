//! Texts inside a line of Markdown: plain texts, headings, code, addresses.

use std::borrow::Cow;

/// A plain text (a title, a summary, a name) as Markdown that shows it as it is, on one line.
///
/// Pairs of backticks stay code, because authors write them in summaries; whatever else would be
/// markup is escaped.
pub(in crate::products) fn plain(text: &str) -> Cow<'_, str> {
    let text = one_line(text);
    if !text.bytes().any(|byte| MARKUP.contains(&byte)) {
        return text;
    }
    let mut shown = String::with_capacity(text.len() + 8);
    let mut rest = &*text;
    while let Some(at) = rest.find('`') {
        push_escaped(&mut shown, &rest[..at], true);
        rest = &rest[at..];
        let fence = rest.len() - rest.trim_start_matches('`').len();
        if let Some(end) = closing(&rest[fence..], fence) {
            let (span, behind) = rest.split_at(fence + end);
            shown.push_str(span);
            rest = behind;
        } else {
            shown.extend(std::iter::repeat_n("\\`", fence));
            rest = &rest[fence..];
        }
    }
    push_escaped(&mut shown, rest, false);
    Cow::Owned(shown)
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

/// What may be markup inside a line.
const MARKUP: &[u8] = b"\\*[]<`_&~";

/// White space as single spaces, and none at the edges.
pub(in crate::products) fn one_line(text: &str) -> Cow<'_, str> {
    let is_plain = |text: &str| {
        let mut spaces = text.char_indices().filter(|(_, one)| one.is_whitespace());
        let last = text.len();
        spaces.all(|(at, one)| {
            one == ' ' && at > 0 && at + 1 < last && text.as_bytes()[at + 1] != b' '
        })
    };
    if is_plain(text) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Appends a text without code; `is_followed` when code follows it.
fn push_escaped(shown: &mut String, text: &str, is_followed: bool) {
    let is_word = |side: Option<char>| side.is_some_and(char::is_alphanumeric);
    let mut before = shown.chars().next_back();
    for (at, character) in text.char_indices() {
        let rest = &text[at + character.len_utf8()..];
        let after = rest.chars().next().or(is_followed.then_some('`'));
        let is_markup = match character {
            '\\' | '*' | '[' | ']' | '<' | '~' => true,
            '_' => !(is_word(before) && is_word(after)),
            '&' => begins_entity(rest),
            _ => false,
        };
        if is_markup {
            shown.push('\\');
        }
        shown.push(character);
        before = Some(character);
    }
}

/// Whether what follows an `&` makes an entity of it (CommonMark, section 2.5).
fn begins_entity(rest: &str) -> bool {
    let Some((name, _)) = rest.split_once(';') else { return false };
    let name = name.strip_prefix('#').unwrap_or(name);
    !name.is_empty() && name.len() < 32 && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// A plain text as a heading: what stands at its end closes nothing and sets no attributes.
pub(in crate::products) fn heading(text: &str) -> Cow<'_, str> {
    let shown = plain(text);
    if let Some(start) = shown.strip_suffix('}') {
        return Cow::Owned(format!("{start}\\}}"));
    }
    let start = shown.trim_end_matches('#');
    if start.len() == shown.len() {
        return shown;
    }
    Cow::Owned(format!("{start}\\{}", &shown[start.len()..]))
}

/// A plain text as a paragraph of its own: it begins nothing else.
pub(in crate::products) fn paragraph(text: &str) -> Cow<'_, str> {
    let shown = plain(text);
    let digits = shown.len() - shown.trim_start_matches(|one: char| one.is_ascii_digit()).len();
    let number = shown[digits..].starts_with(['.', ')']).then_some(digits).filter(|at| *at > 0);
    let at = number.or_else(|| shown.starts_with(['#', '>', '+', '-', '=', '|', '~']).then_some(0));
    match at {
        Some(at) => Cow::Owned(format!("{}\\{}", &shown[..at], &shown[at..])),
        None => shown,
    }
}

/// A text in a code span, whatever it holds. Line breaks are shown as `\n`.
pub(in crate::products) fn code(text: &str) -> String {
    let text = if text.contains(['\n', '\r']) {
        Cow::Owned(text.replace("\r\n", "\\n").replace(['\n', '\r'], "\\n"))
    } else {
        Cow::Borrowed(text)
    };
    let fence = "`".repeat(longest_run(&text) + 1);
    let is_spaced = text.starts_with(' ') && text.ends_with(' ') && !text.trim().is_empty();
    let touches = text.starts_with('`') || text.ends_with('`');
    let pad = if touches || is_spaced || text.is_empty() { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// The number of backticks in the longest run of them.
pub(in crate::products) fn longest_run(text: &str) -> usize {
    if memchr::memchr(b'`', text.as_bytes()).is_none() {
        return 0;
    }
    text.split(|character| character != '`').map(str::len).max().unwrap_or(0)
}

/// A URL as the destination of a link: what would end it is encoded.
pub(in crate::products) fn destination(url: &str) -> Cow<'_, str> {
    let url = url.trim();
    let is_plain =
        |byte: u8| !matches!(byte, b' ' | b'<' | b'>' | b'\\') && !byte.is_ascii_control();
    if url.bytes().all(is_plain) {
        return Cow::Borrowed(url);
    }
    let mut encoded = String::with_capacity(url.len() + 8);
    for character in url.chars() {
        match u8::try_from(character) {
            Ok(byte) if character.is_ascii() && !is_plain(byte) => {
                encoded.push_str(&format!("%{byte:02X}"));
            }
            _ => encoded.push(character),
        }
    }
    Cow::Owned(encoded)
}

/// A URL that is shown: a link where it has a scheme, else what it is.
pub(in crate::products) fn address(url: &str) -> String {
    let is_absolute = url.split_once(':').is_some_and(|(scheme, _)| {
        let is_scheme = |byte: u8| byte.is_ascii_alphanumeric() || b"+.-".contains(&byte);
        scheme.len() > 1
            && scheme.starts_with(|one: char| one.is_ascii_alphabetic())
            && scheme.bytes().all(is_scheme)
    });
    if is_absolute { format!("<{}>", destination(url)) } else { code(url) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Options, Parser};

    use super::*;

    #[test]
    fn plain_texts_show_what_is_written() {
        let table = [
            ("Get a parcel", "Get a parcel"),
            ("  two\n lines\t ", "two lines"),
            (
                "Use `x_y`, a_b, *star* & <b> [link]",
                "Use `x_y`, a_b, \\*star\\* & \\<b> \\[link\\]",
            ),
            ("_private_ and `open", "\\_private\\_ and \\`open"),
            ("``a`b`` `", "``a`b`` \\`"),
            ("AT&T &amp; &#65; &;", "AT&T \\&amp; \\&#65; &;"),
            ("~a~ ~~b~~", "\\~a\\~ \\~\\~b\\~\\~"),
            ("a\\b", "a\\\\b"),
        ];
        for (text, expected) in table {
            assert_eq!(plain(text), expected, "{text:?}");
        }
    }

    #[test]
    fn headings_have_no_attributes_and_no_closing_marks() {
        let table = [
            ("Get {id}", "Get {id\\}"),
            ("Learn C#", "Learn C\\#"),
            ("One ##", "One \\##"),
            ("# one", "# one"),
        ];
        for (text, expected) in table {
            assert_eq!(heading(text), expected, "{text:?}");
        }
    }

    #[test]
    fn code_spans_hold_any_text() {
        let table = [
            ("a", "`a`"),
            ("b`c", "``b`c``"),
            ("`a", "`` `a ``"),
            ("a\r\nb\nc", "`a\\nb\\nc`"),
            (" a ", "`  a  `"),
            ("  ", "`  `"),
            ("", "`  `"),
            ("|", "`|`"),
        ];
        for (text, expected) in table {
            assert_eq!(code(text), expected, "{text:?}");
        }
    }

    #[test]
    fn addresses_are_links_where_they_lead_somewhere() {
        let table = [
            ("https://a.test/b c<d>", "<https://a.test/b%20c%3Cd%3E>"),
            ("mailto:a@b.test", "<mailto:a@b.test>"),
            ("../guide.md", "`../guide.md`"),
            ("c:", "`c:`"),
        ];
        for (text, expected) in table {
            assert_eq!(address(text), expected, "{text:?}");
        }
    }

    /// What a reader sees of a page of one block.
    fn seen(page: &str) -> String {
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_HEADING_ATTRIBUTES;
        let mut seen = String::new();
        for event in Parser::new_ext(page, options) {
            match event {
                Event::Text(text) => seen.push_str(&text),
                Event::Code(code) => seen.push_str(&format!("`{code}`")),
                Event::Start(_) | Event::End(_) => {}
                other => panic!("{other:?} in {page:?}"),
            }
        }
        seen
    }

    proptest! {
        #[test]
        fn what_is_seen_is_what_was_written(text in r"[a-b_*\\<>&;~{}$# !()\[\]1.+|=-]{0,16}") {
            let line = one_line(&text);
            prop_assert_eq!(seen(&format!("## {}\n", heading(&text))), &*line);
            prop_assert_eq!(seen(&format!("{}\n", paragraph(&text))), &*line);
        }

        #[test]
        fn code_is_seen_as_it_is(text in r"[a`| \\<*]{1,12}") {
            prop_assert_eq!(seen(&format!("x{}x\n", code(&text))), format!("x`{text}`x"));
        }
    }
}
