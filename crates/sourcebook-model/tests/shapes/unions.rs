//! Alternatives, and what of them is only `null`.

use sourcebook_model::view::{Meet, Views};

use crate::told::{document, named, place, told, told_in};

const A: &str = r#""a": {"type": "object", "properties": {"x": {"type": "string"}}}"#;
const B: &str = r#""b": {"title": "Bee", "type": "object", "nullable": true}"#;

#[test]
fn options_that_are_only_null_are_none() {
    let a = r##"{"$ref": "#/components/schemas/a"}"##;
    let b = r##"{"$ref": "#/components/schemas/b"}"##;
    let nothing = r##"{"$ref": "#/components/schemas/nothing"}"##;
    let lone = "object; or null; x: (string); everything of a";
    let table = [
        ("3.0.3", format!(r#"{{"oneOf": [{a}, {{"nullable": true}}]}}"#), lone.to_owned()),
        (
            "3.0.3",
            format!(r#"{{"anyOf": [{a}, {{"type": "object", "nullable": true}}]}}"#),
            lone.to_owned(),
        ),
        (
            "3.0.3",
            format!(
                r#"{{"oneOf": [{a}, {{"type": "string", "enum": [null], "nullable": true}}]}}"#
            ),
            lone.to_owned(),
        ),
        (
            "3.1.0",
            r#"{"oneOf": [{"const": null}, {"type": "object", "minProperties": 1}]}"#.to_owned(),
            "object; or null; members from 1".to_owned(),
        ),
        (
            "3.1.0",
            format!(r#"{{"oneOf": [{nothing}, {{"minProperties": 1}}]}}"#),
            "object?; or null; members from 1".to_owned(),
        ),
        (
            "3.1.0",
            r#"{"anyOf": [{"type": "null"}, {"const": null}]}"#.to_owned(),
            "null; or null".to_owned(),
        ),
        (
            "3.0.3",
            format!(r#"{{"nullable": true, "oneOf": [{a}, {b}]}}"#),
            "any; or null; one [#a, 'Bee'#b]".to_owned(),
        ),
        (
            "3.0.3",
            format!(r#"{{"oneOf": [{a}, {b}, {{"nullable": true}}]}}"#),
            "any; or null; one [#a, 'Bee'#b]".to_owned(),
        ),
        ("3.0.3", format!(r#"{{"nullable": true, "allOf": [{a}]}}"#), lone.to_owned()),
        // Since 3.1 any object is an option.
        (
            "3.1.0",
            format!(r#"{{"anyOf": [{a}, {{"type": ["object", "null"]}}]}}"#),
            "any; some [#a, (object; or null)]".to_owned(),
        ),
    ];
    for (version, schema, expected) in table {
        let nothing = r#""nothing": {"type": "null"}"#;
        let schemas = format!(r#"{{"it": {schema}, {A}, {B}, {nothing}}}"#);
        let told = told_in(version, &schemas);
        assert_eq!(told, expected, "{version} {schema}");
    }
}

#[test]
fn unions_of_types_are_lists_of_types() {
    let table = [
        (
            r#"{"anyOf": [{"type": "string"}, {"type": "integer"}, {"type": "null"}]}"#,
            "string|integer; or null",
        ),
        (r#"{"oneOf": [{"type": "string"}, {"type": "array", "items": {}}]}"#, "string|array"),
        (
            r#"{"type": ["string", "boolean"], "oneOf": [{"type": "string"}, {"type": "integer"}]}"#,
            "string",
        ),
        (
            r#"{"type": ["string", "null"], "oneOf": [{"type": "string"}, {"type": "integer"}]}"#,
            "string",
        ),
        (
            r#"{"oneOf": [{"type": "number"}, {"type": "integer"}]}"#,
            "any; one [(number), (integer)]",
        ),
        (r#"{"oneOf": [{"type": "string"}, {"type": "string"}]}"#, "any; one [(string), (string)]"),
        (
            r#"{"oneOf": [{"type": "string", "minLength": 1}, {"type": "integer"}]}"#,
            "any; one [(string; length from 1), (integer)]",
        ),
    ];
    for (schema, expected) in table {
        assert_eq!(told(&format!(r#"{{"it": {schema}}}"#)), expected, "{schema}");
    }
}

#[test]
fn options_have_titles_values_and_what_they_require() {
    let it = told(
        r##"{"it": {"type": "object", "properties": {"kind": {"type": "string"}},
            "oneOf": [{"$ref": "#/components/schemas/card"}, {"title": "Cash", "required": ["amount"]},
                {"$ref": "#/components/schemas/other"}],
            "anyOf": [{"required": ["p", "q"]}, {"required": ["r"], "minProperties": 2}],
            "discriminator": {"propertyName": "kind", "mapping": {
                "visa": "card", "amex": "#/components/schemas/card", "gone": "nowhere"},
                "defaultMapping": "other"}},
        "card": {"title": "Card", "type": "object"},
        "other": {"type": "object", "x-ms-discriminator-value": "unused"}}"##,
    );
    let expected = [
        "object",
        "kind: (string)",
        "one by kind [visa/amex='Card'#card, 'Cash'+amount(object?; amount!: (any); title Cash), unused=else=#other]",
        "some by kind [+p+q(object?; p!: (any); q!: (any)), (object?; members from 2; r!: (any))]",
    ];
    assert_eq!(it, expected.join("; "));
}

#[test]
fn a_lone_option_holds_as_if_it_stood_there() {
    let table = [
        (
            r#"{"type": "object", "properties": {"p": {}}, "oneOf": [{"required": ["p"]}]}"#,
            "object; p!: (any)",
        ),
        (
            r#"{"anyOf": [{"anyOf": [{"minLength": 1}]}], "maxLength": 3}"#,
            "string?; length from 1; length to 3",
        ),
        (
            r#"{"allOf": [{"oneOf": [{"minLength": 1}, {"maxLength": 0}]}, {"anyOf": [{"pattern": "a"}, {"pattern": "b"}]}]}"#,
            "any; one [(string?; length from 1), (string?; length to 0)]; some [(string?; like a), (string?; like b)]",
        ),
    ];
    for (schema, expected) in table {
        assert_eq!(told(&format!(r#"{{"it": {schema}}}"#)), expected, "{schema}");
    }
}

#[test]
fn a_schema_inside_itself_ends() {
    let document = document(
        "3.0.3",
        r##"{
        "expr": {"oneOf": [{"$ref": "#/components/schemas/and"}, {"$ref": "#/components/schemas/lit"}]},
        "and": {"type": "object", "properties": {"and": {"type": "array", "items": {"$ref": "#/components/schemas/expr"}}}},
        "lit": {"type": "object"},
        "person": {"type": "object", "properties": {"a": {"$ref": "#/components/schemas/opt"}}},
        "opt": {"nullable": true, "oneOf": [{"$ref": "#/components/schemas/person"}]},
        "one": {"allOf": [{"$ref": "#/components/schemas/two"}, {"properties": {"a": {"$ref": "#/components/schemas/one"}}}]},
        "two": {"allOf": [{"$ref": "#/components/schemas/one"}, {"properties": {"a": {"$ref": "#/components/schemas/two"}}}]}}"##,
    );
    let views = Views::new(&document);
    let told = |name| {
        let meet = Meet::One(named(&document, name));
        crate::told::shape(&views, &views.shape(meet))
    };
    assert_eq!(told("expr"), "any; one [#and, #lit]");
    assert_eq!(told("opt"), "object; or null; a: #opt; everything of person");
    // Both schemas hold at each `a` and so at each `a` of that: one place, met again.
    let one = views.shape(Meet::One(named(&document, "one")));
    let inner = views.shape(one.members[0].meet);
    assert_eq!(inner.members[0].meet, one.members[0].meet);
    assert_eq!(place(&views, Meet::One(named(&document, "two"))), "#two");
}

#[test]
fn unions_may_differ_by_types_alone() {
    let table = [
        (
            r#"{"type": "array", "items": {"type": "string"}}, {"type": "integer", "format": "int64"}"#,
            true,
        ),
        (
            r#"{"type": "array", "items": {"type": "string", "minLength": 1}}, {"type": "integer"}"#,
            false,
        ),
        (r#"{"type": "string", "format": "uuid"}, {"type": "string", "format": "date"}"#, false),
        (r#"{"type": "string", "title": "Text"}, {"type": "integer", "format": "int64"}"#, false),
        (r#"{"type": "string", "enum": ["a"]}, {"type": "integer"}"#, false),
        (r##"{"$ref": "#/components/schemas/named"}, {"type": "integer"}"##, false),
        (r#"{"type": "object", "properties": {"a": {}}}, {"type": "integer"}"#, false),
        (r#"{"type": "array", "prefixItems": [{}]}, {"type": "integer"}"#, false),
    ];
    for (options, expected) in table {
        let schemas =
            format!(r#"{{"it": {{"oneOf": [{options}]}}, "named": {{"type": "string"}}}}"#);
        let document = document("3.1.0", &schemas);
        let views = Views::new(&document);
        let shape = views.shape(Meet::One(named(&document, "it")));
        assert_eq!(views.is_of_types(&shape.unions[0]), expected, "{options}");
    }
}
