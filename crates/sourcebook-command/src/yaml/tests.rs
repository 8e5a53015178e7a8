//! Checks whole configuration texts, and that they read back as what was written.

use insta::assert_snapshot;
use proptest::prelude::*;
use saphyr::{LoadableYamlNode, Scalar, Yaml};
use serde_json::{Value as Json, json};

use super::{Setting, Value, sample, settings};
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
    assert_snapshot!(sample(&facts, &facts.cli, Profile::Mended), @r#"
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
fn a_path_through_a_value_or_a_second_time_is_left_out() {
    let facts = facts(&json!([
        {"yaml": "a", "type": "int", "default": "1"},
        {"yaml": "a.b", "type": "int"},
        {"yaml": "a", "type": "int", "default": "2"},
    ]));
    let text = sample(&facts, &facts.cli, Profile::Coder);
    assert_eq!(text, "\n# (default: 1, type: int)\na: 1\n");
}

/// What a YAML reader sees in a text, as JSON.
fn read(text: &str) -> Json {
    let documents = Yaml::load_from_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    assert_eq!(documents.len(), 1, "{text}");
    as_json(&documents[0])
}

fn as_json(yaml: &Yaml<'_>) -> Json {
    match yaml {
        Yaml::Value(Scalar::Null) => Json::Null,
        Yaml::Value(Scalar::Boolean(value)) => json!(value),
        Yaml::Value(Scalar::Integer(value)) => json!(value),
        Yaml::Value(Scalar::FloatingPoint(value)) => json!(value.into_inner()),
        Yaml::Value(Scalar::String(value)) => json!(value),
        Yaml::Sequence(items) => items.iter().map(as_json).collect(),
        Yaml::Mapping(members) => {
            let name = |key: &Yaml<'_>| key.as_str().expect("a key that is a text").to_owned();
            members.iter().map(|(key, value)| (name(key), as_json(value))).collect()
        }
        other => panic!("{other:?}"),
    }
}

/// Texts that are easily read as something else.
fn text() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "",
        "yes",
        "no",
        "null",
        "~",
        "true",
        "1",
        "1.5",
        "-",
        "a: b",
        "a #b",
        "# a",
        "- a",
        "? a",
        "{}",
        "[]",
        "'",
        "\"",
        "\\",
        "%",
        "@",
        "`",
        "|",
        ">",
        "a\nb",
        "a\n",
        "\n",
        " a",
        "a ",
        "---",
        "...",
        "--- a",
        "a:",
        ":",
        "2006-01-02",
        "0x1f",
        "190:20",
        "<<",
        "=",
        "!a",
        "&a",
        "*a",
        "a,b",
        "中文",
        "a\tb",
        "\ta",
        "a\r\nb",
        " \n a\n\n",
    ]);
    prop_oneof![
        3 => words.prop_map(str::to_owned),
        2 => "[ -~\n]{0,12}",
        1 => r"(\PC|[ \t\r\n:#,\-]){0,12}",
        1 => "[0-9:._eExob+\\-TZ]{0,10}",
    ]
}

/// A value of a structure.
fn structure() -> impl Strategy<Value = Json> {
    let scalar = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i32>().prop_map(Json::from),
        text().prop_map(Json::from),
    ];
    scalar.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Json::from),
            prop::collection::btree_map("[ -~]{0,6}|yes|1", inner, 0..4)
                .prop_map(|members| Json::Object(members.into_iter().collect())),
        ]
    })
}

/// A list as its declaration.
fn declared(values: &[String]) -> String {
    let quoted = |value: &String| format!("\"{}\"", value.replace('"', "\"\""));
    values.iter().map(quoted).collect::<Vec<_>>().join(",")
}

proptest! {
    #[test]
    fn what_is_written_reads_back(
        string in text(),
        url in text(),
        list in prop::collection::vec(text(), 0..4),
        structure in structure(),
        description in text(),
        profile in prop::sample::select(vec![Profile::Mended, Profile::Coder]),
    ) {
        let facts = facts(&json!([
            {"yaml": "a.b.string", "type": "string", "default": string, "description": description, "group": ["Network"]},
            {"yaml": "a.list", "type": "string-array", "default": declared(&list), "description": description},
            {"yaml": "a.b.on", "type": "bool", "default": "true"},
            {"yaml": "structure", "type": "struct[[]any]", "default": structure.to_string()},
            {"yaml": "url", "type": "url", "default": url, "description": description},
            {"yaml": "keep", "type": "duration", "default": "90m"},
        ]));
        let seen = read(&sample(&facts, &facts.cli, profile));
        prop_assert_eq!(&seen["a"], &json!({"b": {"string": string, "on": true}, "list": list}));
        prop_assert_eq!(&seen["structure"], &structure);
        prop_assert_eq!(&seen["keep"], &json!("1h30m0s"));
        // In the compatible profile a reader must know the type.
        if profile == Profile::Mended {
            prop_assert_eq!(&seen["url"], &if url.is_empty() { Json::Null } else { json!(url) });
        }
    }

    #[test]
    fn settings_in_force_read_back(string in text(), list in prop::collection::vec(text(), 0..4), structure in structure()) {
        let facts = facts(&json!([
            {"yaml": "string", "type": "string", "default": "other"},
            {"yaml": "list", "type": "string-array"},
            {"yaml": "structure", "type": "struct[map[string]any]", "hidden": true},
        ]));
        let texts = list.iter().cloned().map(Value::Text).collect();
        let values = [
            ("string", Setting::Text(string.clone())),
            ("list", Setting::Value(Value::List(texts))),
            ("structure", Setting::Value(structure.clone().into())),
        ];
        let setting = |option: &CommandOption| {
            let found = values.iter().find(|(yaml, _)| *yaml == option.yaml);
            found.map_or(Setting::Default, |(_, setting)| setting.clone())
        };
        let seen = read(&settings(&facts, &facts.cli, setting));
        prop_assert_eq!(seen, json!({"string": string, "list": list, "structure": structure}));
    }
}
