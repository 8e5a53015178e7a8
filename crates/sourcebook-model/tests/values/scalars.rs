//! Numbers and texts.

use proptest::prelude::*;
use sourcebook_model::fit::fits;
use sourcebook_model::pattern::Pattern;
use sourcebook_model::value::{Budget, sample};
use sourcebook_model::view::{Direction, Meet, Views};

use crate::made::{document, made_of, named};

#[test]
fn what_the_author_gives_comes_first() {
    let table = [
        (
            r#"{"type": "string", "example": "e", "examples": ["f"], "const": "e", "default": "d"}"#,
            r#""e""#,
        ),
        (r#"{"type": "string", "examples": ["f", "g"], "default": "d"}"#, r#""f""#),
        (r#"{"const": 5, "default": 6}"#, "5"),
        (r#"{"enum": ["a", "b"], "default": "b"}"#, r#""b""#),
        (r#"{"enum": [1, 20, 30], "minimum": 10}"#, "20"),
        (r#"{"type": "string", "default": 5}"#, r#""string""#),
        (r#"{"type": ["string", "null"], "default": null}"#, r#""string""#),
        (r#"{"type": "boolean", "default": false}"#, "false"),
        (r#"{"type": "integer", "example": "text"}"#, r#""text" GivenValue"#),
        // Of the whole, an example stays as it is; inside, only a valid one counts.
        (r#"{"type": "array", "items": {"type": "integer", "examples": ["text", 7]}}"#, "[7]"),
        (r#"{"type": "array", "items": {"type": "integer", "example": "text"}}"#, "[0]"),
        (r#"{"type": "string", "enum": [1]}"#, "1 Contradiction"),
        (r#"{"type": "boolean"}"#, "true"),
        (r#"{"type": "null"}"#, "null"),
        ("{}", "null"),
        ("false", "null Never"),
    ];
    for (schema, expected) in table {
        assert_eq!(made_of(schema), expected, "{schema}");
    }
}

#[test]
fn numbers_keep_their_limits() {
    let table = [
        (r#"{"type": "integer"}"#, "0"),
        (r#"{"type": "integer", "minimum": 18}"#, "18"),
        (r#"{"type": "number", "minimum": 0.5}"#, "0.5"),
        (r#"{"type": "number", "exclusiveMinimum": 0, "maximum": 31.5}"#, "1"),
        (r#"{"type": "number", "exclusiveMinimum": 0, "maximum": 0.5}"#, "0.5"),
        (r#"{"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 0.01}"#, "0.001"),
        (r#"{"type": "integer", "exclusiveMinimum": 0.5}"#, "1"),
        (r#"{"type": "integer", "maximum": -5}"#, "-5"),
        (r#"{"type": "integer", "exclusiveMaximum": -5}"#, "-6"),
        (r#"{"type": "number", "minimum": 1, "multipleOf": 0.25}"#, "1"),
        (r#"{"type": "number", "minimum": 1.1, "multipleOf": 0.25}"#, "1.25"),
        (r#"{"type": "integer", "minimum": 1, "multipleOf": 2.5}"#, "5"),
        (
            r#"{"type": "integer", "minimum": 7, "allOf": [{"multipleOf": 4}, {"multipleOf": 6}]}"#,
            "12",
        ),
        (r#"{"type": "integer", "minimum": 12345678901234567890}"#, "12345678901234567890"),
        (r#"{"type": "integer", "minimum": 2, "maximum": 3, "multipleOf": 5}"#, "0 Contradiction"),
        (r#"{"type": "number", "minimum": 1e3}"#, "1000"),
    ];
    for (schema, expected) in table {
        assert_eq!(made_of(schema), expected, "{schema}");
    }
}

#[test]
fn texts_keep_formats_patterns_and_lengths() {
    let table = [
        (r#"{"type": "string"}"#, r#""string""#),
        (r#"{"type": "string", "maxLength": 3}"#, r#""str""#),
        (r#"{"type": "string", "minLength": 8}"#, r#""stringst""#),
        (r#"{"type": "string", "format": "unknown"}"#, r#""string""#),
        (r#"{"type": "string", "format": "password"}"#, r#""string""#),
        (r#"{"type": "string", "format": "email", "minLength": 20}"#, r#""useraaaa@example.com""#),
        (r#"{"type": "string", "format": "email", "maxLength": 10}"#, r#""a@b.co""#),
        (r#"{"type": "string", "format": "uri", "maxLength": 5}"#, r#""a:b""#),
        (r#"{"type": "string", "contentEncoding": "base64"}"#, r#""c3RyaW5n""#),
        (r#"{"type": "string", "contentEncoding": "BASE32"}"#, r#""ON2HE2LOM4======""#),
        (
            r#"{"type": "string", "contentMediaType": "application/json", "contentSchema": {"type": "object", "required": ["z"], "properties": {"z": {"type": "integer"}}}}"#,
            r#""{\"z\":0}""#,
        ),
        (r#"{"type": "string", "format": "date", "maxLength": 5}"#, r#""2019-08-24" Format"#),
        (r#"{"type": "string", "pattern": "^p_"}"#, r#""p_""#),
        (r#"{"type": "string", "pattern": "^p_", "minLength": 4, "maxLength": 5}"#, r#""p_st""#),
        (r#"{"type": "string", "pattern": "^[a-z0-9-]{3,20}$"}"#, r#""aaa""#),
        (r#"{"type": "string", "pattern": "^[0-9]{4} [A-Z]{2}$"}"#, r#""0000 AA""#),
        (r#"{"type": "string", "pattern": "^(ab|c)+$", "minLength": 4}"#, r#""cccc""#),
        (
            r#"{"type": "string", "pattern": "^foo", "minLength": 8, "allOf": [{"pattern": "bar$"}]}"#,
            r#""foostbar""#,
        ),
        (r#"{"type": "string", "pattern": "a", "minLength": 4}"#, r#""stra""#),
        (r#"{"type": "string", "pattern": "bar$", "minLength": 5}"#, r#""stbar""#),
        (r#"{"type": "string", "pattern": "^(?=a)"}"#, r#""string" Pattern"#),
        (r#"{"type": "string", "pattern": "^a$", "minLength": 2}"#, r#""string" Pattern"#),
    ];
    for (schema, expected) in table {
        assert_eq!(made_of(schema), expected, "{schema}");
    }
}

#[test]
fn every_format_that_is_known_has_a_text() {
    let formats = [
        "date-time",
        "date",
        "time",
        "duration",
        "email",
        "idn-email",
        "hostname",
        "idn-hostname",
        "ipv4",
        "ipv6",
        "uri",
        "uri-reference",
        "iri",
        "iri-reference",
        "uri-template",
        "uuid",
        "json-pointer",
        "relative-json-pointer",
        "regex",
        "byte",
        "base64url",
    ];
    for format in formats {
        let made = made_of(&format!(r#"{{"type": "string", "format": "{format}"}}"#));
        assert!(made.ends_with('"') && made != r#""string""#, "{format}: {made}");
        let other = made_of(&format!(
            r#"{{"type": "array", "uniqueItems": true, "minItems": 2, "items": {{"type": "string", "format": "{format}"}}}}"#
        ));
        assert!(other.ends_with(']'), "{format}: {other}");
    }
}

/// Expressions of classes, groups and repeats.
fn expression() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        "[a-z]{1,3}",
        proptest::sample::select(vec![
            r"\d",
            r"\w",
            r"\s",
            ".",
            "[a-f0-9]",
            "[^a]",
            r"\.",
            r"[A-Z_\-]",
            r"\u00e4"
        ])
        .prop_map(str::to_owned),
    ];
    leaf.prop_recursive(4, 16, 3, |inner| {
        let repeat = proptest::sample::select(vec!["*", "+", "?", "{2}", "{1,3}", "{2,}"]);
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..4).prop_map(|parts| parts.concat()),
            prop::collection::vec(inner.clone(), 1..4)
                .prop_map(|parts| format!("({})", parts.join("|"))),
            (inner, repeat).prop_map(|(part, repeat)| format!("(?:{part}){repeat}")),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn texts_match_their_patterns(expression in expression(), anchors in any::<(bool, bool)>(), least in 0usize..12) {
        let start = if anchors.0 { "^" } else { "" };
        let end = if anchors.1 { "$" } else { "" };
        let pattern = format!("{start}(?:{expression}){end}");
        let quoted = pattern.replace('\\', "\\\\");
        let schemas = format!(r#"{{"it": {{"type": "string", "pattern": "{quoted}"}},
            "long": {{"type": "string", "pattern": "{quoted}", "minLength": {least}}}}}"#);
        let document = document("3.1.0", &schemas);
        let views = Views::new(&document);
        let made = |name| sample(&views, Meet::One(named(&document, name)), Direction::Whole, &Budget::default());
        let short = made("it");
        prop_assert_eq!(&short.doubts, &[]);
        let text = short.value.as_str().expect("a text").to_owned();
        prop_assert_eq!(Pattern::new(&pattern).matches(&text), Some(true), "{}", text);
        let long = made("long");
        let fits = fits(&views, Meet::One(named(&document, "long")), &long.value, Direction::Whole);
        prop_assert_eq!(fits, long.doubts.is_empty(), "{:?}", long);
    }

    /// Whatever limits go together, the number keeps them; it has a doubt only where none does.
    #[test]
    fn numbers_fit_every_pair_of_limits(
        least in prop::option::of((-30i32..30, any::<bool>())),
        most in prop::option::of((-30i32..30, any::<bool>())),
        multiple in prop::option::of(1u32..12),
        scale in 0u32..3,
        is_integer in any::<bool>(),
    ) {
        let number = |value: i32| format!("{value}e-{scale}");
        let bound = |bound: Option<(i32, bool)>, words: [&str; 2]| bound.map(|(value, is_exclusive)| {
            format!(r#", "{}": {}"#, words[usize::from(is_exclusive)], number(value))
        }).unwrap_or_default();
        let schema = format!(
            r#"{{"it": {{"type": "{}"{}{}{}}}}}"#,
            if is_integer { "integer" } else { "number" },
            bound(least, ["minimum", "exclusiveMinimum"]),
            bound(most, ["maximum", "exclusiveMaximum"]),
            multiple.map(|multiple| format!(r#", "multipleOf": {multiple}e-{scale}"#)).unwrap_or_default(),
        );
        // The same in whole numbers, a tenth of the least digit apart.
        let unit = 10i32.pow(scale);
        let has = |tenths: i32| {
            least.is_none_or(|(least, is_exclusive)| if is_exclusive { tenths > 10 * least } else { tenths >= 10 * least })
                && most.is_none_or(|(most, is_exclusive)| if is_exclusive { tenths < 10 * most } else { tenths <= 10 * most })
                && multiple.is_none_or(|multiple| tenths % (10 * multiple.cast_signed()) == 0)
                && (!is_integer || tenths % (10 * unit) == 0)
        };
        let is_possible = (-15_000..15_000).any(has);
        let document = document("3.1.0", &schema);
        let views = Views::new(&document);
        let it = Meet::One(named(&document, "it"));
        let made = sample(&views, it, Direction::Whole, &Budget::default());
        prop_assert_eq!(fits(&views, it, &made.value, Direction::Whole), is_possible, "{} {:?}", schema, made);
        prop_assert_eq!(made.doubts.is_empty(), is_possible, "{}", schema);
    }
}
