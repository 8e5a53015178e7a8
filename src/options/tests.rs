//! Every option, by every name that it has.

use clap::Command;
use serde_json::Value;
use sourcebook_options::{
    Kind, Layers, Loaded, OptionSpec, Source, arguments, check_table, value_schemas,
};

use super::Settings;

#[test]
fn the_table_keeps_the_rules() {
    assert_eq!(check_table(Settings::OPTIONS), Vec::<String>::new());
}

/// A text that the option takes and that is not its default.
fn other(spec: &OptionSpec) -> String {
    let default = spec.default_text();
    match spec.kind {
        Kind::Bool => (default != "true").to_string(),
        Kind::Int | Kind::Float => (default.parse::<i64>().unwrap_or_default() + 1).to_string(),
        Kind::Duration => "17m".to_owned(),
        Kind::Url => "https://other.example.com/".to_owned(),
        Kind::HostPort => "127.0.0.1:4711".to_owned(),
        Kind::Bytes => "3MiB".to_owned(),
        Kind::Enum(choices) | Kind::EnumArray(choices) => {
            choices.iter().find(|choice| **choice != default).unwrap().to_string()
        }
        Kind::String | Kind::Regexp | Kind::StringArray => "other".to_owned(),
        Kind::Map => "{\"a\": \"b\"}".to_owned(),
        Kind::ConfigPath | Kind::Structure(_) | Kind::Structures(_) => String::new(),
    }
}

/// A document with one value at a YAML path.
fn yaml(path: &str, value: &str) -> String {
    let indented = path.split('.').enumerate();
    let lines: Vec<_> =
        indented.map(|(level, key)| format!("{}{key}:", "  ".repeat(level))).collect();
    format!("{} {value}\n", lines.join("\n"))
}

fn load(layers: &Layers) -> Loaded<Settings> {
    Settings::load(layers).unwrap()
}

/// The settings with an option set by each of its names.
fn set(spec: &'static OptionSpec) -> Vec<(Source, Loaded<Settings>)> {
    let text = other(spec);
    let mut all = Vec::new();
    if let Some(flag) = spec.flag {
        let command = Command::new("server").args(arguments(Settings::OPTIONS));
        let matches = command.get_matches_from(["server", &format!("--{flag}={text}")]);
        all.push((Source::Flag, load(&Layers::new().flags(&matches, Settings::OPTIONS))));
    }
    if let Some(variable) = spec.env {
        let variables = [(variable.into(), text.clone().into())];
        all.push((Source::Env, load(&Layers::new().environment(variables))));
    }
    if let Some(path) = spec.yaml {
        let is_list = matches!(spec.kind, Kind::StringArray | Kind::EnumArray(_));
        let text = if is_list { format!("[{text}]") } else { text };
        all.push((Source::Yaml, load(&Layers::new().yaml("coder.yaml", yaml(path, &text)))));
    }
    all
}

#[test]
fn every_option_changes_the_deployment_configuration_by_each_of_its_names() {
    let before = load(&Layers::new()).view_values();
    for spec in Settings::OPTIONS.iter().filter(|spec| spec.kind != Kind::ConfigPath) {
        let ways = set(spec);
        assert!(!ways.is_empty(), "{}", spec.field);
        for (source, loaded) in ways {
            let value = loaded.values.iter().find(|value| value.spec.field == spec.field).unwrap();
            assert_eq!(value.source, source, "{}", spec.field);
            let after = loaded.view_values();
            if !spec.secret {
                assert_ne!(after, before, "{} by {source:?}", spec.field);
            }
            let path = format!("/{}", spec.value_path.replace('.', "/"));
            assert_ne!(after.pointer(&path), None, "{} is not at {path}", spec.field);
        }
    }
}

#[test]
fn the_deployment_configuration_follows_its_schema() {
    let schemas = value_schemas::<Settings>();
    let values = &schemas.components["codersdk.DeploymentValues"]["properties"];
    for (name, value) in load(&Layers::new()).view_values().as_object().unwrap() {
        let kind = match value {
            Value::Object(_) => continue,
            Value::String(_) => "string",
            Value::Bool(_) => "boolean",
            Value::Number(_) => "integer",
            Value::Array(_) => "array",
            Value::Null => panic!("{name} is null"),
        };
        assert_eq!(values[name]["type"], kind, "{name}");
    }
}
