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
    let table = [
        ("3.0.3", OpenApi3_1, bare, &[][..]),
        ("3.0.3", OpenApi3_0, bare, &[]),
        ("3.1.0", OpenApi3_1, r##"{"$ref":"#/components/parameters/P","description":"own"}"##, &[]),
        ("3.1.0", OpenApi3_0, bare, &["`description`"]),
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
