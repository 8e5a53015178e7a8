//! Measures bare addresses, in which no character is a mark.

use super::super::character::{Class, class, is_space};

/// The length of the bare address that `text` starts with, after the character `previous`.
pub(super) fn length(previous: Option<char>, text: &str) -> Option<usize> {
    match text.as_bytes().first()? {
        b'w' | b'W' => website(previous, text),
        b'h' | b'H' => protocol(previous, text),
        _ => None,
    }
    .or_else(|| email(previous, text))
}

fn website(previous: Option<char>, text: &str) -> Option<usize> {
    let may_start = previous.is_none_or(|before| "(*_[]~ \t\n".contains(before));
    let is_prefix = text.get(..4).is_some_and(|prefix| prefix.eq_ignore_ascii_case("www."));
    if !may_start || !is_prefix || text.len() == 4 {
        return None;
    }
    domain(text).map(|end| end + path(&text[end..]))
}

fn protocol(previous: Option<char>, text: &str) -> Option<usize> {
    if previous.is_some_and(|before| before.is_ascii_alphabetic()) {
        return None;
    }
    let length = ["https://", "http://"].into_iter().find_map(|prefix| {
        let start = text.get(..prefix.len())?;
        start.eq_ignore_ascii_case(prefix).then_some(prefix.len())
    })?;
    let address = &text[length..];
    let first = address.chars().next();
    if class(first) != Class::Other || first.is_some_and(|first| first.is_ascii_control()) {
        return None;
    }
    let end = length + domain(address)?;
    Some(end + path(&text[end..]))
}

/// The length of a domain whose last two parts are free of underscores.
fn domain(text: &str) -> Option<usize> {
    let (mut in_last, mut in_second_last, mut is_empty) = (false, false, true);
    let mut end = text.len();
    for (at, next) in text.char_indices() {
        match next {
            '.' | '_' if is_trail(&text[at..]) => {
                end = at;
                break;
            }
            '_' => in_last = true,
            '.' => (in_second_last, in_last) = (in_last, false),
            '-' => is_empty = false,
            _ if class(Some(next)) == Class::Other => is_empty = false,
            _ => {
                end = at;
                break;
            }
        }
    }
    (!in_last && !in_second_last && !is_empty).then_some(end)
}

/// The length of the path after a domain.
fn path(text: &str) -> usize {
    let mut unclosed = 0_usize;
    for (at, next) in text.char_indices() {
        match next {
            '(' => unclosed += 1,
            ')' if unclosed > 0 => unclosed -= 1,
            '!' | '"' | '&' | '\'' | ')' | '*' | ',' | '.' | ':' | ';' | '<' | '?' | ']' | '_'
            | '~'
                if is_trail(&text[at..]) =>
            {
                return at;
            }
            _ if is_space(next) => return at,
            _ => {}
        }
    }
    text.len()
}

/// Whether nothing but closing punctuation follows up to white space.
fn is_trail(text: &str) -> bool {
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(|next| "!\"'),*.:;?_~".contains(next));
        let mut characters = rest.chars();
        match characters.next() {
            None | Some('<') => return true,
            Some('&') => {
                let name = &rest[1..];
                let after = name.trim_start_matches(|next: char| next.is_ascii_alphabetic());
                match after.strip_prefix(';') {
                    Some(next) if after.len() < name.len() => rest = next,
                    _ => return false,
                }
            }
            Some(']') => {
                rest = characters.as_str();
                if rest.starts_with(['(', '[']) {
                    return true;
                }
            }
            Some(next) => return is_space(next),
        }
    }
}

fn email(previous: Option<char>, text: &str) -> Option<usize> {
    if previous.is_some_and(|before| before == '/' || is_name(before)) {
        return None;
    }
    let name = text.len() - text.trim_start_matches(is_name).len();
    let domain = text[name..].strip_prefix('@').filter(|_| name > 0)?;
    let mut has_dot = false;
    let mut end = domain.len();
    for (at, next) in domain.char_indices() {
        let continues = match next {
            '.' => domain[at + 1..].starts_with(|next: char| next.is_ascii_alphanumeric()),
            _ => next.is_ascii_alphanumeric() || next == '-' || next == '_',
        };
        if !continues {
            end = at;
            break;
        }
        has_dot |= next == '.';
    }
    let is_complete = domain[..end].ends_with(|last: char| last.is_ascii_alphabetic());
    (has_dot && is_complete).then_some(name + 1 + end)
}

fn is_name(character: char) -> bool {
    character.is_ascii_alphanumeric() || "+-._".contains(character)
}
