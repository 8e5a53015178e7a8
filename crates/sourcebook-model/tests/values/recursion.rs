//! Schemas inside themselves: values end.

use proptest::prelude::*;
use sourcebook_model::fit::fits;
use sourcebook_model::value::{Budget, Doubt, sample};
use sourcebook_model::view::{Direction, Meet, Views};

use crate::made::{document, made, named, of, told};

#[test]
fn a_schema_is_not_opened_inside_itself() {
    let it = r##"{"$ref": "#/components/schemas/it"}"##;
    let table = [
        // An optional member is left out, alone or in a list.
        (
            format!(
                r#"{{"type": "object", "properties": {{"a": {{"type": "integer"}}, "next": {it}, "all": {{"type": "array", "items": {it}}}}}}}"#
            ),
            r#"{"a":0}"#,
        ),
        // A list and a map that are required stay empty.
        (
            format!(
                r#"{{"type": "object", "required": ["all", "map"], "properties": {{"all": {{"type": "array", "items": {it}}}, "map": {{"type": "object", "additionalProperties": {it}}}}}}}"#
            ),
            r#"{"all":[],"map":{}}"#,
        ),
        (format!(r#"{{"type": "object", "additionalProperties": {it}}}"#), "{}"),
        (format!(r#"{{"type": "array", "items": {it}}}"#), "[]"),
        // Another option, or null.
        (
            format!(
                r#"{{"type": "object", "required": ["c"], "properties": {{"c": {{"anyOf": [{it}, {{"type": "string"}}]}}}}}}"#
            ),
            r#"{"c":"string"}"#,
        ),
        (
            format!(
                r#"{{"type": "object", "required": ["c"], "properties": {{"c": {{"oneOf": [{it}, {{"type": "null"}}]}}}}}}"#
            ),
            r#"{"c":null}"#,
        ),
        // Nothing ends.
        (
            format!(
                r#"{{"type": "object", "required": ["next"], "properties": {{"next": {it}}}}}"#
            ),
            r#"{"next":{}} Endless"#,
        ),
    ];
    for (schema, expected) in table {
        assert_eq!(made(&format!(r#"{{"it": {schema}}}"#)), expected, "{schema}");
    }
}

#[test]
fn a_whole_shows_itself_once_inside() {
    let schemas = r##"{"it": {"type": "object", "properties": {"a": {"type": "integer"},
        "children": {"type": "array", "items": {"$ref": "#/components/schemas/it"}}}}}"##;
    assert_eq!(told(&of("3.1.0", schemas, Direction::Whole)), r#"{"a":0,"children":[{"a":0}]}"#);
    assert_eq!(told(&of("3.1.0", schemas, Direction::Request)), r#"{"a":0}"#);
}

#[test]
fn options_lead_to_an_end() {
    let schemas = r##"{
        "it": {"oneOf": [{"$ref": "#/components/schemas/and"}, {"$ref": "#/components/schemas/lit"}]},
        "and": {"type": "object", "required": ["and"], "properties": {"and": {"type": "array", "minItems": 1, "items": {"$ref": "#/components/schemas/it"}}}},
        "lit": {"type": "object", "required": ["value"], "properties": {"value": {"type": "string"}}}}"##;
    assert_eq!(made(schemas), r#"{"value":"string"}"#);
    let schemas = schemas.replace(r#""minItems": 1, "#, "");
    assert_eq!(made(&schemas), r#"{"and":[]}"#);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// Whatever schemas refer to each other, a value ends, and is valid or names its doubt.
    #[test]
    fn values_end_and_fit(edges in prop::collection::vec((0usize..6, 0usize..6, 0u8..7), 0..30), required in any::<u32>()) {
        let mut properties = vec![Vec::new(); 6];
        let mut names = vec![Vec::new(); 6];
        for (at, (from, to, kind)) in edges.iter().enumerate() {
            let target = format!(r##"{{"$ref": "#/components/schemas/s{to}"}}"##);
            let schema = match kind {
                0 => target,
                1 => format!(r#"{{"type": "array", "minItems": 1, "items": {target}}}"#),
                2 => format!(r#"{{"type": "object", "allOf": [{target}]}}"#),
                3 => format!(r#"{{"oneOf": [{target}, {{"type": "string"}}]}}"#),
                4 => format!(r#"{{"type": "array", "items": {target}}}"#),
                5 => format!(r#"{{"anyOf": [{target}, {{"type": "null"}}]}}"#),
                _ => format!(r#"{{"type": "object", "additionalProperties": {target}}}"#),
            };
            properties[*from].push(format!(r#""p{at}": {schema}"#));
            if required >> at & 1 == 1 {
                names[*from].push(format!(r#""p{at}""#));
            }
        }
        let schemas: Vec<String> = (0..6).map(|at| format!(
            r#""s{at}": {{"type": "object", "properties": {{{}}}, "required": [{}]}}"#,
            properties[at].join(","), names[at].join(",")
        )).collect();
        let document = document("3.1.0", &format!("{{{}}}", schemas.join(",")));
        let views = Views::new(&document);
        for at in 0..6 {
            let meet = Meet::One(named(&document, &format!("s{at}")));
            for direction in [Direction::Response, Direction::Whole] {
                let made = sample(&views, meet, direction, &Budget::default());
                let fits = fits(&views, meet, &made.value, direction);
                prop_assert_eq!(fits, made.doubts.is_empty(), "{:?}", made);
                prop_assert!(fits || made.doubts == [Doubt::Endless], "{:?}", made.doubts);
            }
        }
    }
}
