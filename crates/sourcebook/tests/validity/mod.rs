//! The official schemas of the specifications.

use std::path::Path;

use jsonschema::Validator;
use sourcebook_model::{Target, Version};

/// The official schema of a version that can be written.
pub(crate) fn validator(corpus: &Path, target: Target) -> Validator {
    of_version(
        corpus,
        match target {
            Target::OpenApi3_1 => Version::OpenApi3_1,
            Target::OpenApi3_0 => Version::OpenApi3_0,
            Target::Swagger2_0 => Version::Swagger2_0,
        },
    )
}

/// The official schema of a version.
pub(crate) fn of_version(corpus: &Path, version: Version) -> Validator {
    let name = match version {
        Version::OpenApi3_2 => "openapi-3.2.schema.osv.json",
        Version::OpenApi3_1 => "openapi-3.1.schema.osv.json",
        Version::OpenApi3_0 => "openapi-3.0.schema.json",
        Version::Swagger2_0 => "swagger-2.0.schema.json",
    };
    let text = std::fs::read_to_string(corpus.join("schemas").join(name)).expect("a schema");
    let schema: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    jsonschema::validator_for(&schema).expect("a valid schema")
}

/// What is wrong with a document.
pub(crate) fn errors(validator: &Validator, text: &str) -> Vec<String> {
    let value: serde_json::Value = serde_json::from_str(text).expect("JSON");
    let errors = validator.iter_errors(&value);
    let errors = errors.map(|error| format!("{}: {error}", error.instance_path()));
    errors.filter(|error| !is_mistake_of_schema(error)).collect()
}

/// That schema of 3.1 calls the `server` of a link `body`.
fn is_mistake_of_schema(error: &str) -> bool {
    error.contains("('server' was unexpected)")
}
