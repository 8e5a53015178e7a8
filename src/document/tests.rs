//! Tests of the finished document as a whole.

use std::collections::BTreeSet;

use serde_json::{Value, json};

/// Every operation of the finished document, as (method, path, operation).
fn operations() -> Vec<(String, String, Value)> {
    let document = serde_json::to_value(crate::openapi()).unwrap();
    let mut operations = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            operations.push((method.clone(), path.clone(), operation.clone()));
        }
    }
    operations
}

#[test]
fn operation_ids_are_unique_and_in_kebab_case() {
    let mut seen = BTreeSet::new();
    for (method, path, operation) in operations() {
        let id = operation["operationId"].as_str().unwrap().to_owned();
        let kebab = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        assert!(id.chars().all(kebab), "{method} {path}: {id}");
        assert!(seen.insert(id.clone()), "{method} {path}: {id} is taken");
    }
    assert!(seen.contains("api-root-handler"), "{seen:?}");
}

#[test]
fn operations_have_a_known_tag_and_a_summary() {
    let document = serde_json::to_value(crate::openapi()).unwrap();
    let declared: Vec<&Value> =
        document["tags"].as_array().unwrap().iter().map(|tag| &tag["name"]).collect();
    for (method, path, operation) in operations() {
        let tags = operation["tags"].as_array().unwrap();
        assert_eq!(tags.len(), 1, "{method} {path}: {tags:?}");
        assert!(declared.contains(&&tags[0]), "{method} {path}: {tags:?}");
        let summary = operation["summary"].as_str().unwrap();
        assert!(!summary.is_empty(), "{method} {path}");
    }
}

/// What a `$ref` of the document leads to, or the value itself.
fn resolved<'a>(document: &'a Value, value: &'a Value) -> &'a Value {
    match value["$ref"].as_str() {
        Some(reference) => document.pointer(reference.trim_start_matches('#')).unwrap(),
        None => value,
    }
}

#[test]
fn responses_have_a_description_and_named_schemas() {
    let document = serde_json::to_value(crate::openapi()).unwrap();
    for (method, path, operation) in operations() {
        for (status, response) in operation["responses"].as_object().unwrap() {
            let response = resolved(&document, response);
            let place = format!("{method} {path} {status}");
            assert!(response["description"].is_string(), "{place}");
            for content in response["content"].as_object().into_iter().flatten() {
                let schema = &content.1["schema"];
                let one = if schema["type"] == "array" { &schema["items"] } else { schema };
                let reference = one["$ref"].as_str().unwrap();
                assert!(
                    reference.starts_with("#/components/schemas/codersdk."),
                    "{place}: {reference}"
                );
            }
        }
    }
}

#[test]
fn every_error_is_the_one_error_body() {
    let document = serde_json::to_value(crate::openapi()).unwrap();
    let mut count = 0;
    for (method, path, operation) in operations() {
        for (status, response) in operation["responses"].as_object().unwrap() {
            if status.starts_with(['4', '5']) {
                let response = resolved(&document, response);
                let schema = &response["content"]["application/json"]["schema"]["$ref"];
                assert_eq!(schema, "#/components/schemas/codersdk.Response", "{method} {path}");
                count += 1;
            }
        }
    }
    assert!(count > 50, "{count}");
}

#[test]
fn every_schema_reference_leads_to_a_schema() {
    let document = serde_json::to_value(crate::openapi()).unwrap();
    let text = document.to_string();
    let schemas = document["components"]["schemas"].as_object().unwrap();
    let mut count = 0;
    for reference in text.split(r##""$ref":"#/components/schemas/"##).skip(1) {
        let name = reference.split('"').next().unwrap();
        assert!(schemas.contains_key(name), "{name}");
        count += 1;
    }
    assert!(count >= 3, "{text}");
}

#[test]
fn the_frame_states_base_path_license_and_session_token() {
    let document = serde_json::to_value(crate::openapi()).unwrap();
    assert_eq!(document["servers"], json!([{"url": "/api/v2"}]));
    assert_eq!(document["info"]["title"], "Coder API");
    assert_eq!(document["info"]["license"]["name"], "Apache-2.0 OR MIT");
    let scheme = &document["components"]["securitySchemes"]["CoderSessionToken"];
    assert_eq!(scheme["type"], "apiKey");
    assert_eq!(scheme["in"], "header");
    assert_eq!(scheme["name"], "Coder-Session-Token");
}
