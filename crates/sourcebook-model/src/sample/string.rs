//! Example strings: by format, and by length where the format is free.

use crate::document::Schema;

/// Maximum number of characters of a string, whatever the schema requires.
const MAX_LENGTH: usize = 4_096;

pub(super) fn sample(schema: &Schema, member: Option<&str>) -> String {
    let limits = schema.limits.as_deref();
    let least = limits.and_then(|limits| limits.min_length).unwrap_or(0) as usize;
    let most = limits.and_then(|limits| limits.max_length).unwrap_or(0) as usize;
    let least = least.min(MAX_LENGTH);
    match schema.format.as_deref() {
        Some("uuid") => uuid(member.unwrap_or("id")),
        Some("password") => password(least),
        Some(format) => match fixed(format) {
            Some(text) => text.to_owned(),
            None => free(least, most),
        },
        None => free(least, most),
    }
}

/// Formats that have one example each.
fn fixed(format: &str) -> Option<&'static str> {
    Some(match format {
        "date-time" => "2019-08-24T14:15:22Z",
        "date" => "2019-08-24",
        "time" => "14:15:22Z",
        "email" => "user@example.com",
        "idn-email" => "пошта@укр.нет",
        "uri" => "http://example.com",
        "uri-reference" => "../dictionary",
        "uri-template" => "http://example.com/{endpoint}",
        "iri" => "http://example.com/entity/1",
        "iri-reference" => "/entity/1",
        "hostname" => "example.com",
        "idn-hostname" => "приклад.укр",
        "ipv4" => "192.168.0.1",
        "ipv6" => "2001:0db8:85a3:0000:0000:8a2e:0370:7334",
        "json-pointer" => "/json/pointer",
        "relative-json-pointer" => "1/relative/json/pointer",
        "regex" => "/regex/",
        _ => return None,
    })
}

/// `string`, repeated and cut to fit.
fn free(least: usize, most: usize) -> String {
    let mut text: String = "string".chars().cycle().take(least.max("string".len())).collect();
    if most > 0 {
        text.truncate(most);
    }
    text
}

fn password(least: usize) -> String {
    let base = "pa$$word";
    if least <= base.len() {
        return base.to_owned();
    }
    let filling = "qwerty!@#$%^123456".chars().cycle().take(least - base.len());
    format!("{base}_{}", filling.collect::<String>())
}

/// An identifier that depends only on the name of the member it stands for.
///
/// The name is hashed as Java hashes strings and seeds Bob Jenkins' small generator, so the same
/// member has the same example on every page and in every run.
fn uuid(name: &str) -> String {
    let seed = name
        .encode_utf16()
        .fold(0u32, |hash, unit| hash.wrapping_mul(31).wrapping_add(u32::from(unit)));
    let mut generator = SmallGenerator { a: seed, b: seed, c: seed, d: seed };
    let template = "xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx";
    let digit = |character: char| match character {
        'x' => hexadecimal(generator.next() >> 28),
        'y' => hexadecimal((generator.next() >> 28) & 0x3 | 0x8),
        other => other,
    };
    template.chars().map(digit).collect()
}

fn hexadecimal(digit: u32) -> char {
    char::from_digit(digit, 16).unwrap_or('0')
}

/// JSF32.
struct SmallGenerator {
    a: u32,
    b: u32,
    c: u32,
    d: u32,
}

impl SmallGenerator {
    fn next(&mut self) -> u32 {
        let t = self.a.wrapping_sub(self.b.rotate_left(27));
        self.a = self.b ^ self.c.rotate_left(17);
        self.b = self.c.wrapping_add(self.d);
        self.c = self.d.wrapping_add(t);
        self.d = self.a.wrapping_add(t);
        self.d
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_follow_from_names() {
        assert_eq!(uuid("id"), "497f6eca-6276-4993-bfeb-53cbbbba6f08");
        assert_eq!(uuid("organization_id"), "7c60d51f-b44e-4682-87d6-449835ea4de6");
        assert_eq!(uuid("u"), "5b3d22e0-c8cc-487e-8a5f-6460fdf25dbf");
    }

    #[test]
    fn lengths_are_met() {
        let table = [(0, 0, "string"), (8, 0, "stringst"), (0, 3, "str"), (2, 0, "string")];
        for (least, most, expected) in table {
            assert_eq!(free(least, most), expected);
        }
        assert_eq!(password(0), "pa$$word");
        assert_eq!(password(10), "pa$$word_qw");
    }
}
