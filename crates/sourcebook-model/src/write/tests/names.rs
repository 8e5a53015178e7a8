//! Under which names schemas are written.

use super::*;

#[test]
fn a_reference_leads_to_where_its_schema_is_written() {
    let text = |body: &str| {
        format!(
            r##"{{"openapi": "3.1.0", "info": {{"title": "t", "version": "1"}}, "paths": {{"/a": {{"get": {{
                "responses": {{"200": {{"description": "", "content": {{"application/json": {{
                    "schema": {{"type": "object", "properties": {{"x y": {{"type": "string"}}}}}}}}}}}}}}}}}}}},
                "components": {{"schemas": {body}}},
                "x-shared": {{"List": {{"type": "object", "properties": {{"next": {{"$ref": "#/x-shared/List"}}}}}}}}}}"##
        )
    };
    let inside = r##"{"it": {"$ref": "#/paths/~1a/get/responses/200/content/application~1json/schema/properties/x%20y"}}"##;
    let elsewhere =
        r##"{"it": {"$ref": "#/x-shared/List"}, "again": {"$ref": "#/x-shared/List"}}"##;
    let table = [
        (
            inside,
            OpenApi3_0,
            "it",
            r##"{"$ref":"#/paths/~1a/get/responses/200/content/application~1json/schema/properties/x%20y"}"##,
        ),
        (
            inside,
            Swagger2_0,
            "it",
            r##"{"$ref":"#/paths/~1a/get/responses/200/schema/properties/x%20y"}"##,
        ),
        (
            elsewhere,
            OpenApi3_0,
            "it",
            r##"{"type":"object","properties":{"next":{"$ref":"#/components/schemas/it"}}}"##,
        ),
        (elsewhere, OpenApi3_0, "again", r##"{"$ref":"#/components/schemas/it"}"##),
        (
            elsewhere,
            Swagger2_0,
            "it",
            r##"{"type":"object","properties":{"next":{"$ref":"#/definitions/it"}}}"##,
        ),
    ];
    for (body, target, name, expected) in table {
        let written = written(&text(body), target);
        let folder =
            if target == Swagger2_0 { vec!["definitions"] } else { vec!["components", "schemas"] };
        let path: Vec<&str> = folder.into_iter().chain([name]).collect();
        assert_eq!(at(&written.document, &path), expected, "{body}");
    }
}

#[test]
fn what_is_nested_too_deep_is_given_a_name() {
    let links: Vec<String> =
        (1..=200).map(|at| format!(r##"{{"items": {{"$ref": "#/x-links/{at}"}}}}"##)).collect();
    let text = format!(
        r##"{{"openapi": "3.1.0", "info": {{"title": "t", "version": "1"}}, "paths": {{}},
            "components": {{"schemas": {{"First": {{"$ref": "#/x-links/0"}}}}}}, "x-links": [{}, {{}}]}}"##,
        links.join(",")
    );
    let written = written(&text, OpenApi3_0);
    assert_eq!(losses(&written)[0], "what is nested here, now the schema `Schema`");
    assert_ne!(at(&written.document, &["components", "schemas", "Schema"]), "absent");
}

#[test]
fn names_are_made_fit_for_components() {
    let text = r##"{"swagger": "2.0", "info": {"title": "t", "version": "1"}, "paths": {},
        "definitions": {"a b": {"type": "string"}, "a_b": {"$ref": "#/definitions/a%20b"}}}"##;
    let to_3 = written(text, OpenApi3_0);
    let schemas = at(&to_3.document, &["components", "schemas"]);
    assert_eq!(
        schemas,
        r##"{"a_b_2":{"type":"string"},"a_b":{"$ref":"#/components/schemas/a_b_2"}}"##
    );
    assert_eq!(losses(&to_3), ["the name `a b`"]);
    let to_2 = written(text, Swagger2_0);
    let definitions = at(&to_2.document, &["definitions"]);
    assert_eq!(definitions, r##"{"a b":{"type":"string"},"a_b":{"$ref":"#/definitions/a%20b"}}"##);
    assert!(losses(&to_2).is_empty());
}
