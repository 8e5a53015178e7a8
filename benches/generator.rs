//! Writes Swagger 2.0 documents in the style of a large Go server, of any size.
//!
//! Names carry their package (`coresdk.Project`), references with a description are wrapped in
//! `allOf`, and there are enumerations with the names of their constants, lists, maps, forms and
//! schemas that contain themselves. A document is made of areas that refer only to themselves, so
//! one that is ten times as large is ten times the work and nothing else. The same scale gives the
//! same bytes everywhere.

mod area;
mod dice;
pub(crate) mod graph;
mod properties;
mod words;

use serde_json::{Map, Value, json};

use area::Area;

/// A document of `scale` areas; one area has 310 operations, 420 schemas and about 470 KB.
pub(crate) fn document(scale: usize) -> String {
    let mut paths = Map::new();
    let mut definitions = Map::new();
    for index in 0..scale {
        let area = Area::new(index);
        area.add_to(&mut paths, &mut definitions);
    }
    let document = json!({
        "swagger": "2.0",
        "info": {
            "title": "Example server",
            "description": "Manages projects, the machines they run on and who may use them.\n\n\
                            Every endpoint answers in JSON.",
            "contact": { "name": "Support", "email": "support@example.com" },
            "license": { "name": "Apache-2.0" },
            "version": "2.0",
        },
        "basePath": "/api/v2",
        "paths": paths,
        "definitions": definitions,
        "securityDefinitions": {
            "SessionToken": { "type": "apiKey", "name": "Session-Token", "in": "header" },
        },
    });
    written(&document)
}

/// The document as such servers keep it: indented by tabs.
fn written(document: &Value) -> String {
    let mut bytes = Vec::new();
    let formatter = serde_json::ser::PrettyFormatter::with_indent(b"\t");
    let mut serializer = serde_json::Serializer::with_formatter(&mut bytes, formatter);
    serde::Serialize::serialize(document, &mut serializer).expect("values are JSON");
    String::from_utf8(bytes).expect("JSON is UTF-8")
}
