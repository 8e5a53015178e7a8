//! Items of lists at which several schemas hold.

use crate::told::told;

#[test]
fn items_are_merged_position_by_position() {
    let table = [
        (
            r#"{"allOf": [{"type": "array", "items": {"type": "string"}}, {"items": {"minLength": 2}}]}"#,
            "array; items (string; length from 2)",
        ),
        (
            r#"{"prefixItems": [{"type": "string"}, {"type": "integer"}], "items": false}"#,
            "array?; item (string); item (integer); no items",
        ),
        (
            r#"{"allOf": [{"prefixItems": [{"type": "string"}, {"type": "integer"}]}, {"prefixItems": [{"minLength": 1}], "items": {"minimum": 0}}]}"#,
            "array?; item (string; length from 1); item (integer; >=0); items (number?; >=0)",
        ),
        (
            r#"{"allOf": [{"prefixItems": [{}, {}]}, {"items": {"type": "string"}}]}"#,
            "array?; item (string); item (string); items (string)",
        ),
        (r#"{"type": "array", "items": true}"#, "array"),
        (r#"{"type": "array", "unevaluatedItems": {"type": "string"}}"#, "array; items (string)"),
        (
            r#"{"type": "array", "items": [{"type": "string"}, {}]}"#,
            "array; item (string); item (any)",
        ),
        (
            r#"{"allOf": [{"contains": {"const": 1}}, {"contains": {"const": 2}, "minContains": 0, "maxContains": 3}]}"#,
            "array?; contains 0 to Some(3) (integer?; of 2); contains 1 to None (integer?; of 1)",
        ),
    ];
    for (schema, expected) in table {
        assert_eq!(told(&format!(r#"{{"it": {schema}}}"#)), expected, "{schema}");
    }
}

#[test]
fn a_list_of_nulls_a_list_or_null_and_both_differ() {
    let table = [
        (
            r#"{"type": "array", "items": {"type": ["string", "null"]}}"#,
            "array; items (string; or null)",
        ),
        (
            r#"{"type": ["array", "null"], "items": {"type": "string"}}"#,
            "array; or null; items (string)",
        ),
        (
            r#"{"type": ["array", "null"], "items": {"type": ["string", "null"]}}"#,
            "array; or null; items (string; or null)",
        ),
        (r#"{"enum": ["a", null]}"#, r#"string?; or null; of "a""#),
        (
            r#"{"type": "array", "items": {"type": ["string", "integer"]}}"#,
            "array; items (string|integer)",
        ),
        (
            r#"{"oneOf": [{"type": "array", "items": {"type": "string"}}, {"type": "integer"}]}"#,
            "any; one [(array; items (string)), (integer)]",
        ),
    ];
    for (schema, expected) in table {
        assert_eq!(told(&format!(r#"{{"it": {schema}}}"#)), expected, "{schema}");
    }
}

#[test]
fn what_strings_hold() {
    let it = told(
        r#"{"it": {"allOf": [
            {"contentMediaType": "application/json", "contentSchema": {"type": "object"}},
            {"type": "string", "contentEncoding": "base64", "contentMediaType": "text/plain"}]}}"#,
    );
    // The last part has the word.
    assert_eq!(it, r#"string; holds Some("text/plain") Some("base64") Some("(object)")"#);
}
