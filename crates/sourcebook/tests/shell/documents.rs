//! Problems planted in API documents: each has its own message, and none is a panic or an exit 0.

mod ineffective;
mod links;
mod long_pages;
mod made;
mod versions;

use insta::assert_snapshot;

use crate::project::Project;
use made::{alias_bomb, one_long_line};

/// A document with one operation, and whatever is appended.
const HEAD: &str = "openapi: 3.1.0\ninfo: {title: Pets, version: '1'}\n";
const PATHS: &str =
    "paths:\n  /pets:\n    get: {operationId: list, responses: {'200': {description: OK}}}\n";

/// Name, file, contents.
type Case = (&'static str, &'static str, Vec<u8>);

/// Texts that are no API documents.
fn no_documents() -> Vec<Case> {
    let bare = |rest: &str| format!("{HEAD}{rest}").into_bytes();
    vec![
        ("empty", "a.yaml", Vec::new()),
        ("only_comments", "a.yaml", b"# nothing yet\n---\n".to_vec()),
        ("no_specification", "a.yaml", b"opanapi: 3.1.0\ninfo: {}\n".to_vec()),
        ("another_kind", "a.json", br#"{"$schema": "http://json-schema.org/draft-07"}"#.to_vec()),
        ("a_list", "a.json", b"[1, 2]".to_vec()),
        ("unknown_version", "a.yaml", b"openapi: 4.0.0\ninfo: {}\n".to_vec()),
        ("old_swagger", "a.yaml", b"swagger: '1.2'\n".to_vec()),
        (
            "conflict_markers",
            "a.yaml",
            bare("<<<<<<< HEAD\npaths: {}\n=======\npaths: {/a: {}}\n>>>>>>> theirs\n"),
        ),
        (
            "invalid_utf8",
            "a.yaml",
            b"openapi: 3.1.0\ninfo: {title: caf\xe9, version: '1'}\n".to_vec(),
        ),
    ]
}

/// Texts that are no trees of values.
fn no_trees() -> Vec<Case> {
    vec![
        ("deep_json", "a.json", "[".repeat(10_000).into_bytes()),
        ("deep_yaml", "a.yaml", "- ".repeat(10_000).into_bytes()),
        ("json_without_a_value", "a.json", b"{\"openapi\": \"3.1.0\",\n \"info\": }".to_vec()),
        (
            "json_trailing_comma",
            "a.json",
            b"{\"openapi\": \"3.1.0\",\n \"info\": {\"title\": \"Pets\",}}".to_vec(),
        ),
        ("json_cut_off", "a.json", b"{\"openapi\": \"3.1.0\", \"info\": {\"title\": \"Pe".to_vec()),
        ("yaml_with_a_tab", "a.yaml", b"openapi: 3.1.0\ninfo:\n\ttitle: Pets\n".to_vec()),
        ("yaml_twice", "a.yaml", b"openapi: 3.1.0\n---\nopenapi: 3.1.0\n".to_vec()),
        ("aliases_without_end", "a.yaml", alias_bomb()),
        ("a_template", "a.yaml", b"{{- if .Values.on }}\nopenapi: 3.1.0\n{{- end }}\n".to_vec()),
    ]
}

/// References that lead nowhere.
fn references() -> Vec<Case> {
    let pets = |rest: &str| format!("{HEAD}{PATHS}{rest}").into_bytes();
    vec![
        (
            "dangling_reference",
            "a.yaml",
            pets(
                "components:\n  schemas:\n    Pet: {type: object}\n    Owner: {properties: {pet: {$ref: '#/components/schemas/Pets'}}}\n",
            ),
        ),
        (
            "dangling_file",
            "a.yaml",
            pets("components: {schemas: {Pet: {$ref: 'missing.yaml#/Pet'}}}\n"),
        ),
        ("dangling_anchor", "a.yaml", pets("components: {schemas: {Pet: {$ref: '#pet'}}}\n")),
        (
            "reference_cycle",
            "a.yaml",
            pets(
                "components:\n  schemas:\n    A: {$ref: '#/components/schemas/B'}\n    B: {$ref: '#/components/schemas/A'}\n",
            ),
        ),
        (
            "remote_reference",
            "a.yaml",
            pets("components: {schemas: {Pet: {$ref: 'https://api.test/pet.yaml'}}}\n"),
        ),
        (
            "beside_reference",
            "a.yaml",
            pets(
                "components:\n  parameters:\n    A: {name: a, in: query, schema: {type: string}}\n    B: {$ref: '#/components/parameters/A', required: true}\n",
            ),
        ),
        (
            "misplaced_reference",
            "a.yaml",
            pets("externalDocs: {$ref: '#/x-docs'}\nx-docs: {url: 'https://docs.test'}\n"),
        ),
    ]
}

/// Operations that cannot be.
fn operations() -> Vec<Case> {
    let pets = |rest: &str| format!("{HEAD}{PATHS}{rest}").into_bytes();
    let bare = |rest: &str| format!("{HEAD}{rest}").into_bytes();
    vec![
        (
            "duplicate_operation_id",
            "a.yaml",
            pets("  /dogs:\n    get: {operationId: list, responses: {'200': {description: OK}}}\n"),
        ),
        (
            "path_twice",
            "a.yaml",
            pets("  /pets:\n    post: {responses: {'200': {description: OK}}}\n"),
        ),
        (
            "method_twice",
            "a.yaml",
            bare("paths:\n  /a:\n    get: {responses: {}}\n    get: {responses: {}}\n"),
        ),
        (
            "same_template",
            "a.yaml",
            bare(
                "paths:\n  /a/{id}:\n    parameters: [{name: id, in: path, required: true, schema: {type: string}}]\n    get: {responses: {}}\n  /a/{name}:\n    parameters: [{name: name, in: path, required: true, schema: {type: string}}]\n    get: {responses: {}}\n",
            ),
        ),
        (
            "undeclared_path_parameter",
            "a.yaml",
            bare(
                "paths:\n  /a/{petId}:\n    get:\n      parameters: [{name: petid, in: path, required: true, schema: {type: string}}]\n      responses: {'200': {description: OK}}\n",
            ),
        ),
        ("no_operations", "a.yaml", bare("paths: {}\n")),
        ("one_long_line", "a.json", one_long_line()),
    ]
}

/// Parts of operations that cannot be meant.
fn parts_of_operations() -> Vec<Case> {
    let bare = |rest: &str| format!("{HEAD}{rest}").into_bytes();
    let of_get = |rest: &str| bare(&format!("paths:\n  /a/{{id}}:\n    get:\n{rest}"));
    let ok = "      responses: {'200': {description: OK}}\n";
    let id = "{name: id, in: path, required: true, schema: {type: string}}";
    vec![
        (
            "path_without_slash",
            "a.yaml",
            bare("paths:\n  pets:\n    get: {responses: {'200': {description: OK}}}\n"),
        ),
        (
            "optional_path_parameter",
            "a.yaml",
            of_get(&format!(
                "      parameters:\n        - {{name: id, in: path, schema: {{type: string}}}}\n{ok}"
            )),
        ),
        (
            "duplicate_parameter",
            "a.yaml",
            of_get(&format!(
                "      parameters:\n        - {id}\n        - {{name: X-A, in: header, schema: {{type: string}}}}\n        - {{name: x-a, in: header, schema: {{type: string}}}}\n{ok}"
            )),
        ),
        (
            "parameter_content",
            "a.yaml",
            of_get(&format!(
                "      parameters:\n        - {id}\n        - {{name: a, in: query}}\n        - {{name: b, in: query, schema: {{}}, content: {{text/plain: {{}}}}}}\n        - {{name: c, in: query, content: {{}}}}\n{ok}"
            )),
        ),
        (
            "misplaced_style",
            "a.yaml",
            of_get(&format!(
                "      parameters:\n        - {id}\n        - {{name: a, in: query, style: matrix, schema: {{}}}}\n{ok}"
            )),
        ),
        (
            "null_response",
            "a.yaml",
            of_get(&format!("      parameters: [{id}]\n      responses:\n        '200':\n")),
        ),
        (
            "invalid_status",
            "a.yaml",
            of_get(&format!(
                "      parameters: [{id}]\n      responses:\n        '200': {{description: OK}}\n        5xx: {{description: Failed}}\n        '600': {{description: Failed}}\n"
            )),
        ),
        (
            "response_without_description",
            "a.yaml",
            of_get(&format!("      parameters: [{id}]\n      responses:\n        '200': {{}}\n")),
        ),
        (
            "unknown_operation",
            "a.yaml",
            of_get(&format!(
                "      operationId: getPet\n      parameters: [{id}]\n      responses: {{'200': {{description: OK, links: {{owner: {{operationId: getPets}}, other: {{operationRef: '#/paths/~1b/get'}}}}}}}}\n"
            )),
        ),
    ]
}

/// Declarations that cannot be meant.
fn declarations() -> Vec<Case> {
    let pets = |rest: &str| format!("{HEAD}{PATHS}{rest}").into_bytes();
    let old = |rest: &str| {
        format!("openapi: 3.0.3\ninfo: {{title: Pets, version: '1'}}\n{PATHS}{rest}").into_bytes()
    };
    vec![
        ("duplicate_tag", "a.yaml", pets("tags:\n  - {name: Pets}\n  - {name: Pets}\n")),
        (
            "server_variables",
            "a.yaml",
            pets(
                "servers:\n  - url: https://{regin}.pets.test\n    variables: {region: {default: eu}}\n",
            ),
        ),
        (
            "array_without_items",
            "a.yaml",
            old("components:\n  schemas:\n    Pets: {type: array}\n"),
        ),
        (
            "invalid_example",
            "a.yaml",
            pets(
                "components:\n  schemas:\n    Pet:\n      type: object\n      required: [name]\n      properties: {name: {type: string}, age: {type: integer}}\n      example: {name: Rex, age: two}\n",
            ),
        ),
        (
            "invalid_default",
            "a.yaml",
            pets(
                "components:\n  schemas:\n    Size: {type: string, enum: [small, large], default: Small}\n",
            ),
        ),
        (
            "invalid_enum_value",
            "a.yaml",
            pets("components:\n  schemas:\n    Level: {type: string, enum: [low, 2]}\n"),
        ),
        (
            "contradicting_limits",
            "a.yaml",
            pets("components:\n  schemas:\n    Age: {type: integer, minimum: 40, maximum: 4}\n"),
        ),
    ]
}

/// Members that mean nothing.
fn members() -> Vec<Case> {
    let pets = |rest: &str| format!("{HEAD}{PATHS}{rest}").into_bytes();
    let bare = |rest: &str| format!("{HEAD}{rest}").into_bytes();
    vec![
        (
            "undeclared_scheme",
            "a.yaml",
            pets(
                "security: [{keys: []}]\ncomponents: {securitySchemes: {key: {type: apiKey, name: X-Key, in: header}}}\n",
            ),
        ),
        (
            "dangling_mapping",
            "a.yaml",
            pets(
                "components:\n  schemas:\n    Pet: {type: object, discriminator: {propertyName: kind, mapping: {cat: '#/components/schemas/Cat'}}}\n",
            ),
        ),
        (
            "nameless_parameter",
            "a.yaml",
            bare(
                "paths:\n  /a:\n    get: {parameters: [{in: query, schema: {type: string}}], responses: {'200': {description: OK}}}\n",
            ),
        ),
        (
            "no_information",
            "a.yaml",
            b"openapi: 3.1.0\npaths: {/a: {get: {responses: {'200': {description: OK}}}}}\n"
                .to_vec(),
        ),
        (
            "duplicate_key",
            "a.yaml",
            pets(
                "components:\n  schemas:\n    Pet: {type: object, description: one, description: two}\n",
            ),
        ),
        (
            "loose_indentation",
            "a.yaml",
            bare(
                "paths:\n  /a:\n    get:\n      description: \"Gets\n      it.\"\n      responses: {'200': {description: OK}}\n",
            ),
        ),
        (
            "unknown_field",
            "a.yaml",
            bare(
                "paths:\n  /a:\n    get:\n      sumary: Get\n      responses: {'200': {description: OK}}\n",
            ),
        ),
        (
            "unknown_keyword",
            "a.yaml",
            pets("components:\n  schemas:\n    Pet: {typ: object, unit: cm, x-typ: y}\n"),
        ),
        (
            "incomplete_objects",
            "a.yaml",
            b"openapi: 3.1.0\ninfo: {title: Pets}\nservers: [{description: none}]\npaths:\n  /a:\n    post: {requestBody: {}, responses: {'200': {description: OK}}}\n"
                .to_vec(),
        ),
        (
            "wrong_type",
            "a.yaml",
            pets(
                "components:\n  schemas:\n    Pet: {type: strng, properties: {id: {type: int, required: true}}}\n",
            ),
        ),
    ]
}

#[test]
fn every_problem_has_its_diagnostic() {
    let cases = [
        no_documents(),
        no_trees(),
        references(),
        operations(),
        parts_of_operations(),
        declarations(),
        ineffective::cases(),
        links::cases(),
        versions::cases(),
        members(),
    ];
    let cases = cases.concat();
    for (name, file, contents) in cases {
        let project = Project::new().with(file, contents);
        let run = project.run(&["api", file, "--out", "out"]);
        assert_snapshot!(name, run.shown());
        let is_error = run.out.contains("error[") || run.out.contains("fatal[");
        assert_eq!(run.exit, if is_error { 100 } else { 0 }, "{name}");
        assert_eq!(project.has("out/index.md"), !is_error, "{name}");
    }
}

#[test]
fn a_missing_file_and_a_folder_are_no_documents() {
    let project = Project::new().with("folder/a.yaml", "x");
    assert_snapshot!("missing_file", project.run(&["api", "nope.yaml", "--out", "out"]).shown());
    assert_snapshot!("a_folder", project.run(&["api", "folder", "--out", "out"]).shown());
}

#[test]
fn a_file_that_is_too_large_is_not_read() {
    let project = Project::new().with("disk.img", "");
    let file = std::fs::File::options().write(true).open(project.folder().join("disk.img"));
    file.and_then(|file| file.set_len((256 << 20) + 1)).expect("a file with nothing in it");
    assert_snapshot!(project.run(&["api", "disk.img", "--out", "out"]).shown(), @"
    exit 100
    error[too-large]: `disk.img` has 268435457 bytes
     |
     = help: is this the right file? At most 268435456 bytes (256 MiB) are read

    failed: 1 error; nothing was written. Run `sourcebook explain too-large` for details
    ");
}

#[test]
fn warnings_stop_only_a_check_that_denies_them() {
    let project = Project::configured(crate::project::PAGES)
        .with("openapi.yaml", format!("{HEAD}paths: {{}}\n"))
        .generated();
    project.run(&["check"]).expect_exit(0);
    project.run(&["check", "--deny", "warnings"]).expect_exit(100);
}
