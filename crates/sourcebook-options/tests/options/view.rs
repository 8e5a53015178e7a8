//! The deployment view: values, options, schema.

use serde_json::{Value as Json, json};
use sourcebook_options::value_schemas;

use crate::settings::{Settings, load};

#[test]
fn values_are_nested_by_their_paths() {
    let flags = ["--aibridge-rate-limit", "5", "--log-format", "json", "--http-max-body", "1KiB"];
    let loaded = load(&flags, &[("CODER_AIBRIDGE_OPENAI_KEY", "12345678")], None);
    let values = loaded.expect("settings").view_values();
    let bridge = &values["ai"]["bridge"];
    assert_eq!(
        *bridge,
        json!({
            "anthropic": { "base_url": "https://api.anthropic.com/", "key": "" },
            "bedrock": {
                "access_key": "", "access_key_secret": "", "model": "large", "region": "",
                "small_fast_model": "small",
            },
            "enabled": false,
            "inject_coder_mcp_tools": false,
            "max_concurrency": 0,
            "openai": { "base_url": "https://api.openai.com/v1/", "key": "" },
            "rate_limit": 5,
            "rate_window": 60_000_000_000_u64,
            "retention": 5_184_000_000_000_000_u64,
        })
    );
    assert_eq!(values["http"], json!({ "address": "127.0.0.1:3000", "max_body": 1024 }));
    assert_eq!(values["logging"], json!({ "format": "json", "formats": [], "verbose": false }));
    assert_eq!(values["license_keys"], json!([]));
    assert_eq!(values.get("access_url"), None, "what is unset is not there");
}

#[test]
fn structures_are_shown_with_their_members() {
    let yaml = "providers:\n  - name: a\n    key: marker\n    models: [x]\n    log: json\n";
    let values = load(&[], &[], Some(yaml)).expect("settings").view_values();
    let expected = json!([{
        "name": "a", "baseURL": "https://api.example.com/", "key": "", "concurrency": 10,
        "models": ["x"], "log": "json",
    }]);
    assert_eq!(values["providers"], expected);
}

fn option(options: &Json, flag: &str) -> Json {
    let options = options.as_array().expect("a list");
    let option = options.iter().find(|option| option["flag"] == flag);
    option.unwrap_or_else(|| panic!("no option {flag}")).clone()
}

#[test]
fn options_have_the_shape_of_serpent() {
    let yaml = "networking:\n  http:\n    listen: :80\naibridge:\n  rate_window: 90s\n";
    let options = load(&[], &[], Some(yaml)).expect("settings").view_options();
    assert_eq!(options.as_array().map(Vec::len), Some(Settings::OPTIONS.len()));
    assert_eq!(
        option(&options, "aibridge-rate-window"),
        json!({
            "name": "aibridge-rate-window",
            "description": "Duration of the rate limiting window for AI Bridge requests.",
            "flag": "aibridge-rate-window",
            "env": "CODER_AIBRIDGE_RATE_WINDOW",
            "yaml": "rate_window",
            "default": "1m0s",
            "value": 90_000_000_000_u64,
            "value_source": "yaml",
            "group": {
                "name": "AI Bridge",
                "yaml": "aibridge",
                "description": "The gateway to models.",
            },
            "annotations": { "since": "2.30" },
        })
    );
    let group = json!({
        "name": "HTTP",
        "yaml": "http",
        "description": "Plain HTTP.",
        "parent": {
            "name": "Networking",
            "yaml": "networking",
            "description": "Where the server listens and what it answers.\nA second paragraph.",
        },
    });
    let address = json!({
        "name": "http-address",
        "description": "Where the server listens.",
        "flag": "http-address",
        "flag_shorthand": "a",
        "env": "CODER_HTTP_ADDRESS",
        "yaml": "httpAddress",
        "default": "127.0.0.1:3000",
        "value": ":80",
        "value_source": "yaml",
        "group": group,
    });
    assert_eq!(option(&options, "http-address"), address);
    assert_eq!(
        option(&options, "listen"),
        json!({
            "name": "listen",
            "description": "The older name of the address.",
            "flag": "listen",
            "env": "CODER_LISTEN",
            "yaml": "listen",
            "hidden": true,
            "value": ":80",
            "value_source": "yaml",
            "group": group,
            "annotations": { "deprecated": "true" },
            "use_instead": [address],
        })
    );
    let key = option(&options, "aibridge-openai-key");
    assert_eq!((&key["value"], &key["value_source"]), (&json!(""), &json!("")));
    assert_eq!(key["annotations"], json!({ "secret": "true" }));
}

#[test]
fn every_option_with_a_value_path_is_in_the_schema() {
    let schemas = value_schemas::<Settings>();
    let resolve = |schema: &Json| match schema["$ref"].as_str() {
        Some(reference) => {
            let name = reference.strip_prefix("#/components/schemas/").expect("a component");
            schemas.components[name].clone()
        }
        None => schema.clone(),
    };
    let paths = Settings::OPTIONS.iter().map(|spec| spec.value_path);
    for path in paths.filter(|path| !path.is_empty()) {
        let leaf = path.split('.').fold(schemas.root.clone(), |schema, part| {
            resolve(&schema)["properties"][part].clone()
        });
        assert!(leaf["type"].is_string(), "{path}: {leaf}");
    }
    let names: Vec<_> = schemas.components.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "codersdk.AIBridgeAnthropicConfig",
            "codersdk.AIBridgeBedrockConfig",
            "codersdk.AIBridgeConfig",
            "codersdk.AIBridgeOpenAIConfig",
            "codersdk.AIConfig",
            "codersdk.DeploymentValues",
            "codersdk.Provider",
        ]
    );
}

/// The shape that is published for the group, with references of OpenAPI 3.1.
const BRIDGE: &str = r##"{
    "type": "object",
    "properties": {
        "anthropic": { "$ref": "#/components/schemas/codersdk.AIBridgeAnthropicConfig" },
        "bedrock": { "$ref": "#/components/schemas/codersdk.AIBridgeBedrockConfig" },
        "enabled": { "type": "boolean" },
        "inject_coder_mcp_tools": { "type": "boolean" },
        "max_concurrency": {
            "description": "Overload protection settings.",
            "type": "integer"
        },
        "openai": { "$ref": "#/components/schemas/codersdk.AIBridgeOpenAIConfig" },
        "rate_limit": { "type": "integer" },
        "rate_window": { "type": "integer" },
        "retention": { "type": "integer" }
    }
}"##;

#[test]
fn a_group_has_the_published_schema() {
    let components = value_schemas::<Settings>().components;
    let expected: Json = serde_json::from_str(BRIDGE).expect("JSON");
    assert_eq!(components["codersdk.AIBridgeConfig"], expected);
    let text = json!({ "type": "string" });
    assert_eq!(
        components["codersdk.AIBridgeBedrockConfig"],
        json!({ "type": "object", "properties": {
            "access_key": text, "access_key_secret": text, "model": text, "region": text,
            "small_fast_model": text,
        }})
    );
    assert_eq!(
        components["codersdk.AIBridgeOpenAIConfig"],
        json!({ "type": "object", "properties": { "base_url": text, "key": text }})
    );
    assert_eq!(
        components["codersdk.Provider"]["properties"]["log"]["enum"],
        json!(["human", "json"])
    );
}
