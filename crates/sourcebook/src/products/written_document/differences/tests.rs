//! Which pages differ, and that something is said of each.

use sourcebook_model::{Target, write};

use super::*;
use crate::products::written_document::document_text;

/// What only 3.2 says of XML and of parts by their position; pages show all of it.
const OF_3_2: &str = r##"{"openapi": "3.2.0", "info": {"title": "t", "version": "1"}, "paths": {
        "/a": {"get": {"responses": {"200": {"description": "d", "content": {
            "application/xml": {"schema": {"$ref": "#/components/schemas/Pet"},
                "example": {"tag": "a", "list": ["b"], "text": "c"}}}}}}},
        "/b": {"post": {"requestBody": {"content": {"multipart/mixed": {
            "schema": {"type": "array", "items": {"type": "string"}},
            "prefixEncoding": [{"contentType": "text/html"}], "itemEncoding": {"contentType": "text/css"}}}},
            "responses": {"200": {"description": "d"}}}},
        "/c": {"post": {"requestBody": {"content": {"multipart/form-data": {
            "schema": {"type": "object", "properties": {"f": {"type": "object", "properties": {
                "g": {"type": "string"}}}}},
            "encoding": {"f": {"contentType": "multipart/form-data",
                "encoding": {"g": {"contentType": "text/css"}}}}}}},
            "responses": {"200": {"description": "d"}}}}},
        "components": {"schemas": {"Tag": {"type": "string"}, "Pet": {"type": "object", "properties": {
            "tag": {"$ref": "#/components/schemas/Tag"},
            "list": {"type": "array", "xml": {"nodeType": "element"}, "items": {"type": "string"}},
            "text": {"type": "string", "xml": {"nodeType": "cdata"}}}}}}}"##;

#[test]
fn what_pages_show_of_xml_and_parts_is_a_loss() {
    let input = Input {
        name: "test".to_owned(),
        bytes: OF_3_2.as_bytes().to_vec(),
        folder: PathBuf::new(),
    };
    let reading = read(&mut Sources::new(), input, Options::default());
    let document = reading.document.expect("a document");
    for target in Target::ALL {
        let written = write(&document, target);
        let found = differences(&document, &written, &document_text(&written.document));
        assert_eq!(found.unexplained, [], "{target:?}: {:?}", written.losses);
        let shown = found.of_losses.iter().filter(|parts| !parts.is_empty()).count();
        assert!(shown >= 5, "{target:?}: {:?}", found.of_losses);
    }
}

#[test]
fn what_pages_show_is_not_said_to_be_out_of_their_sight() {
    let response = r##"{"responses": {"200": {"description": "d", "content": {"application/json": {"schema": {
            "oneOf": [{"$ref": "#/components/schemas/A"}, {"$ref": "#/components/schemas/B"}],
            "discriminator": {"propertyName": "k", "defaultMapping": "B"}}}}}}}"##;
    let member =
        r#"{"type": "object", "required": ["k"], "properties": {"k": {"type": "string"}}}"#;
    let schemas = format!(r#"{{"schemas": {{"A": {member}, "B": {member}}}}}"#);
    let parameter = r#"{"parameters": [{"name": "p", "in": "query", "schema": {"type": "string"},
            "content": {"application/json": {"schema": {"type": "integer"}}}}],
            "responses": {"200": {"description": "d"}}}"#;
    let table = [
        ("3.2.0", response, schemas.as_str(), true),
        // Pages have shown what the content says.
        ("3.1.0", parameter, "{}", false),
    ];
    for (version, operation, components, is_shown) in table {
        let text = format!(
            r#"{{"openapi": "{version}", "info": {{"title": "t", "version": "1"}},
                "paths": {{"/a": {{"get": {operation}}}}}, "components": {components}}}"#
        );
        let bytes = text.into_bytes();
        let input = Input { name: "test".to_owned(), bytes, folder: PathBuf::new() };
        let document = read(&mut Sources::new(), input, Options::default()).document;
        let document = document.expect("a document");
        for target in [Target::OpenApi3_1, Target::OpenApi3_0] {
            let written = write(&document, target);
            let found = differences(&document, &written, &document_text(&written.document));
            assert_eq!(found.unexplained, [], "{target:?}: {:?}", written.losses);
            let found = found.of_losses.iter().any(|parts| !parts.is_empty());
            assert_eq!(found, is_shown, "{target:?}: {:?}", written.losses);
        }
    }
}

/// The document and what is found in it where it is written in a version.
fn found(text: &str, target: Target) -> (Vec<String>, Differences) {
    let bytes = text.as_bytes().to_vec();
    let input = Input { name: "test".to_owned(), bytes, folder: PathBuf::new() };
    let document = read(&mut Sources::new(), input, Options::default()).document;
    let document = document.expect("a document");
    let written = write(&document, target);
    let found = differences(&document, &written, &document_text(&written.document));
    (written.losses.into_iter().map(|loss| loss.what).collect(), found)
}

#[test]
fn what_says_the_same_makes_the_same_pages() {
    let of_3 = |schemas: &str| {
        format!(
            r##"{{"openapi": "3.1.0", "info": {{"title": "t", "version": "1"}}, "paths": {{"/a": {{"get": {{"responses": {{
            "200": {{"description": "d", "content": {{"application/json": {{"schema": {{"$ref": "#/components/schemas/A"}}}}}}}}}}}}}}}},
            "components": {{"schemas": {{"B": {{"oneOf": [{{"type": "string"}}, {{"type": "integer", "minimum": 1}}]}},
            "C": {{"type": "object", "properties": {{"c": {{"type": "string"}}}}}}, "A": {schemas}}}}}}}"##
        )
    };
    let of_2 = r#"{"swagger": "2.0", "info": {"title": "t", "version": "1"}, "paths": {"/a": {"get": {"responses": {
        "200": {"description": "d", "schema": {"type": "integer"}, "examples": {"application/json": 1}}}}}}}"#;
    let table = [
        (of_3(r##"{"$ref": "#/components/schemas/B", "description": "own"}"##), Target::OpenApi3_0),
        (of_3(r#"{"type": "array"}"#), Target::OpenApi3_0),
        (
            of_3(
                r##"{"$ref": "#/components/schemas/C", "properties": {"a": {"type": "string"}}}"##,
            ),
            Target::OpenApi3_0,
        ),
        (
            of_3(
                r##"{"properties": {"a": {"type": "string"}}, "$ref": "#/components/schemas/C"}"##,
            ),
            Target::OpenApi3_1,
        ),
        (
            of_3(
                r##"{"allOf": [{"$ref": "#/components/schemas/C"}], "properties": {"a": {"type": "string"}}}"##,
            ),
            Target::OpenApi3_0,
        ),
        (of_2.to_owned(), Target::Swagger2_0),
    ];
    for (text, target) in table {
        let (losses, found) = found(&text, target);
        assert_eq!(losses, [""; 0], "{text}");
        assert_eq!(found.unexplained, [], "{text}");
    }
}

#[test]
fn a_loss_names_the_operations_whose_samples_change() {
    let text = r#"{"openapi": "3.0.3", "info": {"title": "t", "version": "1"},
        "servers": [{"url": "https://{r}.test", "variables": {"r": {"default": "a"}}}], "security": [{"o": ["s"]}],
        "paths": {"/a": {"get": {"responses": {"200": {"description": "d"}}}}},
        "components": {"securitySchemes": {"o": {"type": "openIdConnect", "openIdConnectUrl": "https://a.test"}}}}"#;
    let (losses, found) = found(text, Target::Swagger2_0);
    assert_eq!(found.unexplained, [], "{losses:?}");
    let operation = Subject::Operation { method: "GET".to_owned(), path: "/a".to_owned() };
    let at = losses.iter().position(|what| what == "OpenID Connect").expect("a loss");
    assert!(found.of_losses[at].contains(&PartOf::Subject(operation)), "{found:?}");
}
