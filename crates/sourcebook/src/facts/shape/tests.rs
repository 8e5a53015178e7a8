//! Checks which values are refused, where, and with which words.

use serde_json::value::RawValue;

use super::check;
use crate::facts::SCHEMA;

/// The faults of the member `cli` (or another one) of a facts document: code, marked text,
/// pointer and message.
fn faults(name: &str, json: &str) -> Vec<(&'static str, String, String, String)> {
    let schema = serde_json::from_str(SCHEMA).expect("the schema");
    let value: &RawValue = serde_json::from_str(json).expect("JSON");
    let shown = |fault: super::Fault| {
        let marked = json[fault.span.range()].to_owned();
        let help = if fault.help.is_empty() { String::new() } else { format!("; {}", fault.help) };
        (fault.code.name, marked, fault.pointer, fault.message + &help)
    };
    check(&schema, json, name, value).into_iter().map(shown).collect()
}

#[test]
fn every_fault_is_told_with_its_place() {
    let table = [
        ("cli", r#"{"name": "tool", "options": [{"flag": "a", "hidden": true}]}"#, vec![]),
        ("cli", r#"[]"#, vec![("invalid-cli", "[]", "/cli", "`cli` must be an object")]),
        ("cli", r#"{}"#, vec![("invalid-cli", "{", "/cli", "a command needs a member `name`")]),
        (
            "cli",
            r#"{"name": 1}"#,
            vec![("invalid-cli", "1", "/cli/name", "`name` must be a string")],
        ),
        (
            "cli",
            r#"{"name": null}"#,
            vec![("invalid-cli", "null", "/cli/name", "`name` must be a string")],
        ),
        (
            "cli",
            r#"{"name": ""}"#,
            vec![(
                "invalid-cli",
                r#""""#,
                "/cli/name",
                "`name` is empty; leave the member out where there is nothing to say",
            )],
        ),
        (
            "cli",
            r#"{"name": "a", "shrot": "b", "xyzzy": 1}"#,
            vec![
                (
                    "unknown-cli-member",
                    r#""shrot""#,
                    "/cli/shrot",
                    "a command has no member `shrot`; the nearest member is `short`",
                ),
                (
                    "unknown-cli-member",
                    r#""xyzzy""#,
                    "/cli/xyzzy",
                    "a command has no member `xyzzy`; the members are aliases, children, deprecated, hidden, long, name, options, short, use",
                ),
            ],
        ),
        (
            "cli",
            r#"{"name": "a", "name": "b"}"#,
            vec![("invalid-cli", r#""name""#, "/cli", "`name` stands here twice")],
        ),
        (
            "cli",
            r#"{"name": "a", "children": [{"name": "b", "aliases": ["c", 1]}]}"#,
            vec![(
                "invalid-cli",
                "1",
                "/cli/children/0/aliases/1",
                "`an item of aliases` must be a string",
            )],
        ),
        (
            "cli",
            r#"{"name": "a", "options": [{"type": "int", "hidden": "yes"}]}"#,
            vec![
                (
                    "invalid-cli",
                    r#""yes""#,
                    "/cli/options/0/hidden",
                    "`hidden` must be `true` or `false`",
                ),
                (
                    "invalid-cli",
                    "{",
                    "/cli/options/0",
                    "an option needs one of `name`, `flag`, `env`, `yaml`",
                ),
            ],
        ),
        (
            "cli",
            r#"{"name": "a", "options": [{"flag": "b", "shorthand": "bc"}]}"#,
            vec![("invalid-cli", r#""bc""#, "/cli/options/0/shorthand", "`shorthand` is too long")],
        ),
        ("version", r#""v1""#, vec![]),
        ("version", "1.5", vec![("invalid-cli", "1.5", "/version", "`version` must be a string")]),
        (
            "footer",
            r#"{"rot": "a"}"#,
            vec![(
                "unknown-cli-member",
                r#""rot""#,
                "/footer/rot",
                "a footer has no member `rot`; the nearest member is `root`",
            )],
        ),
        ("masks", r#"[{"timestamp": "="}, {"from": "a", "to": ""}]"#, vec![]),
        (
            "masks",
            r#"[{"from": "a"}]"#,
            vec![("invalid-cli", "{", "/masks/0", "a mask needs a member `to`")],
        ),
        ("groups", r#"{"Net / TLS": {"last": true}}"#, vec![]),
        (
            "groups",
            r#"{"Net / TLS": {"last": 1}}"#,
            vec![(
                "invalid-cli",
                "1",
                "/groups/Net ~1 TLS/last",
                "`last` must be `true` or `false`",
            )],
        ),
    ];
    for (name, json, expected) in table {
        let expected: Vec<_> = expected
            .into_iter()
            .map(|(code, marked, pointer, message)| {
                (code, marked.to_owned(), pointer.to_owned(), message.to_owned())
            })
            .collect();
        assert_eq!(faults(name, json), expected, "{json}");
    }
}

#[test]
fn deep_nesting_is_refused_before_it_hurts() {
    let depth = 100_000;
    let json = r#"{"name": "a", "children": ["#.repeat(depth) + &"]}".repeat(depth);
    let found = faults("cli", &json);
    assert_eq!(found.len(), 1);
    assert!(found[0].3.starts_with("`an item of children` is nested too deeply"), "{}", found[0].3);
}
