//! Checks pages piece by piece; whole pages are compared in `tests/cases`.

use serde_json::json;
use sourcebook_command::{CommandFacts, CommandOption, Profile};

use super::pages;

fn facts(cli: &serde_json::Value) -> CommandFacts {
    serde_json::from_value(json!({"version": "v1", "cli": cli})).expect("facts")
}

fn page(facts: &CommandFacts, name: &str, profile: Profile) -> String {
    let pages = pages(facts, profile);
    pages.into_iter().find(|(file, _)| file == name).expect("a page").1
}

#[test]
fn a_page_is_named_after_its_command_and_hidden_ones_have_none() {
    let facts = facts(&json!({"name": "tool", "children": [
        {"name": "serve", "children": [{"name": "create-user"}, {"name": "x", "hidden": true}]},
        {"name": "y", "hidden": true, "children": [{"name": "z"}]},
    ]}));
    for profile in [Profile::Default, Profile::Coder] {
        let names: Vec<String> = pages(&facts, profile).into_iter().map(|page| page.0).collect();
        assert_eq!(names, ["index.md", "serve.md", "serve_create-user.md"]);
    }
}

#[test]
fn the_version_goes_away_from_published_pages_only() {
    let table = [
        ("Tool {{version}} — x", "Tool — x", "Tool v1 — x"),
        ("{{version}}", "v1", "v1"),
        ("a {{version}}\n", "a v1\n", "a v1"),
    ];
    for (long, published, corrected) in table {
        let facts = facts(&json!({"name": "tool", "long": long}));
        let text = page(&facts, "index.md", Profile::Coder);
        assert!(text.contains(&format!("```console\n{published}\n```")), "{text}");
        let text = page(&facts, "index.md", Profile::Default);
        assert!(text.contains(&format!("```text\n{corrected}\n```")), "{text}");
    }
}

#[test]
fn a_fence_in_a_text_does_not_end_the_block() {
    let facts = facts(&json!({"name": "tool", "long": "a\n```\nb"}));
    let text = page(&facts, "index.md", Profile::Default);
    assert!(text.contains("````text\na\n```\nb\n````\n"), "{text}");
}

#[test]
fn headings_of_options() {
    let table = [
        (json!({"flag": "a", "shorthand": "b"}), "### -b, --a", "### -b, --a"),
        (json!({"flag": "a"}), "### --a", "### --a"),
        (json!({"env": "A_B"}), "", "### $A_B"),
        (json!({"yaml": "a.b"}), "", "### a.b"),
        (json!({"name": "N"}), "", "### N"),
        (json!({"shorthand": "b"}), "### -b, --", "### -b"),
    ];
    for (option, published, corrected) in table {
        let facts = facts(&json!({"name": "tool", "options": [option]}));
        let heading = |profile| {
            let text = page(&facts, "index.md", profile);
            text.lines().find(|line| line.starts_with("### ")).unwrap_or_default().to_owned()
        };
        assert_eq!(heading(Profile::Coder), published, "{option}");
        assert_eq!(heading(Profile::Default), corrected, "{option}");
    }
}

#[test]
fn marks_say_what_must_be_known_first() {
    let option = |json| serde_json::from_value::<CommandOption>(json).expect("an option");
    let table = [
        (json!({"flag": "a"}), ""),
        (json!({"deprecated": true}), "**Deprecated.**"),
        (
            json!({"use_instead": ["b"], "secret": true}),
            "**Deprecated.** Use --b instead. **Secret.**",
        ),
        (json!({"required": true}), "**Required.**"),
    ];
    for (json, expected) in table {
        assert_eq!(super::marks(&option(json)).join(" "), expected);
    }
}

/// The exact pieces that another chain publishes: a table, and a description in one paragraph.
#[test]
fn both_profiles_print_an_option_in_the_same_way() {
    let facts = facts(&json!({"name": "tool", "options": [{
        "flag": "rate-window", "env": "TOOL_RATE_WINDOW", "yaml": "bridge.rate_window",
        "type": "duration", "default": "1m", "group": ["Bridge"], "description": "How long.",
    }]}));
    let piece = "\
### --rate-window

|             |                                 |
|-------------|---------------------------------|
| Type        | <code>duration</code>           |
| Environment | <code>$TOOL_RATE_WINDOW</code>  |
| YAML        | <code>bridge.rate_window</code> |
| Default     | <code>1m</code>                 |

How long.
";
    for profile in [Profile::Default, Profile::Coder] {
        let text = page(&facts, "index.md", profile);
        assert!(text.contains(piece), "{text}");
    }
}
