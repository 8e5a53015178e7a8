//! The pages of documents that say most of what the layout has words for.

mod around;
mod numbers;
mod unsaid;
mod xml;

use sourcebook_model::{Document, Input, Options, read};
use sourcebook_syntax::Sources;

use super::settings::{AuthorSamples, OperationPages, PagesSettings, SchemaFiles};
use super::*;
use crate::code::{Curl, Python};

/// A document that has a bit of everything around the fields.
const LIBRARY: &str = include_str!("tests/library.yaml");

pub(super) fn document(text: &str) -> Document {
    let bytes = text.as_bytes().to_vec();
    let input = Input { name: "document".to_owned(), bytes, folder: "no-such-folder".into() };
    let reading = read(&mut Sources::new(), input, Options::default());
    reading.document.expect("a document")
}

fn pages(settings: &PagesSettings) -> Vec<RenderedPage> {
    render(&document(LIBRARY), settings).pages
}

#[track_caller]
fn page(pages: &[RenderedPage], file: &str) -> String {
    let page = pages.iter().find(|page| page.file == file);
    page.unwrap_or_else(|| panic!("no {file}")).text.clone()
}

#[test]
fn pages_of_a_document() {
    let settings = PagesSettings { samples: vec![&Curl, &Python], ..PagesSettings::default() };
    let pages = pages(&settings);
    let files: Vec<&str> = pages.iter().map(|page| page.file.as_str()).collect();
    let expected = [
        "index.md",
        "loans.md",
        "things.md",
        "other-operations.md",
        "webhooks.md",
        "schemas.md",
        "security.md",
    ];
    assert_eq!(files, expected);
    for page in pages.iter().filter(|page| page.file != "schemas.md") {
        insta::assert_snapshot!(page.file.as_str(), page.text);
    }
}

#[test]
fn operations_can_have_pages_of_their_own() {
    let settings = PagesSettings { pages: OperationPages::Operation, ..PagesSettings::default() };
    let pages = pages(&settings);
    let page = page(&pages, "getthing.md");
    let head = format!("{MARK}\n\n<a id=\"getThing\"></a>\n\n# Get {{thing\\}}\n\n");
    assert!(page.starts_with(&head), "{page}");
    assert!(page.contains("\n## Responses\n"), "{page}");
}

#[test]
fn samples_of_the_author_can_stand_alone() {
    let author_samples = AuthorSamples::Instead;
    let settings = PagesSettings { author_samples, ..PagesSettings::default() };
    let page = page(&pages(&settings), "things.md");
    assert!(page.contains("### Example\n\n```csharp\nGet();\n```\n\n### Responses\n"), "{page}");
}

#[test]
fn links_follow_schemas_to_their_pages() {
    let table =
        [(SchemaFiles::Letter, "schemas-l.md#Loan"), (SchemaFiles::Each, "schemas-loan.md#Loan")];
    for (schemas, link) in table {
        let settings = PagesSettings { schemas: Some(schemas), ..PagesSettings::default() };
        let pages = pages(&settings);
        let file = link.split_once('#').expect("a file").0;
        assert!(page(&pages, "loans.md").contains(&format!("[Loan]({link})")), "{link}");
        assert!(page(&pages, file).contains("<a id=\"Loan\"></a>"), "{link}");
    }
}

/// The page of a document with one operation that has these responses.
fn page_of_responses(responses: &str) -> String {
    let text = format!(
        "openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\npaths:\n  /a:\n    get:\n      \
         operationId: a\n      tags: [t]\n      responses: {responses}\ncomponents:\n  schemas:\n    \
         N: {{type: object, properties: {{a: {{type: string}}}}}}\n"
    );
    page(&render(&document(&text), &PagesSettings::default()).pages, "t.md")
}

#[test]
fn responses_are_rows_where_all_of_them_fits() {
    let json = |schema: &str| format!("content: {{application/json: {schema}}}");
    let named = "{schema: {$ref: '#/components/schemas/N'}}";
    let long = "x".repeat(201);
    let table = [
        ("404", "description: Gone.".to_owned(), "**404 Not Found**: Gone."),
        ("404", "description: not found.".to_owned(), "**404 Not Found**"),
        ("404", format!("description: {long}"), ""),
        ("404", "description: '- list'".to_owned(), ""),
        ("404", "description: A, headers: {X: {schema: {type: string}}}".to_owned(), ""),
        (
            "404",
            "description: A, headers: {Content-Type: {schema: {type: string}}}".to_owned(),
            "**404 Not Found**: A",
        ),
        ("404", "description: A, links: {l: {operationId: a}}".to_owned(), ""),
        (
            "404",
            format!("description: A, {}", json(named)),
            "**404 Not Found**: A · `application/json` · [N](schemas.md#N)",
        ),
        ("200", format!("description: A, {}", json(named)), ""),
        (
            "404",
            format!("description: '', {}", json("{schema: {type: string, maxLength: 3}}")),
            "**404 Not Found** `application/json` · string · at most 3 characters",
        ),
        (
            "404",
            format!("description: A, {}", json("{schema: {properties: {a: {type: string}}}}")),
            "",
        ),
        ("404", format!("description: A, {}", json("{schema: {type: string}, example: x}")), ""),
        (
            "404",
            format!("description: A, {}", json("{}")),
            "**404 Not Found**: A · `application/json`",
        ),
    ];
    for (status, response, row) in table {
        let page = page_of_responses(&format!("{{'{status}': {{{response}}}}}"));
        let anchor = format!("<a id=\"a-{status}\"></a>");
        let expected = match row {
            "" => format!("### Responses\n\n{anchor}\n\n#### {status} "),
            row => format!("### Responses\n\n- {anchor}{row}\n"),
        };
        assert!(page.contains(&expected), "{response}\n{page}");
    }
}

#[test]
fn examples_of_responses_are_open_while_they_are_short() {
    let lines = |count: usize| "\\n".repeat(count);
    let table = [
        (format!("example: \"a{}b\"", lines(39)), "**Example**\n\n```text\na\n"),
        (format!("example: \"a{}b\"", lines(40)), "<summary>Example</summary>\n\n```text\na\n"),
        ("examples: {default: {value: a}}".to_owned(), "**Example**\n\n```text\na\n```\n"),
        ("examples: {own: {value: a}}".to_owned(), "**Example: own**\n"),
        (
            "examples: {own: {externalValue: 'https://a.test'}}".to_owned(),
            "**Example: own** <https://a.test>\n",
        ),
        (
            "examples: {a: {value: a}, b: {summary: B < C, value: b}}".to_owned(),
            "<summary>Example: B &lt; C</summary>\n",
        ),
    ];
    for (content, expected) in table {
        let response = format!("{{'200': {{content: {{text/plain: {{{content}}}}}}}}}");
        let page = page_of_responses(&response);
        assert!(page.contains(expected), "{content}\n{page}");
    }
}

#[test]
fn what_an_example_leaves_out_is_told() {
    let mut schema = "{type: string}".to_owned();
    for _ in 0..5 {
        let members: Vec<String> = (0..6).map(|at| format!("m{at}: {schema}")).collect();
        schema = format!("{{type: object, properties: {{{}}}}}", members.join(", "));
    }
    let page = page_of_responses(&format!(
        "{{'200': {{content: {{application/json: {{schema: {schema}}}}}}}}}"
    ));
    assert!(page.contains("```\n\nLeft out: optional members below level 2.\n"), "{page}");
}

#[test]
fn callbacks_are_limited() {
    let callbacks: Vec<String> =
        (0..=outline::MAX_CALLBACKS).map(|at| format!("c{at}: {{u: {{post: {{}}}}}}")).collect();
    let responses = format!("{{}}\n      callbacks: {{{}}}", callbacks.join(", "));
    let page = page_of_responses(&responses);
    assert!(page.ends_with("\nThe list is limited to 50 callbacks.\n"), "{page}");
    assert!(page.contains("· callback `c49`\n") && !page.contains("`c50`"), "{page}");
}

#[test]
fn what_is_said_twice_is_shown_once() {
    let text = r#"{"openapi": "3.0.3", "info": {"title": "t", "version": "1"}, "paths": {"/a": {"get": {
        "security": [{"key": []}, {"key": []}],
        "responses": {"200": {"description": "d", "content": {
            "application/json": {"schema": {"type": "array", "items": {"type": "string"}}},
            "application/xml": {"schema": {"type": "array", "items": {"type": "string"}}},
            "text/csv": {"schema": {"type": "array", "items": {"type": "integer"}}}}}}}}},
        "components": {"securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "k"}}}}"#;
    let pages = render(&document(text), &PagesSettings::default()).pages;
    let page = page(&pages, "other-operations.md");
    assert!(page.contains("\n**Authorization:** [key](security.md#key)\n"), "{page}");
    assert!(
        page.contains("**`application/json`, `application/xml`** · array of string\n"),
        "{page}"
    );
    assert!(page.contains("**`text/csv`** · array of integer\n"), "{page}");
}

#[test]
fn parts_are_the_pages() {
    let parts = parts(&document(LIBRARY));
    let of = |of: &PartOf| parts.iter().find(|part| part.of == *of).map(|part| part.text.as_str());
    let operation = sourcebook_model::Subject::Operation {
        method: "GET".to_owned(),
        path: "/things/{id}".to_owned(),
    };
    let text = of(&PartOf::Subject(operation)).expect("the operation");
    assert!(text.contains("\n### Responses\n") && text.contains("curl"), "{text}");
    assert!(of(&PartOf::Page("index.md".to_owned())).is_some());
    assert!(of(&PartOf::Page("security.md".to_owned())).is_some());
}
