//! Documents that are made of schemas, for several test programs.

use std::path::PathBuf;

use sourcebook_model::document::{Document, Id, Schema};
use sourcebook_model::{Input, Options, read};
use sourcebook_syntax::Sources;

/// A document of a version with these schemas; reading it may find fault with it.
pub(crate) fn document(version: &str, schemas: &str) -> Document {
    let text = match version {
        "2.0" => format!(
            r#"{{"swagger": "2.0", "info": {{"title": "T", "version": "1"}}, "paths": {{}},
                "definitions": {schemas}}}"#
        ),
        _ => format!(
            r#"{{"openapi": "{version}", "info": {{"title": "T", "version": "1"}}, "paths": {{}},
                "components": {{"schemas": {schemas}}}}}"#
        ),
    };
    let input =
        Input { name: "test.json".to_owned(), bytes: text.into_bytes(), folder: PathBuf::new() };
    read(&mut Sources::new(), input, Options::default()).document.expect("a document")
}

pub(crate) fn named(document: &Document, name: &str) -> Id<Schema> {
    let (_, id) =
        document.components.schemas.iter().find(|(known, _)| &**known == name).expect(name);
    *id
}
