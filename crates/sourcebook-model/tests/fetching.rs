//! Documents behind URLs, and parts of documents there: fetched only when that is asked for.

use std::path::PathBuf;

use sourcebook_model::{Fetch, Input, Options, Reading, read, read_url};
use sourcebook_syntax::Sources;

fn input(text: &str) -> Input {
    Input { name: "test.yaml".to_owned(), bytes: text.into(), folder: PathBuf::new() }
}

/// The codes of what was found.
fn codes(reading: &Reading) -> Vec<&str> {
    reading.diagnostics.iter().map(|one| one.code.name).collect()
}

struct Shelf;

impl Fetch for Shelf {
    fn fetch(&mut self, url: &str) -> Result<String, String> {
        match url {
            "https://b.test/x/a.yaml" => Ok("A: {$ref: 'b.yaml#/B'}".to_owned()),
            "https://b.test/x/b.yaml" => Ok("B: {type: string, title: remote}".to_owned()),
            _ => Err("404".to_owned()),
        }
    }
}

#[test]
fn documents_are_fetched_only_when_asked_for() {
    let text = "
openapi: 3.1.0
info: {title: t, version: '1'}
paths: {/a: {get: {responses: {'200': {description: OK}}}}}
components: {schemas: {A: {$ref: 'https://b.test/x/a.yaml#/A'}}}
";
    let not_asked_for = read(&mut Sources::new(), input(text), Options::default());
    assert_eq!(codes(&not_asked_for), ["remote-reference"]);
    let options = Options { fetch: Some(&mut Shelf) };
    let fetched = read(&mut Sources::new(), input(text), options);
    assert!(codes(&fetched).is_empty(), "{:?}", codes(&fetched));
    let document = fetched.document.expect("a document");
    let schema = document.resolve(document.components.schemas[0].1);
    assert_eq!(document.schemas[schema].title.as_deref(), Some("remote"));
}

#[test]
fn a_document_may_be_behind_a_url() {
    let url = "https://b.test/x/api.yaml";
    let document = "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths: {}\ncomponents: {schemas: {A: \
                    {$ref: 'a.yaml#/A'}}}\n";
    let mut answer =
        |asked: &str| if asked == url { Ok(document.to_owned()) } else { Shelf.fetch(asked) };
    let not_allowed = read_url(&mut Sources::new(), url, Options::default());
    assert_eq!(codes(&not_allowed), ["unreadable"]);
    let not_there = read_url(&mut Sources::new(), url, Options { fetch: Some(&mut Shelf) });
    assert_eq!(codes(&not_there), ["unreadable"]);
    let options = Options { fetch: Some(&mut Asked(&mut answer)) };
    let fetched = read_url(&mut Sources::new(), url, options);
    assert_eq!(codes(&fetched), ["no-operations"]);
    let document = fetched.document.expect("a document");
    let schema = document.resolve(document.components.schemas[0].1);
    assert_eq!(document.schemas[schema].title.as_deref(), Some("remote"));
}

/// Answers by a function.
struct Asked<'a>(&'a mut dyn FnMut(&str) -> Result<String, String>);

impl Fetch for Asked<'_> {
    fn fetch(&mut self, url: &str) -> Result<String, String> {
        (self.0)(url)
    }
}
