//! The JSON Schema of the facts document, for servers that test what they print.

use super::{Product, Render, Rendered};
use crate::artifact::Artifact;
use crate::config::{OutFile, settings};
use crate::facts::{Facts, SCHEMA};

/// The product.
pub const PRODUCT: Product =
    Product::new::<FactsSchema>("facts-schema", "the JSON Schema (2020-12) of the facts document");

settings! {
    struct FactsSchema {
        out: OutFile = "facts.schema.json";
    }
}

impl Render for FactsSchema {
    fn render(&self, _facts: &Facts) -> Rendered {
        let artifact = Artifact {
            path: self.out.clone(),
            contents: SCHEMA.into(),
            made_by: PRODUCT.name.into(),
        };
        Rendered { artifacts: vec![artifact], problems: Vec::new() }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::{Value, json};

    use crate::facts::{MEMBERS, SCHEMA};

    fn schema() -> Value {
        serde_json::from_str(SCHEMA).expect("the schema is JSON")
    }

    #[test]
    fn the_schema_has_the_members_that_are_read() {
        let schema = schema();
        let members = schema["properties"].as_object().expect("properties");
        let written: BTreeSet<_> = members.keys().map(String::as_str).collect();
        assert_eq!(written, MEMBERS.iter().copied().collect());
    }

    #[test]
    fn every_object_is_closed_and_every_member_described() {
        fn walk(value: &Value, place: &str) {
            if let Some(properties) = value.get("properties").and_then(Value::as_object) {
                assert_eq!(value["additionalProperties"], json!(false), "{place} is open");
                for (name, property) in properties {
                    let described =
                        property.get("description").is_some() || property.get("const").is_some();
                    assert!(described, "{place}.{name} is not described");
                }
            }
            let children = value.as_object().into_iter().flatten();
            children.for_each(|(name, child)| walk(child, &format!("{place}.{name}")));
        }
        walk(&schema(), "facts");
    }

    #[test]
    fn facts_are_accepted_and_errors_are_not() {
        let validator = jsonschema::draft202012::new(&schema()).expect("a valid schema");
        let command = json!({"name": "tool", "use": "tool [flags]", "children": [{
            "name": "add", "short": "Add files", "aliases": ["plus"],
            "options": [{
                "flag": "mode", "shorthand": "m", "env": "TOOL_MODE", "yaml": "add.mode",
                "type": "enum", "choices": ["a", "b"], "default": "a", "group": ["Net", "TLS"],
                "description": "How to add.", "use_instead": ["kind"], "hidden": true,
            }],
        }]});
        let accepted = [
            json!({"facts": 1}),
            json!({"facts": 1, "openapi": {"openapi": "3.1.0"}, "version": "v1.2.3"}),
            json!({
                "facts": 1,
                "routes": [{"path": "/a/{id}", "methods": ["GET"]}, {"path": "/b", "outside": "c"}],
                "parts": [{"prefix": "/a", "openapi": {"paths": {}}}],
            }),
            json!({
                "facts": 1, "cli": command, "footer": {"root": "a", "sub": "b"},
                "masks": [{"timestamp": "====="}, {"from": "a", "to": "b"}],
                "groups": {"Net / TLS": {"description": "Encryption.", "last": true}},
            }),
        ];
        for facts in accepted {
            assert!(validator.is_valid(&facts), "{facts}");
        }
        let invalid = [
            json!({}),
            json!({"facts": 2}),
            json!({"facts": 1, "opnapi": {}}),
            json!({"facts": 1, "openapi": "3.1.0"}),
            json!({"facts": 1, "cli": {"use": "tool"}}),
            json!({"facts": 1, "cli": {"name": "tool", "options": [{"flag": "a", "type": 1}]}}),
            json!({"facts": 1, "cli": {"name": "tool", "options": [{"description": "no name"}]}}),
            json!({"facts": 1, "masks": [{"from": "a"}]}),
            json!({"facts": 1, "routes": [{"methods": ["GET"]}]}),
            json!({"facts": 1, "routes": [{"path": "/a", "outside": ""}]}),
            json!({"facts": 1, "parts": [{"prefix": "/a"}]}),
        ];
        for facts in invalid {
            assert!(!validator.is_valid(&facts), "{facts}");
        }
    }
}
