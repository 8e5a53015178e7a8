//! Every class of changes of command lines and settings, both ways: what it is, and what goes back.

use sourcebook_changes::{Change, Level, compare_commands};
use sourcebook_command::CommandFacts;

/// A class: its name, the members of a command before and after, and what is told there and back.
type Class =
    (&'static str, &'static str, &'static str, &'static [&'static str], &'static [&'static str]);

const CLASSES: &[Class] = &[
    (
        "command removed",
        r#""children": [{"name": "rm"}]"#,
        "",
        &["error command-removed"],
        &["info command-added"],
    ),
    (
        "command renamed, and the old name kept",
        r#""children": [{"name": "rm"}]"#,
        r#""children": [{"name": "remove", "aliases": ["rm"]}]"#,
        &["info alias-added"],
        &["error alias-removed", "info command-added"],
    ),
    (
        "command removed that was deprecated",
        r#""children": [{"name": "rm", "deprecated": "Use remove."}]"#,
        "",
        &["info command-removed"],
        &["info command-added"],
    ),
    (
        "command hidden is not removed",
        r#""children": [{"name": "rm"}]"#,
        r#""children": [{"name": "rm", "hidden": true}]"#,
        &["info command-hidden"],
        &[],
    ),
    (
        "command deprecated",
        r#""children": [{"name": "rm"}]"#,
        r#""children": [{"name": "rm", "deprecated": "Use remove."}]"#,
        &["info deprecated"],
        &["info reactivated"],
    ),
    (
        "alias removed",
        r#""children": [{"name": "rm", "aliases": ["del"]}]"#,
        r#""children": [{"name": "rm"}]"#,
        &["error alias-removed"],
        &["info alias-added"],
    ),
    (
        "option removed",
        r#""options": [{"flag": "force"}]"#,
        "",
        &["error option-removed"],
        &["info option-added"],
    ),
    (
        "option removed that was deprecated",
        r#""options": [{"flag": "force", "use_instead": ["yes"]}, {"flag": "yes"}]"#,
        r#""options": [{"flag": "yes"}]"#,
        &["warning option-removed"],
        &["info option-added"],
    ),
    (
        "option hidden is not removed, and another one comes",
        r#""options": [{"flag": "bridge", "env": "BRIDGE"}]"#,
        r#""options": [{"flag": "bridge", "env": "BRIDGE", "hidden": true, "use_instead": ["gateway"]}, {"flag": "gateway", "env": "GATEWAY"}]"#,
        &["info deprecated", "info option-added", "info option-hidden"],
        &["error option-removed", "info reactivated"],
    ),
    (
        "three names of one setting are told once",
        r#""options": [{"flag": "port", "env": "PORT", "yaml": "net.port"}]"#,
        "",
        &["error option-removed"],
        &["info option-added"],
    ),
    (
        "flag renamed, and the old one kept",
        r#""options": [{"flag": "old", "env": "X"}]"#,
        r#""options": [{"flag": "new", "aliases": ["old"], "env": "X"}]"#,
        &["info alias-added"],
        &["error option-removed"],
    ),
    (
        "option moved to the program",
        r#""children": [{"name": "a", "options": [{"flag": "url"}]}]"#,
        r#""children": [{"name": "a"}], "options": [{"flag": "url", "group": ["Global"]}]"#,
        &["info option-added"],
        &["error option-removed", "info option-added"],
    ),
    (
        "shorthand removed",
        r#""options": [{"flag": "force", "shorthand": "f"}]"#,
        r#""options": [{"flag": "force"}]"#,
        &["error shorthand-removed"],
        &[],
    ),
    (
        "shorthand given to another option",
        r#""options": [{"flag": "force", "shorthand": "f"}, {"flag": "file"}]"#,
        r#""options": [{"flag": "force"}, {"flag": "file", "shorthand": "f"}]"#,
        &["error shorthand-moved"],
        &["error shorthand-moved"],
    ),
    (
        "choices",
        r#""options": [{"flag": "mode", "type": "enum", "choices": ["a", "b"]}]"#,
        r#""options": [{"flag": "mode", "type": "enum", "choices": ["a"]}]"#,
        &["error option-narrowed"],
        &["info option-widened"],
    ),
    (
        "type",
        r#""options": [{"flag": "size", "type": "string"}]"#,
        r#""options": [{"flag": "size", "type": "int"}]"#,
        &["error option-narrowed"],
        &["info option-widened"],
    ),
    (
        "several times",
        r#""options": [{"flag": "size", "repeatable": true}]"#,
        r#""options": [{"flag": "size"}]"#,
        &["error option-narrowed"],
        &["info option-widened"],
    ),
    (
        "columns of the output",
        r#""options": [{"flag": "column", "type": "enum-array", "choices": ["id", "name"]}]"#,
        r#""options": [{"flag": "column", "type": "enum-array", "choices": ["id"]}]"#,
        &["error output-changed"],
        &["info output-changed"],
    ),
    (
        "option required",
        r#""options": [{"flag": "url"}]"#,
        r#""options": [{"flag": "url", "required": true}]"#,
        &["error option-required"],
        &["info option-optional"],
    ),
    (
        "required option added",
        "",
        r#""options": [{"flag": "url", "required": true}]"#,
        &["error option-required"],
        &["error option-removed"],
    ),
    (
        "default",
        r#""options": [{"flag": "socket", "type": "bool", "default": "false"}]"#,
        r#""options": [{"flag": "socket", "type": "bool", "default": "true"}]"#,
        &["warning default-changed"],
        &["warning default-changed"],
    ),
    (
        "required argument added",
        r#""arguments": [{"name": "file", "required": true}]"#,
        r#""arguments": [{"name": "file", "required": true}, {"name": "owner", "required": true}]"#,
        &["error argument-required"],
        &["error argument-removed"],
    ),
    (
        "optional argument added",
        "",
        r#""arguments": [{"name": "file"}]"#,
        &["info argument-added"],
        &["error argument-removed"],
    ),
    (
        "argument required",
        r#""arguments": [{"name": "file"}]"#,
        r#""arguments": [{"name": "file", "required": true}]"#,
        &["error argument-required"],
        &["info argument-optional"],
    ),
    (
        "arguments in another order",
        r#""arguments": [{"name": "from"}, {"name": "to"}]"#,
        r#""arguments": [{"name": "to"}, {"name": "from"}]"#,
        &["error argument-moved"],
        &["error argument-moved"],
    ),
    (
        "arguments by the usage text",
        r#""use": "tool [flags] <file>""#,
        r#""use": "tool [flags] <file> <owner>""#,
        &["error argument-required"],
        &["error argument-removed"],
    ),
    (
        "variable renamed",
        r#""options": [{"flag": "x", "env": "OLD"}]"#,
        r#""options": [{"flag": "x", "env": "NEW"}]"#,
        &["error variable-removed", "info variable-added"],
        &["error variable-removed", "info variable-added"],
    ),
    (
        "variable renamed, and the old one still read",
        r#""options": [{"flag": "x", "env": "OLD"}]"#,
        r#""options": [{"flag": "x", "env": "NEW", "variables": ["OLD"]}]"#,
        &["info variable-added", "info variable-added"],
        &["error variable-removed"],
    ),
    (
        "variable renamed, and the old one read by a deprecated option",
        r#""options": [{"flag": "x", "env": "OLD"}]"#,
        r#""options": [{"flag": "x", "env": "NEW"}, {"env": "OLD", "hidden": true, "use_instead": ["x"]}]"#,
        &["info variable-added", "info variable-added", "warning variable-removed"],
        &["error variable-removed", "info reactivated", "info variable-added"],
    ),
    (
        "key removed",
        r#""options": [{"flag": "x", "yaml": "ssh.prefix"}]"#,
        r#""options": [{"flag": "x"}]"#,
        &["error key-removed"],
        &["info key-added"],
    ),
    (
        "key moved, and the old one still read",
        r#""options": [{"flag": "x", "yaml": "a"}]"#,
        r#""options": [{"flag": "x", "yaml": "b"}, {"yaml": "a", "hidden": true, "use_instead": ["x"]}]"#,
        &["info key-added", "info key-moved"],
        &["error key-removed", "info key-added", "info reactivated"],
    ),
    (
        "structure of a setting",
        r#""options": [{"yaml": "list", "type": "struct[[]x]", "members": [{"name": "a"}, {"name": "b"}]}]"#,
        r#""options": [{"yaml": "list", "type": "struct[[]x]", "members": [{"name": "a", "required": true}]}]"#,
        &["error limit-narrowed", "error limit-narrowed"],
        &["info limit-widened", "info limit-widened"],
    ),
    (
        "what facts do not tell",
        r#""options": [{"flag": "x"}]"#,
        r#""complete": false"#,
        &["warning undecided"],
        &["info option-added"],
    ),
    (
        "texts for people",
        r#""short": "a", "long": "b", "options": [{"flag": "x", "description": "c", "since": "v1"}]"#,
        r#""options": [{"flag": "x"}]"#,
        &[],
        &[],
    ),
];

fn facts(members: &str) -> CommandFacts {
    let separator = if members.is_empty() { "" } else { ", " };
    let text = format!(r#"{{"cli": {{"name": "tool"{separator}{members}}}}}"#);
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn told(changes: &[Change]) -> Vec<String> {
    let one = |change: &Change| format!("{} {}", change.level.name(), change.code.name);
    let mut all: Vec<String> = changes.iter().map(one).collect();
    all.sort();
    all
}

#[test]
fn every_class_is_told_both_ways() {
    let mut wrong = Vec::new();
    for (name, old, new, there, back) in CLASSES {
        for (old, new, expected) in [(old, new, there), (new, old, back)] {
            let changes = compare_commands(&facts(old), &facts(new));
            if told(&changes) != *expected {
                let messages: Vec<_> = changes.iter().map(|one| &one.message).collect();
                wrong
                    .push(format!("{name}: {:?}, not {expected:?}: {messages:#?}", told(&changes)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_command_line_against_itself_says_nothing() {
    for (name, old, new, ..) in CLASSES {
        for members in [old, new] {
            assert!(compare_commands(&facts(members), &facts(members)).is_empty(), "{name}");
        }
    }
}

#[test]
fn what_is_the_same_in_several_commands_is_told_once() {
    let commands = |option: &str| {
        facts(&format!(
            r#""children": [{{"name": "a", "options": [{option}]}}, {{"name": "b", "options": [{option}]}}]"#
        ))
    };
    let old = commands(r#"{"flag": "x", "env": "X", "yaml": "x"}"#);
    let new = commands(r#"{"flag": "y"}"#);
    let changes = compare_commands(&old, &new);
    let gone = changes.iter().find(|change| change.level == Level::Error).expect("it is gone");
    assert_eq!(gone.message, "flag `--x`, variable `X` and key `x` are gone");
    assert_eq!(
        gone.operations().iter().map(|one| &**one).collect::<Vec<_>>(),
        ["tool a", "tool b"]
    );
}
