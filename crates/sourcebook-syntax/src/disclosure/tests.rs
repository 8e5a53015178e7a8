//! What a shown line keeps and what it leaves out.

use std::ops::Range;

use proptest::prelude::*;

use super::*;
use crate::excerpt::{Excerpt, excerpt};
use crate::source::{Sources, Span};

/// `token` stands for two keys, one of which is safe.
fn keys() -> SafeKeys {
    let mut keys = SafeKeys::new();
    for (key, is_safe) in
        [("rate_limit", true), ("token", true), ("token", false), ("api-key", false)]
    {
        keys.add(key, is_safe);
    }
    keys
}

fn shown(text: &str, span: Span, reveal: Reveal) -> Excerpt {
    let mut sources = Sources::new();
    let file = sources.add_guarded("a.yaml", text, Disclosure::Keys(keys()));
    excerpt(sources.file(file), span, reveal)
}

/// The shown line, with the span in brackets.
fn of(text: &str, part: &str, reveal: Reveal) -> String {
    let start = text.find(part).expect("a part of the text");
    let Excerpt { text, span, .. } = shown(text, Span::new(start, start + part.len()), reveal);
    let Range { start, end } = span;
    format!("{}[{}]{}", &text[..start], &text[start..end], &text[end..])
}

#[test]
fn only_values_that_may_be_shown_are_shown() {
    let table = [
        ("a:\n  rate_limit: x # marker\n", "x", "  rate_limit: [x]…"),
        ("  rateLimit: x", "x", "  rateLimit: [x]"),
        ("  - rate_limit: x", "rate_limit", "  - [rate_limit]: x"),
        ("  token: marker", "token", "  [token]: …"),
        ("  token: marker", "marker", "  token: […]"),
        ("  apiKey: marker", "apiKey", "  [apiKey]: …"),
        ("unknown: marker", "unknown", "[unknown]: …"),
        ("a: {rate_limit: x, token: marker}", "x", "a: […]"),
        ("  - marker", "marker", "  - […]"),
        ("marker", "marker", "[…]"),
        ("a:\r\n  b: 1\r\n", "a", "[a]:"),
        ("unknown:   ", "unknown", "[unknown]:"),
        ("\"rate_limit\": marker", "marker", "[…]"),
        ("# marker", "marker", "[…]"),
        ("  rate_limit: x: marker", ": m", "  rate_limit: x[…]"),
        ("  rate_limit: {x: marker}", "{", "  rate_limit:[…]"),
        ("  - https://marker", "marker", "  - […]"),
    ];
    for (text, part, expected) in table {
        assert_eq!(of(text, part, Reveal::SafeValue), expected, "{text}");
        assert!(part == "marker" || !expected.contains("marker"));
    }
}

#[test]
fn what_the_message_quotes_is_shown_alone() {
    let table = [
        ("a: {b: marker, rate_limit: x, token: marker}", ": x", "a: …[: x]…"),
        ("a: {b: marker, rate_limit: x", ": x", "a: …[: x]"),
        ("  - x # marker", "x", "  - [x]…"),
        ("  - marker, x", "x", "  - …[x]"),
        ("  rate_limit: x # marker", "x", "  rate_limit: [x]…"),
    ];
    for (text, part, expected) in table {
        assert_eq!(of(text, part, Reveal::Marked), expected, "{text}");
    }
}

#[test]
fn a_key_alone_is_shown_without_its_value() {
    let found = shown("é: 1\n  rate_limit: x", Span::new(8, 18), Reveal::Key);
    let expected =
        Excerpt { text: "  rate_limit: …".to_owned(), line: 2, span: 2..12, column: 3 };
    assert_eq!(found, expected);
}

#[test]
fn a_long_line_is_cut_to_a_window() {
    let text = format!("rate_limit: {}", "é".repeat(10_000));
    let Excerpt { text, span, .. } = shown(&text, Span::new(12, text.len()), Reveal::SafeValue);
    assert!(text.starts_with("rate_limit: éé") && text.ends_with("é…"), "{text}");
    assert!(text.len() < 320 && text.get(span).is_some());
}

proptest! {
    #[test]
    fn any_span_of_any_text_has_an_excerpt(
        text in "(rate_limit|token|é|[:# \n\r\t{}-]){0,20}",
        start in 0..60_usize,
        length in 0..20_usize,
    ) {
        for reveal in [Reveal::Key, Reveal::SafeValue, Reveal::Marked] {
            let found = shown(&text, Span::new(start, start + length), reveal);
            prop_assert!(found.text.get(found.span.clone()).is_some(), "{found:?}");
        }
    }
}
