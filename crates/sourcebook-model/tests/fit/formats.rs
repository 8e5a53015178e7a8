//! Formats of strings and numbers.

use sourcebook_model::view::Direction;

use crate::read::wrong;

/// Formats, with texts that have them and texts that have not.
const FORMATS: [(&str, &[&str], &[&str]); 26] = [
    (
        "date-time",
        &["2019-08-24T14:15:22Z", "2019-08-24t14:15:22.5+02:00", "1998-12-31T23:59:60z"],
        &[
            "2019-08-24",
            "2019-08-24T14:15:22",
            "2019-13-24T14:15:22Z",
            "2019-08-24T24:00:00Z",
            "2019-08-24T14:15:22+2:00",
            "2019-08-24T14:15:22.Z",
        ],
    ),
    (
        "date",
        &["2020-02-29", "2000-02-29"],
        &[
            "2019-02-29",
            "1900-02-29",
            "2019-04-31",
            "19-01-01",
            "2019-00-10",
            "2019-01-00",
            "2019-1-01",
            "2019-01-01-01",
        ],
    ),
    (
        "time",
        &["14:15:22Z", "00:00:60-23:59"],
        &["14:15:22", "14:60:22Z", "14:15Z", "14:15:61Z", "1:15:22Z", "14:15:22+24:00"],
    ),
    (
        "duration",
        &["P3Y6M4DT12H30M5S", "P2W", "PT0.5S", "P1D"],
        &["P", "PT", "1D", "P1S", "P1D1Y", "PT1.5H", "P1W1D", "P-1D", "P1.5D"],
    ),
    (
        "email",
        &["user@example.com", "a.b+c@d"],
        &["user", "@example.com", "a@", ".a@b", "a..b@c", "a b@c", "ä@b", "a@-b"],
    ),
    ("idn-email", &["пошта@укр.нет"], &["@укр"]),
    ("hostname", &["example.com", "a-1.b.", "x"], &["", "-a", "a-", "a..b", "a_b", "ä"]),
    ("idn-hostname", &["приклад.укр"], &["a b"]),
    ("ipv4", &["192.168.0.1"], &["192.168.0", "256.1.1.1", "01.1.1.1"]),
    ("ipv6", &["2001:db8::1", "::"], &["2001", "1::2::3", "12345::"]),
    (
        "uri",
        &["http://example.com/a?b#c", "mailto:a@b", "urn:x:%20"],
        &[
            "/a",
            "example",
            "http://a b",
            "http://a/%2",
            "http://a/{b}",
            "http://ä",
            "1a:b",
            "a:#b#c",
        ],
    ),
    ("uri-reference", &["../a", "", "?x", "#y"], &["a b", "\\\\a", "%zz"]),
    ("iri", &["http://ä/ö"], &["ä"]),
    ("iri-reference", &["ä"], &["a b"]),
    ("uri-template", &["http://example.com/{a}{?b,c}", "x"], &["{a", "a}", "{}", "{{a}}", "a b"]),
    (
        "uuid",
        &["497f6eca-6276-4993-bfeb-53cbbbba6f08"],
        &[
            "497f6eca62764993bfeb53cbbbba6f08",
            "497f6eca-6276-4993-bfeb-53cbbbba6f0g",
            "497f6eca-6276-4993-bfeb-53cbbbba6f08-",
        ],
    ),
    ("json-pointer", &["", "/a~0~1", "/"], &["a", "/~", "/~2"]),
    ("relative-json-pointer", &["0", "1/a", "2#"], &["", "/a", "01", "1a"]),
    ("byte", &["", "YQ==", "YWI=", "YWJj", "YQ", "YWJj\\r\\nYWJj"], &["Y", "YQ=", "Y-_j", "a b"]),
    ("base64url", &["Y-_j"], &["Y+/j"]),
    ("int32", &["12345678901"], &[]),
    ("password", &["anything"], &[]),
    ("regex", &["(?=a)"], &[]),
    ("unheard-of", &["anything"], &[]),
    ("binary", &["\\u0000"], &[]),
    ("decimal", &["1.5"], &[]),
];

#[test]
fn formats_accept_and_reject() {
    for (format, fitting, others) in FORMATS {
        let schema = format!(r#"{{"it": {{"type": "string", "format": "{format}"}}}}"#);
        for text in fitting {
            let found = wrong("3.1.0", &schema, &format!("\"{text}\""), Direction::Whole);
            assert_eq!(found, "", "{format} {text}");
        }
        for text in others {
            let found = wrong("3.1.0", &schema, &format!("\"{text}\""), Direction::Whole);
            assert_eq!(found, format!(" format does not have the format `{format}`"), "{text}");
        }
    }
}

#[test]
fn formats_of_integers_have_ranges() {
    let table = [
        ("int8", "-128", "128"),
        ("uint8", "255", "-1"),
        ("int16", "32767", "32768"),
        ("uint16", "65535", "65536"),
        ("int32", "2147483647", "2147483648"),
        ("uint32", "4294967295", "4294967296"),
        ("int64", "-9223372036854775808", "-9223372036854775809"),
        ("uint64", "18446744073709551615", "18446744073709551616"),
        ("double", "1e400", ""),
    ];
    for (format, fitting, other) in table {
        let schema = format!(r#"{{"it": {{"format": "{format}"}}}}"#);
        assert_eq!(wrong("3.1.0", &schema, fitting, Direction::Whole), "", "{format}");
        if !other.is_empty() {
            assert_ne!(wrong("3.1.0", &schema, other, Direction::Whole), "", "{format}");
        }
    }
}
