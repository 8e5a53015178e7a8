//! What holds for every program, however odd its texts are.

use proptest::prelude::*;
use serde_json::{Value, json};
use sourcebook::products::api_reference::RenderedPage;
use sourcebook_command::{CommandFacts, Node};

use crate::products::{files, render};
use crate::{pages, yaml};

/// Texts with everything that means something to Markdown, YAML, roff or a shell.
fn text() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "",
        "a",
        "`code`",
        "`open",
        "a|b",
        "\\|",
        "**",
        "_x_",
        "* item",
        "- item",
        "1. item",
        "# head",
        "> quote",
        "```",
        "~~~",
        "---",
        "<b>",
        "<!--",
        "[a](b)",
        "[a]",
        "](x)",
        "&amp;",
        "$HOME",
        "'",
        "\"",
        "\\",
        "\n",
        "\n\n",
        "\t",
        "  ",
        "中文",
        ".dot",
        "%",
        "{{version}}",
        "{{#x}}",
        "very_long_word_without_any_break_in_it_that_no_line_of_eighty_columns_can_hold",
        "2006-01-02T15:04:05Z",
        "yes",
        "null",
        "1",
        ": ",
        " #",
    ]);
    prop_oneof![
        4 => prop::collection::vec(words, 0..5).prop_map(|words| words.join(" ")),
        1 => "[ -~\\n]{0,24}",
        1 => "\\PC{0,12}",
    ]
}

fn option() -> impl Strategy<Value = Value> {
    let kind = prop::sample::select(vec![
        "string",
        "bool",
        "int",
        "float64",
        "duration",
        "url",
        "host:port",
        "regexp",
        "string-array",
        "enum",
        "enum-array",
        "struct[map[string]string]",
        "struct[[]X]",
        "odd|type",
    ]);
    let yaml = prop::sample::select(vec!["", "a", "b.c", "b.d", "b.e.f", "yes", "g"]);
    let group = prop::collection::vec(prop::sample::select(vec!["Net", "T|S", "_x"]), 0..3);
    (kind, yaml, group, text(), text(), any::<(bool, bool, bool)>()).prop_map(
        |(kind, yaml, group, default, description, (hidden, old, flag))| {
            json!({
                "name": "N", "flag": if flag { "some-flag" } else { "" }, "env": "TOOL_X",
                "yaml": yaml, "type": kind, "choices": ["on", "a|b"], "default": default,
                "description": description, "group": group, "hidden": hidden,
                "use_instead": if old { vec!["other"] } else { vec![] },
            })
        },
    )
}

fn program() -> impl Strategy<Value = CommandFacts> {
    let options = || prop::collection::vec(option(), 0..4);
    let child = |name: &'static str| {
        (options(), text(), text(), any::<bool>()).prop_map(move |(options, short, long, hidden)| {
            json!({"name": name, "short": short, "long": long, "hidden": hidden, "aliases": ["x_"],
                   "deprecated": long, "options": options})
        })
    };
    (options(), child("one"), child("two"), text(), text()).prop_map(
        |(options, one, two, description, footer)| {
            let facts = json!({
                "version": "v1", "footer": {"root": footer, "sub": ""},
                "groups": {"Net": {"description": description}, "Net / T|S": {"last": true}},
                "masks": [{"timestamp": "===="}],
                "cli": {"name": "tool", "options": options, "children": [one, two]},
            });
            serde_json::from_value(facts).expect("facts")
        },
    )
}

fn has_settings(facts: &CommandFacts) -> bool {
    let mut visible = facts.commands().filter(Node::is_visible);
    visible.any(|node| node.command.options.iter().any(|one| !one.yaml.is_empty() && !one.hidden))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn default_pages_are_sound(facts in program()) {
        let mut products = vec!["cli-reference", "environment"];
        if has_settings(&facts) {
            products.push("options-reference");
        }
        for product in products {
            let page = |(path, text): (String, String)| RenderedPage {
                file: path.rsplit('/').next().unwrap_or_default().to_owned(),
                text,
            };
            let pages: Vec<RenderedPage> = files(product, "", &facts).into_iter().map(page).collect();
            // Links in the texts of a program are its own business.
            let problems: Vec<String> = pages::problems(&pages)
                .into_iter()
                .filter(|problem| !problem.contains("`b` leads") && !problem.contains("`x` leads"))
                .collect();
            prop_assert!(problems.is_empty(), "{}: {:#?}\n{:#?}", product, problems, pages);
        }
    }

    #[test]
    fn default_samples_read_back_and_follow_their_schema(facts in program()) {
        if !has_settings(&facts) {
            return Ok(());
        }
        let sample = files("yaml-sample", "", &facts).into_values().next().expect("a sample");
        let seen = yaml::read(&sample);
        prop_assert!(seen.is_ok(), "{:?}\n{}", seen, sample);
        let schema = files("config-schema", "", &facts).into_values().next().expect("a schema");
        let schema: Value = serde_json::from_str(&schema).expect("JSON");
        prop_assert!(jsonschema::draft202012::meta::is_valid(&schema), "{}", schema);
        let keys = |value: &Value| -> Vec<String> {
            value.as_object().into_iter().flat_map(|members| members.keys().cloned()).collect()
        };
        prop_assert_eq!(keys(&seen.expect("YAML")), keys(&schema["properties"]));
    }

    #[test]
    fn every_product_gives_the_same_bytes_twice(facts in program()) {
        for (product, settings) in [
            ("help", ""), ("help", "compat = \"coder\"\ninclude-hidden = [\"one\"]"),
            ("cli-reference", "compat = \"coder\""), ("man", ""),
            ("manifest-children", ""), ("yaml-sample", "compat = \"coder\"\ncommand = \"tool\""),
        ] {
            let made = |facts: &CommandFacts| render(product, settings, facts).artifacts;
            let first = made(&facts);
            prop_assert!(!first.is_empty());
            prop_assert_eq!(&first, &made(&facts));
            for artifact in first {
                prop_assert!(String::from_utf8(artifact.contents).is_ok());
            }
        }
    }
}
