//! Documents, schemas and values of tests.

use std::path::PathBuf;

use sourcebook_model::document::{Document, Id, Schema, Value};
use sourcebook_model::fit::misfits;
use sourcebook_model::view::{Direction, Meet, Views};
use sourcebook_model::{Input, Options, read};
use sourcebook_syntax::Sources;

/// A document of a version with these schemas, and with the values as constants of others.
pub(crate) fn document(version: &str, schemas: &str, values: &[&str]) -> Document {
    let schemas = schemas.trim().strip_suffix('}').expect("an object");
    let values = values.iter().enumerate();
    let values = values.map(|(at, value)| format!(r#", "value-{at}": {{"const": {value}}}"#));
    let values: Vec<String> = values.collect();
    let text = format!(
        r#"{{"openapi": "{version}", "info": {{"title": "T", "version": "1"}}, "paths": {{}},
            "components": {{"schemas": {schemas}{}}}}}}}"#,
        values.concat()
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

/// One of the values of a document.
pub(crate) fn value(document: &Document, at: usize) -> &Value {
    let schema = &document.schemas[named(document, &format!("value-{at}"))];
    schema.constant.as_ref().expect("a value")
}

/// What is wrong with a value in the schema `it`: one line for each misfit.
pub(crate) fn wrong(version: &str, schemas: &str, value: &str, direction: Direction) -> String {
    let document = document(version, schemas, &[value]);
    let views = Views::new(&document);
    let meet = Meet::One(named(&document, "it"));
    let found = misfits(&views, meet, self::value(&document, 0), direction);
    let lines = found.iter().map(|one| format!("{} {} {}", one.pointer, one.keyword, one.why));
    lines.collect::<Vec<_>>().join("; ")
}
