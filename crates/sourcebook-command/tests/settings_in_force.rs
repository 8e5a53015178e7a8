//! `--write-config`: what a program with options writes reads back as the same settings.

use proptest::prelude::*;
use sourcebook_command::{CommandFacts, Table, from_clap, yaml};
use sourcebook_options::{
    ByteSize, Duration, HostPort, Layers, Loaded, Pattern, Secret, Url, arguments, choice, options,
    structure,
};
use std::collections::BTreeMap;

choice! {
    /// How it looks.
    pub enum Look {
        /// Plain.
        Plain = "plain",
        /// A word that YAML would take for a boolean.
        On = "on",
    }
}

structure! {
    /// An upstream.
    #[structure(name = "demo.Upstream")]
    pub struct Upstream {
        /// What it is called.
        #[option(required)]
        name: String,
        /// The key to it.
        key: Option<Secret>,
        /// What it has.
        models: Vec<String>,
    }
}

options! {
    /// What the program obeys.
    #[options(env = "DEMO", schema = "demo.Settings")]
    pub struct Settings {
        /// How it looks.
        look: Look = Look::Plain,
        /// How all of it looks.
        looks: Vec<Look>,
        /// Any text.
        text: String = "default",
        /// A text that may be absent.
        maybe: Option<String>,
        /// Whether.
        on: bool = true,
        /// How many.
        #[option(hidden)]
        count: i64 = 3,
        /// How large.
        size: ByteSize = ByteSize::from_mib(32),
        /// How long.
        keep: Duration = "60d",
        /// Which.
        pattern: Option<Pattern>,

        /// How it is reached.
        #[group(name = "Network")]
        network: struct Network {
            /// Where it listens.
            listen: HostPort = "127.0.0.1:80",
            /// The old name.
            #[option(hidden)]
            address => listen,
            /// Where it is.
            url: Option<Url>,
            /// The key.
            key: Option<Secret>,
        },

        /// Names of things.
        labels: BTreeMap<String, String>,
        /// Items.
        items: Vec<String> = "a,b",
        /// What it asks.
        upstreams: Vec<Upstream>,
    }
}

fn facts() -> CommandFacts {
    let program = clap::Command::new("demo").args(arguments(Settings::OPTIONS));
    from_clap(&program, &[Table { command: "", options: Settings::OPTIONS }])
}

fn load(yaml: &str, variables: &[(&str, String)]) -> Loaded<Settings> {
    let variables = variables.iter().map(|(name, text)| ((*name).into(), text.clone().into()));
    let layers = Layers::new().environment(variables).yaml("demo.yaml", yaml);
    Settings::load(&layers).unwrap_or_else(|refused| panic!("{refused}\n{yaml}"))
}

fn written(loaded: &Loaded<Settings>) -> String {
    let facts = facts();
    yaml::settings_in_force(&facts, &facts.cli, &loaded.values)
}

#[test]
fn defaults_are_written_with_their_comments() {
    insta::assert_snapshot!(written(&load("", &[])), @r#"
    # How it looks.
    # (default: plain, type: enum[plain|on])
    look: plain
    # How all of it looks.
    # (default: <unset>, type: enum-array[plain|on])
    looks:
    # Any text.
    # (default: default, type: string)
    text: default
    # A text that may be absent.
    # (default: <unset>, type: string)
    maybe:
    # Whether.
    # (default: true, type: bool)
    "on": true
    # How many.
    # (default: 3, type: int)
    count: 3
    # How large.
    # (default: 32MiB, type: bytes)
    size: 32MiB
    # How long.
    # (default: 60d, type: duration)
    keep: 1440h0m0s
    # Which.
    # (default: <unset>, type: regexp)
    pattern:
    # How it is reached.
    network:
      # Where it listens.
      # (default: 127.0.0.1:80, type: host:port)
      listen: 127.0.0.1:80
      # Where it is.
      # (default: <unset>, type: url)
      url:
    # Names of things.
    # (default: <unset>, type: struct[map[string]string])
    labels:
    # Items.
    # (default: a,b, type: string-array)
    items:
      - a
      - b
    # What it asks.
    # (default: <unset>, type: struct[[]demo.Upstream])
    upstreams:
    # Secrets are not written. Set them by $DEMO_NETWORK_KEY.
    "#);
}

#[test]
fn secrets_are_left_out_wherever_they_stand() {
    let yaml = "upstreams:\n  - name: one\n    key: hunter2\n    models: [m]\n";
    let loaded = load(yaml, &[("DEMO_NETWORK_KEY", "hunter2".to_owned())]);
    let text = written(&loaded);
    assert!(!text.contains("hunter2"), "{text}");
    let comment = "# Secrets are not written. Set them by $DEMO_NETWORK_KEY. Put those of upstreams\n\
                   # in again by hand.\n";
    assert!(text.ends_with(comment), "{text}");
    assert!(text.contains("upstreams:\n  - models:\n      - m\n    name: one\n"), "{text}");
}

/// Texts that are easily read as something else; an empty one reads as unset, and has no place
/// here.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            "on", "null", "1", " a ", "a: b", "- x", "'", "\"", "#", "~", "{}"
        ])
        .prop_map(str::to_owned),
        "[ -~]{1,12}",
        "[a-zé中\\n]{1,8}",
    ]
}

proptest! {
    #[test]
    fn what_is_written_reads_back_as_the_same_settings(
        text in text(),
        look in prop::sample::select(vec!["plain", "on"]),
        on in any::<bool>(),
        count in any::<i64>(),
        keep in 0..i64::MAX,
        items in prop::collection::vec(text(), 0..4),
        labels in prop::collection::btree_map("[ -~]{1,6}", text(), 0..3),
        maybe in prop::option::of(text()),
    ) {
        let quoted = |item: &String| format!("\"{}\"", item.replace('"', "\"\""));
        let list: Vec<String> = items.iter().map(quoted).collect();
        let labels = serde_json::to_string(&labels).expect("JSON");
        let mut variables = vec![
            ("DEMO_TEXT", text.clone()),
            ("DEMO_LOOK", look.to_owned()),
            ("DEMO_LOOKS", format!("{look},plain")),
            ("DEMO_ON", on.to_string()),
            ("DEMO_COUNT", count.to_string()),
            ("DEMO_KEEP", format!("{keep}ns")),
            ("DEMO_ITEMS", list.join(",")),
            ("DEMO_LABELS", labels),
            ("DEMO_NETWORK_LISTEN", "[::1]:443".to_owned()),
            ("DEMO_NETWORK_URL", "https://a.test/x".to_owned()),
            ("DEMO_PATTERN", "^a: #b$".to_owned()),
        ];
        if let Some(maybe) = maybe {
            variables.push(("DEMO_MAYBE", maybe));
        }
        let loaded = load("", &variables);
        let yaml = written(&loaded);
        let again = load(&yaml, &[]);
        prop_assert_eq!(again.view_values(), loaded.view_values(), "{}", yaml);
        prop_assert_eq!(written(&again), yaml);
    }
}
