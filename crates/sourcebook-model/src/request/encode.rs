//! Percent-encoding (RFC 3986, section 2) and the encoding of forms.
//!
//! Everything is encoded that any reader of URLs might take for something else: not only what the
//! RFC reserves, but also `'`, which browsers encode in queries.

use std::fmt::Write;

/// A value of a path, query or cookie: only unreserved characters stay as they are.
pub fn value(text: &str) -> String {
    encoded(text, |_| false)
}

/// A value in the query whose reserved characters stay as they are (`allowReserved`), and so does
/// what is encoded already. Those are encoded all the same that end the value there: `#`, `&`, `+`
/// (a space), `[` and `]` (OpenAPI 3.1.1, Parameter Object, `allowReserved`).
pub fn reserved(text: &str) -> String {
    with_escapes(text, |byte| b":/?@!$()*,;=".contains(&byte))
}

/// A value in the path whose reserved characters stay as they are: all but those that end a
/// segment or the path.
pub fn reserved_in_path(text: &str) -> String {
    with_escapes(text, |byte| b":@!$&()*+,;=".contains(&byte))
}

/// What stands in a path between its parameters: what is encoded already stays.
pub fn path(text: &str) -> String {
    with_escapes(text, |byte| b"/:@!$&()*+,;=".contains(&byte))
}

/// What stands in a query that is written out, be it in a path or in a server's URL.
pub fn query(text: &str) -> String {
    with_escapes(text, |byte| b"/?:@!$&()*+,;=".contains(&byte))
}

/// A name or value of a form: as in a query, but a space is `+` (URL Standard, section 5.2).
pub fn form(text: &str) -> String {
    let words: Vec<String> = text.split(' ').map(value).collect();
    words.join("+")
}

/// A value of a header: its control characters, which would end it, are left out, and so is white
/// space around it.
pub fn header(text: &str) -> String {
    let kept: String = text.chars().filter(|c| !c.is_control()).collect();
    kept.trim_matches(' ').to_owned()
}

/// Whether a text can be the name of a header, or a method (RFC 9110, section 5.6.2: a token).
pub fn is_token(text: &str) -> bool {
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !text.is_empty() && text.bytes().all(is_token)
}

/// Encodes everything but unreserved characters and those that are to stay.
fn encoded(text: &str, stays: impl Fn(u8) -> bool) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        push(&mut encoded, byte, &stays);
    }
    encoded
}

/// As [`encoded`], but a `%` with two hexadecimal digits behind it stays too.
fn with_escapes(text: &str, stays: impl Fn(u8) -> bool) -> String {
    let mut encoded = String::with_capacity(text.len());
    let bytes = text.as_bytes();
    for (at, &byte) in bytes.iter().enumerate() {
        let is_escape = byte == b'%'
            && bytes.get(at + 1..at + 3).is_some_and(|two| two.iter().all(u8::is_ascii_hexdigit));
        if is_escape {
            encoded.push('%');
        } else {
            push(&mut encoded, byte, &stays);
        }
    }
    encoded
}

fn push(encoded: &mut String, byte: u8, stays: impl Fn(u8) -> bool) {
    if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) || stays(byte) {
        encoded.push(char::from(byte));
    } else {
        let _ = write!(encoded, "%{byte:02X}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All of ASCII that can be seen, and a space.
    fn visible() -> String {
        (' '..='~').collect()
    }

    /// A name, what encodes, and what it leaves beside unreserved characters.
    type Row<'t> = (&'t str, fn(&str) -> String, &'t str);

    #[test]
    fn each_place_keeps_its_own_characters() {
        let unreserved = "-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz~";
        let table: [Row<'_>; 6] = [
            ("value", value, ""),
            ("form", form, ""),
            ("reserved", reserved, "!$()*,/:;=?@"),
            ("reserved_in_path", reserved_in_path, "!$&()*+,:;=@"),
            ("path", path, "!$&()*+,/:;=@"),
            ("query", query, "!$&()*+,/:;=?@"),
        ];
        for (name, encode, more) in table {
            let kept: String =
                visible().chars().filter(|c| encode(&c.to_string()) == c.to_string()).collect();
            let mut expected: Vec<char> = unreserved.chars().chain(more.chars()).collect();
            expected.sort_unstable();
            assert_eq!(kept, expected.into_iter().collect::<String>(), "{name}");
        }
    }

    #[test]
    fn every_other_byte_is_written_in_two_digits() {
        for byte in 0..=0x7f_u8 {
            let text = char::from(byte).to_string();
            let kept = byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
            let expected = if kept { text.clone() } else { format!("%{byte:02X}") };
            assert_eq!(value(&text), expected);
        }
        let table =
            [("ü", "%C3%BC"), ("€", "%E2%82%AC"), ("𝄞", "%F0%9D%84%9E"), ("\u{a0}", "%C2%A0")];
        for (text, expected) in table {
            assert_eq!(value(text), expected);
            assert_eq!(path(text), expected);
            assert_eq!(form(text), expected);
        }
    }

    #[test]
    fn only_values_are_encoded_a_second_time() {
        let table = [
            ("%41", "%2541", "%41"),
            ("%4", "%254", "%254"),
            ("%", "%25", "%25"),
            ("%zz", "%25zz", "%25zz"),
            ("%%41", "%25%2541", "%25%41"),
            ("%é", "%25%C3%A9", "%25%C3%A9"),
        ];
        for (text, encoded_again, kept) in table {
            assert_eq!(value(text), encoded_again);
            for encode in [reserved, reserved_in_path, path, query] {
                assert_eq!(encode(text), kept);
            }
        }
    }

    #[test]
    fn forms_write_spaces_as_signs_of_plus() {
        let table = [("a b", "a+b"), (" ", "+"), ("a+b", "a%2Bb"), ("a\nb", "a%0Ab"), ("", "")];
        for (text, expected) in table {
            assert_eq!(form(text), expected);
        }
    }

    #[test]
    fn headers_hold_no_control_characters() {
        let table = [("a\r\nX: y", "aX: y"), ("  a  b ", "a  b"), ("ü", "ü"), ("\u{85}", "")];
        for (text, expected) in table {
            assert_eq!(header(text), expected);
        }
        let tokens = [("X-A", true), ("", false), ("X A", false), ("X:", false), ("ü", false)];
        for (text, expected) in tokens {
            assert_eq!(is_token(text), expected, "{text}");
        }
    }
}
