//! Documents, schemas and values of tests.

use sourcebook_model::document::{Document, Value};
use sourcebook_model::fit::misfits;
use sourcebook_model::view::{Direction, Meet, Views};

use crate::schemas;
pub(crate) use crate::schemas::named;

/// A document of a version with these schemas, and with the values as constants of others.
pub(crate) fn document(version: &str, schemas: &str, values: &[&str]) -> Document {
    let schemas = schemas.trim().strip_suffix('}').expect("an object");
    let values = values.iter().enumerate();
    let values = values.map(|(at, value)| format!(r#", "value-{at}": {{"const": {value}}}"#));
    let values: Vec<String> = values.collect();
    schemas::document(version, &format!("{schemas}{}}}", values.concat()))
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
