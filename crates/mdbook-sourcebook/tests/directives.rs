//! A book that mdBook builds with this program: an API document includes no file.

use std::fs;
use std::path::Path;

use mdbook_driver::MDBook;
use sourcebook::progress::Progress;
use sourcebook::project::{Project, Start};
use sourcebook::report::{Purpose, Verdict};

const SECRET: &str = "kept-beside-the-pages";

const DOCUMENT: &str = r#"
openapi: 3.0.3
info: {title: Fruit, version: "1", description: "One {{#include ../../secret.txt}} and {{ #title Two}}."}
paths:
  /pears:
    post:
      tags: [pears]
      requestBody: {content: {application/json: {example: {a: "{{#include ../../secret.txt}}"}}}}
      responses: {"200": {description: fine}}
"#;

const MANIFEST: &str = r#"{"routes": [
  {"title": "Home", "description": "The start.", "path": "README.md"},
  {"title": "REST API", "description": "The API.", "generated": "api"}
]}"#;

/// A project with this program as mdBook's preprocessor and renderer.
#[expect(clippy::disallowed_methods, reason = "a test plants its own files")]
fn project(folder: &Path) {
    let configuration = format!(
        "[facts]\napi = \"openapi.yaml\"\n[site]\ntitle = \"Fruit\"\n\
         [products.api-reference]\nout = \"docs/api\"\n[products.theme-css]\n\
         [products.book-toml]\ncommand = [{:?}]\n[products.summary]\n\
         [problems]\nunknown-history = \"allow\"\n",
        env!("CARGO_BIN_EXE_mdbook-sourcebook")
    );
    fs::create_dir(folder.join("docs")).expect("a folder");
    for (path, text) in [
        ("sourcebook.toml", &*configuration),
        ("openapi.yaml", DOCUMENT),
        ("secret.txt", SECRET),
        ("docs/manifest.json", MANIFEST),
        ("docs/note.txt", "A note by hand."),
        ("docs/README.md", "# Home\n\n{{#include note.txt}}\n"),
    ] {
        fs::write(folder.join(path), text).expect("a file");
    }
    let start = Start { configuration: folder.join("sourcebook.toml"), ..Start::default() };
    let made = Project::open(start, Purpose::Generate, &Progress::none()).expect("a configuration");
    let report = made.generate(&Progress::none());
    assert_eq!(report.verdict(), Verdict::Fresh, "{:?}", report.problems);
}

fn page(folder: &Path, path: &str) -> String {
    fs::read_to_string(folder.join("book/html").join(path)).expect("a page")
}

#[test]
fn what_a_document_says_is_a_text() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    project(folder);
    MDBook::load(folder).and_then(|book| book.build()).expect("a book");
    let (index, pears) = (page(folder, "api/index.html"), page(folder, "api/pears.html"));
    assert!(index.contains("One {{#include ../../secret.txt}} and {{ #title Two}}."), "{index}");
    let example = "&quot;a&quot;: &quot;{{#include ../../secret.txt}}&quot;";
    assert!(pears.contains(example), "{pears}");
    assert!(!index.contains(SECRET) && !pears.contains(SECRET));
    assert!(page(folder, "index.html").contains("<p>A note by hand.</p>"));
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a test plants its own files")]
fn a_book_that_would_include_first_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    project(folder);
    let file = folder.join("book.toml");
    let settings = fs::read_to_string(&file).expect("settings");
    let other = settings.replace("before = [\"links\"]\n", "");
    assert_ne!(other, settings);
    fs::write(&file, other).expect("settings");
    let built = MDBook::load(folder).and_then(|book| book.build());
    assert!(built.is_err() && !folder.join("book/html").exists());
}
