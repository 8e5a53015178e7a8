//! The order of formats: which values of one have another one too. A format that is not known says
//! nothing.

use sourcebook_model::document::{Number, Value};
use sourcebook_model::view::Shape;

use crate::relation::Relation;

/// Formats of texts with the ones that everything has which has them. A format without an entry is
/// known, and part of no other one.
const PARTS: &[(&str, &[&str])] = &[
    ("date-time", &[]),
    ("date", &[]),
    ("time", &[]),
    ("duration", &[]),
    ("email", &["idn-email"]),
    ("idn-email", &[]),
    ("hostname", &["idn-hostname"]),
    ("idn-hostname", &[]),
    ("ipv4", &["hostname", "idn-hostname"]),
    ("ipv6", &[]),
    ("uri", &["iri", "uri-reference", "iri-reference"]),
    ("iri", &["iri-reference"]),
    ("uri-reference", &["iri-reference"]),
    ("iri-reference", &[]),
    ("uri-template", &[]),
    ("uuid", &[]),
    ("json-pointer", &[]),
    ("relative-json-pointer", &[]),
];

/// Formats of whole numbers with the power of two at their ends: signed ones, then unsigned ones.
const SIGNED: &[(&str, u8)] = &[("int8", 7), ("int16", 15), ("int32", 31), ("int64", 63)];
const UNSIGNED: &[(&str, u8)] = &[("uint8", 8), ("uint16", 16), ("uint32", 32), ("uint64", 64)];

/// How texts relate by their formats.
pub(super) fn of_texts(old: &Shape<'_>, new: &Shape<'_>) -> Relation {
    let known = |format: &&&str| PARTS.iter().any(|(name, _)| name == *format);
    let is_part = |one: &str, of: &str| {
        one == of || PARTS.iter().any(|(name, wholes)| *name == one && wholes.contains(&of))
    };
    relation(&old.formats, &new.formats, known, is_part)
}

/// How numbers relate by their formats.
pub(in crate::relate) fn of_numbers(old: &Shape<'_>, new: &Shape<'_>) -> Relation {
    let bits = |table: &[(&str, u8)], name: &str| {
        table.iter().find(|(known, _)| *known == name).map(|(_, bits)| *bits)
    };
    let known = |format: &&&str| bits(SIGNED, format).or(bits(UNSIGNED, format)).is_some();
    let is_part = |one: &str, of: &str| {
        let (signed, unsigned) = (bits(SIGNED, one), bits(UNSIGNED, one));
        let most = signed.or(unsigned);
        match (bits(SIGNED, of), bits(UNSIGNED, of)) {
            (Some(of), _) => most.is_some_and(|bits| bits <= of),
            (_, Some(of)) => unsigned.is_some_and(|bits| bits <= of),
            _ => false,
        }
    };
    relation(&old.formats, &new.formats, known, is_part)
}

/// Values that are outside of some format.
pub(super) fn values() -> Vec<Value> {
    let powers = UNSIGNED.iter().chain(SIGNED).filter_map(|(_, bits)| {
        let power = 1_u128.checked_shl(u32::from(*bits))?;
        Number::parse(&power.to_string())
    });
    let numbers = powers.chain(Number::parse("-1")).map(Value::Number);
    numbers.chain(["string", "2026-07-31", "a b"].map(Value::string)).collect()
}

fn relation(
    old: &[&str],
    new: &[&str],
    known: impl Fn(&&&str) -> bool,
    is_part: impl Fn(&str, &str) -> bool,
) -> Relation {
    let implied = |all: &[&str], wanted: &str| all.iter().any(|one| is_part(one, wanted));
    let loses = new.iter().filter(&known).any(|wanted| !implied(old, wanted));
    let gains = old.iter().filter(&known).any(|wanted| !implied(new, wanted));
    Relation::of_sets(loses, gains)
}

/// How bytes are written as text: `format: byte` of 3.0 is what later versions say by an encoding.
pub(super) fn encoding<'d>(shape: &Shape<'d>) -> Option<&'d str> {
    let by_content = shape.content.and_then(|content| content.encoding);
    let is_byte = shape.formats.iter().any(|format| matches!(*format, "byte" | "base64"));
    by_content.or(is_byte.then_some("base64"))
}

/// Whether a media type says no more than that there are bytes, which 3.0 says by `format: binary`.
pub(super) fn is_bytes(media_type: &str) -> bool {
    media_type == "application/octet-stream"
}
