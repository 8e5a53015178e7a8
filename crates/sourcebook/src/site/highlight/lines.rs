//! Texts whose lines say what they are: sessions of a shell, differences, HTTP messages.

use super::{Class, Pieces, languages, tokens};

/// What somebody typed behind a prompt, and what was printed.
pub(super) fn console(code: &str) -> Pieces<'_> {
    let mut pieces = Vec::new();
    let mut typed = false;
    for line in code.split_inclusive('\n') {
        let prompt = ["$ ", "# ", "> ", "% "].iter().find(|prompt| line.starts_with(**prompt));
        match prompt {
            Some(prompt) if *prompt == "$ " || *prompt == "% " || typed => {
                pieces.push((Some(Class::Prompt), &line[..prompt.len()]));
                pieces.extend(command(&line[prompt.len()..]));
                typed = is_continued(line);
            }
            _ if typed => {
                // Only the first line of a command begins with its name.
                pieces.push((None, line));
                typed = is_continued(line);
            }
            _ => printed(line, &mut pieces),
        }
    }
    pieces
}

/// What a compiler, a check or a comparison printed: its first word, places, lines of a difference.
fn printed<'t>(line: &'t str, pieces: &mut Pieces<'t>) {
    let text = line.trim_start();
    let begins = |words: &[&str]| {
        words
            .iter()
            .any(|word| text.strip_prefix(word).is_some_and(|rest| rest.starts_with([':', '['])))
    };
    let indent = line.len() - text.len();
    let number = text.trim_start_matches(|letter: char| letter.is_ascii_digit());
    if indent == 0 && (begins(&["error"]) || begins(&["warning"])) {
        let end = line.find(": ").map_or(line.len(), |end| end + 1);
        let class = if begins(&["error"]) { Class::Deleted } else { Class::Number };
        pieces.extend([(Some(class), &line[..end]), (None, &line[end..])]);
    } else if text.starts_with("-->")
        || text.starts_with("= ")
        || number.trim_start().starts_with('|')
    {
        let gutter =
            if text.starts_with("-->") { 3 } else { text.find(['|', '=']).map_or(0, |at| at + 1) };
        let (before, behind) = line.split_at(indent + gutter);
        let is_mark = behind.trim_start().starts_with('^');
        pieces.extend([(Some(Class::Name), before), (is_mark.then_some(Class::Deleted), behind)]);
    } else if text.starts_with("--- ") || text.starts_with("+++ ") {
        pieces.push((Some(Class::Comment), line));
    } else if text.starts_with("@@ ") {
        pieces.push((Some(Class::Name), line));
    } else if indent > 0
        && text.starts_with(['-', '+'])
        && (!text.starts_with("--") || text.starts_with("-- "))
    {
        let class = if text.starts_with('-') { Class::Deleted } else { Class::Inserted };
        pieces.push((Some(class), line));
    } else {
        pieces.push((None, line));
    }
}

fn command(line: &str) -> Pieces<'_> {
    languages::shell().map_or_else(|| vec![(None, line)], |shell| tokens::read(shell, line))
}

fn is_continued(line: &str) -> bool {
    line.trim_end().ends_with('\\')
}

/// Lines that were added and removed.
pub(super) fn diff(code: &str) -> Pieces<'_> {
    let class = |line: &str| match line.as_bytes() {
        [b'+', b'+', b'+', ..] | [b'-', b'-', b'-', ..] => Some(Class::Comment),
        [b'+', ..] => Some(Class::Inserted),
        [b'-', ..] => Some(Class::Deleted),
        [b'@', b'@', ..] => Some(Class::Name),
        _ => None,
    };
    let mut pieces = Vec::new();
    let mut lines = code.split_inclusive('\n').peekable();
    while let Some(line) = lines.next() {
        let text = line.trim_end_matches('\n');
        pieces.push((class(line), text));
        // Lines of one class that follow each other are one piece.
        let is_same = lines.peek().is_some_and(|next| class(next) == class(line));
        pieces.push((class(line).filter(|_| is_same), &line[text.len()..]));
    }
    pieces
}

/// A request or a response: the first line, headers, a body.
pub(super) fn http(code: &str) -> Pieces<'_> {
    let mut pieces = Vec::new();
    let mut at = 0;
    for (number, line) in code.split_inclusive('\n').enumerate() {
        if line.trim().is_empty() {
            break;
        }
        at += line.len();
        if number == 0 {
            first_line(line, &mut pieces);
        } else if let Some((name, value)) = line.split_once(':') {
            pieces.push((Some(Class::Name), name));
            pieces.push((None, &line[name.len()..line.len() - value.len()]));
            pieces.push((None, value));
        } else {
            pieces.push((None, line));
        }
    }
    pieces.push((None, &code[at..]));
    pieces
}

fn first_line<'t>(line: &'t str, pieces: &mut Pieces<'t>) {
    for word in line.split_inclusive(' ') {
        let text = word.trim_end();
        let is_status = text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_digit());
        let is_first = pieces.is_empty();
        let class = if is_status { Some(Class::Number) } else { None };
        pieces.push((if is_first { Some(Class::Keyword) } else { class }, text));
        pieces.push((None, &word[text.len()..]));
    }
}
