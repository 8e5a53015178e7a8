//! What requests look like on the wire: tables written by hand from the specifications.

#[path = "wire/bodies.rs"]
mod bodies;
#[path = "wire/credentials.rs"]
mod credentials;
#[path = "wire/encodings.rs"]
mod encodings;
#[path = "wire/parameters.rs"]
mod parameters;
#[path = "wire/styles.rs"]
mod styles;
#[path = "wire/urls.rs"]
mod urls;
#[path = "wire/xml.rs"]
mod xml;

use std::path::PathBuf;

use sourcebook_model::document::Document;
use sourcebook_model::request::{ConcreteRequest, Settings, requests};
use sourcebook_model::view::Views;
use sourcebook_model::{Input, Options, read};
use sourcebook_syntax::Sources;

/// A document; reading it may find fault with it.
fn document(text: &str) -> Document {
    let bytes = text.as_bytes().to_vec();
    let input = Input { name: "test.yaml".to_owned(), bytes, folder: PathBuf::new() };
    let reading = read(&mut Sources::new(), input, Options::default());
    reading.document.unwrap_or_else(|| panic!("{:?}\n{text}", reading.diagnostics))
}

/// The requests of the first operation of a document with the given members.
fn all_of(version: &str, members: &str) -> Vec<ConcreteRequest> {
    let key = if version == "2.0" { "swagger" } else { "openapi" };
    requests_of(&format!("{key}: '{version}'\ninfo: {{title: T, version: '1'}}\n{members}\n"))
}

/// The requests of the first operation of a document.
fn requests_of(text: &str) -> Vec<ConcreteRequest> {
    let document = document(text);
    let (path, item, operation) = document.operations().next().expect("an operation");
    let views = Views::new(&document);
    let named = requests(&views, &Settings::default(), path, item, operation);
    named.into_iter().map(|one| one.request).collect()
}

/// The request of the first operation.
fn request(version: &str, members: &str) -> ConcreteRequest {
    all_of(version, members).remove(0)
}
