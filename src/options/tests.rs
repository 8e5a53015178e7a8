//! Every option, by every name that it has.

use std::io::Write;
use std::sync::LazyLock;

use clap::Command;
use serde_json::Value;
use sourcebook_options::{
    Kind, Layers, Loaded, OptionSpec, Source, arguments, check_table, value_schemas,
};
use tempfile::NamedTempFile;

use super::Settings;
use crate::api::testing::TestServer;
use crate::deployment::DeploymentView;

#[test]
fn the_table_keeps_the_rules() {
    assert_eq!(check_table(Settings::OPTIONS), Vec::<String>::new());
}

/// A file with a secret.
static SECRET_FILE: LazyLock<NamedTempFile> = LazyLock::new(|| {
    let mut file = NamedTempFile::new().unwrap();
    file.write_all(b"swordfish\n").unwrap();
    file
});

/// A text that the option takes and that is not its default.
fn other(spec: &OptionSpec) -> String {
    let default = spec.default_text();
    if spec.file_of.is_some() {
        return SECRET_FILE.path().to_str().unwrap().to_owned();
    }
    match spec.kind {
        Kind::Bool => (default != "true").to_string(),
        Kind::Int | Kind::Float => (default.parse::<i64>().unwrap_or_default() + 1).to_string(),
        Kind::Duration => "17m".to_owned(),
        Kind::Url => "https://other.example.com/".to_owned(),
        Kind::String if spec.field.ends_with("base_url") => "https://other.example.com/".to_owned(),
        Kind::HostPort => "127.0.0.1:4711".to_owned(),
        Kind::Bytes => "3MiB".to_owned(),
        Kind::Enum(choices) | Kind::EnumArray(choices) => {
            choices.iter().find(|choice| **choice != default).unwrap().to_string()
        }
        Kind::String | Kind::Regexp | Kind::StringArray => {
            let texts = ["other", "192.0.2.0/24", "GET /openai/v1/files", "https://a.example"];
            texts.into_iter().find(|text| spec.normalize(text).is_ok()).unwrap().to_owned()
        }
        Kind::Map => "{\"a\": \"b\"}".to_owned(),
        Kind::Structures(_) => "[{id: docs, url: 'https://docs.example.com/mcp'}]".to_owned(),
        Kind::ConfigPath | Kind::Structure(_) => String::new(),
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

/// What a server with these settings answers to whoever asks for its configuration.
async fn told(server: &TestServer, owner: &str, loaded: &Loaded<Settings>) -> Value {
    let server = server.deployed_as(DeploymentView::new(loaded)).await;
    server.get("/deployment/config", Some(owner)).await.body
}

/// What is told of one option.
fn option<'t>(told: &'t Value, spec: &OptionSpec) -> &'t Value {
    let place = Settings::OPTIONS.iter().position(|other| other.field == spec.field).unwrap();
    &told["options"][place]
}

#[tokio::test]
async fn every_option_changes_the_deployment_configuration_by_each_of_its_names() {
    let server = TestServer::start().await;
    let owner = server.owner().await;
    let before = told(&server, &owner, &load(&Layers::new())).await;
    for spec in Settings::OPTIONS.iter().filter(|spec| spec.kind != Kind::ConfigPath) {
        let ways = set(spec);
        assert!(!ways.is_empty(), "{}", spec.field);
        for (source, loaded) in ways {
            let after = told(&server, &owner, &loaded).await;
            let place = format!("{} by {source:?}", spec.field);
            assert_ne!(option(&after, spec), option(&before, spec), "{place}");
            assert_eq!(option(&after, spec)["value_source"], source.word(), "{place}");
            let path = format!("/config/{}", spec.value_path.replace('.', "/"));
            let (now, earlier) = (after.pointer(&path), before.pointer(&path));
            assert_ne!(now, None, "{place}: nothing is at {path}");
            // Of a secret, only where it comes from is told.
            assert!(now != earlier || spec.secret, "{place}");
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

#[test]
fn a_base_url_with_what_would_be_dropped_or_shown_is_refused_without_showing_it() {
    let table = [
        ("https://marker@a.example/v1", "it contains a user name or a password"),
        ("https://me:mar/ker@a.example/v1", "`https://…@a.example/v1`"),
        ("https://a.example/v1?key=marker", "it has a query after `?`, which would not be sent"),
        ("https://a.example/v1?api-version=marker", "set --aibridge-openai-api-version"),
        ("https://a.example/v1#marker", "it has a fragment after `#`"),
        ("ftp://me:marker@a.example/v1", "starting with `http://` or `https://`"),
        ("https://me:marker@a.example:99999/", "`https://…@a.example:99999/`"),
        ("me:marker@a.example/v1", "`…@a.example/v1`"),
    ];
    for url in ["https://me:marker@a.example", "https://a.example/?token=marker"] {
        let layers = Layers::new().environment([("CODER_ACCESS_URL".into(), url.into())]);
        let refused = Settings::load(&layers).unwrap_err().to_string();
        assert!(!refused.contains("marker"), "{refused}");
    }
    for name in ["openai_base_url", "anthropic_base_url", "bedrock_base_url"] {
        let variable = format!("CODER_AIBRIDGE_{}", name.to_ascii_uppercase());
        let group = if name.starts_with("bedrock") { "aibridge_requests" } else { "aibridge" };
        for (url, expected) in table {
            let by_variable = Layers::new().environment([(variable.clone().into(), url.into())]);
            let text = yaml(&format!("{group}.{name}"), &format!("'{url}'"));
            for layers in [by_variable, Layers::new().yaml("coder.yaml", text)] {
                let refused = Settings::load(&layers).unwrap_err().to_string();
                let is_other_type =
                    name.starts_with("bedrock") && refused.contains("is not a valid");
                assert!(refused.contains(expected) || is_other_type, "{url}: {refused}");
                assert!(!refused.contains("marker") && !refused.contains("mar/ker"), "{refused}");
            }
        }
    }
}
