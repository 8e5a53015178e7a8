//! What is written in another version is never stricter than what was read.

use proptest::prelude::*;
use sourcebook_model::fit::fits;
use sourcebook_model::view::{Direction, Meet, Views};
use sourcebook_model::{Document, Input, Options, Target, read, write};
use sourcebook_syntax::Sources;

use crate::random::{any_schema, any_value, target};
use crate::read::{document, named, value};

/// A document as it is written in a version, and read again.
fn written(document: &Document, target: Target) -> Document {
    let bytes = write(document, target).document.to_compact_json().into_bytes();
    let input = Input { name: "written".to_owned(), bytes, folder: std::path::PathBuf::new() };
    read(&mut Sources::new(), input, Options::default()).document.expect("a document")
}

/// Whether a value of one document fits the schema `it` of another.
fn fits_it(document: &Document, of: &Document, at: usize) -> bool {
    let views = Views::new(document);
    fits(&views, Meet::One(named(document, "it")), value(of, at), Direction::Whole)
}

#[test]
fn what_was_valid_is_valid_in_every_version() {
    let table = [
        (r#"{"patternProperties": {"^x-": {}}, "additionalProperties": false}"#, r#"{"x-a": 1}"#),
        (
            r#"{"patternProperties": {"^x-": {}}, "additionalProperties": {"type": "string"}}"#,
            r#"{"x-a": 1}"#,
        ),
        (r#"{"not": {"prefixItems": [{"type": "string"}]}}"#, "[1]"),
        (r#"{"not": {"properties": {"a": {"contains": {"const": 1}}}}}"#, r#"{"a": []}"#),
        (r#"{"oneOf": [{"propertyNames": {"pattern": "a"}}, {"required": ["b"]}]}"#, r#"{"b": 1}"#),
        (
            r#"{"anyOf": [true], "oneOf": [{"if": {"minimum": 1}, "then": false}, {"minimum": 5}]}"#,
            "7",
        ),
        (r#"{"type": ["string", "null"], "minLength": 1}"#, "null"),
    ];
    for (schema, value) in table {
        let document = document("3.1.0", &format!(r#"{{"it": {schema}}}"#), &[value]);
        assert!(fits_it(&document, &document, 0), "{schema}");
        for target in Target::ALL {
            let again = written(&document, target);
            assert!(fits_it(&again, &document, 0), "{value} in {schema} ({})", target.name());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, max_shrink_iters: 20_000, ..ProptestConfig::default() })]

    /// What fits a schema of 3.1 fits what is written of it, in every version.
    #[test]
    fn what_is_written_is_never_stricter(schema in any_schema(), (a, b) in (target(), target()), values in prop::collection::vec(any_value(), 1..8)) {
        let schema = schema.replace('@', "#/components/schemas/");
        let schemas = format!(r#"{{"it": {schema}, "a": {a}, "b": {b}}}"#);
        let texts: Vec<&str> = values.iter().map(String::as_str).collect();
        let document = document("3.1.0", &schemas, &texts);
        for target in Target::ALL {
            let again = written(&document, target);
            for (at, text) in texts.iter().enumerate() {
                let (was_valid, is_valid) =
                    (fits_it(&document, &document, at), fits_it(&again, &document, at));
                prop_assert!(is_valid || !was_valid, "{} ({})", text, target.name());
                if target == Target::OpenApi3_1 {
                    prop_assert_eq!(is_valid, was_valid, "{}", text);
                }
            }
        }
    }
}
