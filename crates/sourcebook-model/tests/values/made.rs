//! Values of the schemas of tests.

use std::path::PathBuf;

use sourcebook_model::document::{Document, Id, Schema};
use sourcebook_model::value::{Budget, Sample, sample};
use sourcebook_model::view::{Direction, Meet, Views};
use sourcebook_model::{Input, Options, read};
use sourcebook_syntax::Sources;

/// A document of a version with these schemas.
pub(crate) fn document(version: &str, schemas: &str) -> Document {
    let text = format!(
        r#"{{"openapi": "{version}", "info": {{"title": "T", "version": "1"}}, "paths": {{}},
            "components": {{"schemas": {schemas}}}}}"#
    );
    let input =
        Input { name: "test.json".to_owned(), bytes: text.into_bytes(), folder: PathBuf::new() };
    read(&mut Sources::new(), input, Options::default()).document.expect("a document")
}

pub(crate) fn named(document: &Document, name: &str) -> Id<Schema> {
    let (_, id) =
        document.components.schemas.iter().find(|(known, _)| &**known == name).expect(name);
    *id
}

/// The sample of the schema `it`.
pub(crate) fn of(version: &str, schemas: &str, direction: Direction) -> Sample {
    let document = document(version, schemas);
    let views = Views::new(&document);
    sample(&views, Meet::One(named(&document, "it")), direction, &Budget::default())
}

/// A sample with its doubts, in one line.
pub(crate) fn told(sample: &Sample) -> String {
    let doubts: Vec<String> = sample.doubts.iter().map(|doubt| format!("{doubt:?}")).collect();
    format!("{} {}", sample.value.to_compact_json(), doubts.join(" ")).trim_end().to_owned()
}

/// The value of the schema `it` of 3.1, with its doubts.
pub(crate) fn made(schemas: &str) -> String {
    told(&of("3.1.0", schemas, Direction::Response))
}

/// The value of a schema by itself.
pub(crate) fn made_of(schema: &str) -> String {
    made(&format!(r#"{{"it": {schema}}}"#))
}
