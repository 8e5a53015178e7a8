//! What a version means, written so that another one means it too.

use super::*;

#[test]
fn words_beside_a_reference_count_only_since_3_1() {
    let document = |version: &str| {
        format!(
            r##"{{"openapi": "{version}", "info": {{"title": "t", "version": "1"}}, "paths": {{"/a": {{"get": {{
            "parameters": [{{"$ref": "#/components/parameters/P", "description": "own"}}],
            "responses": {{"200": {{"description": "d"}}}}}}}}}}, "components": {{"parameters": {{"P":
            {{"name": "p", "in": "query", "schema": {{}}}}}}}}}}"##
        )
    };
    let path = ["paths", "/a", "get", "parameters", "0"];
    let bare = r##"{"$ref":"#/components/parameters/P"}"##;
    let whole = r#"{"name":"p","in":"query","description":"own","schema":{}}"#;
    let table: [(&str, Target, &str, &[&str]); 4] = [
        ("3.0.3", OpenApi3_1, bare, &[]),
        ("3.0.3", OpenApi3_0, bare, &[]),
        ("3.1.0", OpenApi3_1, r##"{"$ref":"#/components/parameters/P","description":"own"}"##, &[]),
        ("3.1.0", OpenApi3_0, whole, &[]),
    ];
    for (version, target, expected, lost) in table {
        let written = written(&document(version), target);
        assert_eq!(at(&written.document, &path), expected, "{version} {target:?}");
        assert_eq!(losses(&written), lost, "{version} {target:?}");
    }
}

#[test]
fn schemes_that_are_named_by_a_uri_are_named_by_their_name() {
    let text = r##"{"openapi": "3.2.0", "info": {"title": "t", "version": "1"}, "security":
        [{"#/components/securitySchemes/k": []}], "paths": {"/a": {"get": {"responses": {"200":
        {"description": "d"}}}}}, "components": {"securitySchemes": {"k": {"type": "http", "scheme": "basic"}}}}"##;
    for target in Target::ALL {
        let written = written(text, target);
        assert_eq!(at(&written.document, &["security"]), r#"[{"k":[]}]"#, "{target:?}");
    }
}

#[test]
fn lists_of_files_are_none_in_2_0() {
    let text = r#"{"openapi": "3.0.3", "info": {"title": "t", "version": "1"}, "paths": {"/a": {"post": {
        "requestBody": {"content": {"multipart/form-data": {"schema": {"type": "object", "properties": {"f":
        {"type": "array", "items": {"type": "string", "format": "binary"}}}}}}}, "responses": {"200":
        {"description": "d"}}}}}}"#;
    assert_eq!(losses(&written(text, Swagger2_0)), ["that `f` is a list of files"]);
    assert_eq!(losses(&written(text, OpenApi3_1)), [""; 0]);
}

/// A document of 3.1 in which objects of each kind are used by references with words of their own.
/// `HERE` stands for where the references lead.
const REFERENCES_WITH_WORDS: &str = r#"{"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": {"/a":
    {"$ref": "HERE/pathItems/P", "description": "over path"}},
    "components": {"securitySchemes": {"S": {"$ref": "HERE/securitySchemes/P", "description": "over scheme"}},
    "schemas": {"A": {"type": "object"}}}, "HOLDER": {
    "pathItems": {"P": {"description": "own path", "get": {"operationId": "o",
        "parameters": [{"$ref": "HERE/parameters/P", "description": "over parameter"}],
        "requestBody": {"$ref": "HERE/requestBodies/P", "description": "over body"},
        "responses": {"200": {"$ref": "HERE/responses/P", "description": "over response"}, "201": {"description": "d",
            "headers": {"H": {"$ref": "HERE/headers/P", "description": "over header"}, "I": {"$ref": "HERE/headers/P"}},
            "links": {"l": {"$ref": "HERE/links/P", "description": "over link"}},
            "content": {"application/json": {"examples": {"e": {"$ref": "HERE/examples/P", "summary": "over summary",
                "description": "over example"}}}}}}}}},
    "parameters": {"P": {"name": "p", "in": "query", "description": "own parameter", "schema": {"type": "string"}}},
    "requestBodies": {"P": {"description": "own body", "content": {"application/json": {"schema": {"type": "object"}}}}},
    "responses": {"P": {"description": "own response"}},
    "headers": {"P": {"description": "own header", "schema": {"type": "string"}}},
    "links": {"P": {"operationId": "o", "description": "own link"}},
    "examples": {"P": {"summary": "own summary", "description": "own example", "value": 1}},
    "securitySchemes": {"P": {"type": "http", "scheme": "basic", "description": "own scheme"}}}}"#;

#[test]
fn words_that_replace_those_of_an_object_are_written_with_it() {
    let words = ["path", "scheme", "parameter", "body", "response", "header", "link", "example"];
    let text = REFERENCES_WITH_WORDS.replace("HOLDER", "x-shared").replace("HERE", "#/x-shared");
    for target in Target::ALL {
        let one = written(&text, target);
        let whole = json(&one.document);
        // The extension stays as it is.
        let found =
            ["paths", "components", "securityDefinitions"].map(|name| at(&one.document, &[name]));
        let found = found.concat();
        for word in words {
            // What 2.0 has no place for is lost as a whole.
            let is_lost = target == Swagger2_0 && ["link", "example"].contains(&word);
            let own_stays = word == "header";
            assert_eq!(found.contains(&format!("\"over {word}\"")), !is_lost, "{word} {target:?}");
            assert_eq!(found.contains(&format!("\"own {word}\"")), own_stays, "{word} {target:?}");
        }
        let lost: &[&str] = if target == Swagger2_0 {
            &["the names of the examples `e`", "the link `l`"]
        } else {
            &[]
        };
        assert_eq!(losses(&one), lost, "{target:?}");
        let again = written(&whole, target);
        assert_eq!(json(&again.document), whole, "{target:?}");
    }
}

#[test]
fn words_on_the_way_to_an_object_count_like_those_of_the_first_reference() {
    let document = |use_of: &str| {
        format!(
            r##"{{"openapi": "3.1.0", "info": {{"title": "t", "version": "1"}}, "paths": {{"/a": {{"get": {{
            "parameters": [{use_of}], "responses": {{"200": {{"description": "d"}}}}}}}}}}, "components": {{
            "parameters": {{"P": {{"$ref": "#/x-shared/P", "description": "over"}},
                "Q": {{"$ref": "#/components/parameters/P", "description": "further"}}}}}},
            "x-shared": {{"P": {{"name": "p", "in": "query", "schema": {{}}}},
                "O": {{"name": "p", "in": "query", "description": "own", "schema": {{}}}}}}}}"##
        )
    };
    let path = ["paths", "/a", "get", "parameters", "0"];
    let table = [
        (r##"{"$ref": "#/components/parameters/P"}"##, r##"{"$ref":"#/components/parameters/P"}"##),
        (
            r##"{"$ref": "#/components/parameters/Q"}"##,
            r##"{"$ref":"#/components/parameters/P","description":"further"}"##,
        ),
        (r##"{"$ref": "#/x-shared/P"}"##, r#"{"name":"p","in":"query","schema":{}}"#),
        (
            r##"{"$ref": "#/x-shared/P", "description": "here"}"##,
            r##"{"$ref":"#/components/parameters/P","description":"here"}"##,
        ),
    ];
    for (use_of, expected) in table {
        let written = written(&document(use_of), OpenApi3_1);
        assert_eq!(at(&written.document, &path), expected, "{use_of}");
        let shared = at(&written.document, &["components", "parameters", "P", "description"]);
        assert_eq!(shared, r#""over""#, "{use_of}");
    }
}
