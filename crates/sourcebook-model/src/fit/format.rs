//! Formats. One that is not known, or that says nothing of the value's type, fits.

use std::net::{Ipv4Addr, Ipv6Addr};

use crate::document::{Number, Value};
use crate::view::Decimal;

use super::date;

/// Whether a value has a format.
pub(crate) fn fits(format: &str, value: &Value) -> bool {
    match value {
        Value::String(text) => text_fits(format, text),
        Value::Number(number) => number_fits(format, number),
        _ => true,
    }
}

fn text_fits(format: &str, text: &str) -> bool {
    match format {
        "date-time" => date::is_date_time(text),
        "date" => date::is_date(text),
        "time" => date::is_time(text),
        "duration" => date::is_duration(text),
        "email" => is_email(text) && text.is_ascii(),
        "idn-email" => is_email(text),
        "hostname" => is_hostname(text) && text.is_ascii(),
        "idn-hostname" => is_hostname(text),
        "ipv4" => text.parse::<Ipv4Addr>().is_ok(),
        "ipv6" => text.parse::<Ipv6Addr>().is_ok(),
        "uri" => has_scheme(text) && is_reference(text) && text.is_ascii(),
        "iri" => has_scheme(text) && is_reference(text),
        "uri-reference" => is_reference(text) && text.is_ascii(),
        "iri-reference" => is_reference(text),
        "uri-template" => is_template(text),
        "uuid" => is_uuid(text),
        "json-pointer" => is_pointer(text),
        "relative-json-pointer" => is_relative_pointer(text),
        "byte" | "base64" => is_base64(text, *b"+/"),
        "base64url" => is_base64(text, *b"-_"),
        _ => true,
    }
}

/// Whether a number is in the range of an integer format.
fn number_fits(format: &str, number: &Number) -> bool {
    let range = match format {
        "int8" => ["-128", "127"],
        "uint8" => ["0", "255"],
        "int16" => ["-32768", "32767"],
        "uint16" => ["0", "65535"],
        "int32" => ["-2147483648", "2147483647"],
        "uint32" => ["0", "4294967295"],
        "int64" => ["-9223372036854775808", "9223372036854775807"],
        "uint64" => ["0", "18446744073709551615"],
        _ => return true,
    };
    let [Some(least), Some(most)] = range.map(Decimal::parse) else { return true };
    Decimal::of(number).is_none_or(|number| number >= least && number <= most)
}

/// Something on both sides of the last `@`, a host or an address in brackets behind it.
fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let is_quoted = local.len() > 2 && local.starts_with('"') && local.ends_with('"');
    let is_dotted = !local.starts_with('.') && !local.ends_with('.') && !local.contains("..");
    let is_plain = is_dotted
        && local.chars().all(|one| {
            one.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(one) || !one.is_ascii()
        });
    let is_address = domain.starts_with('[') && domain.ends_with(']');
    !local.is_empty() && (is_quoted || is_plain) && (is_address || is_hostname(domain))
}

fn is_hostname(text: &str) -> bool {
    let text = text.strip_suffix('.').unwrap_or(text);
    let is_label = |label: &str| {
        let inner = |one: char| one.is_alphanumeric() || one == '-';
        (1..=63).contains(&label.len())
            && label.chars().all(inner)
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    !text.is_empty() && text.len() <= 253 && text.split('.').all(is_label)
}

/// `scheme:` (RFC 3986, section 3.1).
fn has_scheme(text: &str) -> bool {
    let Some((scheme, _)) = text.split_once(':') else { return false };
    scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme.chars().all(|one| one.is_ascii_alphanumeric() || "+-.".contains(one))
}

/// No character that a URI reference cannot have, `%` before two digits, and one `#` at most.
fn is_reference(text: &str) -> bool {
    let is_allowed =
        |one: char| !one.is_whitespace() && !one.is_control() && !r#"<>"{}|\^`"#.contains(one);
    text.chars().all(is_allowed) && has_whole_escapes(text) && text.matches('#').count() <= 1
}

fn has_whole_escapes(text: &str) -> bool {
    text.split('%')
        .skip(1)
        .all(|rest| rest.len() >= 2 && rest.bytes().take(2).all(|byte| byte.is_ascii_hexdigit()))
}

/// Braces that open and close, not inside each other (RFC 6570).
fn is_template(text: &str) -> bool {
    let outside =
        text.split('{').enumerate().map(|(at, piece)| match (at, piece.split_once('}')) {
            (0, None) => Some(piece.to_owned()),
            (1.., Some((name, rest))) if !name.is_empty() => Some(rest.to_owned()),
            _ => None,
        });
    outside
        .into_iter()
        .all(|piece| piece.is_some_and(|piece| !piece.contains('}') && is_reference(&piece)))
}

fn is_uuid(text: &str) -> bool {
    let lengths = [8, 4, 4, 4, 12];
    let groups: Vec<&str> = text.split('-').collect();
    groups.len() == lengths.len()
        && groups.iter().zip(lengths).all(|(group, length)| {
            group.len() == length && group.bytes().all(|byte| byte.is_ascii_hexdigit())
        })
}

/// RFC 6901.
fn is_pointer(text: &str) -> bool {
    let is_escaped = text.split('~').skip(1).all(|rest| rest.starts_with(['0', '1']));
    (text.is_empty() || text.starts_with('/')) && is_escaped
}

fn is_relative_pointer(text: &str) -> bool {
    let end = text.find(|one: char| !one.is_ascii_digit()).unwrap_or(text.len());
    let (number, rest) = text.split_at(end);
    !number.is_empty()
        && (number == "0" || !number.starts_with('0'))
        && (rest == "#" || is_pointer(rest))
}

/// RFC 4648; line breaks as in MIME are allowed, and padding is not asked for.
fn is_base64(text: &str, signs: [u8; 2]) -> bool {
    let digits = text.trim_end_matches('=');
    let padding = text.len() - digits.len();
    let is_digit = |byte: u8| byte.is_ascii_alphanumeric() || signs.contains(&byte);
    let count = digits.bytes().filter(|byte| !byte.is_ascii_whitespace()).count();
    let are_digits = digits.bytes().all(|byte| is_digit(byte) || byte == b'\n' || byte == b'\r');
    are_digits && count % 4 != 1 && (padding == 0 || (count + padding).is_multiple_of(4))
}
