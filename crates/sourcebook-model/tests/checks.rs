//! What the checks of a whole document say nothing about.

use std::path::PathBuf;

use sourcebook_model::{Input, Options, Reading, read};
use sourcebook_syntax::Sources;

fn reading(text: &str) -> Reading {
    let input = Input {
        name: "test.yaml".to_owned(),
        bytes: text.as_bytes().to_vec(),
        folder: PathBuf::from("nowhere"),
    };
    read(&mut Sources::new(), input, Options::default())
}

fn said(text: &str) -> Vec<String> {
    let found = reading(text).diagnostics;
    found.iter().map(|one| format!("{}: {}", one.code.name, one.message)).collect()
}

#[test]
fn nothing_is_said_of_what_is_right() {
    let documents = [
        // A parameter of an operation replaces that of its path; the same name may be elsewhere.
        "
openapi: 3.0.3
info: {title: t, version: '1'}
servers: [{url: 'https://{a}.test/{b}', variables: {a: {default: x}, b: {default: y}}}]
tags: [{name: a}, {name: A}]
paths:
  /a/{id}:
    parameters:
      - {name: id, in: path, required: true, schema: {type: string}}
      - {name: id, in: query, schema: {type: string}}
    get:
      operationId: get
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses:
        '208': {description: OK}
        4XX: {description: OK}
        default: {description: OK, links: {l: {$ref: '#/components/links/L'}}}
  /b/{id}: {$ref: '#/x-items/b'}
x-items: {b: {parameters: [{name: id, in: path, required: true, schema: {type: string}}], get: {responses: {'200': {description: OK}}}}}
components:
  links:
    L: {operationId: get}
    M: {operationRef: '#/paths/~1a~1%7Bid%7D/get'}
    N: {operationRef: '#/paths/~1b~1%7Bid%7D/get'}
    O: {operationRef: 'https://far.test/api.yaml#/paths/~1a/get'}
  schemas:
    A: {type: array, items: {}}
    B: {type: integer, minimum: 4, maximum: 4.0}
    C: {allOf: [{$ref: '#/components/schemas/A'}], maxItems: 0}
",
        // Since 3.1 an array may hold anything, and since 3.2 a response needs no description.
        "
openapi: 3.2.0
info: {title: t, version: '1'}
paths: {/a: {get: {responses: {'200': {content: {application/json: {schema: {type: array}}}}}}}}
",
        // A form of 2.0 is made of parameters, and a response is built for each list of media types.
        "
swagger: '2.0'
info: {title: t, version: '1'}
host: a.test
paths:
  /a:
    post:
      consumes: [multipart/form-data]
      parameters:
        - {name: a, in: formData, type: array, items: {type: string}}
        - {name: a, in: query, type: string}
      responses: {'200': {$ref: '#/responses/R'}}
responses: {R: {description: OK}}
",
    ];
    for text in documents {
        assert_eq!(said(text), [""; 0]);
    }
}

#[test]
fn each_fault_is_said_once() {
    let text = "
swagger: '2.0'
info: {title: t, version: '1'}
paths:
  /a:
    get: {produces: [a/b], responses: {'200': {$ref: '#/responses/R'}}}
    put: {produces: [c/d], responses: {'200': {$ref: '#/responses/R'}, 4XX: {description: no}}}
responses: {R: {schema: {type: array}}}
definitions: {L: {minLength: 2, maxLength: 1}, N: null, O: {properties: {p: null}}}
";
    assert_eq!(
        said(text),
        [
            "invalid-status: `4XX` is not a status",
            "missing-field: a response has no description",
            "array-without-items: an array has no `items`",
            "contradicting-limits: `minLength` is greater than `maxLength`",
            "null-value: the schema `N` is `null`",
            "null-value: the schema of `p` is `null`",
        ]
    );
}

#[test]
fn links_know_their_operation() {
    let text = "
openapi: 3.1.0
info: {title: t, version: '1'}
paths:
  /a: {get: {operationId: same, responses: {'200': {description: OK}}}}
  /b: {get: {operationId: same, responses: {'200': {description: OK}}}}
  /c: {$ref: '#/paths/~1b'}
  /d: {put: {$ref: '#/x-put'}}
x-put: {summary: put, responses: {'200': {description: OK}}}
components:
  links:
    A: {operationId: same}
    B: {operationRef: '#/paths/~1b/get'}
    C: {operationRef: '#/paths/~1c/get'}
    D: {operationRef: '#/paths/~1d/put'}
    E: {operationRef: '#/x-put'}
    F: {operationId: sme}
";
    let document = reading(text).document.expect("a document");
    let targets = document.components.links.iter().map(|(_, used)| {
        let operation = document.operation(document.links[used.id].target?)?;
        let place = document.place(operation.origin)?;
        Some(place.pointer)
    });
    let targets: Vec<Option<String>> = targets.collect();
    let expected = ["/paths/~1a/get", "/paths/~1b/get", "/paths/~1b/get", "/x-put", "/x-put"];
    let expected: Vec<Option<String>> =
        expected.iter().map(|one| Some((*one).to_owned())).chain([None]).collect();
    assert_eq!(targets, expected);
}

/// A document of a version whose operation and components have this.
fn with(version: &str, operation: &str, components: &str) -> String {
    let head =
        if version == "2.0" { "swagger: '2.0'".into() } else { format!("openapi: {version}") };
    format!(
        "{head}\ninfo: {{title: t, version: '1'}}\npaths:\n  /a:\n    post: {{{operation}, responses: \
         {{'204': {{description: OK}}}}}}\n{components}\n"
    )
}

/// Members of an operation, and what is said of them.
const OPERATIONS: &[(&str, &str, &str)] = &[
    ("3.1.0", "parameters: [{name: a, schema: {}}]", "missing-field: a parameter has no `in`"),
    (
        "3.1.0",
        "parameters: [{name: a, in: nowhere, schema: {}}]",
        "wrong-type: `in` must be `path`, `query`, `header` or `cookie`",
    ),
    (
        "3.1.0",
        "parameters: [{$ref: '#/components/parameters/P'}]",
        "dangling-reference: `#/components/parameters/P` does not exist",
    ),
    (
        "2.0",
        "parameters: [{name: a, in: body, schema: {}}, {name: b, in: body, schema: {}}]",
        "duplicate-parameter: a request has two bodies",
    ),
    (
        "2.0",
        "parameters: [{name: a, in: body, schema: {}}, {name: b, in: formData, type: string}]",
        "duplicate-parameter: a request has a body and a form",
    ),
    (
        "3.0.3",
        "requestBody: {content: {a/b: {example: 1, examples: {x: {value: 2}}}}}",
        "example-beside-examples: `example` and `examples` exclude each other",
    ),
    ("3.0.3", "requestBody: {content: {a/b: {example: 1, examples: {}}}}", ""),
    (
        "3.0.3",
        "requestBody: {content: {multipart/form-data: {schema: {}, encoding: {f: {style: form}}}}}",
        "misplaced-style: `style` has no effect in `multipart/form-data`",
    ),
    (
        "3.1.0",
        "requestBody: {content: {multipart/mixed: {schema: {}, encoding: {f: {explode: true}}}}}",
        "misplaced-style: `explode` has no effect in `multipart/mixed`",
    ),
    (
        "3.1.0",
        "requestBody: {content: {multipart/form-data: {schema: {}, encoding: {f: {style: form}}}}}",
        "",
    ),
    (
        "3.0.3",
        "requestBody: {content: {multipart/form-data: {schema: {}, encoding: {f: {contentType: a/b}}}}}",
        "",
    ),
    (
        "3.0.3",
        "servers: [{url: 'https://{a}.test', variables: {a: {enum: [x]}}}]",
        "missing-field: a server variable has no `default`",
    ),
];

/// Members of a document, and what is said of them.
const MEMBERS: &[(&str, &str, &str)] = &[
    (
        "3.0.3",
        "components: {securitySchemes: {s: {type: apiKey, name: X}}}",
        "missing-field: a security scheme has no `in`",
    ),
    (
        "3.0.3",
        "components: {securitySchemes: {s: {type: http}}}",
        "missing-field: a security scheme has no `scheme`",
    ),
    ("2.0", "securityDefinitions: {s: {type: basic}}", ""),
    (
        "3.1.0",
        "components: {schemas: {a: {exclusiveMinimum: 2, exclusiveMaximum: 2}}}",
        "contradicting-limits: `exclusiveMinimum` is not below `exclusiveMaximum`",
    ),
    (
        "3.1.0",
        "components: {schemas: {a: {minimum: 2, exclusiveMaximum: 2}}}",
        "contradicting-limits: `minimum` is not below `exclusiveMaximum`",
    ),
    ("3.1.0", "components: {schemas: {a: {minimum: 2, exclusiveMaximum: 3, maximum: 2}}}", ""),
    (
        "2.0",
        "parameters: {p: {name: p, in: header, type: array, items: {type: string}, collectionFormat: multi}}",
        "misplaced-style: the collection format `multi` is not for values in `header`",
    ),
    (
        "2.0",
        "parameters: {p: {name: p, in: query, type: array, items: {type: string}, collectionFormat: comma}}",
        "misplaced-style: the collection format `comma` is not for values in `query`",
    ),
    (
        "2.0",
        "parameters: {p: {name: p, in: query, type: array, items: {type: string}, collectionFormat: multi}}",
        "",
    ),
    (
        "3.0.3",
        "components: {securitySchemes: {s: {type: openIdConnect}}}",
        "missing-field: a security scheme has no `openIdConnectUrl`",
    ),
    (
        "3.0.3",
        "components: {schemas: {S: {type: integer, minimum: '3'}}}",
        "wrong-type: `minimum` must be a number",
    ),
    (
        "3.0.3",
        "components: {schemas: {S: {type: integer, exclusiveMinimum: true, minimum: 3}}}",
        "",
    ),
    (
        "3.1.0",
        "components: {schemas: {S: {type: integer, exclusiveMinimum: true, minimum: 3}}}",
        "wrong-type: `exclusiveMinimum` must be a number in this version",
    ),
    (
        "3.1.0",
        "components: {schemas: {S: {type: string, nullable: true}, T: {nullable: true}}}",
        "unknown-keyword: `nullable` is no keyword of schemas since OpenAPI 3.1",
    ),
    (
        "3.2.0",
        "tags: [{name: a, parent: bb}, {name: b}]",
        "invalid-parent-tag: the tag `a` stands under `bb`, which is not declared",
    ),
    (
        "3.2.0",
        "tags: [{name: b, parent: b}, {name: c, parent: b}]",
        "invalid-parent-tag: the tag `b` stands under itself",
    ),
    (
        "3.0.3",
        "servers: [{url: 'https://{a}.test', variables: {a: {enum: [x]}}}]",
        "missing-field: a server variable has no `default`",
    ),
    (
        "3.0.3",
        "components: {links: {l: {description: d}}}",
        "unknown-operation: the link leads to no operation",
    ),
    (
        "3.1.0",
        "components: {schemas: {S: {type: string, enum: []}}}",
        "contradicting-limits: `enum` has no values",
    ),
    ("3.0.3", "components: {links: {l: {operationRef: 'b.yaml#/paths/~1a/get'}}}", ""),
    (
        "3.1.0",
        "webhooks: {v: {$ref: '#/x-i'}, w: {$ref: '#/x-i'}}\nx-i: {get: {operationId: o, responses: {'200': {description: OK}}}}",
        "duplicate-operation-id: `GET v` and `GET w` have the same id `o`",
    ),
    (
        "2.0",
        "definitions: {A: {type: string}, B: {type: object, properties: {a: {$ref: '#/definitions/A', x-nullable: true}}}}",
        "ignored-beside-reference: `x-nullable` has no effect beside a `$ref`",
    ),
    (
        "2.0",
        "definitions: {A: {type: string}, B: {type: object, properties: {a: {$ref: '#/definitions/A', x-other: true}}}}",
        "",
    ),
    (
        "3.1.0",
        "components: {schemas: {S: {type: []}}}",
        "wrong-type: `type` is a list without types",
    ),
    (
        "3.1.0",
        "components: {parameters: {P: {$ref: '#/components/parameters/Q', summary: s}, Q: {name: q, in: query, schema: {}}}}",
        "ignored-beside-reference: `summary` has no effect beside a `$ref`",
    ),
    (
        "3.1.0",
        "components: {callbacks: {C: {$ref: '#/components/callbacks/D', description: d}, D: {}}}",
        "ignored-beside-reference: `description` has no effect beside a `$ref`",
    ),
    (
        "3.1.0",
        "components: {examples: {E: {$ref: '#/components/examples/F', summary: s, description: d}, F: {value: 1}}}",
        "",
    ),
    (
        "3.1.0",
        "components: {responses: {R: {$ref: '#/components/responses/S', summary: s}, S: {description: d}}}",
        "ignored-beside-reference: `summary` has no effect beside a `$ref`",
    ),
    (
        "3.2.0",
        "components: {responses: {R: {$ref: '#/components/responses/S', summary: s}, S: {description: d}}}",
        "",
    ),
    (
        "3.2.0",
        "  /b: {get: {responses: {'204': {}}}, additionalOperations: {GET: {responses: {'204': {}}}}}",
        "duplicate-operation: the method `GET` appears twice",
    ),
    (
        "3.2.0",
        "  /b: {additionalOperations: {GET: {responses: {'204': {}}}}}",
        "unknown-field: `GET` does not belong under `additionalOperations`",
    ),
    (
        "3.2.0",
        "  /b: {get: {responses: {'204': {}}}, additionalOperations: {get: {responses: {'204': {}}}, LINK: {responses: {'204': {}}}}}",
        "",
    ),
    ("2.0", "host: https://a.test/v1", "invalid-host: `host` is not a host"),
    ("2.0", "host: '{a}.test'", "invalid-host: `host` is not a host"),
    ("2.0", "basePath: v2", "invalid-host: `basePath` does not start with `/`"),
    ("2.0", "host: a.test:80\nbasePath: /v2", ""),
];

#[test]
fn what_cannot_be_sent_or_means_nothing_is_told() {
    let of_operations = OPERATIONS
        .iter()
        .map(|(version, operation, expected)| (with(version, operation, ""), *expected));
    let of_documents = MEMBERS
        .iter()
        .map(|(version, members, expected)| (with(version, "summary: a", members), *expected));
    for (text, expected) in of_operations.chain(of_documents) {
        let expected: Vec<&str> =
            Some(expected).filter(|one| !one.is_empty()).into_iter().collect();
        assert_eq!(said(&text), expected, "{text}");
    }
}

#[test]
fn hosts_of_2_0_are_joined_with_the_slashes_they_need() {
    let table = [
        ("host: a.test\nbasePath: api/v2/", "//a.test/api/v2/"),
        ("host: 'a.test '\nbasePath: v1", "//a.test/v1"),
        ("host: https://a.test/", "https://a.test"),
        ("host: https://a.test/\nschemes: [http]\nbasePath: /v1", "http://a.test/v1"),
        ("host: a.test\nbasePath: /", "//a.test/"),
        ("basePath: v1", "/v1"),
    ];
    for (written, expected) in table {
        let reading = reading(&with("2.0", "summary: a", written));
        let document = reading.document.expect("a document");
        assert_eq!(document.servers[0].url, expected, "{written}");
    }
}

#[test]
fn parameters_that_nobody_can_send_are_left_out() {
    let table = [("in: query", 1), ("in: qurey", 1), ("in: nowhere", 0), ("required: true", 0)];
    for (written, expected) in table {
        let operation = format!("parameters: [{{name: a, {written}, schema: {{}}}}]");
        let document = reading(&with("3.1.0", &operation, "")).document.expect("a document");
        let (_, _, operation) = document.operations().next().expect("an operation");
        assert_eq!(operation.parameters.len(), expected, "{written}");
    }
}
