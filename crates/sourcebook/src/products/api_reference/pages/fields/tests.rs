//! Checks fields piece by piece, on documents of a few lines.

mod contents;
mod contradictions;
mod inside;
mod sent;
mod sound;
mod told;

use std::path::PathBuf;

use sourcebook_model::document::{Document, Id, Schema};
use sourcebook_model::view::Meet;
use sourcebook_model::{Input, Options, read};
use sourcebook_syntax::Sources;

use super::{Scope, Site};
use crate::products::api_reference::pages::Reference;
use crate::products::api_reference::pages::settings::PagesSettings;
use crate::products::markdown::writer::Writer;

/// A document with paths and schemas, in YAML's flow notation or JSON.
fn document(version: &str, paths: &str, schemas: &str) -> Document {
    let text = format!(
        "openapi: {version}\ninfo: {{title: T, version: '1'}}\npaths: {paths}\n\
         components: {{schemas: {schemas}}}\n"
    );
    let input =
        Input { name: "test.yaml".to_owned(), bytes: text.into_bytes(), folder: PathBuf::new() };
    let reading = read(&mut Sources::new(), input, Options::default());
    assert!(reading.diagnostics.iter().all(|one| one.code.name != "syntax"), "{reading:#?}");
    reading.document.expect("a document")
}

fn schemas(schemas: &str) -> Document {
    document("3.2.0", "{}", schemas)
}

fn named(document: &Document, name: &str) -> Id<Schema> {
    let mut all = document.components.schemas.iter();
    all.find(|(known, _)| known == name).expect(name).1
}

/// The line of a schema and what is inside, where it is used on another page.
fn used(document: &Document, name: &str, site: Site) -> String {
    let settings = PagesSettings::default();
    let (reference, _) = Reference::new(document, &settings);
    let scope = Scope::new(&reference, "page.md", site);
    let meet = Meet::One(named(document, name));
    let mut writer = Writer::default();
    writer.block(&scope.line(meet, false));
    scope.children(&mut writer, meet);
    writer.finish()
}

/// What the page of schemas says under a name.
fn entry(document: &Document, name: &str) -> String {
    let settings = PagesSettings::default();
    let (reference, _) = Reference::new(document, &settings);
    let mut writer = Writer::default();
    Scope::new(&reference, "schemas.md", Site::Schemas).entry(&mut writer, named(document, name));
    writer.finish()
}

/// What a member `m` of an object looks like.
fn member(schema: &str) -> String {
    let document = schemas(&format!(
        "{{Word: {{type: string}}, Home: {{type: object, properties: {{street: {{type: string}}}}}}, \
         X: {{type: object, properties: {{m: {schema}}}}}}}"
    ));
    let text = entry(&document, "X");
    text.strip_prefix("object\n\n- **`m`** ").expect("a member").trim_end().to_owned()
}
