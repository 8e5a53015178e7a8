//! Texts: by format, by pattern, and by length.

use crate::document::Value;
use crate::fit::format_fits;
use crate::view::{Shape, Views};

use super::{Doubt, pattern};

/// Maximum number of characters of a text, whatever is required.
const MAX_LENGTH: usize = 4_096;

/// A text for each format.
const FORMATS: [(&str, &str); 33] = [
    ("date-time", "2019-08-24T14:15:22Z"),
    ("date", "2019-08-24"),
    ("time", "14:15:22Z"),
    ("duration", "P3D"),
    ("email", "user@example.com"),
    ("idn-email", "user@example.com"),
    ("hostname", "example.com"),
    ("idn-hostname", "example.com"),
    ("ipv4", "192.0.2.1"),
    ("ip", "192.0.2.1"),
    ("ipv6", "2001:db8::1"),
    ("uri", "https://example.com"),
    ("url", "https://example.com"),
    ("uri-reference", "/path"),
    ("iri", "https://example.com"),
    ("iri-reference", "/path"),
    ("uri-template", "https://example.com/{id}"),
    ("uuid", "497f6eca-6276-4993-bfeb-53cbbbba6f08"),
    ("json-pointer", "/member"),
    ("relative-json-pointer", "0/member"),
    ("regex", "^a"),
    ("byte", "c3RyaW5n"),
    ("base64", "c3RyaW5n"),
    ("base64url", "c3RyaW5n"),
    ("int32", "0"),
    ("int64", "0"),
    ("uint64", "0"),
    ("decimal", "0.5"),
    ("float", "0.5"),
    ("double", "0.5"),
    ("color", "#336699"),
    ("char", "a"),
    ("media-range", "text/plain"),
];

/// The shortest text of each format that may be shorter than the one above.
const SHORT: [(&str, &str); 7] = [
    ("email", "a@b.co"),
    ("idn-email", "a@b.co"),
    ("hostname", "a.co"),
    ("idn-hostname", "a.co"),
    ("ipv6", "::1"),
    ("uri", "a:b"),
    ("url", "a:b"),
];

/// A text in each encoding (JSON Schema validation, section 8.3): `string`.
const ENCODINGS: [(&str, &str); 5] = [
    ("base64", "c3RyaW5n"),
    ("base64url", "c3RyaW5n"),
    ("base32", "ON2HE2LOM4======"),
    ("base16", "737472696E67"),
    ("quoted-printable", "string"),
];

/// A text where a shape holds; with a doubt where none was found that keeps everything.
pub(super) fn make<'d>(views: &Views<'d>, shape: &Shape<'d>) -> Result<String, (String, Doubt)> {
    let fits = |text: &str| is_fitting(views, shape, text);
    let by_format: Vec<String> =
        shape.formats.iter().filter_map(|format| of_format(format)).collect();
    let short = shape.formats.iter().filter_map(|format| named(&SHORT, format));
    let encoding = shape.content.and_then(|content| content.encoding);
    let encoded = encoding.and_then(|encoding| named(&ENCODINGS, &encoding.to_ascii_lowercase()));
    let known = by_format.iter().map(String::as_str).chain(short).chain(encoded);
    if let Some(text) = known.into_iter().find(|text| fits(text)) {
        return Ok(text.to_owned());
    }
    let bounds = &shape.bounds;
    let least = bounds.min_length.map_or(0, |least| least as usize).min(MAX_LENGTH);
    if !bounds.patterns.is_empty() {
        let found = of_patterns(&bounds.patterns, least).into_iter().find(|text| fits(text));
        let free = free(least, bounds.max_length);
        let is_unread = bounds.patterns.iter().any(|pattern| views.matches(pattern, "").is_none());
        return match found {
            Some(text) if !is_unread => Ok(text),
            Some(text) => Err((text, Doubt::Pattern)),
            None if fits(&free) && !is_unread => Ok(free),
            None => Err((free, Doubt::Pattern)),
        };
    }
    let free = free(least, bounds.max_length);
    match by_format.into_iter().next() {
        Some(text) if !shape.formats.is_empty() => {
            let stretched = stretched(&text, least).filter(|text| fits(text));
            stretched.ok_or((text, Doubt::Format))
        }
        _ if fits(&free) => Ok(free),
        _ => Err((free, Doubt::Format)),
    }
}

fn of_format(format: &str) -> Option<String> {
    named(&FORMATS, format).map(str::to_owned)
}

fn named(table: &[(&str, &'static str)], name: &str) -> Option<&'static str> {
    table.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
}

/// A text of a format made longer, where that is possible in front of its end.
fn stretched(text: &str, least: usize) -> Option<String> {
    let missing = least.checked_sub(text.chars().count())?;
    let filling = "a".repeat(missing);
    let (start, end) = match text.split_once('@') {
        Some((start, end)) => (start.to_owned(), format!("@{end}")),
        None if text.contains("://") => (format!("{text}/"), String::new()),
        None if text == "example.com" => (text.to_owned(), String::new()),
        None => return Some(text.to_owned() + &"c3Ry".repeat(missing.div_ceil(4))),
    };
    Some(format!("{start}{filling}{end}"))
}

/// Whether a text keeps formats, patterns and lengths.
fn is_fitting<'d>(views: &Views<'d>, shape: &Shape<'d>, text: &str) -> bool {
    let bounds = &shape.bounds;
    let length = text.chars().count();
    bounds.min_length.is_none_or(|least| length >= least as usize)
        && bounds.max_length.is_none_or(|most| length <= most as usize)
        && bounds.patterns.iter().all(|pattern| views.matches(pattern, text) != Some(false))
        && shape.formats.iter().all(|format| format_fits(format, &Value::string(text)))
}

/// Texts that may match all of some expressions: of each by itself, and joined.
fn of_patterns(patterns: &[&str], least: usize) -> Vec<String> {
    let shortest = patterns.iter().filter_map(|text| pattern::shortest(text));
    let mut all: Vec<String> = shortest.collect();
    // The least that is missing, in front of an expression of how a text ends.
    let filled = all.iter().map(|text| {
        let missing = least.saturating_sub(text.chars().count());
        filling(missing) + text
    });
    let filled: Vec<String> = filled.collect();
    all.extend(filled);
    all.extend(patterns.iter().filter_map(|text| pattern::of_length(text, least)));
    if let [first, second] = patterns {
        for (one, other) in [(first, second), (second, first)] {
            let end = pattern::shortest(other).unwrap_or_default();
            let missing = least.saturating_sub(end.chars().count());
            if let Some(start) = pattern::of_length(one, missing) {
                let filling = filling(missing.saturating_sub(start.chars().count()));
                all.push(start + &filling + &end);
            }
        }
    } else if patterns.len() > 2 {
        all.push(all.concat());
    }
    // As much behind it as is missing, or more.
    let behind = all.iter().flat_map(|text| {
        let missing = least.saturating_sub(text.chars().count());
        [format!("{text}{}", filling(missing)), format!("{text}{}", free(least, None))]
    });
    let longer: Vec<String> = behind.collect();
    all.extend(longer);
    all
}

/// `string`, repeated and cut to fit.
fn free(least: usize, most: Option<u32>) -> String {
    let length = least.max("string".len());
    filling(most.map_or(length, |most| length.min(most as usize)))
}

/// So many characters of `string`, repeated.
fn filling(length: usize) -> String {
    "string".chars().cycle().take(length).collect()
}
