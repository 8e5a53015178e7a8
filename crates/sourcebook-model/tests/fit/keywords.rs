//! Each keyword, with what it says of a value that it rejects.

use std::fmt::Write as _;

use sourcebook_model::fit::fits;
use sourcebook_model::view::{Direction, Meet, Views};

use crate::read::{document, named, value, wrong};

/// Schemas and values, with what is wrong.
const KEYWORDS: [(&str, &str, &str); 50] = [
    (r#"{"enum": []}"#, "1", " enum is not allowed, as no value is"),
    ("true", "1", ""),
    ("false", "1", " false must not be there"),
    (r#"{"type": "integer"}"#, "1.0", ""),
    (r#"{"type": "integer"}"#, "1.5", " type is of type number, not integer"),
    (r#"{"type": ["string", "array"]}"#, "null", " type is of type null, not string or array"),
    (r#"{"enum": [1, "a"]}"#, "2", r#" enum is none of 1, "a""#),
    (r#"{"enum": [1, 2, 3, 4, 5, 6]}"#, "7", " enum is none of the allowed values"),
    (r#"{"enum": [{"a": 1, "b": 2}]}"#, r#"{"b": 2.0, "a": 1}"#, ""),
    (r#"{"const": [1]}"#, "[2]", " const is not [1]"),
    (r#"{"minimum": 2}"#, "1", " minimum is below 2"),
    (r#"{"exclusiveMinimum": 2}"#, "2.0", " exclusiveMinimum is not above 2"),
    (r#"{"maximum": 2}"#, "2.1", " maximum is above 2"),
    (r#"{"exclusiveMaximum": 2}"#, "2", " exclusiveMaximum is not below 2"),
    (r#"{"multipleOf": 0.1}"#, "0.25", " multipleOf is no multiple of 0.1"),
    (r#"{"multipleOf": 0.1}"#, "0.3", ""),
    (r#"{"minLength": 2}"#, r#""ä""#, " minLength has 1, not at least 2 characters"),
    (r#"{"maxLength": 1}"#, r#""ää""#, " maxLength has 2, not at most 1 character"),
    (r#"{"pattern": "^a"}"#, r#""ba""#, " pattern does not match `^a`"),
    (r#"{"pattern": "(?!b)"}"#, r#""b""#, ""),
    (r#"{"format": "date"}"#, r#""today""#, " format does not have the format `date`"),
    (r#"{"minItems": 1}"#, "[]", " minItems has 0, not at least 1 item"),
    (r#"{"maxItems": 1}"#, "[1, 2]", " maxItems has 2, not at most 1 item"),
    (r#"{"uniqueItems": true}"#, r#"[{"a": 1}, {"a": 1.0}]"#, " uniqueItems has an item twice"),
    (
        r#"{"items": {"type": "string"}}"#,
        r#"["a", 1, 2]"#,
        "/1 type is of type integer, not string; /2 type is of type integer, not string",
    ),
    (r#"{"prefixItems": [{}], "items": false}"#, "[1, 2]", "/1 false must not be there"),
    (
        r#"{"contains": {"const": 1}, "minContains": 2}"#,
        "[1]",
        " contains has 1 of the items of which it needs 2",
    ),
    (
        r#"{"contains": {"const": 1}, "maxContains": 1}"#,
        "[1, 1]",
        " maxContains has 2 of the items of which 1 are allowed",
    ),
    (
        r#"{"properties": {"a/b": {"properties": {"~": {"type": "null"}}}}}"#,
        r#"{"a/b": {"~": 1}}"#,
        "/a~1b/~0 type is of type integer, not null",
    ),
    (r#"{"required": ["a", "b"]}"#, r#"{"b": 1}"#, " required lacks `a`"),
    (r#"{"minProperties": 1}"#, "{}", " minProperties has 0, not at least 1 member"),
    (r#"{"maxProperties": 0}"#, r#"{"a": 1}"#, " maxProperties has 1, not at most 0 members"),
    (
        r#"{"additionalProperties": false, "patternProperties": {"^x": {"type": "null"}}}"#,
        r#"{"x": 1, "y": 2}"#,
        "/x type is of type integer, not null; /y additionalProperties is no member that is allowed",
    ),
    (
        r#"{"additionalProperties": {"minimum": 3}, "properties": {"a": {}}}"#,
        r#"{"a": 1, "b": 1}"#,
        "/b minimum is below 3",
    ),
    (
        r#"{"propertyNames": {"maxLength": 1}}"#,
        r#"{"ab": 1}"#,
        " propertyNames has `ab`, which is no name that is allowed",
    ),
    (r#"{"dependentRequired": {"a": ["b"]}}"#, r#"{"a": 1}"#, " dependentRequired lacks `b`"),
    (r#"{"dependentSchemas": {"a": {"required": ["c"]}}}"#, r#"{"a": 1}"#, " required lacks `c`"),
    (
        r#"{"unevaluatedProperties": false, "allOf": [{"properties": {"a": {}}}]}"#,
        r#"{"a": 1, "b": 1}"#,
        "/b false must not be there",
    ),
    (
        r#"{"unevaluatedItems": {"type": "string"}, "allOf": [{"prefixItems": [{}]}]}"#,
        "[1, 2]",
        "/1 type is of type integer, not string",
    ),
    (
        r#"{"unevaluatedProperties": false, "allOf": [{"unevaluatedProperties": true}]}"#,
        r#"{"a": 1}"#,
        "",
    ),
    (
        r#"{"unevaluatedProperties": false, "if": {"required": ["b"]}, "else": {"properties": {"a": {}}}}"#,
        r#"{"a": 1}"#,
        "",
    ),
    (r#"{"not": {"type": "string"}}"#, r#""a""#, " not fits what it must not fit"),
    (
        r#"{"if": {"type": "string"}, "then": {"minLength": 2}, "else": {"minimum": 2}}"#,
        r#""a""#,
        " minLength has 1, not at least 2 characters",
    ),
    (
        r#"{"if": {"type": "string"}, "then": {"minLength": 2}, "else": {"minimum": 2}}"#,
        "1",
        " minimum is below 2",
    ),
    (r#"{"oneOf": [{"minimum": 1}, {"maximum": 3}]}"#, "2", " oneOf fits more than one option"),
    (r#"{"oneOf": [{"minimum": 3}, {"maximum": 1}]}"#, "2", " oneOf fits none of the 2 options"),
    (
        r#"{"anyOf": [{"minimum": 3}, {"type": "string"}]}"#,
        "2",
        " anyOf fits none of the 2 options",
    ),
    (r#"{"anyOf": [{"minimum": 1}, {"maximum": 3}]}"#, "2", ""),
    (r#"{"oneOf": [{"minimum": 3}]}"#, "2", " minimum is below 3"),
    (
        r#"{"allOf": [{"minimum": 3}, {"minimum": 4}, {"minimum": 3}]}"#,
        "2",
        " minimum is below 3;  minimum is below 4",
    ),
];

#[test]
fn each_keyword_tells_what_is_wrong() {
    for (schema, value, expected) in KEYWORDS {
        let schemas = format!(r#"{{"it": {schema}}}"#);
        assert_eq!(wrong("3.1.0", &schemas, value, Direction::Whole), expected, "{schema} {value}");
    }
}

#[test]
fn null_fits_as_each_version_says() {
    let table = [
        ("3.0.3", r#"{"type": "string", "nullable": true, "enum": ["a"]}"#, true),
        ("3.0.3", r#"{"type": "string"}"#, false),
        ("3.0.3", r#"{"nullable": true, "allOf": [{"type": "object"}]}"#, true),
        ("3.0.3", r#"{"oneOf": [{"type": "object"}, {"nullable": true}]}"#, true),
        ("3.0.3", r#"{"oneOf": [{"type": "object"}, {"type": "string"}]}"#, false),
        ("3.0.3", "{}", true),
        ("3.1.0", r#"{"type": ["string", "null"], "enum": ["a"]}"#, false),
        ("3.1.0", r#"{"oneOf": [{"type": "object"}, {"type": "null"}]}"#, true),
        ("3.1.0", r#"{"type": ["object", "null"], "allOf": [{"type": "object"}]}"#, false),
        ("3.1.0", r#"{"nullable": true, "allOf": [{"type": "object"}]}"#, true),
    ];
    for (version, schema, expected) in table {
        let found = wrong(version, &format!(r#"{{"it": {schema}}}"#), "null", Direction::Whole);
        assert_eq!(found.is_empty(), expected, "{version} {schema}: {found}");
    }
    // A placeholder for `null` is no option of other values.
    let schema = r#"{"it": {"oneOf": [{"type": "object"}, {"nullable": true}]}}"#;
    assert_eq!(wrong("3.0.3", schema, "{}", Direction::Whole), "");
}

#[test]
fn members_that_do_not_go_that_way_may_be_missing() {
    let schemas = r#"{"it": {"type": "object", "required": ["id", "name", "key"],
        "dependentRequired": {"name": ["id"]},
        "allOf": [{"properties": {"id": {"readOnly": true}}}],
        "properties": {"id": {"type": "string"}, "key": {"writeOnly": true}}}}"#;
    let all = " required lacks `id`;  required lacks `key`;  dependentRequired lacks `id`";
    let told = |direction| wrong("3.1.0", schemas, r#"{"name": 1}"#, direction);
    assert_eq!(told(Direction::Whole), all);
    assert_eq!(told(Direction::Request), " required lacks `key`");
    assert_eq!(told(Direction::Response), " required lacks `id`;  dependentRequired lacks `id`");
    // What stands there all the same is looked at.
    let found = wrong("3.1.0", schemas, r#"{"id": 1, "key": 1, "name": 1}"#, Direction::Request);
    assert_eq!(found, "/id type is of type integer, not string");
}

#[test]
fn the_discriminator_chooses() {
    let schemas = r##"{"it": {"oneOf": [{"$ref": "#/components/schemas/a"}, {"$ref": "#/components/schemas/b"}],
            "discriminator": {"propertyName": "kind", "mapping": {"x": "a"}}},
        "a": {"type": "object", "properties": {"n": {"type": "integer"}}},
        "b": {"type": "object", "properties": {"n": {"type": "string"}}}}"##;
    let table = [
        (r#"{"kind": "x"}"#, ""),
        (r#"{"kind": "x", "n": "1"}"#, "/n type is of type string, not integer"),
        (r#"{"kind": "b", "n": 1}"#, "/n type is of type integer, not string"),
        (r#"{"kind": "unknown"}"#, " oneOf fits more than one option"),
        ("1", " oneOf fits none of the 2 options"),
    ];
    for (value, expected) in table {
        assert_eq!(wrong("3.1.0", schemas, value, Direction::Whole), expected, "{value}");
    }
    let pets = r##"{"pet": {"type": "object", "properties": {"kind": {"type": "string"}}, "required": ["kind"],
            "oneOf": [{"$ref": "#/components/schemas/it"}, {"$ref": "#/components/schemas/cat"}]},
        "it": {"allOf": [{"$ref": "#/components/schemas/pet"}, {"required": ["bark"]}]},
        "cat": {"allOf": [{"$ref": "#/components/schemas/pet"}, {"required": ["meow"]}]}}"##;
    assert_eq!(wrong("3.0.3", pets, r#"{"kind": "it", "bark": 1}"#, Direction::Whole), "");
    assert_eq!(
        wrong("3.0.3", pets, r#"{"meow": 1}"#, Direction::Whole),
        " required lacks `kind`;  required lacks `bark`"
    );
}

#[test]
fn looking_ends_however_deep_and_wide_schemas_and_values_are() {
    // Options that double at each level, a schema inside itself at the same place, a long chain.
    let mut schemas = String::from(
        r##"{"it": {"anyOf": [{"$ref": "#/components/schemas/it"}, {"not": {"$ref": "#/components/schemas/it"}}]}"##,
    );
    for level in 0..40 {
        let next = format!(r##"{{"$ref": "#/components/schemas/wide{}"}}"##, level + 1);
        let _ = write!(
            schemas,
            r#", "wide{level}": {{"anyOf": [{{"allOf": [{next}, {{"type": "string"}}]}}, {next}]}}"#
        );
    }
    for level in 0..3000 {
        let _ = write!(
            schemas,
            r##", "long{level}": {{"oneOf": [{{"type": "null"}}, {{"not": {{"$ref": "#/components/schemas/long{}"}}}}]}}"##,
            level + 1
        );
    }
    schemas.push_str(r##", "wide40": {"type": "boolean"}, "long3000": {}, "list": {"items": {"$ref": "#/components/schemas/list"}}}"##);
    let deep = format!("{}1{}", "[".repeat(200), "]".repeat(200));
    let document = document("3.1.0", &schemas, &["1", &deep]);
    let views = Views::new(&document);
    let told = |name: &str, at| {
        fits(&views, Meet::One(named(&document, name)), value(&document, at), Direction::Whole)
    };
    assert!(told("it", 0));
    assert!(!told("wide0", 0));
    assert!(told("list", 1));
    // Beyond the bound everything fits; that it ends is what counts.
    let _ = told("long0", 0);
    assert!(told("long2999", 0) != told("long2998", 0));
}
