//! Hides the text of HTML comments from the rules that look at lines.

use std::borrow::Cow;

use memchr::memmem;

use super::character::trim;

const OPEN: &str = "<!--";
const CLOSE: &str = "-->";

/// Replaces the content of comments by dots, byte for byte, so that offsets stay what they were.
pub(super) fn mask(text: &str) -> Cow<'_, str> {
    let mut masked: Option<Vec<u8>> = None;
    let mut from = 0;
    while let Some(open) = find(text, OPEN, from) {
        // The search may end inside the opening: `<!-->` is a whole comment.
        let Some(close) = find(text, CLOSE, open + 2) else {
            break;
        };
        let content = open + OPEN.len()..close;
        if content.start < content.end && is_comment(text, open, &text[content.clone()]) {
            let bytes = masked.get_or_insert_with(|| text.as_bytes().to_vec());
            mask_content(&mut bytes[content]);
        }
        from = close + CLOSE.len();
    }
    masked.and_then(|bytes| String::from_utf8(bytes).ok()).map_or(Cow::Borrowed(text), Cow::Owned)
}

fn find(text: &str, pattern: &str, from: usize) -> Option<usize> {
    let rest = text.as_bytes().get(from..)?;
    memmem::find(rest, pattern.as_bytes()).map(|at| from + at)
}

/// Whether the comment is one by the rules for its place: a block, or inside a line.
fn is_comment(text: &str, open: usize, content: &str) -> bool {
    let line_start = text[..open].rfind('\n').map_or(0, |at| at + 1);
    let before = &text[line_start..open];
    let is_block = trim(before).is_empty();
    let spans_cells = before.trim_start_matches(' ').starts_with('|') && content.contains('\n');
    is_block
        || !(spans_cells
            || content.starts_with('>')
            || content.starts_with("->")
            || content.ends_with('-')
            || content.contains("--"))
}

/// Writes dots over everything but line ends and the spaces inside lines.
fn mask_content(content: &mut [u8]) {
    let mut ends_line = false;
    for byte in content.iter_mut().rev() {
        match *byte {
            b'\n' => ends_line = true,
            b' ' if !ends_line => {}
            b' ' => *byte = b'.',
            _ => (*byte, ends_line) = (b'.', false),
        }
    }
}

/// Whether a line holds nothing but white space, comments and block quote markers.
pub(super) fn is_blank(line: &str) -> bool {
    let line = trim(line);
    if memchr::memchr2(b'<', b'>', line.as_bytes()).is_none() {
        return line.is_empty();
    }
    let rest = without_comments(line);
    rest.chars().all(|character| character == '>' || super::character::is_space(character))
}

/// The line without its comments; one that is open at either end reaches to that end.
fn without_comments(line: &str) -> Cow<'_, str> {
    let mut rest = Cow::Borrowed(line);
    loop {
        let cut = match (rest.find(OPEN), rest.find(CLOSE)) {
            (None, None) => return rest,
            (None, Some(close)) => rest[close + CLOSE.len()..].to_owned(),
            (Some(open), Some(close)) if close < open => rest[close + CLOSE.len()..].to_owned(),
            (Some(open), Some(close)) => rest[..open].to_owned() + &rest[close + CLOSE.len()..],
            (Some(open), None) => rest[..open].to_owned(),
        };
        rest = Cow::Owned(cut);
    }
}
