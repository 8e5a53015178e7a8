//! What clients of the API stand on: names, types and answers that must not change by accident.
//!
//! Descriptions, limits and refusals may get better and are left out. What is left is a snapshot of
//! this project, and the same as the Swagger 2.0 document that `$SOURCEBOOK_EXPECTED` has for the
//! operations that are served.
#![expect(
    clippy::unwrap_used,
    reason = "a test fails where something unexpected happens, also in its own functions"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use serde_json::{Map, Value, json};

/// The areas whose operations are the contract.
const PATHS: [&str; 6] = [
    "/aibridge/interceptions",
    "/deployment/config",
    "/entitlements",
    "/licenses",
    "/licenses/refresh-entitlements",
    "/licenses/{id}",
];

/// The schemas that the table of settings makes are another test's.
const OF_SETTINGS: &str = "codersdk.DeploymentValues";

/// What is kept of a schema.
const KEPT: [&str; 7] =
    ["type", "format", "enum", "x-enum-varnames", "items", "properties", "additionalProperties"];

/// A schema without what may get better. Both versions say a reference with a description in their
/// own way.
fn schema(from: &Value) -> Value {
    let reference = from.get("$ref").or_else(|| match from.get("allOf")?.as_array()?.as_slice() {
        [one] => one.get("$ref"),
        _ => None,
    });
    if let Some(reference) = reference {
        return json!({ "ref": reference.as_str().unwrap().rsplit('/').next().unwrap() });
    }
    let mut kept = Map::new();
    for name in KEPT {
        let Some(value) = from.get(name) else { continue };
        let value = match name {
            "items" => schema(value),
            "properties" => {
                let all = value.as_object().unwrap();
                all.iter().map(|(name, value)| (name.clone(), schema(value))).collect()
            }
            "additionalProperties" if *value == json!({}) => json!(true),
            "additionalProperties" if value.is_object() => schema(value),
            _ => value.clone(),
        };
        kept.insert(name.to_owned(), value);
    }
    if let Some(required) = from.get("required").and_then(Value::as_array) {
        let names: BTreeSet<_> = required.iter().map(|name| name.as_str().unwrap()).collect();
        kept.insert("required".to_owned(), json!(names));
    }
    kept.into()
}

/// The content types and the schema of a body or an answer of OpenAPI 3.
fn content(from: &Value) -> (BTreeSet<String>, Option<Value>) {
    let media = from.get("content").and_then(Value::as_object);
    let types = media.iter().flat_map(|media| media.keys().cloned()).collect();
    let first = media.and_then(|media| media.values().next());
    (types, first.and_then(|media| media.get("schema")).map(schema))
}

/// A parameter; in OpenAPI 3 its type is in a schema.
fn parameter(from: &Value) -> Value {
    let kind = from.get("schema").unwrap_or(from);
    let member = |name: &str| from.get(name).cloned().unwrap_or_default();
    json!({
        "name": member("name"),
        "in": member("in"),
        "required": from.get("required") == Some(&json!(true)),
        "type": kind.get("type"),
        "format": kind.get("format"),
    })
}

/// An answer that the document has in place, or among its components.
fn response<'d>(document: &'d Value, from: &'d Value) -> &'d Value {
    match from.get("$ref").and_then(Value::as_str) {
        Some(reference) => document.pointer(reference.trim_start_matches('#')).unwrap(),
        None => from,
    }
}

/// An operation of Swagger 2.0 or OpenAPI 3.
fn operation(document: &Value, from: &Value) -> Value {
    let list = |name: &str| -> BTreeSet<String> {
        let items = from.get(name).and_then(Value::as_array);
        items.into_iter().flatten().map(|item| item.as_str().unwrap().to_owned()).collect()
    };
    let (mut consumes, mut produces) = (list("consumes"), list("produces"));
    let (mut body, mut parameters) = (None, Vec::new());
    for one in from.get("parameters").and_then(Value::as_array).into_iter().flatten() {
        if one["in"] == "body" {
            body = Some((one["required"].clone(), schema(&one["schema"])));
        } else {
            parameters.push(parameter(one));
        }
    }
    if let Some(request) = from.get("requestBody") {
        let (types, schema) = content(request);
        consumes.extend(types);
        body = schema.map(|schema| (request["required"].clone(), schema));
    }
    let mut answers = BTreeMap::new();
    for (status, answer) in from["responses"].as_object().unwrap() {
        let answer = response(document, answer);
        let (types, in_content) = content(answer);
        produces.extend(types);
        if status.starts_with('2') {
            let schema = answer.get("schema").map(schema).or(in_content);
            answers.insert(status, json!({"description": answer["description"], "schema": schema}));
        }
    }
    let summary = from["summary"].as_str().unwrap().trim_end_matches('.');
    json!({
        "operationId": from["operationId"], "summary": summary, "tags": from["tags"],
        "security": from.get("security"), "consumes": consumes, "produces": produces,
        "parameters": parameters, "body": body, "answers": answers,
    })
}

/// The names of schemas that `value` refers to.
fn references(value: &Value, names: &mut BTreeSet<String>) {
    match value {
        Value::Object(object) => {
            if let Some(name) = object.get("ref").and_then(Value::as_str) {
                names.insert(name.to_owned());
            }
            object.values().for_each(|value| references(value, names));
        }
        Value::Array(items) => items.iter().for_each(|value| references(value, names)),
        _ => {}
    }
}

/// The operations of the contract, and every schema that they lead to.
fn contract(document: &Value) -> Value {
    let schemas = document.get("definitions").unwrap_or(&document["components"]["schemas"]);
    let mut operations = BTreeMap::new();
    for path in PATHS {
        for (method, from) in document["paths"][path].as_object().unwrap() {
            operations.insert(format!("{method} {path}"), operation(document, from));
        }
    }
    let mut kept = BTreeMap::new();
    let mut waiting = BTreeSet::new();
    references(&json!(operations), &mut waiting);
    // The body of every refusal.
    waiting.insert("codersdk.Response".to_owned());
    while let Some(name) = waiting.pop_first() {
        if name == OF_SETTINGS || kept.contains_key(&name) {
            continue;
        }
        let schema = schema(&schemas[&name]);
        references(&schema, &mut waiting);
        kept.insert(name, schema);
    }
    json!({"operations": operations, "schemas": kept})
}

fn ours() -> Value {
    contract(&serde_json::to_value(coderd::openapi()).unwrap())
}

#[test]
fn licenses_entitlements_and_the_configuration_are_what_clients_stand_on() {
    insta::assert_snapshot!(serde_json::to_string_pretty(&ours()).unwrap());
}

/// A file of this project.
fn committed(path: &str) -> String {
    std::fs::read_to_string(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// A file of the folder that others have agreed on, when there is one.
fn expected(name: &str) -> Option<String> {
    #[expect(clippy::disallowed_methods, reason = "tests are told by their environment")]
    let folder = std::env::var_os("SOURCEBOOK_EXPECTED")?;
    Some(std::fs::read_to_string(PathBuf::from(folder).join(name)).unwrap())
}

#[test]
fn the_document_for_older_clients_says_the_same() {
    let swagger: Value = serde_json::from_str(&committed("openapi/swagger.json")).unwrap();
    assert_eq!(contract(&swagger), ours());
}

#[test]
fn the_contract_is_the_one_that_is_expected() {
    let Some(expected) = expected("swagger-subset.json") else { return };
    let expected = contract(&serde_json::from_str(&expected).unwrap());
    let ours = ours();
    for kind in ["operations", "schemas"] {
        for (name, value) in expected[kind].as_object().unwrap() {
            assert_eq!(&ours[kind][name], value, "{name}");
        }
    }
}

/// The agreed pieces of generated files, each with the file that it stands in.
const PIECES: [(&str, &str); 5] = [
    ("enterprise-licenses.md", "tests/snapshots/coder-layout/api/enterprise.md"),
    ("cli-server-aibridge.md", "tests/snapshots/coder-layout/cli/server.md"),
    ("help-aibridge.txt", "docs/reference/help/coder_server_--help.golden"),
    ("schemas-aibridgeconfig.md", "tests/snapshots/coder-layout/api/schemas.md"),
    ("yaml-aibridge.yaml", "docs/reference/server-config.yaml"),
];

#[test]
fn generated_files_have_the_pieces_that_are_expected() {
    for (piece, path) in PIECES {
        let Some(expected) = expected(piece) else { return };
        assert!(committed(path).contains(&expected), "{piece} does not stand in {path}");
    }
}
