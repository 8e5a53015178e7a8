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
  /b/{id}: {$ref: '#/paths/~1a~1{id}'}
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
