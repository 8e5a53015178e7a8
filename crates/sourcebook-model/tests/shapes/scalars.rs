//! Types, `null`, values, limits and notes of several schemas.

use proptest::prelude::*;

use crate::told::{told, told_in};

/// The shape of `allOf` of two schemas, both ways round.
fn both(one: &str, other: &str) -> [String; 2] {
    [[one, other], [other, one]]
        .map(|[one, other]| told(&format!(r#"{{"it": {{"allOf": [{one}, {other}]}}}}"#)))
}

#[test]
fn each_keyword_is_what_both_schemas_allow() {
    let table = [
        (r#"{"type": "number"}"#, r#"{"type": "integer"}"#, "integer"),
        (r#"{"type": ["number", "integer"]}"#, r#"{"type": "number"}"#, "number"),
        (r#"{"type": ["string", "integer"]}"#, r#"{"type": "integer"}"#, "integer"),
        (r#"{"type": "string"}"#, r"{}", "string"),
        (r#"{"type": ["string", "null"]}"#, r#"{"type": "string"}"#, "string"),
        (
            r#"{"type": ["string", "null"]}"#,
            r#"{"minLength": 2}"#,
            "string; or null; length from 2",
        ),
        (r#"{"type": ["string", "null"]}"#, r#"{"type": ["null", "boolean"]}"#, "null; or null"),
        (r#"{"type": ["string", "null"]}"#, r#"{"enum": ["a"]}"#, r#"string; of "a""#),
        (r#"{"enum": ["a", null]}"#, r#"{"enum": [null, "a"]}"#, r#"string?; or null; of "a""#),
        (r#"{"enum": [1, 2, "1"]}"#, r#"{"enum": ["1", 1.0]}"#, "both orders"),
        (r#"{"enum": [1, null]}"#, r#"{"enum": [2, null]}"#, "null; or null"),
        (r#"{"enum": ["a", "b", "a"]}"#, r#"{"const": "a"}"#, r#"string?; of "a""#),
        (r#"{"enum": [[{"a": 1}]]}"#, r#"{"const": [{"a": 1.0}]}"#, "both orders"),
        (r#"{"minimum": 1}"#, r#"{"minimum": 1.5}"#, "number?; >=1.5"),
        (r#"{"minimum": 1}"#, r#"{"exclusiveMinimum": 1.0}"#, "number?; >1.0"),
        (r#"{"minimum": 2}"#, r#"{"exclusiveMinimum": 1}"#, "number?; >=2"),
        (r#"{"maximum": 10}"#, r#"{"maximum": 9}"#, "number?; <=9"),
        (r#"{"maximum": 9}"#, r#"{"exclusiveMaximum": 9}"#, "number?; <9"),
        (
            r#"{"minimum": 12345678901234567890123456789012345678}"#,
            r#"{"minimum": 12345678901234567890123456789012345679}"#,
            "number?; >=12345678901234567890123456789012345679",
        ),
        (r#"{"multipleOf": 3}"#, r#"{"multipleOf": 3.0}"#, "both orders"),
        (r#"{"minLength": 2}"#, r#"{"minLength": 3}"#, "string?; length from 3"),
        (r#"{"maxLength": 5}"#, r#"{"maxLength": 4}"#, "string?; length to 4"),
        (
            r#"{"pattern": "a"}"#,
            r#"{"pattern": "a", "minLength": 1}"#,
            "string?; like a; length from 1",
        ),
        (
            r#"{"minItems": 1}"#,
            r#"{"minItems": 2, "uniqueItems": true}"#,
            "array?; items from 2; unique",
        ),
        (r#"{"maxItems": 1}"#, r#"{"maxItems": 2}"#, "array?; items to 1"),
        (
            r#"{"minProperties": 1}"#,
            r#"{"maxProperties": 2}"#,
            "object?; members from 1; members to 2",
        ),
        (r#"{"format": "uuid"}"#, r#"{"format": "uuid"}"#, "string?; format uuid"),
        (r#"{"format": "int32"}"#, r"{}", "integer?; format int32"),
        (
            r#"{"readOnly": true}"#,
            r#"{"writeOnly": true, "deprecated": true}"#,
            "any; read-only; write-only; deprecated",
        ),
        ("false", r#"{"type": "string"}"#, "string; never"),
        (r#"{"not": {}}"#, "true", "any; never"),
    ];
    for (one, other, expected) in table {
        let [first, second] = both(one, other);
        if expected == "both orders" {
            assert!(!first.contains("apart"), "{one} and {other}: {first}");
            assert_eq!(sorted(&first), sorted(&second), "{one} and {other}");
            assert_ne!(first, second, "{one} and {other}");
        } else {
            assert_eq!([first.as_str(), second.as_str()], [expected; 2], "{one} and {other}");
        }
    }
}

#[test]
fn formats_patterns_and_multiples_are_all_kept() {
    let [first, _] = both(
        r#"{"format": "uuid", "pattern": "a", "multipleOf": 2}"#,
        r#"{"format": "date", "pattern": "b", "multipleOf": 3}"#,
    );
    assert_eq!(first, "any; format uuid; format date; times 2; times 3; like a; like b");
}

#[test]
fn what_contradicts_is_shown_apart() {
    let table = [
        (r#"{"type": "string"}"#, r#"{"type": "integer"}"#),
        (r#"{"enum": [1, "1"]}"#, r#"{"enum": ["2", true]}"#),
        (r#"{"const": 1}"#, r#"{"const": "1"}"#),
        (r#"{"type": "number", "minimum": 2}"#, r#"{"exclusiveMaximum": 2.0}"#),
        (r#"{"type": "integer", "minimum": 3}"#, r#"{"maximum": 2}"#),
        (r#"{"type": "string", "minLength": 3}"#, r#"{"maxLength": 2}"#),
        (r#"{"type": "array", "minItems": 3}"#, r#"{"maxItems": 2}"#),
        (r#"{"type": "object", "minProperties": 3}"#, r#"{"maxProperties": 2}"#),
    ];
    for (one, other) in table {
        for told in both(one, other) {
            assert!(told.contains("apart [("), "{one} and {other}: {told}");
        }
    }
    let kept = [
        (r#"{"type": ["number", "string"], "minimum": 2}"#, r#"{"maximum": 1}"#),
        (r#"{"minLength": 2}"#, r#"{"maxLength": 1}"#),
        (r#"{"type": "number", "minimum": 2}"#, r#"{"maximum": 2.0}"#),
        (r#"{"type": ["integer", "null"]}"#, r#"{"type": ["string", "null"]}"#),
    ];
    for (one, other) in kept {
        for told in both(one, other) {
            assert!(!told.contains("apart"), "{one} and {other}: {told}");
        }
    }
    // A schema that contradicts itself has no parts.
    let alone = told(r#"{"it": {"type": "string", "minLength": 3, "maxLength": 2}}"#);
    assert_eq!(alone, "string; length from 3; length to 2; apart []");
}

#[test]
fn flags_of_earlier_versions_exclude_a_bound() {
    let told = told_in(
        "3.0.3",
        r#"{"it": {"allOf": [
            {"type": "number", "minimum": 0, "exclusiveMinimum": true, "maximum": 5},
            {"minimum": 0, "maximum": 5, "exclusiveMaximum": false}]}}"#,
    );
    assert_eq!(told, "number; >0; <=5");
}

#[test]
fn null_is_allowed_where_every_type_allows_it() {
    let a = r#""a": {"type": "object", "properties": {"x": {}}}"#;
    let reference = r##"{"$ref": "#/components/schemas/a"}"##;
    let table = [
        // Before 3.1 the flag outside counts for what is inside; since then every type counts.
        ("3.0.3", format!(r#"{{"nullable": true, "allOf": [{reference}]}}"#), true),
        ("3.1.0", format!(r#"{{"type": ["object", "null"], "allOf": [{reference}]}}"#), false),
        ("3.0.3", r#"{"type": "string", "nullable": true, "enum": ["x"]}"#.to_owned(), true),
        ("3.1.0", r#"{"type": ["string", "null"], "enum": ["x"]}"#.to_owned(), false),
        ("3.1.0", r#"{"type": ["string", "null"], "enum": ["x", null]}"#.to_owned(), true),
        ("3.0.3", r#"{"nullable": true}"#.to_owned(), true),
        ("3.1.0", "{}".to_owned(), false),
        ("3.1.0", format!(r#"{{"nullable": true, "allOf": [{reference}]}}"#), true),
        ("3.1.0", r#"{"type": "null"}"#.to_owned(), true),
        ("3.1.0", r#"{"const": null}"#.to_owned(), true),
        ("3.0.3", r#"{"type": "string", "enum": [null], "nullable": true}"#.to_owned(), true),
        ("3.0.3", format!(r#"{{"oneOf": [{reference}, {{"nullable": true}}]}}"#), true),
        ("3.0.3", format!(r#"{{"allOf": [{reference}, {{"nullable": true}}]}}"#), false),
        ("3.1.0", r#"{"allOf": [{"type": ["string", "null"]}, false]}"#.to_owned(), false),
    ];
    for (version, schema, expected) in table {
        let told = told_in(version, &format!(r#"{{"it": {schema}, {a}}}"#));
        assert_eq!(told.contains("; or null"), expected, "{version} {schema}: {told}");
    }
    let lone = told_in("2.0", r#"{"it": {"type": "string", "x-nullable": true}}"#);
    assert_eq!(lone, "string; or null");
    let never = told(r#"{"it": {"type": "string", "enum": [null]}}"#);
    assert_eq!(never, "string; of ; apart []");
}

#[test]
fn who_has_the_word() {
    let base =
        r#""base": {"type": "string", "title": "base", "description": "of base", "default": "b"}"#;
    let reference = r##""$ref": "#/components/schemas/base""##;
    let table = [
        // Beside a reference.
        (
            format!(r#"{{{reference}, "description": "own"}}"#),
            "string; everything of base; title base; text own; default \"b\"",
        ),
        (format!("{{{reference}}}"), "string; title base; text of base; default \"b\""),
        // A wrapper of one part.
        (
            format!(r#"{{"description": "own", "allOf": [{{{reference}}}]}}"#),
            "string; everything of base; title base; text own; default \"b\"",
        ),
        // Unnamed parts, the last one first.
        (
            r#"{"allOf": [{"title": "1", "description": "one"}, {"title": "2"}]}"#.to_owned(),
            "any; title 2; text one",
        ),
        // Named parts of several say nothing about the whole.
        (
            format!(
                r#"{{"allOf": [{{{reference}}}, {{"properties": {{"x": {{}}}}}}], "title": "own"}}"#
            ),
            "string; x: (any); everything of base; title own",
        ),
        (
            format!(r#"{{"allOf": [{{{reference}}}], "properties": {{"x": {{}}}}}}"#),
            "string; x: (any); everything of base",
        ),
        // Beside a part that only annotates, the other one stands for the whole.
        (
            format!(
                r#"{{"allOf": [{{{reference}}}, {{"description": "last", "examples": [1, 2]}}]}}"#
            ),
            "string; everything of base; title base; text last; default \"b\"; example 1; example 2",
        ),
    ];
    for (schema, expected) in table {
        assert_eq!(told(&format!(r#"{{"it": {schema}, {base}}}"#)), expected, "{schema}");
    }
}

/// Short schemas of every scalar keyword.
fn scalar() -> impl Strategy<Value = String> {
    let number = -3i32..4;
    let word =
        |words: &'static [&'static str]| proptest::sample::select(words).prop_map(str::to_owned);
    prop_oneof![
        word(&[
            r#""type": "string""#,
            r#""type": "integer""#,
            r#""type": "number""#,
            r#""type": ["string", "integer"]"#,
            r#""type": ["number", "null"]"#,
            r#""enum": [1, "a", null]"#,
            r#""enum": ["a", "b", 1.0]"#,
            r#""const": "a""#,
            r#""format": "uuid""#,
            r#""format": "date""#,
            r#""pattern": "a""#,
            r#""pattern": "^b""#,
            r#""uniqueItems": true"#,
            r#""readOnly": true"#,
            r#""deprecated": true"#,
        ]),
        number.clone().prop_map(|number| format!(r#""minimum": {number}"#)),
        number.clone().prop_map(|number| format!(r#""exclusiveMaximum": {number}.0"#)),
        number.clone().prop_map(|number| format!(r#""multipleOf": {}"#, number + 4)),
        number.clone().prop_map(|number| format!(r#""minLength": {}"#, number + 3)),
        number.prop_map(|number| format!(r#""maxItems": {}"#, number + 3)),
    ]
}

/// The words of a shape in an order of their own, numbers written in one way; of what is apart, only
/// that there is something.
fn sorted(told: &str) -> Vec<String> {
    let (told, apart) = told.split_once("; apart").unwrap_or((told, ""));
    let mut words: Vec<String> = told
        .split("; ")
        .flat_map(|word| word.trim_start_matches("of ").split([',', '|']))
        .map(|word| word.replace(".0", "").replace('?', ""))
        .collect();
    words.extend((!apart.is_empty()).then(|| "apart".to_owned()));
    words.sort();
    words
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// In which order schemas stand, in how many groups, and how often, makes no difference.
    #[test]
    fn merging_is_an_intersection(parts in prop::collection::vec(scalar(), 1..5), turn in 0usize..5) {
        let schemas: Vec<String> = parts.iter().map(|part| format!("{{{part}}}")).collect();
        let all = |schemas: &[String]| {
            sorted(&told(&format!(r#"{{"it": {{"allOf": [{}]}}}}"#, schemas.join(","))))
        };
        let merged = all(&schemas);
        let mut turned = schemas.clone();
        turned.rotate_left(turn % schemas.len());
        prop_assert_eq!(&all(&turned), &merged);
        let (first, rest) = schemas.split_at(turn % schemas.len());
        let grouped = [first, rest].map(|group| format!(r#"{{"allOf": [{}]}}"#, group.join(",")));
        prop_assert_eq!(&all(&grouped), &merged);
        let twice: Vec<String> = schemas.iter().chain(&schemas).cloned().collect();
        prop_assert_eq!(&all(&twice), &merged);
    }
}
