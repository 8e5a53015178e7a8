//! Checks that texts read back as what was written, by a reader that shares nothing with the writer.

use proptest::prelude::*;
use saphyr::{LoadableYamlNode, Scalar, Yaml};
use serde_json::{Value as Json, json};

use super::facts;
use crate::yaml::{Setting, Value, sample, settings};
use crate::{CommandOption, Profile};

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
        "0x+b",
        "0o-7",
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
        profile in prop::sample::select(vec![Profile::Default, Profile::Coder]),
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
        if profile == Profile::Default {
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
