//! How long values become.

use std::fmt::Write as _;

use sourcebook_model::fit::fits;
use sourcebook_model::value::{Budget, LeftOut, sample};
use sourcebook_model::view::{Direction, Meet, Views};

use crate::made::{document, named};

/// Six levels of six members each.
fn deep(required: &str) -> String {
    let mut schemas = String::from(r#"{"l6": {"type": "string"}"#);
    for level in 0..6 {
        let member =
            |at| format!(r##""m{at}": {{"$ref": "#/components/schemas/l{}"}}"##, level + 1);
        let members: Vec<String> = (0..6).map(member).collect();
        let _ = write!(
            schemas,
            r#", "l{level}": {{"type": "object", "required": [{required}], "properties": {{{}}}}}"#,
            members.join(",")
        );
    }
    schemas + "}"
}

#[test]
fn optional_members_below_a_level_are_left_out_where_it_is_too_long() {
    let document = document("3.1.0", &deep(""));
    let views = Views::new(&document);
    let it = named(&document, "l0");
    let made = sample(&views, Meet::One(it), Direction::Response, &Budget::default());
    assert_eq!(made.left_out, Some(LeftOut { below: Some(1), is_unread: false, schema: Some(it) }));
    assert_eq!(made.doubts, []);
    let text = made.value.to_json();
    assert_eq!(text.lines().count(), 50);
    assert!(text.contains("\"m5\": {}"));
    let large = Budget { lines: 400, ..Budget::default() };
    let made = sample(&views, Meet::One(it), Direction::Response, &large);
    assert_eq!(made.left_out.and_then(|left_out| left_out.below), Some(2));
    // What has room is whole.
    let made = sample(&views, Meet::One(named(&document, "l5")), Direction::Response, &large);
    assert_eq!(made.left_out, None);
    assert_eq!(made.value.to_json().lines().count(), 8);
}

#[test]
fn required_members_are_never_left_out() {
    let document = document("3.1.0", &deep(r#""m0""#));
    let views = Views::new(&document);
    let it = Meet::One(named(&document, "l0"));
    let made = sample(&views, it, Direction::Response, &Budget::default());
    assert!(fits(&views, it, &made.value, Direction::Response));
    assert_eq!(made.doubts, []);
    let mut at = &made.value;
    for _ in 0..6 {
        at = at.get("m0").expect("a required member");
    }
    assert_eq!(at.as_str(), Some("string"));
}

#[test]
fn wide_unions_and_large_requirements_end() {
    // Thirty levels of two options, each of which leads to both options of the next level.
    let mut schemas = String::from(r#"{"u30": {"type": "object", "required": ["z"]}"#);
    for level in 0..30 {
        let next = format!(r##"{{"$ref": "#/components/schemas/u{}"}}"##, level + 1);
        let _ = write!(
            schemas,
            r#", "u{level}": {{"oneOf": [{{"type": "object", "required": ["a"], "properties": {{"a": {next}}}}}, {{"type": "object", "required": ["b"], "properties": {{"b": {next}}}}}]}}"#
        );
    }
    let _ = write!(
        schemas,
        r#", "many": {{"type": "array", "minItems": 4000000000, "items": {{"type": "string"}}}}, "long": {{"type": "string", "minLength": 4000000000}}}}"#
    );
    let document = document("3.1.0", &schemas);
    let views = Views::new(&document);
    let made = |name| {
        sample(&views, Meet::One(named(&document, name)), Direction::Response, &Budget::default())
    };
    assert!(made("u0").value.get("a").is_some());
    assert!(!made("many").doubts.is_empty());
    assert!(!made("long").doubts.is_empty());
}

#[test]
fn long_chains_of_options_and_conditions_end() {
    let count = 500;
    let mut schemas = String::from(r#"{"last": {"type": "object"}"#);
    for level in 0..count {
        let next =
            |name: &str| format!(r##"{{"$ref": "#/components/schemas/{name}{}"}}"##, level + 1);
        let _ = write!(
            schemas,
            r#", "u{level}": {{"oneOf": [{}, {{"type": "string", "minLength": 9}}]}}"#,
            next("u")
        );
        let _ = write!(
            schemas,
            r#", "c{level}": {{"type": "object", "required": ["p{level}"], "if": {{"required": ["p{level}"]}}, "then": {{"oneOf": [{}, {{"required": ["q"]}}]}}}}"#,
            next("c")
        );
        let _ = write!(
            schemas,
            r#", "a{level}": {{"type": "array", "minItems": 1, "items": {}}}"#,
            next("a")
        );
    }
    for name in ["u", "c", "a"] {
        let _ = write!(schemas, r##", "{name}{count}": {{"$ref": "#/components/schemas/last"}}"##);
    }
    let document = document("3.1.0", &(schemas + "}"));
    let views = Views::new(&document);
    for name in ["u0", "c0", "a0"] {
        let it = Meet::One(named(&document, name));
        let made = sample(&views, it, Direction::Response, &Budget::default());
        let fits = fits(&views, it, &made.value, Direction::Response);
        assert!(fits || !made.doubts.is_empty(), "{name}");
    }
    let near = Meet::One(named(&document, "u490"));
    let made = sample(&views, near, Direction::Response, &Budget::default());
    assert_eq!((made.value.to_compact_json().as_str(), made.doubts.len()), ("{}", 0));
}
