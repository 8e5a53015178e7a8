//! The Markdown linter: what it mended in finished pages, before tables were formatted.
//!
//! Fixes are computed on the text as it was, each by itself: trailing punctuation of headings
//! (MD026), runs of blank lines (MD012, MD047), trailing spaces (MD009), tabs (MD010), and spaces
//! inside of what the linter took for emphasis (MD037).

mod emphasis;

use std::borrow::Cow;

/// Mends a page.
pub(super) fn fix(page: &str) -> String {
    let mut text = String::with_capacity(page.len() + 1);
    let mut fence: Option<&str> = None;
    let mut was_blank = true;
    for line in lines(page) {
        let in_fence = fence.is_some();
        fence = next_fence(fence, line);
        if in_fence || fence.is_some() {
            was_blank = false;
            text.push_str(&without_tabs(line));
            text.push('\n');
            continue;
        }
        let is_blank = line.trim().is_empty();
        if !(is_blank && was_blank) {
            text.push_str(&fixed_line(line));
            text.push('\n');
        }
        was_blank = is_blank;
    }
    let end = text.trim_end_matches('\n').len();
    text.truncate(end);
    text.push('\n');
    text
}

/// The lines of a text without their endings.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut start = 0;
    let ends = memchr::memchr_iter(b'\n', text.as_bytes());
    let last = (!text.is_empty() && !text.ends_with('\n')).then_some(text.len());
    ends.chain(last).map(move |end| {
        let line = &text[start..end];
        start = end + 1;
        line.strip_suffix('\r').filter(|_| end < text.len()).unwrap_or(line)
    })
}

/// The fence that is open behind a line.
fn next_fence<'l>(open: Option<&'l str>, line: &'l str) -> Option<&'l str> {
    let start = line.trim_start_matches(' ');
    let indent = line.len() - start.len();
    let marker = start.bytes().next().filter(|byte| matches!(byte, b'`' | b'~'));
    let Some(marker) = marker.filter(|_| indent < 4) else { return open };
    let run = &start[..start.bytes().take_while(|byte| *byte == marker).count()];
    let rest = &start[run.len()..];
    match open {
        None if run.len() >= 3 && !(marker == b'`' && rest.contains('`')) => Some(run),
        Some(fence) if run.starts_with(fence) && rest.trim().is_empty() => None,
        other => other,
    }
}

fn fixed_line(line: &str) -> Cow<'_, str> {
    let line = without_tabs(line);
    let trimmed = line.trim_end_matches(' ');
    // Two spaces at the end are a line break.
    let line = match line.len() - trimmed.len() {
        0 | 2 => line,
        _ => Cow::Owned(trimmed.to_owned()),
    };
    if line.starts_with('#') {
        return Cow::Owned(without_punctuation(&line).to_owned());
    }
    if line.starts_with('|') {
        return emphasis::fix_row(line);
    }
    emphasis::fix(line)
}

fn without_tabs(line: &str) -> Cow<'_, str> {
    match memchr::memchr(b'\t', line.as_bytes()) {
        Some(_) => Cow::Owned(line.replace('\t', "    ")),
        None => Cow::Borrowed(line),
    }
}

/// A heading without punctuation at its end; entities and emoji codes keep theirs.
fn without_punctuation(heading: &str) -> &str {
    let is_punctuation = |c: char| ".,;:!。，；：！".contains(c);
    let trimmed = heading.trim_end();
    let ends_in = |open: char, close: char, is_inner: fn(char) -> bool| {
        trimmed
            .strip_suffix(close)
            .and_then(|rest| rest.rfind(open).map(|at| &rest[at + 1..]))
            .is_some_and(|inner| !inner.is_empty() && inner.chars().all(is_inner))
    };
    let is_entity = ends_in('&', ';', |c| c.is_ascii_alphanumeric() || c == '#');
    let is_emoji = ends_in(':', ':', |c| c.is_ascii_alphanumeric() || "_+-".contains(c));
    if !trimmed.ends_with(is_punctuation) || is_entity || is_emoji {
        return heading;
    }
    trimmed.trim_end_matches(|c: char| is_punctuation(c) || c == ' ')
}

#[cfg(test)]
mod tests {
    use super::fix;

    #[test]
    fn pages_are_mended() {
        let table = [
            ("# A heading. :\n", "# A heading\n"),
            ("# Rock &amp;\n", "# Rock &amp;\n"),
            ("# Why?\n\n\n\ntext\n\n", "# Why?\n\ntext\n"),
            ("a \nb  \nc   \n", "a\nb  \nc\n"),
            ("```\n\n\na. \n```\n", "```\n\n\na. \n```\n"),
            ("|E.g. *.us E.g. *--au|x|\n", "|E.g. *.us E.g.*--au|x|\n"),
        ];
        for (text, expected) in table {
            assert_eq!(fix(text), expected, "{text:?}");
        }
    }
}
