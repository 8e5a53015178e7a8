//! What rules fit, where they lead, and that none leads to another host by itself.

use proptest::prelude::*;

use super::*;

fn table(rules: &[(&str, &str)]) -> Table {
    let rules = rules.iter().map(|(from, to)| Rule {
        from: (*from).to_owned(),
        to: (*to).to_owned(),
        status: 301,
        force: false,
    });
    let document = Document { version: VERSION, rules: rules.collect() };
    let text = serde_json::to_string(&document).expect("JSON");
    Table::from_json(&text).expect("a table")
}

#[test]
fn the_first_rule_that_fits_wins() {
    let table = table(&[
        ("/install/offline", "/install/airgap"),
        ("/blog/:year/:slug", "/news/:year/:slug#top"),
        ("/old/*", "/new/:splat"),
        ("/away/*", "https://example.com/:splat?from=docs"),
        ("/", "/home"),
    ]);
    let cases = [
        ("/install/offline", Some("/install/airgap")),
        ("/install/offline/", Some("/install/airgap")),
        ("/install/offline.html", Some("/install/airgap")),
        ("/install/offline/x", None),
        ("/install", None),
        ("/blog/2024/a%20b", Some("/news/2024/a%20b#top")),
        ("/blog/2024", None),
        ("/old", Some("/new/")),
        ("/old/a/b", Some("/new/a/b")),
        ("/old//example.com", Some("/new/example.com")),
        ("/away/a", Some("https://example.com/a?from=docs")),
        ("", Some("/home")),
        ("/", Some("/home")),
        ("/other", None),
    ];
    for (path, expected) in cases {
        let found = table.find(path).map(|location| location.to);
        assert_eq!(found.as_deref(), expected, "{path}");
    }
    assert!(table.find("/away/a").is_some_and(|location| location.is_external()));
}

#[test]
fn what_is_no_table_is_rejected() {
    let cases = [
        ("{", "cannot be read"),
        (r#"{"version": 2, "rules": []}"#, "has version 2"),
        (r#"{"version": 1, "rules": [], "more": 1}"#, "unknown field"),
        (r#"{"version": 1, "rules": [{"from": "a", "to": "/b", "status": 301}]}"#, "rule 1"),
        (
            r#"{"version": 1, "rules": [{"from": "/a", "to": "b", "status": 301}]}"#,
            "a target must be",
        ),
        (
            r#"{"version": 1, "rules": [{"from": "/a", "to": "//b", "status": 301}]}"#,
            "a target must be",
        ),
        (r#"{"version": 1, "rules": [{"from": "/a", "to": "/:b", "status": 301}]}"#, "`:b`"),
        (r#"{"version": 1, "rules": [{"from": "/a", "to": "/b", "status": 200}]}"#, "200 is not"),
    ];
    for (text, expected) in cases {
        let error = Table::from_json(text).expect_err(text).to_string();
        assert!(error.contains(expected), "{error}");
    }
}

#[test]
fn patterns_are_rejected_for_what_they_are() {
    let cases = [
        ("a", PatternError::Relative),
        ("/a/*/b", PatternError::Splat),
        ("/a*", PatternError::Splat),
        ("/:", PatternError::Placeholder(":".to_owned())),
        ("/:a-b", PatternError::Placeholder(":a-b".to_owned())),
        ("/:a/:a", PatternError::Twice("a".to_owned())),
        ("/:splat/*", PatternError::Twice("splat".to_owned())),
    ];
    for (text, expected) in cases {
        assert_eq!(Pattern::parse(text), Err(expected), "{text}");
    }
}

#[test]
fn a_pattern_covers_what_it_fits() {
    let cases = [
        ("/a", "/a", true),
        ("/a", "/b", false),
        ("/a/*", "/a/b", true),
        ("/a/*", "/a", true),
        ("/a/*", "/b", false),
        ("/a/:x", "/a/b", true),
        ("/a/b", "/a/:x", false),
        ("/a/:x", "/a/*", false),
        ("/*", "/a/*", true),
        ("/a/:x", "/a/:y", true),
        ("/a", "/a/b", false),
    ];
    for (one, other, expected) in cases {
        let parse = |text| Pattern::parse(text).expect("a pattern");
        assert_eq!(parse(one).covers(&parse(other)), expected, "{one} over {other}");
    }
}

fn pattern() -> impl Strategy<Value = String> {
    let segment = prop_oneof!["[ab]{1,2}", Just(":x".to_owned())];
    (prop::collection::vec(segment, 0..4), any::<bool>()).prop_filter_map(
        "a pattern",
        |(mut parts, splat)| {
            parts.extend(splat.then(|| "*".to_owned()));
            let text = format!("/{}", parts.join("/"));
            Pattern::parse(&text).is_ok().then_some(text)
        },
    )
}

proptest! {
    #[test]
    fn covering_agrees_with_fitting(
        one in pattern(), other in pattern(), path in "(/[ab]{0,2}){0,4}",
    ) {
        let (one, other) = (Pattern::parse(&one).expect("one"), Pattern::parse(&other).expect("two"));
        if one.covers(&other) && other.matches(&path).is_some() {
            prop_assert!(one.matches(&path).is_some());
        }
    }

    #[test]
    fn a_path_never_leads_to_another_host(path in "[/a.\\\\:@%]{0,12}") {
        let table = table(&[("/x/:a/*", "/:a/:splat"), ("/*", "/:splat")]);
        if let Some(location) = table.find(&format!("/{path}")) {
            prop_assert!(location.to.starts_with('/'));
            prop_assert!(!location.to.starts_with("//"), "{}", location.to);
        }
    }
}
