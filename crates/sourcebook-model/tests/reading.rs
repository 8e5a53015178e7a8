//! Documents of every version, in one file or many.

use std::path::{Path, PathBuf};

use sourcebook_model::document::{
    AdditionalProperties, ParameterLocation, SchemaType, SecuritySchemeKind, Version,
};
use sourcebook_model::{Document, Input, Options, Reading, read, read_path, read_tree};
use sourcebook_syntax::{Severity, Sources, parse_json};

fn reading(text: &str) -> Reading {
    let input = Input {
        name: "test.yaml".to_owned(),
        bytes: text.as_bytes().to_vec(),
        folder: PathBuf::from("nowhere"),
    };
    read(&mut Sources::new(), input, Options::default())
}

fn document(text: &str) -> Document {
    let reading = reading(text);
    assert!(reading.diagnostics.is_empty(), "{:#?}", reading.diagnostics);
    reading.document.expect("a document")
}

fn case(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(name)
}

#[test]
fn versions_are_told_apart() {
    let table = [
        ("swagger: '2.0'", Version::Swagger2_0),
        ("swagger: 2.0", Version::Swagger2_0),
        ("openapi: 3.0.3", Version::OpenApi3_0),
        ("openapi: 3.1.1", Version::OpenApi3_1),
        ("openapi: 3.2.0", Version::OpenApi3_2),
        ("\u{feff}openapi: 3.1.0", Version::OpenApi3_1),
    ];
    for (first, version) in table {
        let text = format!("{first}\ninfo: {{title: t, version: '1'}}\npaths: {{}}\n");
        let document = reading(&text).document.expect("a document");
        assert_eq!(document.version, version, "{first}");
    }
}

#[test]
fn json_and_yaml_say_the_same() {
    let yaml = "openapi: 3.1.0\ninfo: {title: t, version: 1.0}\npaths:\n  /a:\n    get: {operationId: a}\n";
    let json = r#"{"openapi": "3.1.0", "info": {"title": "t", "version": "1.0"},
        "paths": {"/a": {"get": {"operationId": "a"}}}}"#;
    for text in [yaml, json] {
        let document = document(text);
        assert_eq!(document.info.version, "1.0");
        let (path, _, operation) = document.operations().next().expect("an operation");
        assert_eq!((path, operation.method.as_str()), ("/a", "GET"));
    }
}

#[test]
fn swagger_2_is_translated() {
    let reading = reading(
        "
swagger: '2.0'
info: {title: t, version: '1'}
host: api.test
basePath: /v1
schemes: [https]
consumes: [application/json]
paths:
  /a/{id}:
    post:
      produces: [text/plain]
      parameters:
        - {name: id, in: path, type: string, format: uuid, x-example: me}
        - {name: tags, in: query, type: array, items: {type: string}, collectionFormat: multi}
        - {name: body, in: body, schema: {$ref: '#/definitions/A'}}
      responses:
        200: {description: OK, schema: {$ref: '#/definitions/A'}, headers: {X-Rest: {type: integer}}}
    put:
      parameters:
        - {name: id, in: path, type: string}
        - {name: file, in: formData, type: file, required: true}
      responses: {default: {description: done}}
definitions:
  A: {type: object, x-nullable: true, additionalProperties: {type: integer}}
securityDefinitions:
  flow: {type: oauth2, flow: accessCode, authorizationUrl: 'https://a.test', tokenUrl: 'https://t.test', scopes: {read: Read}}
",
    );
    let codes: Vec<&str> = reading.diagnostics.iter().map(|one| one.code.name).collect();
    assert_eq!(codes, ["optional-path-parameter"; 2]);
    let document = reading.document.expect("a document");
    assert_eq!(document.servers[0].url, "https://api.test/v1");
    let operations: Vec<_> = document.operations().map(|(_, _, operation)| operation).collect();
    let post = operations[0];
    let parameter = |at: usize| &document.parameters[post.parameters[at].id];
    assert!(parameter(0).required, "a path parameter is always required");
    assert_eq!(parameter(0).example.as_ref().and_then(|value| value.as_str()), Some("me"));
    assert_eq!(parameter(1).location, ParameterLocation::Query);
    assert_eq!(parameter(1).explode, Some(true));
    let body = &document.request_bodies[post.request_body.as_ref().expect("a body").id];
    assert_eq!(body.content[0].0, "application/json");
    let response = &document.responses[post.responses[0].1.id];
    assert_eq!(response.content[0].0, "text/plain");
    assert_eq!(response.headers[0].0, "X-Rest");
    let form = &document.request_bodies[operations[1].request_body.as_ref().expect("a form").id];
    assert_eq!(form.content[0].0, "multipart/form-data");
    let schema = &document.schemas[document.components.schemas[0].1];
    assert!(schema.nullable);
    assert!(matches!(schema.additional_properties, Some(AdditionalProperties::Schema(_))));
    let oauth = &document.components.security_schemes[0].1;
    let SecuritySchemeKind::OAuth2 { flows, .. } = &document.security_schemes[oauth.id].kind else {
        panic!("an OAuth 2 scheme");
    };
    assert_eq!(flows[0].name, "authorizationCode");
}

#[test]
fn newer_members_are_kept() {
    let document = document(
        "
openapi: 3.2.0
$self: https://api.test/openapi.yaml
info: {title: t, version: '1', summary: short}
tags: [{name: a, summary: A}, {name: b, parent: a, kind: nav}]
paths:
  /a:
    query: {operationId: q, responses: {'200': {description: OK, content: {application/jsonl: {itemSchema: {type: string}}}}}}
    additionalOperations:
      COPY: {operationId: c, callbacks: {done: {'{$request.query.url}': {post: {responses: {'200': {description: OK}}}}}}}
webhooks:
  ping: {post: {responses: {'200': {description: OK}}}}
components:
  schemas:
    S: {type: [string, integer, 'null'], const: 3, exclusiveMinimum: 2, deprecated: true, x-order: 1}
    T: {prefixItems: [{type: string}], unevaluatedProperties: false, discriminator: {propertyName: k, defaultMapping: S}}
  pathItems:
    P: {get: {responses: {'200': {description: OK}}}}
",
    );
    assert_eq!(document.self_uri.as_deref(), Some("https://api.test/openapi.yaml"));
    assert_eq!(document.tags[1].parent.as_deref(), Some("a"));
    let methods: Vec<&str> = document.operations().map(|(_, _, one)| one.method.as_str()).collect();
    assert_eq!(methods, ["QUERY", "COPY"]);
    assert_eq!(document.webhooks[0].0, "ping");
    assert_eq!(document.components.path_items[0].0, "P");
    let schema = &document.schemas[document.components.schemas[0].1];
    assert_eq!(schema.types, [SchemaType::String, SchemaType::Integer]);
    assert!(schema.nullable && schema.deprecated);
    assert!(schema.extension("x-order").is_some());
    let second = &document.schemas[document.components.schemas[1].1];
    assert_eq!(second.prefix_items.len(), 1);
    assert!(second.unevaluated_properties.is_some());
}

#[test]
fn of_paths_and_methods_that_stand_twice_both_are_read() {
    let text = "
openapi: 3.1.0
info: {title: t, version: '1'}
paths:
  /a:
    get: {operationId: first, responses: {'200': {description: OK}}}
    post: {operationId: second, responses: {'200': {description: OK}}}
    get: {operationId: third, responses: {'200': {description: OK}}}
    summary: lost
    summary: kept
  /b: {get: {operationId: fourth, responses: {'200': {description: OK}}}}
  /a:
    get: {operationId: first, responses: {'200': {description: OK}}}
    additionalOperations:
      COPY: {operationId: fifth, responses: {'200': {description: OK}}}
      COPY: {operationId: sixth, responses: {'200': {description: OK}}}
";
    let reading = reading(text);
    let codes: Vec<&str> = reading.diagnostics.iter().map(|one| one.code.name).collect();
    let twice = "duplicate-operation";
    assert_eq!(codes, [twice, "duplicate-key", twice, "duplicate-operation-id", twice]);
    assert!(reading.diagnostics.iter().all(|one| one.severity == Severity::Warning));
    let document = reading.document.expect("a document");
    let operations: Vec<(&str, &str, &str)> = document
        .operations()
        .map(|(path, _, one)| (path, &*one.method, one.operation_id.as_deref().unwrap_or_default()))
        .collect();
    assert_eq!(
        operations,
        [
            ("/a", "GET", "first"),
            ("/a", "POST", "second"),
            ("/a", "GET", "third"),
            ("/b", "GET", "fourth"),
            ("/a", "GET", "first"),
            ("/a", "COPY", "fifth"),
            ("/a", "COPY", "sixth"),
        ]
    );
    let item = &document.path_items[document.paths[0].1.id];
    assert_eq!(item.summary.as_deref(), Some("kept"));
}

#[test]
fn a_reference_never_copies_a_schema() {
    let document = document(
        "
openapi: 3.0.0
info: {title: t, version: '1'}
paths:
  /a: {get: {responses: {'200': {description: OK, content: {application/json: {schema: {$ref: '#/components/schemas/Node'}}}}}}}
components:
  schemas:
    Node: {properties: {next: {$ref: '#/components/schemas/Node'}, 'a/b~c d': {type: string}}}
    Inner: {$ref: '#/components/schemas/Node/properties/a~1b~0c%20d'}
",
    );
    let (_, node) = document.components.schemas[0];
    let next = document.schemas[node].properties[0].1;
    assert_eq!(document.resolve(next), node);
    let (_, inner) = document.components.schemas[1];
    let target = document.resolve(inner);
    assert_eq!(target, document.schemas[node].properties[1].1);
}

#[test]
fn a_document_may_be_split_over_files() {
    let reading =
        read_path(&mut Sources::new(), &case("split/api/openapi.yaml"), Options::default());
    assert!(reading.diagnostics.is_empty(), "{:#?}", reading.diagnostics);
    let document = reading.document.expect("a document");
    let names: Vec<&str> =
        document.components.schemas.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["Pet", "Kind", "Failure"]);
    let (_, _, operation) = document.operations().next().expect("an operation");
    assert_eq!(operation.operation_id.as_deref(), Some("list"));
    let parameter = &document.parameters[operation.parameters[0].id];
    assert_eq!(parameter.name, "limit");
}

#[test]
fn a_document_may_stand_inside_another() {
    let text = r##"{"facts": 1, "openapi": {"openapi": "3.1.0", "info": {"title": "t", "version": "1"},
        "paths": {"/a": {"get": {"responses": {"200": {"$ref": "#/components/responses/R"}}}}},
        "components": {"responses": {"R": {"description": "inner"}}}}}"##;
    let mut sources = Sources::new();
    let mut tree = parse_json(&mut sources, "facts", text.to_owned()).expect("JSON");
    let inner = tree.root().get("openapi").expect("a member").id();
    tree.set_root(inner);
    let reading = read_tree(&mut sources, tree, Path::new(""), Options::default());
    assert!(reading.diagnostics.is_empty(), "{:#?}", reading.diagnostics);
    let document = reading.document.expect("a document");
    let (_, _, operation) = document.operations().next().expect("an operation");
    assert_eq!(document.responses[operation.responses[0].1.id].description, "inner");
}

#[test]
fn files_are_named_as_the_document_is() {
    let names = |name: &str, folder: PathBuf| -> Vec<String> {
        let bytes = std::fs::read(case("split/api/openapi.yaml")).expect("a document");
        let input = Input { name: name.to_owned(), bytes, folder };
        let mut sources = Sources::new();
        read(&mut sources, input, Options::default());
        sources.iter().skip(1).map(|(_, file)| file.name().to_owned()).collect()
    };
    let folder = case("split/api");
    let expected = ["api/paths/pets.yaml", "models/Pet.json"];
    assert_eq!(names("api/openapi.yaml", folder.clone())[..2], expected);
    // What a program printed stands in its folder, and references do not climb out of it.
    assert_eq!(names("output of a program", folder), ["paths/pets.yaml"]);
}

#[test]
fn objects_know_where_they_stand() {
    let document = document(
        "
openapi: 3.2.0
info: {title: t, version: '1'}
servers: [{url: 'https://{v}.test', variables: {v: {default: a}}}]
paths:
  /a:
    post:
      operationId: o
      requestBody:
        content:
          multipart/mixed:
            schema: {type: array}
            encoding: {p: {contentType: text/csv, encoding: {q: {contentType: text/plain}}}}
            prefixEncoding: [{contentType: text/html}]
            itemEncoding: {contentType: text/xml}
            examples: {e: {value: 1}}
      responses:
        '200': {description: OK, headers: {H: {schema: {type: string}}}, links: {L: {operationId: o}}}
",
    );
    let at = |origin| document.place(origin).expect("a place").pointer;
    let (_, _, operation) = document.operations().next().expect("an operation");
    let body = &document.request_bodies[operation.request_body.as_ref().expect("a body").id];
    let media_type = &body.content[0].1;
    let response = &document.responses[operation.responses[0].1.id];
    let encoding = &media_type.encoding[0].1;
    let server = &document.servers[0];
    let post = "/paths/~1a/post";
    let content = format!("{post}/requestBody/content/multipart~1mixed");
    let found = [
        (at(server.origin), "/servers/0".to_owned()),
        (at(server.variables[0].1.origin), "/servers/0/variables/v".to_owned()),
        (at(media_type.origin), content.clone()),
        (at(encoding.origin), format!("{content}/encoding/p")),
        (at(encoding.encoding[0].1.origin), format!("{content}/encoding/p/encoding/q")),
        (at(media_type.prefix_encoding[0].origin), format!("{content}/prefixEncoding/0")),
        (
            at(media_type.item_encoding.as_ref().expect("an encoding").origin),
            format!("{content}/itemEncoding"),
        ),
        (
            at(document.examples[media_type.examples[0].1.id].origin),
            format!("{content}/examples/e"),
        ),
        (
            at(document.headers[response.headers[0].1.id].origin),
            format!("{post}/responses/200/headers/H"),
        ),
        (
            at(document.links[response.links[0].1.id].origin),
            format!("{post}/responses/200/links/L"),
        ),
    ];
    for (place, expected) in found {
        assert_eq!(place, expected);
    }
}

#[test]
fn a_document_may_refer_to_itself_by_its_uri() {
    let document = document(
        "
openapi: 3.2.0
$self: https://api.test/a.yaml
info: {title: t, version: '1'}
paths: {/a: {get: {responses: {'200': {$ref: 'https://api.test/a.yaml#/components/responses/R'}}}}}
components: {responses: {R: {description: own}}}
",
    );
    let (_, _, operation) = document.operations().next().expect("an operation");
    assert_eq!(document.responses[operation.responses[0].1.id].description, "own");
}

#[test]
fn texts_beside_the_reference_of_a_path_item_count_in_every_version_that_has_them() {
    for version in ["3.0.3", "3.1.0"] {
        let text = format!(
            "openapi: {version}\ninfo: {{title: t, version: '1'}}\npaths: {{/a: {{$ref: '#/x-item', summary: own}}}}\n\
             x-item: {{summary: far, description: far, get: {{responses: {{'200': {{description: OK}}}}}}}}\n"
        );
        let document = document(&text);
        let seen = document.seen(&document.paths[0].1);
        assert_eq!((seen.summary, seen.description), (Some("own"), Some("far")), "{version}");
    }
}
