//! What a shown line keeps and what it leaves out.

use proptest::prelude::*;

use super::*;

const TABLE: &[OptionSpec] = &[
    OptionSpec { yaml: Some("a.rate_limit"), ..OptionSpec::BLANK },
    OptionSpec { yaml: Some("a.token"), ..OptionSpec::BLANK },
    OptionSpec { field: "b.token", secret: true, ..OptionSpec::BLANK },
    OptionSpec { field: "c", flag: Some("api-key"), secret: true, ..OptionSpec::BLANK },
];

/// The shown line, with the span in brackets.
fn of(text: &str, part: &str, show: impl Fn(&SafeKeys) -> Show<'_>) -> String {
    let start = text.find(part).expect("a part of the text");
    let span = Span { start, end: start + part.len() };
    let (_, line) = excerpt("a.yaml", text, span, show(&SafeKeys::new(TABLE)));
    let Range { start, end } = line.span;
    format!("{}[{}]{}", &line.text[..start], &line.text[start..end], &line.text[end..])
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
        assert_eq!(of(text, part, |keys| Show::SafeValue(keys)), expected, "{text}");
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
        assert_eq!(of(text, part, |keys| Show::Span(keys)), expected, "{text}");
    }
}

#[test]
fn a_key_alone_is_shown_without_its_value() {
    let text = "é: 1\n  rate_limit: x";
    let (place, line) = excerpt("a.yaml", text, Span { start: 8, end: 18 }, Show::Key);
    assert_eq!((place.line, place.column, place.length), (2, 3, 10));
    assert_eq!((line.text.as_str(), line.span), ("  rate_limit: …", 2..12));
}

#[test]
fn a_long_line_is_cut_to_a_window() {
    let text = format!("rate_limit: {}", "é".repeat(10_000));
    let keys = SafeKeys::new(TABLE);
    let span = Span { start: 12, end: text.len() };
    let (_, line) = excerpt("a.yaml", &text, span, Show::SafeValue(&keys));
    assert!(line.text.starts_with("rate_limit: éé") && line.text.ends_with("é…"), "{}", line.text);
    assert!(line.text.len() < 2 * LONGEST && line.text.get(line.span).is_some());
}

proptest! {
    #[test]
    fn any_span_of_any_text_has_an_excerpt(
        text in "(rate_limit|token|é|[:# \n\r\t{}-]){0,20}",
        start in 0..60_usize,
        length in 0..20_usize,
    ) {
        let start = text.floor_char_boundary(start.min(text.len()));
        let end = text.floor_char_boundary((start + length).min(text.len()));
        let keys = SafeKeys::new(TABLE);
        for show in [Show::Key, Show::SafeValue(&keys), Show::Span(&keys)] {
            let (_, line) = excerpt("a.yaml", &text, Span { start, end }, show);
            prop_assert!(line.text.get(line.span.clone()).is_some(), "{line:?}");
        }
    }
}
