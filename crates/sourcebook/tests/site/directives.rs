//! What an API document says is a text: mdBook includes no file that it names.

use super::project::{Project, Tree};
use super::{CONFIGURATION, MANIFEST, built, has, text};

/// What stands in a file beside the pages that no page asks for.
const SECRET: &str = "kept-beside-the-pages";

/// Directives in each place of a document whose text comes onto a page. The file that they name is
/// there, as seen from the folder of the pages.
const DOCUMENT: &str = r##"
openapi: 3.0.3
info:
  title: Fruit {{#include ../secret.txt}}
  version: "{{#include ../../secret.txt}}"
  description: |
    One {{#include ../../secret.txt}} and {{ #include ../../secret.txt}}, {{#title Taken}}.

    A backslash: \{{#include ../../secret.txt}} and {{#playground ../../secret.txt}}.

    Code: `{{#include ../../secret.txt}}`, `\{{#include ../../secret.txt}}`, {{name}}.

    {{
    #include ../../secret.txt
    }}

    - a list

      ```yaml
      one: "{{#include ../../secret.txt}}" # {{#rustdoc_include ../../secret.txt}}

      two: "\{{#include ../../secret.txt}}"
      ```

    A fact: {{#fact api.nothing}}.

    <children></children>
servers: [{url: "https://api.example.com/{{#include ../../secret.txt}}"}]
tags: [{name: pears, description: "A tag {{#include ../../secret.txt}}."}]
paths:
  /pears:
    post:
      operationId: "{{#include ../../secret.txt}}"
      summary: Buy `{{#include ../../secret.txt}}`
      tags: [pears]
      description: Its body may hold {{#include ../../secret.txt}}.
      parameters:
        - {name: q, in: query, description: "{{#include ../../secret.txt}}", schema: {type: string,
           enum: ["{{#include ../../secret.txt}}"], default: "{{#include ../../secret.txt}}"}}
      requestBody:
        content:
          application/json:
            schema: {$ref: "#/components/schemas/Pear"}
            example: {template: "{{#include ../../secret.txt}}", other: "{{ #title x}} {{#include ../../secret.txt}}"}
      responses:
        "200":
          description: "{{#include ../../secret.txt}}"
          content: {text/plain: {schema: {type: string}, example: "{{#include ../../secret.txt}}"}}
components:
  schemas:
    Pear:
      title: "{{#include ../../secret.txt}}"
      type: object
      properties:
        "{{#include ../../secret.txt}}": {type: string, pattern: "{{#include ../../secret.txt}}"}
"##;

/// The page of a person, with a directive and with facts of the document.
const APPLES: &str =
    "# Apples\n\n{{#include ../note.txt}}\n\nOf {{#fact api.title}}, `{{#fact api.title}}`.\n";

fn project(configuration: &str) -> Project {
    Project::configured(configuration)
        .with("openapi.yaml", DOCUMENT)
        .with("secret.txt", SECRET)
        .with("docs/secret.txt", SECRET)
        .with("docs/manifest.json", MANIFEST)
        .with("docs/round.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")
        .with("docs/note.txt", "A note by hand.")
        .with("docs/README.md", "# Home\n\n<children></children>\n")
        .with("docs/kinds/README.md", "# Kinds\n\n<children></children>\n")
        .with("docs/kinds/apples.md", APPLES)
}

/// Nothing of the book has the text of the file, but for the file itself.
#[track_caller]
fn keeps_the_secret(book: &Tree) {
    for (path, bytes) in book.iter().filter(|(path, _)| *path != "secret.txt") {
        assert!(!String::from_utf8_lossy(bytes).contains(SECRET), "{path}");
    }
}

#[test]
fn a_document_includes_no_file() {
    let book = built(&project(CONFIGURATION).generated());
    keeps_the_secret(&book);
    has(
        &text(&book, "api/index.html"),
        &[
            "One {{#include ../../secret.txt}} and {{ #include ../../secret.txt}}, {{#title Taken}}.",
            "A backslash: {{#include ../../secret.txt}} and {{#playground ../../secret.txt}}.",
            "Code: <code>{{#include ../../secret.txt}}</code>, \
             <code>\\{{#include ../../secret.txt}}</code>, {{name}}.",
            "{{\n#include ../../secret.txt\n}}",
            "<span class=\"p\">one</span>: <span class=\"s\">&quot;{{#include ../../secret.txt}}&quot;</span> \
             <span class=\"c\"># {{#rustdoc_include ../../secret.txt}}</span>\n\n<span class=\"p\">two</span>: \
             <span class=\"s\">&quot;\\{{#include ../../secret.txt}}&quot;</span></code>",
            "A fact: {{#fact api.nothing}}.",
        ],
    );
    has(
        &text(&book, "api/pears.html"),
        &[
            "A tag {{#include ../../secret.txt}}.",
            "<code>{{#include ../../secret.txt}}</code></a></h2>",
            "Its body may hold {{#include ../../secret.txt}}.",
            "{{ #title x}} {{#include ../../secret.txt}}",
        ],
    );
}

#[test]
fn the_compatible_pages_of_a_document_include_none_either() {
    let compatible = "[products.api-reference]\ncompat = \"coder\"\n";
    let configuration = CONFIGURATION.replace("[products.api-reference]\n", compatible);
    let book = built(&project(&configuration).generated());
    keeps_the_secret(&book);
    has(&text(&book, "api/pears.html"), &["Its body may hold {{#include ../../secret.txt}}."]);
}

#[test]
fn pages_of_people_keep_their_directives_and_take_facts_as_texts() {
    let book = built(&project(CONFIGURATION).generated());
    let fact = "Fruit {{#include ../secret.txt}}";
    let facts = format!("Of {fact}, <code>{fact}</code>.");
    has(&text(&book, "kinds/apples.html"), &["<p>A note by hand.</p>", &facts]);
}

#[test]
fn lists_of_child_pages_show_words_of_a_document_as_texts() {
    let manifest = r#"{"routes": [{"title": "Home", "description": "Fruit.", "path": "README.md"},
        {"title": "Kinds", "description": "Every kind.", "path": "kinds/README.md", "children": [
        {"title": "REST API", "generated": "api"}]}]}"#;
    let rules = "[problems]\nmissing-description = \"warning\"\nunlisted-page = \"warning\"\n";
    let project = project(&CONFIGURATION.replace("[problems]\n", rules))
        .with("docs/manifest.json", manifest)
        .generated();
    let book = built(&project);
    keeps_the_secret(&book);
    let page = text(&book, "kinds/index.html");
    let list = page.split("<ul class=\"sourcebook-children\">").nth(1).expect("a list");
    has(list, &["<p>Version {{#include ../../secret.txt}}</p>"]);
}

#[test]
fn pages_without_a_record_say_themselves_that_they_are_generated() {
    let configuration = CONFIGURATION.replace("[products.api-reference]\nout = \"docs/api\"\n", "");
    let listed = MANIFEST.replace("\"generated\": \"api\"", "\"path\": \"api/index.md\"");
    let project = project(
        &configuration.replace("unknown-history", "unlisted-page = \"allow\"\nunknown-history"),
    )
    .with("docs/manifest.json", listed);
    project.run(&["api", "openapi.yaml", "--out", "docs/api"]).expect_exit(0);
    project.run(&["gen"]).expect_exit(0);
    let book = built(&project);
    keeps_the_secret(&book);
    has(&text(&book, "api/index.html"), &["One {{#include ../../secret.txt}} and"]);
}

#[test]
fn nothing_is_built_when_nothing_tells_which_pages_are_generated() {
    let project = project(CONFIGURATION).generated();
    project.delete(".sourcebook/written");
    let run = project.run(&["site", "--draft"]);
    run.expect_exit(100).expect_err("there is no record in .sourcebook");
    assert!(!project.has("book/html/api/index.html"));
}

#[test]
fn a_configuration_by_hand_does_not_let_mdbook_come_first() {
    let configuration = CONFIGURATION.replace("[products.book-toml]\n", "");
    let project = project(&configuration).with(
        "book.toml",
        "[book]\nsrc = \"./docs\"\n[build]\nbuild-dir = \"book\"\n[output.html]\n[output.sourcebook]\n",
    );
    let book = built(&project.generated());
    keeps_the_secret(&book);
    has(&text(&book, "kinds/apples.html"), &["<p>A note by hand.</p>"]);
}
