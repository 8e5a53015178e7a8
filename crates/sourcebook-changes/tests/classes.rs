//! Every class of changes of schemas: what it is in a request, what it is in a response, and the other
//! way round; and a value that shows it.

mod support;

use sourcebook_changes::{Change, Level, Relation};

use support::{changes, verdict};

/// A class: its name, two schemas, the verdicts of the way there in a request and in a response, and
/// those of the way back.
type Class = (&'static str, &'static str, &'static str, [&'static str; 4]);

/// Schemas as they stand in documents of 3.1.
const CLASSES: &[Class] = &[
    ("type", r#"{"type": "number"}"#, r#"{"type": "integer"}"#, ["error", "info", "info", "error"]),
    ("type", r#"{"type": "string"}"#, r#"{"type": "boolean"}"#, ["error"; 4]),
    (
        "null",
        r#"{"type": ["string", "null"]}"#,
        r#"{"type": "string"}"#,
        ["error", "info", "info", "error"],
    ),
    (
        "null in a union",
        r#"{"anyOf": [{"type": "string"}, {"type": "null"}]}"#,
        r#"{"type": ["string", "null"]}"#,
        ["none"; 4],
    ),
    (
        "enum",
        r#"{"type": "string", "enum": ["a", "b"]}"#,
        r#"{"type": "string", "enum": ["a"]}"#,
        ["error", "info", "info", "warning"],
    ),
    (
        "const is an enum of one",
        r#"{"type": "string", "enum": ["a"]}"#,
        r#"{"const": "a"}"#,
        ["none"; 4],
    ),
    ("const replaced", r#"{"const": "a"}"#, r#"{"const": "b"}"#, ["error"; 4]),
    (
        "enum listed",
        r#"{"type": "string"}"#,
        r#"{"type": "string", "enum": ["a"]}"#,
        ["error", "info", "info", "error"],
    ),
    (
        "extensible enum",
        r#"{"type": "string", "enum": ["a", "b"], "x-extensible-enum": true}"#,
        r#"{"type": "string", "enum": ["a"], "x-extensible-enum": true}"#,
        ["error", "info", "info", "info"],
    ),
    (
        "interval",
        r#"{"type": "integer", "maximum": 10}"#,
        r#"{"type": "integer", "maximum": 5}"#,
        ["error", "info", "info", "error"],
    ),
    (
        "exclusive interval of whole numbers",
        r#"{"type": "integer", "exclusiveMaximum": 11}"#,
        r#"{"type": "integer", "maximum": 10}"#,
        ["none"; 4],
    ),
    (
        "exclusive interval of numbers",
        r#"{"type": "number", "maximum": 1.5}"#,
        r#"{"type": "number", "exclusiveMaximum": 1.5}"#,
        ["error", "info", "info", "error"],
    ),
    (
        "multipleOf",
        r#"{"type": "integer", "multipleOf": 2}"#,
        r#"{"type": "integer", "multipleOf": 6}"#,
        ["error", "info", "info", "error"],
    ),
    (
        "multipleOf, neither",
        r#"{"type": "integer", "multipleOf": 2}"#,
        r#"{"type": "integer", "multipleOf": 3}"#,
        ["error"; 4],
    ),
    (
        "length",
        r#"{"type": "string", "minLength": 1}"#,
        r#"{"type": "string", "minLength": 3}"#,
        ["error", "info", "info", "error"],
    ),
    (
        "items",
        r#"{"type": "array"}"#,
        r#"{"type": "array", "maxItems": 3}"#,
        ["error", "info", "info", "error"],
    ),
    (
        "members",
        r#"{"type": "object"}"#,
        r#"{"type": "object", "minProperties": 1}"#,
        ["error", "info", "info", "error"],
    ),
    (
        "a size of another type",
        r#"{"type": "object"}"#,
        r#"{"type": "object", "minLength": 1, "maximum": 3, "maxItems": 1}"#,
        ["none"; 4],
    ),
    (
        "uniqueItems",
        r#"{"type": "array"}"#,
        r#"{"type": "array", "uniqueItems": true}"#,
        ["error", "info", "info", "error"],
    ),
    (
        "pattern",
        r#"{"type": "string"}"#,
        r#"{"type": "string", "pattern": "^a+$"}"#,
        ["error", "info", "info", "error"],
    ),
    (
        "pattern changed",
        r#"{"type": "string", "pattern": "^a+$"}"#,
        r#"{"type": "string", "pattern": "^b+$"}"#,
        ["warning"; 4],
    ),
    (
        "pattern that every text matches",
        r#"{"type": "string"}"#,
        r#"{"type": "string", "pattern": ".*"}"#,
        ["none"; 4],
    ),
    (
        "format",
        r#"{"type": "string"}"#,
        r#"{"type": "string", "format": "uuid"}"#,
        ["error", "info", "info", "error"],
    ),
    (
        "format of numbers",
        r#"{"type": "integer", "format": "int64"}"#,
        r#"{"type": "integer", "format": "int32"}"#,
        ["error", "info", "info", "error"],
    ),
    (
        "format, neither",
        r#"{"type": "string", "format": "date"}"#,
        r#"{"type": "string", "format": "date-time"}"#,
        ["error"; 4],
    ),
    (
        "format that nobody knows",
        r#"{"type": "string"}"#,
        r#"{"type": "string", "format": "color"}"#,
        ["none"; 4],
    ),
    (
        "contentEncoding",
        r#"{"type": "string"}"#,
        r#"{"type": "string", "contentEncoding": "base64"}"#,
        ["error", "info", "info", "error"],
    ),
    (
        "properties",
        r#"{"type": "object", "properties": {"a": {"type": "number"}}}"#,
        r#"{"type": "object", "properties": {"a": {"type": "integer"}}}"#,
        ["error", "info", "info", "error"],
    ),
    (
        "member added, and removed",
        r#"{"type": "object"}"#,
        r#"{"type": "object", "properties": {"a": {"type": "string"}}}"#,
        ["info", "info", "warning", "warning"],
    ),
    (
        "required member added, and removed",
        r#"{"type": "object"}"#,
        r#"{"type": "object", "properties": {"a": {"type": "string"}}, "required": ["a"]}"#,
        ["error", "info", "warning", "error"],
    ),
    (
        "required member with a default added",
        r#"{"type": "object"}"#,
        r#"{"type": "object", "properties": {"a": {"type": "string", "default": "x"}}, "required": ["a"]}"#,
        ["error", "info", "warning", "error"],
    ),
    (
        "member of a closed object added, and removed",
        r#"{"type": "object", "additionalProperties": false}"#,
        r#"{"type": "object", "properties": {"a": {}}, "additionalProperties": false}"#,
        ["info", "info", "error", "warning"],
    ),
    (
        "required",
        r#"{"type": "object", "properties": {"a": {}}}"#,
        r#"{"type": "object", "properties": {"a": {}}, "required": ["a"]}"#,
        ["error", "info", "info", "error"],
    ),
    (
        "required, read-only",
        r#"{"type": "object", "properties": {"a": {"readOnly": true}}}"#,
        r#"{"type": "object", "properties": {"a": {"readOnly": true}}, "required": ["a"]}"#,
        ["info", "info", "info", "error"],
    ),
    (
        "readOnly",
        r#"{"type": "object", "properties": {"a": {}}}"#,
        r#"{"type": "object", "properties": {"a": {"readOnly": true}}}"#,
        ["warning", "none", "info", "none"],
    ),
    (
        "writeOnly",
        r#"{"type": "object", "properties": {"a": {}}}"#,
        r#"{"type": "object", "properties": {"a": {"writeOnly": true}}}"#,
        ["none", "warning", "none", "info"],
    ),
    (
        "below a read-only member",
        r#"{"type": "object", "properties": {"a": {"type": "number", "readOnly": true}}}"#,
        r#"{"type": "object", "properties": {"a": {"type": "integer", "readOnly": true}}}"#,
        ["info", "info", "info", "error"],
    ),
    (
        "additionalProperties",
        r#"{"type": "object"}"#,
        r#"{"type": "object", "additionalProperties": false}"#,
        ["error", "info", "info", "info"],
    ),
    (
        "unevaluatedProperties",
        r#"{"type": "object"}"#,
        r#"{"type": "object", "unevaluatedProperties": false}"#,
        ["error", "info", "info", "info"],
    ),
    (
        "values of a map",
        r#"{"type": "object", "additionalProperties": {"type": "number"}}"#,
        r#"{"type": "object", "additionalProperties": {"type": "integer"}}"#,
        ["error", "info", "info", "error"],
    ),
    (
        "patternProperties",
        r#"{"type": "object", "patternProperties": {"^x-": {"type": "number"}}}"#,
        r#"{"type": "object", "patternProperties": {"^x-": {"type": "integer"}}}"#,
        ["error", "info", "info", "error"],
    ),
    (
        "propertyNames",
        r#"{"type": "object"}"#,
        r#"{"type": "object", "propertyNames": {"maxLength": 3}}"#,
        ["error", "info", "info", "error"],
    ),
    (
        "dependentRequired",
        r#"{"type": "object", "properties": {"a": {}, "b": {}}}"#,
        r#"{"type": "object", "properties": {"a": {}, "b": {}}, "dependentRequired": {"a": ["b"]}}"#,
        ["error", "info", "info", "error"],
    ),
    (
        "allOf, taken apart",
        r#"{"type": "object", "properties": {"a": {"type": "string"}}, "required": ["a"]}"#,
        r#"{"allOf": [{"type": "object", "required": ["a"]}, {"properties": {"a": {"type": "string"}}}]}"#,
        ["none"; 4],
    ),
    (
        "option of anyOf",
        r#"{"anyOf": [{"type": "object", "required": ["a"], "properties": {"a": {}}}, {"type": "object", "required": ["b"], "properties": {"b": {}}}]}"#,
        r#"{"anyOf": [{"type": "object", "required": ["b"], "properties": {"b": {}}}]}"#,
        ["error", "info", "info", "error"],
    ),
    (
        "option that became a union",
        r#"{"type": "string"}"#,
        r#"{"oneOf": [{"type": "string"}, {"type": "object"}]}"#,
        ["info", "error", "error", "info"],
    ),
    (
        "options in another order",
        r#"{"oneOf": [{"type": "string", "maxLength": 3}, {"type": "object"}]}"#,
        r#"{"oneOf": [{"type": "object"}, {"type": "string", "maxLength": 3}]}"#,
        ["none"; 4],
    ),
    (
        "oneOf whose options overlap",
        r#"{"type": "object", "properties": {"a": {}, "b": {}}, "required": ["a", "b"]}"#,
        r#"{"oneOf": [{"type": "object", "properties": {"a": {}, "b": {}}, "required": ["a"]}, {"type": "object", "properties": {"a": {}, "b": {}}, "required": ["b"]}]}"#,
        ["error", "error", "error", "error"],
    ),
    (
        "not",
        r#"{"type": "string", "not": {"enum": ["x"]}}"#,
        r#"{"type": "string", "not": {"enum": ["x", "y"]}}"#,
        ["error", "info", "info", "error"],
    ),
    (
        "default",
        r#"{"type": "integer", "default": 1}"#,
        r#"{"type": "integer", "default": 2}"#,
        ["warning", "info", "warning", "info"],
    ),
    (
        "texts for people",
        r#"{"type": "integer", "description": "a", "title": "b", "x-c": 1, "example": 1}"#,
        r#"{"type": "integer"}"#,
        ["none"; 4],
    ),
    (
        "deprecated",
        r#"{"type": "integer"}"#,
        r#"{"type": "integer", "deprecated": true}"#,
        ["info"; 4],
    ),
    (
        "prefixItems",
        r#"{"type": "array"}"#,
        r#"{"type": "array", "prefixItems": [{"type": "string"}]}"#,
        ["error", "info", "info", "error"],
    ),
    (
        "contains",
        r#"{"type": "array"}"#,
        r#"{"type": "array", "contains": {"type": "string"}}"#,
        ["error", "info", "info", "error"],
    ),
    (
        "if, another condition",
        r#"{"type": "object", "if": {"required": ["a"]}, "then": {"required": ["b"]}}"#,
        r#"{"type": "object", "if": {"required": ["c"]}, "then": {"required": ["b"]}}"#,
        ["warning"; 4],
    ),
    (
        "if, what follows",
        r#"{"type": "object", "if": {"required": ["a"]}, "then": {"minProperties": 2}}"#,
        r#"{"type": "object", "if": {"required": ["a"]}, "then": {"minProperties": 3}}"#,
        ["error", "info", "info", "error"],
    ),
    ("false", r#"{"type": "string"}"#, "false", ["error", "info", "info", "error"]),
];

/// A document whose one operation sends, or answers with, an object with a member of a schema.
fn document(schema: &str, is_request: bool) -> String {
    let content = format!(
        r#"{{"application/json": {{"schema": {{"type": "object", "required": ["it"], "properties": {{"it": {schema}}}}}}}}}"#
    );
    let body = if is_request {
        format!(r#""requestBody": {{"required": true, "content": {content}}}, "responses": {{}}"#)
    } else {
        format!(r#""responses": {{"200": {{"description": "ok", "content": {content}}}}}"#)
    };
    format!(
        r#"{{"openapi": "3.1.0", "info": {{"title": "T", "version": "1"}}, "paths": {{"/t": {{"post": {{{body}}}}}}}}}"#
    )
}

fn compared(old: &str, new: &str, is_request: bool) -> Vec<Change> {
    changes(&document(old, is_request), &document(new, is_request))
}

fn told(changes: &[Change]) -> Vec<String> {
    let one = |change: &Change| {
        format!("{} [{}] {}", change.level.name(), change.code.name, change.message)
    };
    changes.iter().map(one).collect()
}

#[test]
fn every_class_has_its_verdict_in_both_directions_and_both_ways() {
    let mut wrong = Vec::new();
    for (name, old, new, expected) in CLASSES {
        let all = [
            compared(old, new, true),
            compared(old, new, false),
            compared(new, old, true),
            compared(new, old, false),
        ];
        let found: Vec<&str> = all.iter().map(|changes| verdict(changes)).collect();
        if found != expected {
            let told: Vec<_> = all.iter().map(|changes| told(changes)).collect();
            wrong.push(format!("{name}: {found:?}, not {expected:?}: {told:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Classes that are exact: an error has a value that shows it.
#[test]
fn errors_of_exact_classes_have_a_witness() {
    // What a text encodes is not judged where values are.
    let without = ["contentEncoding"];
    let mut missing = Vec::new();
    for (name, old, new, _) in CLASSES.iter().filter(|(name, ..)| !without.contains(name)) {
        for (old, new, is_request) in
            [(old, new, true), (new, old, false), (old, new, false), (new, old, true)]
        {
            for change in compared(old, new, is_request) {
                let is_exact = matches!(
                    change.relation,
                    Relation::Narrower | Relation::Wider | Relation::Incomparable
                );
                let is_shown = change.witness.is_some()
                    || change.code.name == "member-removed"
                    || change.code.name == "member-added";
                if change.level == Level::Error && is_exact && !is_shown {
                    missing.push(format!("{name}: {}", change.message));
                }
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn the_relation_mirrors() {
    for (name, old, new, _) in CLASSES {
        let relations = |old: &str, new: &str| {
            let all = compared(old, new, false);
            let all = all.iter().map(|change| change.relation);
            all.fold(Relation::Equal, Relation::and)
        };
        assert_eq!(relations(old, new), relations(new, old).mirrored(), "{name}");
    }
}
