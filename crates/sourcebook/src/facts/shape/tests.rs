//! Checks which values are rejected, where, and with which words.

use sourcebook_syntax::{Diagnostic, Sources, parse_json};

use super::{Codes, MAX_DEPTH, check};
use crate::codes::{INVALID_CLI, UNKNOWN_CLI_MEMBER};
use crate::facts::SCHEMA;

/// What is wrong with a member of a facts document, one line each: code, pointer, marked text,
/// message.
fn found(name: &str, json: &str) -> Vec<String> {
    let codes = Codes { invalid: &INVALID_CLI, unknown: &UNKNOWN_CLI_MEMBER };
    let schema = serde_json::from_str(SCHEMA).expect("the schema");
    let mut sources = Sources::new();
    let tree = parse_json(&mut sources, "facts", format!("{{\"{name}\": {json}}}")).expect("JSON");
    let found = check(&schema, codes, tree.root(), &[name]);
    found.iter().map(|diagnostic| shown(&sources, diagnostic)).collect()
}

/// A diagnostic on one line.
fn shown(sources: &Sources, diagnostic: &Diagnostic) -> String {
    let Some(place) = &diagnostic.place else {
        return format!("{} {}", diagnostic.code.name, diagnostic.message);
    };
    let marked = sources.file(place.file).slice(place.span);
    let help = diagnostic.help.as_ref().map(|help| format!("; {help}")).unwrap_or_default();
    let (code, pointer) = (diagnostic.code.name, &place.pointer);
    format!("{code} {pointer} {marked} {}{help}", diagnostic.message)
}

#[track_caller]
fn assert_found(table: &[(&str, &str, &[&str])]) {
    for (name, json, expected) in table {
        assert_eq!(found(name, json), *expected, "{json}");
    }
}

#[test]
fn values_of_the_wrong_kind_are_rejected() {
    assert_found(&[
        ("cli", r#"{"name": "tool", "options": [{"flag": "a", "hidden": true}]}"#, &[]),
        ("cli", "[]", &["invalid-cli /cli [] `cli` must be an object"]),
        ("cli", r#"{"name": 1}"#, &["invalid-cli /cli/name 1 `name` must be a string"]),
        ("cli", r#"{"name": null}"#, &["invalid-cli /cli/name null `name` must be a string"]),
        (
            "cli",
            r#"{"name": "a", "children": [{"name": "b", "aliases": ["c", 1]}]}"#,
            &["invalid-cli /cli/children/0/aliases/1 1 `an item of aliases` must be a string"],
        ),
        (
            "cli",
            r#"{"name": "a", "options": [{"flag": "b", "shorthand": "bc", "hidden": "yes"}]}"#,
            &[
                r#"invalid-cli /cli/options/0/shorthand "bc" `shorthand` is too long"#,
                r#"invalid-cli /cli/options/0/hidden "yes" `hidden` must be `true` or `false`"#,
            ],
        ),
        ("version", r#""v1""#, &[]),
        ("version", "1.5", &["invalid-cli /version 1.5 `version` must be a string"]),
        ("groups", r#"{"Net / TLS": {"last": true}}"#, &[]),
        (
            "groups",
            r#"{"Net / TLS": {"last": 1}}"#,
            &["invalid-cli /groups/Net ~1 TLS/last 1 `last` must be `true` or `false`"],
        ),
    ]);
}

#[test]
fn members_that_are_missing_are_named() {
    assert_found(&[
        ("cli", "{}", &["invalid-cli /cli { a command needs a member `name`"]),
        (
            "cli",
            r#"{"name": ""}"#,
            &[
                r#"invalid-cli /cli/name "" `name` is empty; leave the member out where there is nothing to say"#,
            ],
        ),
        (
            "cli",
            r#"{"name": "a", "options": [{"type": "int"}]}"#,
            &["invalid-cli /cli/options/0 { an option needs one of `name`, `flag`, `env`, `yaml`"],
        ),
        ("masks", r#"[{"timestamp": "="}, {"from": "a", "to": ""}]"#, &[]),
        ("masks", r#"[{"from": "a"}]"#, &["invalid-cli /masks/0 { a mask needs a member `to`"]),
    ]);
}

#[test]
fn members_that_mean_nothing_are_rejected_with_the_nearest() {
    assert_found(&[
        (
            "cli",
            r#"{"name": "a", "shrot": "b", "xyzzy": 1}"#,
            &[
                r#"unknown-cli-member /cli/shrot "shrot" a command has no member `shrot`; did you mean `short`?"#,
                r#"unknown-cli-member /cli/xyzzy "xyzzy" a command has no member `xyzzy`; the members are aliases, arguments, children, complete, deprecated, examples, external-commands, hidden, long, name, options, short, use"#,
            ],
        ),
        (
            "footer",
            r#"{"rot": "a"}"#,
            &[
                r#"unknown-cli-member /footer/rot "rot" a footer has no member `rot`; did you mean `root`?"#,
            ],
        ),
        (
            "cli",
            r#"{"name": "a", "name": "b"}"#,
            &[r#"invalid-cli /cli "name" `name` stands here twice"#],
        ),
    ]);
}

#[test]
fn deep_nesting_is_rejected_before_it_hurts() {
    let nested =
        |depth: usize| r#"{"name": "a", "children": ["#.repeat(depth) + &"]}".repeat(depth);
    assert!(parse_json(&mut Sources::new(), "facts", nested(100_000)).is_err());
    let found = found("cli", &nested(MAX_DEPTH / 2 + 1));
    assert_eq!(found.len(), 1);
    assert!(found[0].contains("`an item of children` is nested too deeply"));
}
