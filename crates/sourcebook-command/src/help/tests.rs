//! Checks whole help texts.

use insta::assert_snapshot;
use proptest::prelude::*;
use serde_json::json;

use super::{Headings, Help};
use crate::{CommandFacts, Profile};

fn facts(cli: &serde_json::Value) -> CommandFacts {
    let facts = json!({
        "version": "v0.0.0-devel",
        "footer": {"root": "Report problems at https://example.test/issues",
                   "sub": "Run `tool --help` for a list of global options."},
        "groups": {
            "Network": {},
            "Network / TLS": {"description": "Set up encrypted connections. If a proxy in front of\n this program does that already, you can skip these settings."},
            "Amazing": {"last": true},
        },
        "cli": cli,
    });
    serde_json::from_value(facts).expect("facts")
}

/// The help of a command; `·` stands for a space at the end of a line.
fn shown(facts: &CommandFacts, command: &str, profile: Profile) -> String {
    let node = facts.command(command).expect("a command");
    let text = Help::new(facts, profile).text(&node);
    let mark = |line: &str| {
        let kept = line.trim_end_matches(' ');
        kept.to_owned() + &"·".repeat(line.len() - kept.len())
    };
    text.split('\n').map(mark).collect::<Vec<_>>().join("\n")
}

fn serve() -> CommandFacts {
    facts(&json!({"name": "tool", "children": [{
        "name": "serve", "use": "serve [flags] [dir]", "short": "Serve a directory",
        "aliases": ["s", "srv"],
        "long": "Tool {{version}} — serves.\n  - Serve:\n\n     $ tool serve",
        "options": [
            {"flag": "old", "type": "bool", "description": "Old switch.", "use_instead": ["zones", "b", "c"]},
            {"name": "Zones", "flag": "zones", "type": "string-array", "env": "TOOL_ZONES", "default": "a,b",
             "description": "Zones to serve. Each zone gets its own listener, so a long list needs many file descriptors."},
            {"flag": "bare", "shorthand": "b", "type": "bool", "default": "false"},
            {"flag": "secret-switch", "type": "bool", "hidden": true},
            {"yaml": "only.yaml", "type": "int"},
            {"env": "TOOL_ONLY", "type": "int"},
            {"name": "x", "shorthand": "x", "env": "TOOL_X", "type": "int"},
            {"flag": "tls-mode", "type": "enum", "choices": ["off", "on"], "env": "TOOL_TLS_MODE",
             "default": "on", "description": "\nWhen to use TLS.", "group": ["Network", "TLS"]},
            {"flag": "listen", "shorthand": "l", "type": "host:port", "group": ["Network"]},
            {"flag": "moved", "type": "enum-array", "choices": ["x", "y"], "group": ["Network"],
             "help_group": "Amazing", "use_instead": ["listen"]},
        ],
    }]}))
}

#[test]
fn a_command_as_the_compatible_profile_prints_it() {
    assert_snapshot!(shown(&serve(), "tool serve", Profile::Coder), @"
    tool v0.0.0-devel

    USAGE:
      tool serve [flags] [dir]

      Serve a directory

      Aliases: s, srv

      Tool v0.0.0-devel — serves.
        - Serve:
    ··
           $ tool serve

    OPTIONS:
           int, $TOOL_ONLY
          --zones string-array, $TOOL_ZONES (default: a,b)
              Zones to serve. Each zone gets its own listener, so a long list needs
              many file descriptors.

      -b, --bare bool (default: false)
          --old bool
              Old switch.
              DEPRECATED: Use --zones, --b and --c instead.

      -x,  int, $TOOL_X
           int
    NETWORK OPTIONS:·
      -l, --listen host:port
    NETWORK / TLS OPTIONS:·
    Set up encrypted connections. If a proxy in front of this program does that
    already, you can skip these settings.

          --tls-mode off|on, $TOOL_TLS_MODE (default: on)
    ··········
              When to use TLS.

    AMAZING OPTIONS:·
          --moved [x|y]
    ———
    Run `tool --help` for a list of global options.
    ");
}

#[test]
fn a_command_as_the_default_profile_prints_it() {
    assert_snapshot!(shown(&serve(), "tool serve", Profile::Default), @"
    tool v0.0.0-devel

    USAGE:
      tool serve [flags] [dir]

      Serve a directory

      Aliases: s, srv

      Tool v0.0.0-devel — serves.
        - Serve:

           $ tool serve

    OPTIONS:
          $TOOL_ONLY int
          --zones string-array, $TOOL_ZONES (default: a,b)
              Zones to serve. Each zone gets its own listener, so a long list needs
              many file descriptors.

      -b, --bare bool (default: false)
          --old bool
              Old switch.
              DEPRECATED: Use --zones, --b and --c instead.

      -x int, $TOOL_X
          only.yaml int

    NETWORK OPTIONS:
      -l, --listen host:port

    NETWORK / TLS OPTIONS:
    Set up encrypted connections. If a proxy in front of this program does that
    already, you can skip these settings.

          --tls-mode off|on, $TOOL_TLS_MODE (default: on)
              When to use TLS.

    AMAZING OPTIONS:
          --moved [x|y]
              DEPRECATED: Use --listen instead.

    ———
    Run `tool --help` for a list of global options.
    ");
}

fn root() -> CommandFacts {
    facts(&json!({
        "name": "tool", "use": "tool [flags] <subcommand>", "short": "A tool",
        "options": [{"flag": "verbose", "type": "bool", "description": "Say more.", "group": ["Global"]}],
        "children": [
            {"name": "serve", "short": "Serve a directory", "deprecated": "Use `host`."},
            {"name": "hidden-command", "short": "Nobody sees this", "hidden": true},
            {"name": "ls", "short": "List things, one per line, with the sizes and the owners and the dates\n"},
            {"name": "bare"},
        ],
    }))
}

#[test]
fn subcommands_as_the_compatible_profile_prints_them() {
    assert_snapshot!(shown(&root(), "tool", Profile::Coder), @"
    tool v0.0.0-devel

    USAGE:
      tool [flags] <subcommand>

      A tool

    SUBCOMMANDS:
        bare··············
        ls                List things, one per line, with the sizes and the owners
                          and the dates
    ······················
        serve             Serve a directory

    GLOBAL OPTIONS:·
          --verbose bool
              Say more.

    ———
    Report problems at https://example.test/issues
    ");
}

#[test]
fn subcommands_as_the_default_profile_prints_them() {
    assert_snapshot!(shown(&root(), "tool", Profile::Default), @"
    tool v0.0.0-devel

    USAGE:
      tool [flags] <subcommand>

      A tool

    SUBCOMMANDS:
        bare
        ls       List things, one per line, with the sizes and the owners and the
                 dates
        serve    Serve a directory (deprecated)

    GLOBAL OPTIONS:
          --verbose bool
              Say more.

    ———
    Report problems at https://example.test/issues
    ");
}

#[test]
fn what_is_deprecated_is_marked_in_the_default_profile() {
    assert_snapshot!(shown(&root(), "tool serve", Profile::Default), @"
    tool v0.0.0-devel

    USAGE:
      tool serve

      Serve a directory

      DEPRECATED: Use `host`.

    ———
    Run `tool --help` for a list of global options.
    ");
    assert!(!shown(&root(), "tool serve", Profile::Coder).contains("DEPRECATED"));
}

#[test]
fn nothing_but_a_name_is_enough() {
    let facts = CommandFacts {
        cli: crate::Command { name: "t".to_owned(), ..Default::default() },
        ..Default::default()
    };
    assert_eq!(
        Help::new(&facts, Profile::Coder).text(&facts.root()),
        "t \n\nUSAGE:\n  t\n\n———\n\n"
    );
    assert_eq!(Help::new(&facts, Profile::Default).text(&facts.root()), "t\n\nUSAGE:\n  t\n");
}

#[test]
fn headings_can_be_styled_and_the_width_be_another() {
    let facts = root();
    let plain = Help::new(&facts, Profile::Default);
    let styled = Help { headings: Headings::Styled, ..plain }.text(&facts.root());
    assert!(styled.contains("\u{1b}[1m\u{1b}[4mUSAGE:\u{1b}[0m\n"), "{styled:?}");
    let stripped = styled.replace("\u{1b}[1m\u{1b}[4m", "").replace("\u{1b}[0m", "");
    assert_eq!(stripped, plain.text(&facts.root()));
    let narrow = Help { width: 40, ..plain }.text(&facts.root());
    assert!(
        narrow.contains(
            "    ls       List things, one per line,\n             with the sizes and the\n"
        ),
        "{narrow}"
    );
}

proptest! {
    #[test]
    fn no_text_is_too_odd(text in r"([a-z]{1,90}|[ \t\r\n]|中|\PC){0,12}", profile in prop::sample::select(vec![Profile::Default, Profile::Coder]), width in 0usize..100) {
        let option = json!({"name": text, "flag": text, "type": text, "default": text, "description": text, "group": [text]});
        let child = json!({"name": text, "short": text});
        let cli = json!({"name": text, "use": text, "short": text, "long": text, "aliases": [text], "options": [option], "children": [child]});
        let facts = facts(&cli);
        let help = Help { width, ..Help::new(&facts, profile) }.text(&facts.root());
        let count = |text: &str| text.matches('中').count();
        prop_assert_eq!(count(&help), 12 * count(&text));
    }
}
