//! Checks whole configuration texts.

mod read_back;

use insta::assert_snapshot;
use serde_json::json;

use super::{Setting, Value, level_description, sample, settings};
use crate::{CommandFacts, CommandOption, Profile};

fn facts(options: &serde_json::Value) -> CommandFacts {
    let facts = json!({
        "groups": {
            "Network": {"description": "How it is reached."},
            "Network / TLS": {"description": "Set up encrypted connections. If a proxy in front of\n this program does that already, you can skip these settings."},
            "Other": {"description": "Never seen."},
        },
        "cli": {"name": "tool", "options": options},
    });
    serde_json::from_value(facts).expect("facts")
}

fn every_kind() -> CommandFacts {
    facts(&json!([
        {"flag": "a", "description": "Not in the file."},
        {"yaml": "network.listen", "type": "host:port", "default": "127.0.0.1:8080",
         "description": "The address to listen on.", "group": ["Network"]},
        {"yaml": "network.tls.mode", "type": "enum", "choices": ["off", "on", "auto"], "default": "auto",
         "description": "When to use TLS.", "group": ["Network", "TLS"]},
        {"yaml": "zones", "type": "string-array", "default": "a,\"b, c\",1",
         "description": "Zones to serve. Each zone gets its own listener, so a long list needs many file descriptors."},
        {"yaml": "keep", "type": "duration", "default": "7d", "description": "How long to keep files.\n\nZero keeps them forever.\n", "use_instead": ["keep-files"]},
        {"yaml": "origin", "type": "url", "description": "Where files come from."},
        {"yaml": "network.proxy", "type": "string"},
        {"yaml": "quoted", "type": "string", "default": "yes", "description": "#not indented"},
        {"yaml": "unquoted", "type": "enum", "choices": ["yes"], "default": "yes"},
        {"yaml": "text", "type": "string", "default": "one\n two\n"},
        {"yaml": "count", "type": "int"},
        {"yaml": "ratio", "type": "float64", "default": "0.5"},
        {"yaml": "on", "type": "bool", "value": "true"},
        {"yaml": "email.smtp.host", "type": "string", "group": ["Other"], "hidden": true},
        {"yaml": "parameters", "type": "struct[map[string]any]", "default": "{\"b\": {\"d\": [], \"c\": \"1\"}, \"a\": [1, [2, {}]]}"},
        {"yaml": "links", "type": "struct[[]Link]", "default": "[{\"name\": \"Docs\", \"icon\": null}, \"x: y\"]"},
        {"yaml": "empty", "type": "struct[[]Link]"},
    ]))
}

#[test]
fn a_sample_as_the_compatible_profile_prints_it() {
    let facts = every_kind();
    assert_snapshot!(sample(&facts, &facts.cli, Profile::Coder), @r#"
    # How it is reached.
    network:
      # The address to listen on.
      # (default: 127.0.0.1:8080, type: host:port)
      listen: 127.0.0.1:8080
      # Set up encrypted connections. If a proxy in front of
      #  this program does that already, you can skip these settings.
      tls:
        # When to use TLS.
        # (default: auto, type: enum[off\|on\|auto])
        mode: auto

      # (default: <unset>, type: string)
      proxy: ""
    # Zones to serve. Each zone gets its own listener, so a long list needs many file
    # descriptors.
    # (default: a,"b, c",1, type: string-array)
    zones:
      - a
      - b, c
      - "1"
    # How long to keep files.

    # Zero keeps them forever.

    # (default: 7d, type: duration)
    keep: 168h0m0s
    # Where files come from.
    # (default: <unset>, type: url)
    origin:
    #not indented
    # (default: yes, type: string)
    quoted: "yes"

    # (default: yes, type: enum[yes])
    unquoted: yes

    # (default: one
    #  two
    # , type: string)
    text: |
      one
       two

    # (default: <unset>, type: int)
    count: 0

    # (default: 0.5, type: float64)
    ratio: 0.5

    # (default: <unset>, type: bool)
    on: true
    # Never seen.
    email:
      # Never seen.
      smtp:

        # (default: <unset>, type: string)
        host: ""

    # (default: {"b": {"d": [], "c": "1"}, "a": [1, [2, {}]]}, type:
    # struct[map[string]any])
    parameters:
      a:
        - 1
        - - 2
          - {}
      b:
        c: "1"
        d: []

    # (default: [{"name": "Docs", "icon": null}, "x: y"], type: struct[[]Link])
    links:
      - name: Docs
        icon: null
      - 'x: y'

    # (default: <unset>, type: struct[[]Link])
    empty: []
    "#);
}

#[test]
fn a_sample_as_the_default_profile_prints_it() {
    let facts = every_kind();
    assert_snapshot!(sample(&facts, &facts.cli, Profile::Default), @r#"
    # How it is reached.
    network:
      # The address to listen on.
      # (default: 127.0.0.1:8080, type: host:port)
      listen: 127.0.0.1:8080
      # Set up encrypted connections. If a proxy in front of this program does that
      # already, you can skip these settings.
      tls:
        # When to use TLS.
        # (default: auto, type: enum[off|on|auto])
        mode: auto
      # (default: <unset>, type: string)
      proxy: ""
    # Zones to serve. Each zone gets its own listener, so a long list needs many file
    # descriptors.
    # (default: a,"b, c",1, type: string-array)
    zones:
      - a
      - b, c
      - "1"
    # How long to keep files.
    #
    # Zero keeps them forever.
    # DEPRECATED: Use --keep-files instead.
    # (default: 7d, type: duration)
    keep: 168h0m0s
    # Where files come from.
    # (default: <unset>, type: url)
    origin:
    #not indented
    # (default: yes, type: string)
    quoted: "yes"
    # (default: yes, type: enum[yes])
    unquoted: "yes"
    # (default: one
    #  two
    # , type: string)
    text: |
      one
       two
    # (default: <unset>, type: int)
    count: 0
    # (default: 0.5, type: float64)
    ratio: 0.5
    # (default: <unset>, type: bool)
    "on": true
    # (default: {"b": {"d": [], "c": "1"}, "a": [1, [2, {}]]}, type:
    # struct[map[string]any])
    parameters:
      a:
        - 1
        - - 2
          - {}
      b:
        c: "1"
        d: []
    # (default: [{"name": "Docs", "icon": null}, "x: y"], type: struct[[]Link])
    links:
      - name: Docs
        icon: null
      - 'x: y'
    # (default: <unset>, type: struct[[]Link])
    empty: []
    "#);
}

#[test]
fn settings_in_force_without_secrets() {
    let facts = facts(&json!([
        {"yaml": "a", "type": "duration", "default": "1m", "description": "Default."},
        {"yaml": "b", "type": "duration", "default": "1m", "hidden": true},
        {"yaml": "c.key", "type": "string", "secret": true, "env": "TOOL_KEY", "default": "hunter2"},
        {"flag": "other-key", "type": "string", "secret": true, "env": "TOOL_OTHER_KEY"},
        {"yaml": "d", "type": "struct[[]Provider]"},
        {"yaml": "e", "type": "string-array", "default": "a"},
        {"yaml": "old", "type": "int"},
    ]));
    let provider = json!([{"name": "one", "models": ["m: 1", "2"], "weight": 1.5}]);
    let setting = |option: &CommandOption| match option.yaml.as_str() {
        "b" => Setting::Text("90s".to_owned()),
        "c.key" => Setting::Text("hunter2".to_owned()),
        "d" => Setting::Value(provider.clone().into()),
        "e" => Setting::Value(Value::List(vec![Value::Text("x,y".to_owned())])),
        "old" => Setting::Omitted,
        _ => Setting::Default,
    };
    let text = settings(&facts, &facts.cli, setting);
    assert!(!text.contains("hunter2"));
    assert_snapshot!(text, @r#"
    # Default.
    # (default: 1m, type: duration)
    a: 1m0s
    # (default: 1m, type: duration)
    b: 1m30s
    # (default: <unset>, type: struct[[]Provider])
    d:
      - models:
          - 'm: 1'
          - "2"
        name: one
        weight: 1.5
    # (default: a, type: string-array)
    e:
      - x,y
    # Secrets are not written. Set them by $TOOL_KEY, $TOOL_OTHER_KEY.
    "#);
}

#[test]
fn a_level_is_described_by_the_group_that_it_stands_for() {
    let facts = facts(&json!([]));
    let tls = "Set up encrypted connections. If a proxy in front of this program does that already, \
               you can skip these settings.";
    let table = [
        (&["Network", "TLS"][..], ["How it is reached.", tls]),
        // Where groups and levels do not nest alike, only the innermost level is known.
        (&["Network"][..], ["", "How it is reached."]),
        (&["Network", "TLS", "Deep"][..], ["", ""]),
        (&[][..], ["", ""]),
    ];
    for (group, expected) in table {
        let group = group.iter().map(|name| (*name).to_owned()).collect();
        let option = CommandOption { group, ..CommandOption::default() };
        let described = [0, 1].map(|depth| level_description(&facts, &option, depth, 2));
        assert_eq!(described, expected);
    }
}

#[test]
fn a_path_through_a_value_or_a_second_time_is_left_out() {
    let facts = facts(&json!([
        {"yaml": "a", "type": "int", "default": "1"},
        {"yaml": "a.b", "type": "int"},
        {"yaml": "a", "type": "int", "default": "2"},
    ]));
    let text = sample(&facts, &facts.cli, Profile::Coder);
    assert_eq!(text, "\n# (default: 1, type: int)\na: 1\n");
}
