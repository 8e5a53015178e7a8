//! Values of the schemas of tests.

use sourcebook_model::value::{Budget, Sample, sample};
use sourcebook_model::view::{Direction, Meet, Views};

pub(crate) use crate::schemas::{document, named};

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
