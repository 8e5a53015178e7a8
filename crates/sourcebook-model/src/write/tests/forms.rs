//! Rules for forms and files in 2.0.

use super::*;

/// A document whose operation has this body.
fn document(body: &str) -> String {
    format!(
        r#"{{"openapi": "3.0.3", "info": {{"title": "t", "version": "1"}},
            "paths": {{"/a": {{"post": {{"requestBody": {body}, "responses": {{"204": {{"description": "d"}}}}}}}}}},
            "components": {{"schemas": {{
                "File": {{"type": "string", "format": "binary"}},
                "Base": {{"type": "object", "required": ["a"], "properties": {{"a": {{"type": "string"}}}}}}}}}}}}"#
    )
}

fn form(schema: &str) -> String {
    document(&format!(
        r#"{{"required": true, "content": {{"multipart/form-data": {{"schema": {schema}}}}}}}"#
    ))
}

#[test]
fn the_parts_of_all_of_are_fields_of_one_form() {
    let field = r#"{"name":"a","in":"formData","required":true,"type":"string"}"#;
    let table: [(&str, String, &[&str]); 4] = [
        (
            r##"{"allOf": [{"$ref": "#/components/schemas/Base"}, {"type": "object", "properties": {"b": {"type": "integer"}}}]}"##,
            format!(r#"[{field},{{"name":"b","in":"formData","type":"integer"}}]"#),
            &["that the form has the fields of the schema `Base`"],
        ),
        (
            r#"{"type": "object", "allOf": [{"required": ["a"]}], "properties": {"a": {"type": "string"}}}"#,
            format!("[{field}]"),
            &[],
        ),
        (
            r#"{"type": "object", "required": ["a"], "properties": {"a": {"type": "string"}}, "allOf": [{"properties": {"a": {"minLength": 1}}}]}"#,
            format!("[{field}]"),
            &["two schemas of the field `a`"],
        ),
        (
            r#"{"type": "object", "required": ["a"], "properties": {"a": {"type": "string"}}, "allOf": [{"minProperties": 2}]}"#,
            format!("[{field}]"),
            &["more than the fields of a form"],
        ),
    ];
    for (schema, fields, lost) in table {
        let written = written(&form(schema), Swagger2_0);
        let found = at(&written.document, &["paths", "/a", "post", "parameters"]);
        assert_eq!(found, fields, "{schema}");
        assert_eq!(losses(&written), lost, "{schema}");
    }
}

#[test]
fn a_file_is_one_whether_or_not_it_has_a_name() {
    let direct = r#"{"type": "string", "format": "binary"}"#;
    let named = r##"{"$ref": "#/components/schemas/File"}"##;
    let lost = ["that the file is the schema `File`"];
    let by_content = r#"{"type": "string", "contentMediaType": "application/octet-stream"}"#;
    let by_content_alone = r#"{"contentMediaType": "image/png"}"#;
    let table = [(direct, &[][..]), (named, &lost[..]), (by_content, &[]), (by_content_alone, &[])];
    for (file, lost) in table {
        let schema =
            format!(r#"{{"type": "object", "required": ["f"], "properties": {{"f": {file}}}}}"#);
        let written = written(&form(&schema), Swagger2_0);
        let found = at(&written.document, &["paths", "/a", "post", "parameters"]);
        assert_eq!(found, r#"[{"name":"f","in":"formData","required":true,"type":"file"}]"#);
        assert_eq!(losses(&written), lost);
    }
}

#[test]
fn lists_in_forms_are_repeated_unless_something_else_is_said() {
    let parameter = |more: &str| {
        format!(
            r#"{{"name":"a","in":"formData","type":"array","items":{{"type":"string"}}{more}}}"#
        )
    };
    let table = [
        ("", r#"{"explode":false}"#),
        (r#","collectionFormat":"multi""#, "absent"),
        (r#","collectionFormat":"pipes""#, r#"{"style":"pipeDelimited","explode":false}"#),
    ];
    let document = |media_type: &str, format: &str| {
        format!(
            r#"{{"swagger": "2.0", "info": {{"title": "t", "version": "1"}}, "paths": {{"/a": {{"post":
                {{"consumes": ["{media_type}"], "parameters": [{}], "responses": {{"204": {{"description": "d"}}}}}}}}}}}}"#,
            parameter(format)
        )
    };
    let form = "application/x-www-form-urlencoded";
    for (format, encoding) in table {
        let text = document(form, format);
        let content = ["paths", "/a", "post", "requestBody", "content", form, "encoding", "a"];
        assert_eq!(at(&written(&text, OpenApi3_0).document, &content), encoding, "{format}");
        let same = written(&text, Swagger2_0).document;
        assert_eq!(at(&same, &["paths", "/a", "post", "parameters", "0"]), parameter(format));
    }
    // In 3.0 nothing says it of parts.
    let parts = document("multipart/form-data", "");
    assert_eq!(losses(&written(&parts, OpenApi3_0)), ["`style`"]);
    assert_eq!(losses(&written(&parts, OpenApi3_1)), [""; 0]);
}

#[test]
fn styles_count_in_2_0_where_they_count_in_the_document() {
    let urlencoded = "application/x-www-form-urlencoded";
    let media_type = |name: &str| {
        format!(
            r#""{name}": {{"schema": {{"type": "object", "properties": {{"a": {{"type": "array", "items": {{"type": "string"}}}}}}}},
                "encoding": {{"a": {{"style": "form", "explode": false}}}}}}"#
        )
    };
    let table: [(&str, &[&str], &str, &[&str]); 5] = [
        ("3.0.3", &["multipart/form-data"], r#""multi""#, &[]),
        ("3.1.0", &["multipart/form-data"], "absent", &[]),
        ("3.0.3", &[urlencoded], "absent", &[]),
        (
            "3.0.3",
            &["multipart/form-data", urlencoded],
            r#""multi""#,
            &["how fields of `application/x-www-form-urlencoded` are written"],
        ),
        ("3.1.0", &["multipart/form-data", urlencoded], "absent", &[]),
    ];
    for (version, names, expected, lost) in table {
        let content: Vec<String> = names.iter().map(|name| media_type(name)).collect();
        let body = format!(r#"{{"content": {{{}}}}}"#, content.join(", "));
        let written = written(&document(&body).replace("3.0.3", version), Swagger2_0);
        let field = ["paths", "/a", "post", "parameters", "0", "collectionFormat"];
        assert_eq!(at(&written.document, &field), expected, "{version} {names:?}");
        assert_eq!(losses(&written), lost, "{version} {names:?}");
    }
}

#[test]
fn references_into_a_body_lead_to_its_place() {
    let text = r##"{"openapi": "3.0.3", "info": {"title": "t", "version": "1"}, "paths": {
        "/a": {"post": {"parameters": [{"name": "q", "in": "query", "schema": {"type": "string"}}],
            "requestBody": {"content": {"application/json": {"schema": {"type": "object", "properties": {"b": {"type": "object"}}}}}},
            "responses": {"204": {"description": "d"}}}},
        "/c": {"get": {"responses": {"200": {"description": "d", "content": {"application/json": {"schema":
            {"$ref": "#/paths/~1a/post/requestBody/content/application~1json/schema/properties/b"}}}}}}}}}"##;
    let written = written(text, Swagger2_0);
    let schema = at(&written.document, &["paths", "/c", "get", "responses", "200", "schema"]);
    assert_eq!(schema, r##"{"$ref":"#/paths/~1a/post/parameters/1/schema/properties/b"}"##);
    let place = ["paths", "/a", "post", "parameters", "1", "schema", "properties", "b"];
    assert_eq!(at(&written.document, &place), r#"{"type":"object"}"#);
}
