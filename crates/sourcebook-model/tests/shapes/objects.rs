//! Members of objects at which several schemas hold.

use sourcebook_model::view::{Direction, Meet, Views};

use crate::told::{document, named, told, told_in};

#[test]
fn members_of_the_same_name_are_merged() {
    let told = told_in(
        "3.0.3",
        r##"{
        "base": {"type": "object", "required": ["id"], "properties": {
            "id": {"type": "string", "example": "u-1"},
            "name": {"type": "string", "maxLength": 40, "description": "Its name."},
            "age": {"type": "integer", "minimum": 18}}},
        "it": {"allOf": [{"$ref": "#/components/schemas/base"}, {"type": "object",
            "required": ["name"], "properties": {
            "id": {"readOnly": true},
            "name": {"description": "The new name."},
            "age": {"maximum": 65},
            "more": {"type": "boolean"}}}]}}"##,
    );
    let expected = [
        "object",
        "id!: (string; read-only; example \"u-1\")",
        "name!: (string; length to 40; text The new name.)",
        "age: (integer; >=18; <=65)",
        "more: (boolean)",
        "everything of base",
    ];
    assert_eq!(told, expected.join("; "));
}

#[test]
fn patterns_and_other_members_hold_for_properties_too() {
    let table = [
        // A pattern of the same schema, and of another one.
        (
            r#"{"properties": {"x-a": {"type": "string"}, "b": {}}, "patternProperties": {"^x-": {"minLength": 1}}}"#,
            "object?; x-a: (string; length from 1); b: (any); /^x-/: (string?; length from 1)",
        ),
        (
            r#"{"allOf": [{"properties": {"x-a": {"type": "string"}}}, {"patternProperties": {"^x-": {"minLength": 1}}}]}"#,
            "object?; x-a: (string; length from 1); /^x-/: (string?; length from 1)",
        ),
        // What a part says of others holds for members that it does not name.
        (
            r#"{"allOf": [{"properties": {"a": {"type": "integer"}}}, {"properties": {"b": {}}, "additionalProperties": {"minimum": 2}}]}"#,
            "object?; a: (integer; >=2); b: (any); others (number?; >=2)",
        ),
        // A closed part allows no members that it does not know.
        (
            r#"{"allOf": [{"properties": {"a": {}, "b": {}}}, {"properties": {"b": {}, "c": {}}, "patternProperties": {"^d": {}}, "additionalProperties": false}]}"#,
            "object?; b: (any); c: (any); /^d/: (any); no others",
        ),
        (
            r#"{"allOf": [{"required": ["a"]}, {"additionalProperties": false}]}"#,
            "object?; no others; apart [(object?; a!: (any)), (object?; no others)]",
        ),
        // What a part without patterns says of others holds for those that patterns of another name.
        (
            r#"{"allOf": [{"patternProperties": {"^x": {"type": "string"}}}, {"additionalProperties": {"minLength": 2}}]}"#,
            "object?; /^x/: (string; length from 2); others (string?; length from 2)",
        ),
        (
            r#"{"allOf": [{"patternProperties": {"^x": {"type": "string"}}}, {"properties": {"a": {}}, "additionalProperties": false}]}"#,
            "object?; a: (any); no others",
        ),
        // A pattern that cannot be read forbids nothing.
        (
            r#"{"allOf": [{"properties": {"a": {}}}, {"patternProperties": {"(?=a)": {"type": "string"}}, "additionalProperties": false}]}"#,
            "object?; a: (any); /(?=a)/: (string); no others",
        ),
        // Members that are required and not declared.
        (r#"{"required": ["a"]}"#, "object?; a!: (any)"),
        (
            r#"{"required": ["a"], "additionalProperties": {"type": "string"}}"#,
            "object?; a!: (string); others (string)",
        ),
        // In the order in which they are written.
        (
            r#"{"allOf": [{"properties": {"b": {}}}], "properties": {"a": {}, "b": {}}}"#,
            "object?; b: (any); a: (any)",
        ),
        (
            r#"{"properties": {"a": {}, "b": {}}, "allOf": [{"properties": {"b": {}, "c": {}}}]}"#,
            "object?; a: (any); b: (any); c: (any)",
        ),
        // Names, and what nothing looks at.
        (
            r#"{"allOf": [{"propertyNames": {"minLength": 1}}, {"propertyNames": {"maxLength": 9}}]}"#,
            "object?; names (string?; length from 1; length to 9)",
        ),
        (
            r#"{"allOf": [{"properties": {"a": {}}}], "unevaluatedProperties": false}"#,
            "object?; a: (any); no unevaluated",
        ),
        (
            r#"{"allOf": [{"properties": {"a": {}}}, {"properties": {"b": {}}, "unevaluatedProperties": false}]}"#,
            "object?; b: (any); no unevaluated",
        ),
        (
            r#"{"allOf": [{"additionalProperties": {"type": "string"}}, {"additionalProperties": {"minLength": 2}}]}"#,
            "object?; others (string; length from 2)",
        ),
    ];
    for (schema, expected) in table {
        assert_eq!(told(&format!(r#"{{"it": {schema}}}"#)), expected, "{schema}");
    }
}

#[test]
fn rules_of_all_parts_hold() {
    let it = told(
        r#"{"it": {"type": "object", "allOf": [
            {"dependentRequired": {"a": ["b", "c"]}, "dependentSchemas": {"a": {"minProperties": 2}}},
            {"if": {"properties": {"k": {"const": "v"}, "l": {"enum": [1, 2]}}, "required": ["k", "l", "m"]},
             "then": {"required": ["a"]}},
            {"if": {"properties": {"k": {"const": "v"}}}, "then": {"minProperties": 1}, "else": {"maxProperties": 3}},
            {"if": {"properties": {"k": {"const": "v"}}, "required": ["m"]}, "then": true},
            {"not": {"required": ["z"]}}, {"if": {"required": ["unused"]}}]}}"#,
    );
    let expected = [
        "object",
        "a needs b+c",
        "a given: (object?; members from 2)",
        "if k \"v\" and l 1/2 and m given then (object?; a!: (any)) else -",
        "if (object?; k: (string?; of \"v\")) then (object?; members from 1) else (object?; members to 3)",
        "if (object?; k: (string?; of \"v\"); m!: (any)) then (any) else -",
        "not (object?; z!: (any))",
    ];
    assert_eq!(it, expected.join("; "));
}

#[test]
fn members_go_by_the_marks_of_each_as_a_whole() {
    let document = document(
        "3.0.3",
        r##"{
        "id": {"type": "integer", "readOnly": true},
        "user": {"type": "object", "required": ["id", "name", "password"], "properties": {
            "id": {"$ref": "#/components/schemas/id"}, "name": {"type": "string"},
            "password": {"type": "string", "writeOnly": true},
            "friends": {"type": "array", "items": {"$ref": "#/components/schemas/user"}}}},
        "it": {"allOf": [{"$ref": "#/components/schemas/user"},
            {"properties": {"name": {"readOnly": true}}}]},
        "plain": {"type": "object", "properties": {"self": {"$ref": "#/components/schemas/plain"}}},
        "outer": {"type": "array", "items": {"oneOf": [{"type": "string"},
            {"type": "object", "additionalProperties": {"$ref": "#/components/schemas/user"}}]}}}"##,
    );
    let views = Views::new(&document);
    let names = |name: &str, direction| {
        let shape = views.shape(Meet::One(named(&document, name)));
        views.members(&shape, direction).map(|member| member.name).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(names("user", Direction::Request), "name password friends");
    assert_eq!(names("user", Direction::Response), "id name friends");
    assert_eq!(names("it", Direction::Request), "password friends");
    assert_eq!(names("it", Direction::Response), "id name friends");
    assert_eq!(names("it", Direction::Whole), "id name password friends");
    let holds = |name: &str, direction| views.holds(Meet::One(named(&document, name)), direction);
    for (name, expected) in [("outer", true), ("user", true), ("plain", false)] {
        for _ in 0..2 {
            assert_eq!(holds(name, Direction::Request), expected, "{name}");
            assert_eq!(holds(name, Direction::Response), expected, "{name}");
        }
    }
    assert!(!holds("user", Direction::Whole));
}

#[test]
fn names_of_places() {
    let document = document(
        "3.1.0",
        r##"{
        "text": {"type": "string", "description": "Any text."},
        "alias": {"$ref": "#/components/schemas/text"},
        "narrow": {"$ref": "#/components/schemas/text", "maxLength": 5},
        "wrapper": {"allOf": [{"$ref": "#/components/schemas/text"}], "maxLength": 5},
        "base": {"type": "object", "properties": {"a": {"$ref": "#/components/schemas/text"}}},
        "more": {"allOf": [{"$ref": "#/components/schemas/base"}, {"properties": {
            "a": {"maxLength": 3},
            "same": {"$ref": "#/components/schemas/text"},
            "beside": {"$ref": "#/components/schemas/text", "pattern": "^a", "description": "This text."},
            "wrapped": {"title": "T", "allOf": [{"$ref": "#/components/schemas/text"}, {"minLength": 1}]},
            "option": {"oneOf": [{"$ref": "#/components/schemas/text"}, {"type": "null"}]},
            "both": {"allOf": [{"$ref": "#/components/schemas/text"}, {"$ref": "#/components/schemas/base"}]},
            "grown": {"$ref": "#/components/schemas/base", "required": ["a"]},
            "inline": {"type": "object", "properties": {}},
            "list": {"type": "array", "items": {"type": "object", "additionalProperties": {"$ref": "#/components/schemas/base"}}}}}]}}"##,
    );
    let views = Views::new(&document);
    let shape = views.shape(Meet::One(named(&document, "more")));
    let name = |id| document.schemas[id].name.as_deref().expect("a name").to_owned();
    let told: Vec<String> = shape
        .members
        .iter()
        .map(|member| {
            let here = views.name(member.meet).map_or("-".to_owned(), name);
            let inside = views.named_inside(member.meet).map_or("-".to_owned(), name);
            let beside = views.beside(member.meet);
            let text = beside.notes.description.or(beside.notes.title).unwrap_or("-");
            format!("{} {here} {inside} {text} {:?}", member.name, beside.bounds.patterns)
        })
        .collect();
    let expected = [
        "a text text - []",
        "same text text - []",
        "beside text text This text. [\"^a\"]",
        "wrapped text text T []",
        "option text text - []",
        "both - - - []",
        "grown - - - []",
        "inline - - - []",
        "list - base - []",
    ];
    assert_eq!(told, expected);
    let more = named(&document, "more");
    assert_eq!(views.name(Meet::One(more)), Some(more));
    assert_eq!(views.alias(more), None);
    let [alias, text] = ["alias", "text"].map(|name| named(&document, name));
    assert_eq!(views.alias(alias), Some(text));
    assert_eq!(views.shape(Meet::One(alias)).parts, []);
    // In which version something is written beside the reference makes no difference.
    for made in ["narrow", "wrapper"].map(|name| named(&document, name)) {
        assert_eq!(views.alias(made), None);
        assert_eq!(views.shape(Meet::One(made)).parts, [text]);
    }
}
