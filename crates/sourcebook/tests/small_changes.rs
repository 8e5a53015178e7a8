//! What changes little in a document changes little in its pages: one line where it is shown.

use std::path::PathBuf;

use sourcebook::code::LANGUAGES;
use sourcebook::products::api_reference::RenderedPage;
use sourcebook::products::api_reference::pages::{render, settings::PagesSettings};
use sourcebook_model::{Input, Options, read};
use sourcebook_syntax::Sources;

/// A parameter that one operation has, and a schema that three have.
const DOCUMENT: &str = r"
openapi: 3.1.0
info: {title: Orchard, version: '1'}
paths:
  /trees:
    get:
      operationId: listTrees
      parameters:
        - {name: height, in: query, description: In meters., schema: {type: number, maximum: 120}}
        - {name: age, in: query, schema: {type: integer, maximum: 5000}}
      responses:
        '200': {description: All of them., content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Tree'}}}}}
    post:
      operationId: plantTree
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Tree'}}}}
      responses:
        '201': {description: Planted., content: {application/json: {schema: {$ref: '#/components/schemas/Tree'}}}}
components:
  schemas:
    Tree:
      type: object
      required: [species]
      properties:
        species: {type: string, description: As botanists call it., maxLength: 40}
        planted: {type: string, format: date}
        branches: {type: array, items: {type: string}, maxItems: 90}
";

fn pages(document: &str) -> Vec<RenderedPage> {
    let bytes = document.as_bytes().to_vec();
    let input = Input { name: "orchard.yaml".to_owned(), bytes, folder: PathBuf::new() };
    let document = read(&mut Sources::new(), input, Options::default()).document;
    let samples = LANGUAGES.to_vec();
    render(&document.expect("a document"), &PagesSettings { samples, ..PagesSettings::default() })
        .pages
}

#[test]
fn a_change_is_one_line_wherever_it_is_shown() {
    let table = [
        ("In meters.", "In feet.", "In meters.", 1),
        ("maximum: 120", "maximum: 130", "at most 120", 1),
        ("As botanists call it.", "Its species.", "As botanists call it.", 4),
        ("maxLength: 40", "maxLength: 50", "at most 40 characters", 4),
        ("maxItems: 90", "maxItems: 80", "at most 90 items", 4),
    ];
    let before = pages(DOCUMENT);
    for (old, new, shown, places) in table {
        assert!(DOCUMENT.contains(old), "{old}");
        let after = pages(&DOCUMENT.replace(old, new));
        let mut changed = Vec::new();
        for (before, after) in before.iter().zip(&after) {
            assert_eq!(before.file, after.file);
            assert_eq!(before.text.lines().count(), after.text.lines().count(), "{old}");
            let lines = before.text.lines().zip(after.text.lines());
            changed.extend(lines.filter(|(before, after)| before != after).map(|(line, _)| line));
        }
        assert_eq!(changed.len(), places, "{old}: {changed:#?}");
        assert!(changed.iter().all(|line| line.contains(shown)), "{old}: {changed:#?}");
    }
}
