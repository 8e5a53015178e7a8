//! Measures the parts of links and of link reference definitions.

/// The length of the label in brackets that the text starts with.
pub(in super::super) fn label_length(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    if bytes.first() != Some(&b'[') {
        return None;
    }
    let mut position = 1;
    while position < bytes.len() && position <= 1000 {
        match bytes[position] {
            b'\\' if matches!(bytes.get(position + 1), Some(b'[' | b'\\' | b']')) => position += 1,
            b'[' => return None,
            b']' => return Some(position + 1),
            _ => {}
        }
        position += 1;
    }
    None
}

/// A label in the form in which labels are compared.
pub(in super::super) fn normalize_label(label: &str) -> String {
    let words: Vec<&str> = label.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

/// The length of the link destination that the text starts with; it may be empty.
pub(in super::super) fn destination_length(text: &str) -> Option<usize> {
    if let Some(enclosed) = text.strip_prefix('<') {
        let end = find_unescaped(enclosed, |byte| matches!(byte, b'<' | b'>' | b'\n'))?;
        return enclosed[end..].starts_with('>').then_some(end + 2);
    }
    let mut depth = 0_usize;
    let end = find_unescaped(text, |byte| {
        match byte {
            b'(' => depth += 1,
            b')' if depth > 0 => depth -= 1,
            b')' => return true,
            _ => return byte == b' ' || byte.is_ascii_control(),
        }
        depth > 32
    });
    (depth == 0).then(|| end.unwrap_or(text.len()))
}

/// The length of the link title that the text starts with.
pub(in super::super) fn title_length(text: &str) -> Option<usize> {
    let closing = match text.as_bytes().first()? {
        quote @ (b'"' | b'\'') => *quote,
        b'(' => b')',
        _ => return None,
    };
    let is_end = |byte| byte == closing || (closing == b')' && byte == b'(');
    let end = 1 + find_unescaped(&text[1..], is_end)?;
    (text.as_bytes()[end] == closing).then_some(end + 1)
}

/// The length of the destination and title in parentheses that the text starts with.
pub(in super::super) fn resource_length(text: &str) -> Option<usize> {
    let rest = text.strip_prefix('(')?.trim_start();
    let mut rest = &rest[destination_length(rest)?..];
    let spaced = rest.trim_start();
    if spaced.len() < rest.len()
        && let Some(title) = title_length(spaced)
    {
        rest = &spaced[title..];
    }
    let rest = rest.trim_start().strip_prefix(')')?;
    Some(text.len() - rest.len())
}

/// The offset of the first byte that is `wanted` and not escaped.
fn find_unescaped(text: &str, mut wanted: impl FnMut(u8) -> bool) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut position = 0;
    while let Some(&byte) = bytes.get(position) {
        if byte == b'\\' && bytes.get(position + 1).is_some_and(u8::is_ascii_punctuation) {
            position += 1;
        } else if wanted(byte) {
            return Some(position);
        }
        position += 1;
    }
    None
}

/// The length of the directive, like `:name[label]{attributes}`, that the text starts with.
///
/// It is rare in prose, but the linter takes any word right after a colon for one.
pub(in super::super) fn directive_length(text: &str) -> Option<usize> {
    let name = text.strip_prefix(':')?;
    if !name.starts_with(|first: char| first.is_ascii_alphabetic()) {
        return None;
    }
    let is_name = |next: char| next.is_ascii_alphanumeric() || matches!(next, '-' | '_');
    let mut rest = name.trim_start_matches(is_name);
    if text[..text.len() - rest.len()].ends_with(['-', '_']) || rest.starts_with(':') {
        return None;
    }
    rest = &rest[balanced_label_length(rest).unwrap_or(0)..];
    rest = &rest[attributes_length(rest).unwrap_or(0)..];
    Some(text.len() - rest.len())
}

fn balanced_label_length(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let closing = find_unescaped(text.strip_prefix('[')?, |byte| match byte {
        b'[' => {
            depth += 1;
            false
        }
        b']' if depth == 0 => true,
        b']' => {
            depth -= 1;
            false
        }
        _ => false,
    })?;
    Some(closing + 2)
}

fn attributes_length(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('{')?;
    let is_plain = |next: char| next.is_ascii_alphanumeric() || "-_=#.:\"' ".contains(next);
    let end = inner.trim_start_matches(is_plain).strip_prefix('}')?;
    Some(text.len() - end.len())
}
