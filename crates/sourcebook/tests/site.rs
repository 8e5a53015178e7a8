//! The site as readers get it: a whole book, built by the program with mdBook inside.
#![cfg(feature = "site")]

#[path = "site/directives.rs"]
mod directives;
#[path = "shell/project.rs"]
#[expect(dead_code, reason = "written for the tests of the shell; only a part is needed here")]
mod project;

use std::path::PathBuf;

use mdbook_driver::MDBook;
use project::{PETS, Project, Tree};

const CONFIGURATION: &str = "\
[facts]
api = \"openapi.yaml\"
[site]
title = \"Fruit & more\"
description = \"All about fruit.\"
url = \"https://fruit.example.com/docs\"
[products.api-reference]
out = \"docs/api\"
[products.theme-css]
[products.book-toml]
[products.summary]
[problems]
unknown-history = \"allow\"
";

const MANIFEST: &str = r#"{"routes": [
  {"title": "Home", "description": "All \"about\" <fruit> & more.", "path": "README.md"},
  {"title": "Kinds", "description": "Every kind.", "path": "kinds/README.md", "children": [
    {"title": "Apples", "description": "Round & red.", "path": "kinds/apples.md",
     "icon": "round.svg", "state": ["beta", "early access"]}
  ]},
  {"title": "REST API", "description": "The API.", "generated": "api"}
]}"#;

/// Headings that the rule of anchors could get wrong.
const APPLES: &str = "\
# Apples

## `code` & *more*: \"quoted\" -- it's

## Same

## Same

### Über_uns!

## Own {#mine}

Two
lines
---

Version {{#fact api.version}} of {{#fact api.title}}, written `\\{{#fact api.version}}`.
See [the kinds](README.md).
";

fn project() -> Project {
    Project::configured(CONFIGURATION)
        .with("openapi.yaml", PETS)
        .with("docs/manifest.json", MANIFEST)
        .with("docs/_redirects", "/old /kinds/apples\n/old#pips /kinds/apples#mine\n")
        .with("docs/round.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")
        .with("docs/README.md", "# Home\n\n[Apples](kinds/apples.md#mine)\n")
        .with("docs/kinds/README.md", "# Kinds\n\n<children></children>\n")
        .with("docs/kinds/apples.md", APPLES)
        .generated()
}

/// The files of the book that `sourcebook site` built.
fn built(project: &Project) -> Tree {
    project.run(&["site"]).expect_exit(0).expect_out("built in book/html");
    let tree = project.tree().into_iter();
    tree.filter_map(|(path, bytes)| Some((path.strip_prefix("book/html/")?.to_owned(), bytes)))
        .collect()
}

fn text(book: &Tree, path: &str) -> String {
    let bytes = book.get(path).unwrap_or_else(|| panic!("no {path}"));
    String::from_utf8(bytes.clone()).expect("UTF-8")
}

#[track_caller]
fn has(page: &str, pieces: &[&str]) {
    for piece in pieces {
        assert!(page.contains(piece), "no {piece:?} in:\n{page}");
    }
}

#[test]
fn every_page_says_what_it_is() {
    let project = project();
    let book = built(&project);
    has(
        &text(&book, "kinds/apples.html"),
        &[
            "<title>Apples - Fruit &amp; more</title>",
            "<meta name=\"description\" content=\"Round &amp; red.\">",
            "<link rel=\"canonical\" href=\"https://fruit.example.com/docs/kinds/apples.html\">",
            "content=\"https://fruit.example.com/docs/cards/kinds/apples.png\"",
            "<span class=\"sourcebook-state\">beta</span>",
            "<span class=\"sourcebook-state\">early access</span>",
            "Version 1 of Pets, written <code>{{#fact api.version}}</code>",
            "<a href=\"index.html\">the kinds</a>",
            "\"@type\":\"BreadcrumbList\"",
        ],
    );
    has(
        &text(&book, "index.html"),
        &[
            "<title>Fruit &amp; more</title>",
            "content=\"All &quot;about&quot; <fruit> &amp; more.\"",
            "<link rel=\"canonical\" href=\"https://fruit.example.com/docs/\">",
            "All \\\"about\\\" \\u003cfruit>",
        ],
    );
    has(
        &text(&book, "kinds/index.html"),
        &[
            "<img class=\"sourcebook-icon\" src=\"../round.svg\" alt=\"\">\
             <a href=\"../kinds/apples.html\">Apples</a>",
            "<p>Round &amp; red.</p>",
        ],
    );
    has(&text(&book, "404.html"), &["<meta name=\"robots\" content=\"noindex\">"]);
    has(&text(&book, "robots.txt"), &["Sitemap: https://fruit.example.com/docs/sitemap.xml"]);
    let sitemap = text(&book, "sitemap.xml");
    has(&sitemap, &["<loc>https://fruit.example.com/docs/kinds/</loc>", "/docs/api/pets.html<"]);
    assert_eq!(sitemap.matches("<loc>").count(), 6, "{sitemap}");
    for card in ["index", "kinds/index", "kinds/apples", "api/index", "api/owners", "api/pets"] {
        assert!(book[&format!("cards/{card}.png")].starts_with(b"\x89PNG"), "{card}");
    }
}

#[test]
fn every_page_leads_up_back_and_on() {
    let project = project();
    let book = built(&project);
    has(
        &text(&book, "kinds/apples.html"),
        &[
            "<nav class=\"sourcebook-trail\" aria-label=\"Breadcrumb\"><ol>\
             <li><a href=\"../kinds/index.html\">Kinds</a></li></ol></nav>",
            "<a rel=\"prev\" href=\"../kinds/index.html\"><span>Previous</span>Kinds</a>",
            "<a rel=\"next\" href=\"../api/index.html\"><span>Next</span>REST API</a>",
            "<a class=\"menu-title\" href=\"../index.html\">",
        ],
    );
    let home = text(&book, "index.html");
    assert!(!home.contains("sourcebook-trail") && !home.contains("<span>Previous</span>"));
    assert!(!text(&book, "404.html").contains("sourcebook-pager"), "nothing is beside it");
    // One heading of the first level on each page, its own.
    assert_eq!(home.matches("<h1").count(), 1, "{home}");
}

#[test]
fn the_browser_is_told_only_of_languages_that_it_can_color() {
    let project = project();
    project.write(
        "docs/kinds/apples.md",
        "# Apples\n\n```dockerfile\nFROM x\n```\n\n```toml\na = 1\n```\n\n```rust\nlet a = 1;\n```\n",
    );
    let book = built(&project);
    let page = text(&book, "kinds/apples.html");
    has(
        &page,
        &["<code class=\"language-plaintext\">FROM x", "<code class=\"language-toml\">a = 1"],
    );
    // mdBook's script asks the playground's host about every block that can be run.
    assert!(page.contains("language-rust") && !page.contains("class=\"playground\""), "{page}");
}

#[test]
fn fonts_and_scripts_are_part_of_the_book() {
    let project = project();
    let book = built(&project);
    has(&text(&book, "kinds/apples.html"), &["<script defer src=\"../sourcebook.js\"></script>"]);
    assert!(text(&book, "sourcebook.js").contains("keydown"));
    assert!(book["fonts/public-sans-latin.woff2"].starts_with(b"wOF2"));
    let css = book.keys().find(|path| path.starts_with("theme/sourcebook")).expect("a style sheet");
    has(&text(&book, css), &["url(\"../fonts/public-sans-latin.woff2\")"]);
    project.write("templates/theme.toml", "[fonts]\nbody = \"serif\"\nheading = \"serif\"\n");
    project.run(&["gen"]).expect_exit(0);
    let book = built(&project);
    assert!(!book.contains_key("fonts/public-sans-latin.woff2"), "no font that nobody asks for");
}

#[test]
fn redirects_lead_where_the_rules_say() {
    let project = project();
    let book = built(&project);
    has(
        &text(&book, "old.html"),
        &["URL=kinds/apples.html", "\"#pips\":\"kinds/apples.html#mine\""],
    );
    // Behind a server that redirects by itself the browser brings the fragment along.
    has(&text(&book, "kinds/apples.html"), &["\"#pips\":\"apples.html#mine\""]);
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let (one, other) = (project(), project());
    let first = built(&one);
    assert_eq!(first, built(&other), "another folder");
    assert_eq!(first, built(&one), "with a warm cache of cards");
}

/// The text of the search index.
fn search_index(book: &Tree) -> String {
    let is_index = |path: &&String| path.starts_with("searchindex");
    text(book, book.keys().find(is_index).expect("a search index"))
}

#[test]
fn large_generated_pages_are_not_searched() {
    let project = project();
    assert!(search_index(&built(&project)).contains("api/pets.html#"));
    let limited = CONFIGURATION.replace("[site]\n", "[site]\nsearch-limit = \"0 KiB\"\n");
    project.write("sourcebook.toml", limited);
    project.run(&["gen"]).expect_exit(0);
    let index = search_index(&built(&project));
    assert!(!index.contains("api/pets.html#") && index.contains("kinds/apples.html#"));
}

#[test]
fn an_unknown_fact_stops_the_build() {
    let project = project();
    project.write("docs/kinds/apples.md", "# Apples\n{{#fact api.versoin}}\n");
    let run = project.run(&["site"]);
    run.expect_exit(100).expect_err("includes the unknown fact `api.versoin`");
    run.expect_err("did you mean `api.version`?");
}

/// The book as mdBook makes it, with nothing of ours.
fn plain(project: &Project) -> PathBuf {
    let mut config = mdbook_driver::config::Config::default();
    config.book.src = "docs".into();
    let book = MDBook::load_with_config(project.folder(), config).expect("a book");
    book.build().expect("built");
    project.folder().join("book")
}

#[test]
fn anchors_are_those_of_mdbook() {
    let project = project();
    let page = std::fs::read_to_string(plain(&project).join("kinds/apples.html")).expect("a page");
    // A link to each anchor that mdBook made must be fine, and one to any other must not.
    let made: Vec<&str> = page
        .split("class=\"header\" href=\"#")
        .skip(1)
        .map(|rest| rest.split('"').next().expect("an anchor"))
        .collect();
    assert_eq!(made.len(), 7, "{made:?}");
    let links = |anchors: &[&str]| {
        let links = anchors.iter().map(|anchor| format!("[a](kinds/apples.md#{anchor})\n"));
        format!("# Home\n\n{}", links.collect::<String>())
    };
    project.write("docs/README.md", links(&made));
    project.run(&["check"]).expect_exit(0);
    project.write("docs/README.md", links(&["same-2"]));
    project.run(&["check"]).expect_exit(100).expect_out("dead-fragment");
}

#[test]
fn the_sidebar_toggle_is_still_the_element_that_is_corrected() {
    let project = project();
    let page = std::fs::read_to_string(plain(&project).join("index.html")).expect("a page");
    // When this fails, mdBook changed the element: look whether it still needs mending, by axe.
    let expected = "<label id=\"mdbook-sidebar-toggle\" class=\"icon-button\" \
                    for=\"mdbook-sidebar-toggle-anchor\" title=\"Toggle Table of Contents\" \
                    aria-label=\"Toggle Table of Contents\" aria-controls=\"mdbook-sidebar\">";
    assert_eq!(page.matches(expected).count(), 1);
    let corrected = text(&built(&project), "index.html");
    has(&corrected, &["aria-controls=\"mdbook-sidebar\" role=\"button\" tabindex=\"0\">"]);
}
