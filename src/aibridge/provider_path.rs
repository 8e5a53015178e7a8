//! One spelling for each path, so that what the bridge decides about is what the provider sees.
//!
//! Servers do not agree on what `/a/../b`, `//b` or `/%2e%2e/b` mean. A path that could mean
//! something else to the provider than to the bridge is rejected; all others get the one spelling of
//! RFC 3986, section 6.2.2, before anything looks at them.

use std::borrow::Cow;
use std::fmt::Write;

use thiserror::Error;

/// Why a path is rejected, as a sentence about it without its subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub(crate) enum PathError {
    /// It has a segment with nothing in it, also at its end.
    #[error("has two slashes in a row or one at its end; remove it")]
    EmptySegment,
    /// It has `.` or `..` as a segment, in any spelling.
    #[error("has the segment `.` or `..`; write the path without it")]
    DotSegment,
    /// It has a slash or a backslash in a segment, in any spelling.
    #[error("has an encoded slash or a backslash, which cannot be part of a name")]
    Separator,
    /// It has a control character, in any spelling.
    #[error("has a control character, which cannot be part of a name")]
    Control,
    /// It has a `%` without two hexadecimal digits, or is encoded twice.
    #[error("has a `%` that does not encode a character; encode each character once")]
    Percent,
}

/// The one spelling of a path: it begins with a slash, and each segment has only characters that
/// stand for themselves, with all others encoded.
///
/// # Errors
/// The path may mean something else to another server.
pub(crate) fn spelled(path: &str) -> Result<Cow<'_, str>, PathError> {
    if is_spelled(path) {
        return Ok(Cow::Borrowed(path));
    }
    let rest = path.strip_prefix('/').unwrap_or(path);
    let mut spelled = String::with_capacity(path.len() + 1);
    for segment in rest.split('/') {
        spelled.push('/');
        spell(segment.as_bytes(), &mut spelled)?;
    }
    Ok(Cow::Owned(spelled))
}

/// Whether a path has its one spelling already, as nearly all do: nothing in it is encoded, and no
/// segment begins with a dot. Where this is not sure, it is not.
fn is_spelled(path: &str) -> bool {
    let mut before = None;
    let is_plain = path.bytes().all(|byte| {
        let is_in_place = match byte {
            b'/' => before != Some(b'/'),
            b'.' => before.is_some_and(|before| before != b'/'),
            b';' => false,
            byte => before.is_some() && stands_for_itself(byte),
        };
        before = Some(byte);
        is_in_place
    });
    is_plain && !path.ends_with('/') && !path.is_empty()
}

/// Adds a segment in its one spelling.
fn spell(segment: &[u8], spelled: &mut String) -> Result<(), PathError> {
    let decoded = decode(segment)?;
    // What is behind a semicolon are parameters to some servers, and not a part of the name.
    let name = decoded.split(|byte| *byte == b';').next().unwrap_or_default();
    match name {
        b"" => return Err(PathError::EmptySegment),
        b"." | b".." => return Err(PathError::DotSegment),
        _ => {}
    }
    for byte in decoded {
        match byte {
            b'/' | b'\\' => return Err(PathError::Separator),
            byte if byte.is_ascii_control() => return Err(PathError::Control),
            byte if stands_for_itself(byte) => spelled.push(char::from(byte)),
            byte => {
                // Writing to a string does not fail.
                let _ = write!(spelled, "%{byte:02X}");
            }
        }
    }
    Ok(())
}

/// The bytes that a segment means.
fn decode(segment: &[u8]) -> Result<Vec<u8>, PathError> {
    let mut decoded = Vec::with_capacity(segment.len());
    let mut rest = segment;
    while let Some((&first, behind)) = rest.split_first() {
        if first == b'%' {
            decoded.push(encoded(behind).ok_or(PathError::Percent)?);
            rest = &behind[2..];
        } else {
            decoded.push(first);
            rest = behind;
        }
    }
    // A server that decodes twice would see another path.
    let mut places = decoded.iter().enumerate().filter(|(_, byte)| **byte == b'%');
    let is_encoded_twice = places.any(|(at, _)| encoded(&decoded[at + 1..]).is_some());
    if is_encoded_twice { Err(PathError::Percent) } else { Ok(decoded) }
}

/// The byte that two hexadecimal digits at the beginning stand for.
fn encoded(digits: &[u8]) -> Option<u8> {
    let digits = digits.get(..2).filter(|digits| digits.iter().all(u8::is_ascii_hexdigit))?;
    u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}

/// Whether a character needs no encoding in a segment (RFC 3986, section 3.3).
fn stands_for_itself(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@".contains(&byte)
}

/// Whether a pattern, in which `*` is one whole segment, matches a path in its one spelling.
pub(crate) fn matches(pattern: &str, path: &str) -> bool {
    // Nearly all patterns differ from a path before their first `*`.
    match pattern.find('*') {
        None => return pattern == path,
        Some(first) if !path.starts_with(&pattern[..first]) => return false,
        Some(_) => {}
    }
    let (mut wanted, mut given) = (pattern.split('/'), path.split('/'));
    loop {
        match (wanted.next(), given.next()) {
            (None, None) => return true,
            (Some("*"), Some(segment)) if !segment.is_empty() => {}
            (Some(wanted), Some(given)) if wanted == given => {}
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_has_one_spelling_or_is_rejected() {
        let table = [
            ("/v1/chat/completions", Ok("/v1/chat/completions")),
            ("/v1/%63hat/completion%73", Ok("/v1/chat/completions")),
            ("/v1/models/ft:gpt-4o:a::b", Ok("/v1/models/ft:gpt-4o:a::b")),
            ("/v1/models/a%3ab", Ok("/v1/models/a:b")),
            ("/v1/é|\"{}", Ok("/v1/%C3%A9%7C%22%7B%7D")),
            ("/v1/a..b/.c/...", Ok("/v1/a..b/.c/...")),
            ("v1/models", Ok("/v1/models")),
            ("/v1/models/.x", Ok("/v1/models/.x")),
            (".x", Ok("/.x")),
            ("", Err(PathError::EmptySegment)),
            ("/", Err(PathError::EmptySegment)),
            ("/v1//models", Err(PathError::EmptySegment)),
            ("/v1/models/", Err(PathError::EmptySegment)),
            ("/v1/;x/models", Err(PathError::EmptySegment)),
            ("/v1/./models", Err(PathError::DotSegment)),
            ("/v1/x/../models", Err(PathError::DotSegment)),
            ("/v1/x/%2e%2E/models", Err(PathError::DotSegment)),
            ("/v1/x/.%2e/models", Err(PathError::DotSegment)),
            ("/v1/x/..;a/models", Err(PathError::DotSegment)),
            ("/v1/x/..%3Ba/models", Err(PathError::DotSegment)),
            ("/v1/x%2fmodels", Err(PathError::Separator)),
            ("/v1/..%2f..", Err(PathError::Separator)),
            ("/v1/..\\models", Err(PathError::Separator)),
            ("/v1/x%5Cmodels", Err(PathError::Separator)),
            ("/v1/%00", Err(PathError::Control)),
            ("/v1/a%0d%0ab", Err(PathError::Control)),
            ("/v1/%", Err(PathError::Percent)),
            ("/v1/%2", Err(PathError::Percent)),
            ("/v1/%zz", Err(PathError::Percent)),
            ("/v1/%252e%252e", Err(PathError::Percent)),
        ];
        for (path, expected) in table {
            assert_eq!(spelled(path).as_deref(), expected.as_ref().map(|path| &**path), "{path}");
        }
    }

    #[test]
    fn a_star_is_one_segment() {
        let table = [
            ("/v1/models", "/v1/models", true),
            ("/v1/models/*", "/v1/models/m", true),
            ("/v1/models/*", "/v1/models", false),
            ("/v1/models/*", "/v1/models/", false),
            ("/v1/models/*", "/v1/models/m/n", false),
            ("/v1/*/cancel", "/v1/r/cancel", true),
            ("/v1/m*", "/v1/models", false),
        ];
        for (pattern, path, expected) in table {
            assert_eq!(matches(pattern, path), expected, "{pattern} {path}");
        }
    }
}
