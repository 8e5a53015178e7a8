//! Checks that the schema accepts what the program reads, and nothing else.

use serde_json::{Value as Json, json};
use sourcebook_command::{CommandFacts, yaml};

use super::{Profile, document};

fn facts() -> CommandFacts {
    let options = json!([
        {"yaml": "net.listen", "type": "host:port", "default": "127.0.0.1:1", "group": ["Net"], "description": "Where."},
        {"yaml": "net.mode", "type": "enum", "choices": ["off", "on"], "default": "off"},
        {"yaml": "on", "type": "bool"},
        {"yaml": "count", "type": "int", "default": "9223372036854775807"},
        {"yaml": "ratio", "type": "float64"},
        {"yaml": "keep", "type": "duration", "default": "1h30m"},
        {"yaml": "size", "type": "bytes", "default": "32MiB"},
        {"yaml": "zones", "type": "string-array", "default": "a,b"},
        {"yaml": "colors", "type": "enum-array", "choices": ["red", "blue"]},
        {"yaml": "labels", "type": "struct[map[string][]int]"},
        {"yaml": "links", "type": "struct[[]Link]", "members": [
            {"name": "name", "type": "string", "required": true},
            {"name": "kind", "type": "enum", "choices": ["docs"]},
            {"name": "inner", "type": "struct[Inner]", "members": [{"name": "deep", "type": "int"}]},
        ]},
        {"yaml": "any", "type": "struct[[]Unknown]"},
        {"yaml": "key", "type": "string", "secret": true, "default": "hunter2"},
        {"yaml": "old", "type": "url", "use_instead": ["keep", "zones"]},
        {"yaml": "hidden", "type": "bool", "hidden": true},
        {"yaml": "net", "type": "bool"},
        {"yaml": "on.below", "type": "bool"},
    ]);
    let cli = json!({"name": "tool", "options": options});
    let facts = json!({"groups": {"Net": {"description": "How it\n is reached."}}, "cli": cli});
    serde_json::from_value(facts).expect("facts")
}

fn schema() -> Json {
    let facts = facts();
    serde_json::from_str(&document(&facts, &facts.root()).to_json()).expect("JSON")
}

#[test]
fn what_the_file_may_have_is_accepted_and_mistakes_are_not() {
    let schema = schema();
    jsonschema::draft202012::meta::validate(&schema).expect("a valid schema");
    let validator = jsonschema::draft202012::new(&schema).expect("a valid schema");
    let accepted = [
        json!({}),
        Json::Null,
        json!({"net": null, "on": null, "count": null, "zones": null, "links": null}),
        json!({"net": {"listen": "a:1", "mode": "on"}, "on": true, "count": 3, "ratio": 0.5}),
        json!({"net": {"mode": null}, "keep": "1h30m", "size": 5, "labels": {"a": [1, 2]}}),
        json!({"keep": "0"}),
        json!({"keep": "1.5h2µs"}),
        json!({"zones": ["a"], "colors": ["red"], "any": [{"x": 1}, 2]}),
        json!({"links": [{"name": "a", "kind": null, "inner": {"deep": 1}}]}),
    ];
    for file in accepted {
        assert!(validator.is_valid(&file), "{file}");
    }
    let invalid = [
        json!([]),
        json!({"nte": {}}),
        json!({"net": {"lisen": "a:1"}}),
        json!({"net": {"mode": "maybe"}}),
        json!({"net": true}),
        json!({"on": "yes"}),
        json!({"count": 1.5}),
        json!({"keep": 5}),
        json!({"keep": "5 days"}),
        json!({"keep": ""}),
        json!({"zones": "a"}),
        json!({"colors": ["green"]}),
        json!({"labels": {"a": ["1"]}}),
        json!({"links": [{}]}),
        json!({"links": [{"name": "a", "inner": {"deap": 1}}]}),
        json!({"hidden": true}),
    ];
    for file in invalid {
        assert!(!validator.is_valid(&file), "{file}");
    }
}

#[test]
fn what_is_known_of_an_option_is_in_its_schema() {
    let schema = schema();
    let option = |name: &str| schema["properties"][name].clone();
    assert_eq!(option("net")["description"], json!("How it is reached."));
    assert_eq!(option("net")["properties"]["listen"]["default"], json!("127.0.0.1:1"));
    assert_eq!(option("count")["default"], json!(9_223_372_036_854_775_807_i64));
    assert_eq!(option("keep")["default"], json!("1h30m0s"));
    assert_eq!(option("zones")["default"], json!(["a", "b"]));
    assert_eq!(option("key"), json!({"type": ["string", "null"], "writeOnly": true}));
    assert_eq!(option("old")["deprecated"], json!(true));
    assert_eq!(option("old")["description"], json!("Use --keep and --zones instead."));
    assert_eq!(option("any"), json!({"type": ["array", "null"], "items": {}}));
}

#[test]
fn options_stand_in_the_order_of_their_declaration() {
    let facts = facts();
    let text = document(&facts, &facts.root()).to_json();
    let at = |name: &str| text.find(&format!("\n    \"{name}\": {{")).expect(name);
    assert!(at("net") < at("on") && at("on") < at("count") && at("links") < at("any"));
}

#[test]
fn the_sample_follows_the_schema() {
    use saphyr::{LoadableYamlNode, Scalar, Yaml};
    fn json_of(yaml: &Yaml<'_>) -> Json {
        match yaml {
            Yaml::Value(Scalar::Null) => Json::Null,
            Yaml::Value(Scalar::Boolean(value)) => json!(value),
            Yaml::Value(Scalar::Integer(value)) => json!(value),
            Yaml::Value(Scalar::FloatingPoint(value)) => json!(value.into_inner()),
            Yaml::Value(Scalar::String(value)) => json!(value),
            Yaml::Sequence(items) => items.iter().map(json_of).collect(),
            Yaml::Mapping(members) => members
                .iter()
                .map(|(key, value)| (key.as_str().expect("a text").to_owned(), json_of(value)))
                .collect(),
            other => panic!("{other:?}"),
        }
    }
    let facts = facts();
    let text = yaml::sample(&facts, &facts.cli, Profile::Default);
    let sample = json_of(&Yaml::load_from_str(&text).expect("YAML")[0]);
    let validator = jsonschema::draft202012::new(&schema()).expect("a valid schema");
    let errors: Vec<_> = validator.iter_errors(&sample).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:?}\n{text}");
    assert_eq!(sample["count"], json!(9_223_372_036_854_775_807_i64));
}
