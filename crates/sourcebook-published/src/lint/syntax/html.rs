//! Measures inline HTML and autolinks in angle brackets.

/// The length of the HTML that the text starts with.
pub(in super::super) fn html_length(text: &str) -> Option<usize> {
    let after = text.strip_prefix('<')?;
    if let Some(comment) = after.strip_prefix("!--") {
        if comment.starts_with('>') {
            return Some(5);
        }
        if comment.starts_with("->") {
            return Some(6);
        }
        return comment.find("-->").map(|at| 4 + at + 3);
    }
    if let Some(instruction) = after.strip_prefix('?') {
        return instruction.find("?>").map(|at| 2 + at + 2);
    }
    if let Some(data) = after.strip_prefix("![CDATA[") {
        return data.find("]]>").map(|at| 9 + at + 3);
    }
    if after.starts_with('!') && after[1..].starts_with(|first: char| first.is_ascii_alphabetic()) {
        return after.find('>').map(|at| 1 + at + 1);
    }
    tag_length(text)
}

/// The length of the opening or closing tag that the text starts with.
pub(in super::super) fn tag_length(text: &str) -> Option<usize> {
    let after = text.strip_prefix('<')?;
    let (closes, name) = match after.strip_prefix('/') {
        Some(name) => (true, name),
        None => (false, after),
    };
    if !name.starts_with(|first: char| first.is_ascii_alphabetic()) {
        return None;
    }
    let mut rest =
        name.trim_start_matches(|next: char| next.is_ascii_alphanumeric() || next == '-');
    if closes {
        rest = rest.trim_start().strip_prefix('>')?;
        return Some(text.len() - rest.len());
    }
    loop {
        let spaced = rest.trim_start();
        let end = spaced.strip_prefix('/').unwrap_or(spaced);
        if let Some(end) = end.strip_prefix('>') {
            return Some(text.len() - end.len());
        }
        if spaced.len() == rest.len() {
            return None;
        }
        rest = after_attribute(spaced)?;
    }
}

/// What follows the attribute that the text starts with.
fn after_attribute(text: &str) -> Option<&str> {
    if !text.starts_with(|first: char| first.is_ascii_alphabetic() || matches!(first, '_' | ':')) {
        return None;
    }
    let is_name =
        |next: char| next.is_ascii_alphanumeric() || matches!(next, '_' | ':' | '.' | '-');
    let rest = text.trim_start_matches(is_name);
    let Some(value) = rest.trim_start().strip_prefix('=') else {
        return Some(rest);
    };
    let value = value.trim_start();
    let first = value.chars().next()?;
    if matches!(first, '"' | '\'') {
        return value[1..].find(first).map(|at| &value[at + 2..]);
    }
    let is_end = |next: char| next.is_whitespace() || "\"'=<>`".contains(next);
    let rest = value.trim_start_matches(|next| !is_end(next));
    let is_rejected = rest.len() == value.len() || rest.starts_with(['"', '\'', '=', '<', '`']);
    (!is_rejected).then_some(rest)
}

/// The length of the autolink in angle brackets that the text starts with.
pub(in super::super) fn autolink_length(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('<')?;
    let end =
        inner.find(|next: char| next.is_ascii_control() || matches!(next, ' ' | '<' | '>'))?;
    let is_closed = inner[end..].starts_with('>');
    let address = &inner[..end];
    (is_closed && (is_address(address) || is_email(address))).then_some(end + 2)
}

fn is_address(text: &str) -> bool {
    let Some((scheme, _)) = text.split_once(':') else {
        return false;
    };
    (2..=32).contains(&scheme.len())
        && scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+.-".contains(&byte))
}

fn is_email(text: &str) -> bool {
    let is_atext =
        |byte: u8| byte.is_ascii_alphanumeric() || b".!#$%&'*+/=?^_`{|}~-".contains(&byte);
    text.split_once('@').is_some_and(|(name, domain)| {
        !name.is_empty() && name.bytes().all(is_atext) && domain.split('.').all(is_domain_label)
    })
}

fn is_domain_label(label: &str) -> bool {
    (1..=63).contains(&label.len())
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}
