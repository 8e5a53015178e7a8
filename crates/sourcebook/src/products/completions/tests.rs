//! Checks completion scripts: every visible name is in them, and no facts are too odd.

use clap_complete::{Shell, generate};
use proptest::prelude::*;
use serde_json::json;
use sourcebook_command::CommandFacts;

use super::SHELLS;
use super::program::program;
use crate::config::Choices as _;

fn script(facts: &CommandFacts, shell: Shell) -> String {
    let mut script = Vec::new();
    generate(shell, &mut program(facts), &facts.cli.name, &mut script);
    String::from_utf8(script).expect("UTF-8")
}

#[test]
fn every_visible_name_is_completed_in_every_shell() {
    let facts = json!({"cli": {
        "name": "tool",
        "options": [{"flag": "everywhere", "type": "bool"}, {"flag": "shared"}, {"shorthand": "q"}],
        "children": [
            {"name": "serve", "aliases": ["start"], "options": [
                {"flag": "shared"}, {"flag": "mode", "type": "enum", "choices": ["quick", "slow"]},
                {"flag": "gone", "hidden": true},
            ]},
            {"name": "vanished", "hidden": true},
        ],
    }});
    let facts: CommandFacts = serde_json::from_value(facts).expect("facts");
    for &(name, shell, _) in Shell::CHOICES {
        let script = script(&facts, shell);
        for word in ["serve", "everywhere", "shared", "mode"] {
            assert!(script.contains(word), "no {word} for {name}");
        }
        // Only these three complete values.
        if ["bash", "zsh", "fish"].contains(&name) {
            assert!(script.contains("quick"), "no choices for {name}");
        }
        for word in ["gone", "vanished"] {
            assert!(!script.contains(word), "{word} for {name}");
        }
    }
}

#[test]
fn an_option_of_the_program_is_accepted_behind_every_command() {
    let facts = json!({"cli": {
        "name": "tool", "options": [{"flag": "global", "type": "bool"}, {"flag": "own", "type": "bool"}],
        "children": [{"name": "serve", "options": [{"flag": "own"}]}],
    }});
    let facts: CommandFacts = serde_json::from_value(facts).expect("facts");
    let matches = program(&facts).try_get_matches_from(["tool", "serve", "--global", "--own", "x"]);
    assert!(matches.is_ok(), "{matches:?}");
}

fn option() -> impl Strategy<Value = serde_json::Value> {
    let flag = prop::sample::select(vec!["a", "b", "help", "version", "all"]);
    let letter = prop::sample::select(vec!["", "a", "h", "V", "é"]);
    let kind = prop::sample::select(vec!["bool", "string", "enum", "enum-array", "path", ""]);
    (flag, letter, kind, "\\PC{0,8}", any::<bool>()).prop_map(
        |(flag, letter, kind, text, hidden)| {
            json!({"flag": flag, "shorthand": letter, "type": kind, "choices": ["x", "y", "x"],
               "description": text, "hidden": hidden})
        },
    )
}

fn command() -> impl Strategy<Value = serde_json::Value> {
    let name = || prop::sample::select(vec!["a", "b", "help", "serve"]);
    let options = || prop::collection::vec(option(), 0..4);
    let leaf = (name(), options()).prop_map(
        |(name, options)| json!({"name": name, "options": options, "aliases": ["b", "z"]}),
    );
    leaf.prop_recursive(3, 12, 4, move |inner| {
        (name(), options(), prop::collection::vec(inner, 0..4)).prop_map(|(name, options, children)| {
            json!({"name": name, "short": "Do it", "options": options, "children": children})
        })
    })
}

proptest! {
    #[test]
    fn no_facts_are_too_odd(cli in command()) {
        let facts: CommandFacts = serde_json::from_value(json!({"cli": cli})).expect("facts");
        for &shell in SHELLS {
            prop_assert!(!script(&facts, shell).is_empty());
        }
    }
}
