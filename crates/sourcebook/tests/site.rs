//! The site as readers get it: a whole book, built by the program with mdBook inside.
#![cfg(feature = "site")]

#[path = "site/directives.rs"]
mod directives;
#[path = "shell/project.rs"]
#[expect(dead_code, reason = "written for the tests of the shell; only a part is needed here")]
mod project;
#[path = "site/serving.rs"]
mod serving;

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
  {"part": "Fruit", "title": "Home", "description": "All \"about\" <fruit> & more.", "path": "README.md"},
  {"title": "Kinds", "description": "Every kind.", "path": "kinds/README.md", "children": [
    {"title": "Apples", "description": "Round & red.", "path": "kinds/apples.md",
     "icon": "round.svg", "state": ["beta", "early access"]}
  ]},
  {"part": "Reference", "title": "REST API", "description": "The API.", "generated": "api"}
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
    project.run(&["site", "--draft"]).expect_exit(0).expect_out("built in book/html");
    let tree = project.tree().into_iter();
    tree.filter_map(|(path, bytes)| Some((path.strip_prefix("book/html/")?.to_owned(), bytes)))
        .collect()
}

fn text(book: &Tree, path: &str) -> String {
    let bytes = book.get(path).unwrap_or_else(|| panic!("no {path}"));
    // Where a long name can be broken is of no interest here.
    String::from_utf8(bytes.clone()).expect("UTF-8").replace("<wbr>", "")
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
            "<span class=\"state\">beta</span><span class=\"state\">early access</span>",
            "<p class=\"lead\">Round &amp; red.</p>",
            "Version 1 of Pets, written <code>{{#fact api.version}}</code>",
            "<a href=\"index.html\">the kinds</a>",
            "\"@type\":\"BreadcrumbList\"",
        ],
    );
    has(
        &text(&book, "index.html"),
        &[
            "<title>Fruit &amp; more</title>",
            "content=\"All &quot;about&quot; &lt;fruit&gt; &amp; more.\"",
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
            "<nav class=\"trail\" aria-label=\"Breadcrumb\"><ol><li><span>Fruit</span></li>\
             <li><a href=\"../kinds/index.html\">Kinds</a></li></ol></nav>",
            "<a rel=\"prev\" href=\"../kinds/index.html\"><span>Previous</span>Kinds</a>",
            "<a rel=\"next\" href=\"../api/index.html\"><span>Next</span>REST API</a>",
            "<a class=\"brand\" href=\"../index.html\">",
        ],
    );
    let home = text(&book, "index.html");
    assert!(!home.contains("class=\"trail\"") && !home.contains("<span>Previous</span>"));
    assert!(!text(&book, "404.html").contains("class=\"pager\""), "nothing is beside it");
    // One heading of the first level on each page, its own.
    assert_eq!(home.matches("<h1").count(), 1, "{home}");
}

/// The navigation of a page.
fn navigation(page: &str) -> &str {
    let (_, rest) = page.split_once("id=\"nav\"").expect("a navigation");
    rest.split_once("</nav>").expect("its end").0
}

#[test]
fn only_the_branch_of_the_page_is_open_in_the_navigation() {
    let project = project();
    let book = built(&project);
    let page = text(&book, "kinds/index.html");
    has(
        navigation(&page),
        &[
            "<h2 class=\"part\">Fruit</h2>",
            "<li class=\"here\"><a href=\"../kinds/index.html\" aria-current=\"page\">Kinds</a>\
             <ul><li><a href=\"../kinds/apples.html\">Apples</a></li></ul></li>",
            "<h2 class=\"part\">Reference</h2><ul><li><a href=\"../api/index.html\">REST API</a></li></ul>",
        ],
    );
    let page = text(&book, "api/pets.html");
    has(
        navigation(&page),
        &["<li class=\"here\"><a href=\"../api/pets.html\" aria-current=\"page\">Pets</a>\
             <ul class=\"operations\"><li><a href=\"#listPets\"><span class=\"method get\">GET</span>\
             <span>listPets</span></a></li>"],
    );
    let lost = text(&book, "404.html");
    has(navigation(&lost), &["<a href=\"/docs/kinds/index.html\">Kinds</a>"]);
    assert!(!navigation(&lost).contains("apples"), "{lost}");
}

#[test]
fn code_is_colored_when_the_site_is_built() {
    let project = project();
    project.write(
        "docs/kinds/apples.md",
        "# Apples\n\n```dockerfile\nFROM x\n```\n\n```unheard\na = 1\n```\n\n```rust\nlet a = 1;\n```\n",
    );
    let book = built(&project);
    has(
        &text(&book, "kinds/apples.html"),
        &[
            "<code class=\"language-dockerfile\"><span class=\"k\">FROM</span> x</code>",
            "<code class=\"language-unheard\">a = 1</code>",
            "<code class=\"language-rust\"><span class=\"k\">let</span> a = <span class=\"n\">1</span>;</code>",
        ],
    );
}

#[test]
fn an_operation_has_its_samples_beside_it() {
    let project = project();
    let book = built(&project);
    let page = text(&book, "api/pets.html");
    has(
        &page,
        &[
            "<main class=\"page broad\"",
            "<section class=\"entry\" aria-labelledby=\"listPets\">",
            "<p class=\"endpoint\"><span class=\"method get\">GET</span><code>/pets</code>",
            "<div class=\"entry-side\"><div class=\"sticky\">",
            "<div class=\"tabs\" data-tabs=\"language\" role=\"group\"",
            "<details open=\"\"><summary>curl</summary><div class=\"code\">",
        ],
    );
    // Words, then samples, then responses: the order of reading in one column.
    let places = ["entry-main", "entry-side", "entry-answers"]
        .map(|class| page.find(class).expect("a part"));
    assert!(places.is_sorted(), "{places:?}");
}

/// Whether the name of a file ends with this.
fn is_of(path: &str, ending: &str) -> bool {
    std::path::Path::new(path).extension().is_some_and(|own| own == ending)
}

#[test]
fn notations_of_other_generators_are_shown() {
    let project = project();
    let page = "---\ntitle: \"Apples & more\"\ndescription: All of them.\n---\n\n:::tip\nBite **now**.\n:::\n\n\
                !!! warning \"Mind\"\n    The core.\n\n=== \"Python\"\n    ```python\n    eat()\n    ```\n\
                === \"Go\"\n    ```go\n    eat()\n    ```\n\n> [!NOTE]\n> Red.\n\n- [x] done\n";
    project.write("docs/kinds/apples.md", page);
    project.write("templates/texts.toml", "tip = \"Hint\"\nnote = \"Remark\"\n");
    let book = built(&project);
    let page = text(&book, "kinds/apples.html");
    has(
        &page,
        &[
            "<h1>Apples &amp; more</h1>",
            "<div class=\"note tip\" role=\"note\">\n<p class=\"note-title\">Hint</p>",
            "<p>Bite <strong>now</strong>.</p>",
            "<div class=\"note is-warning\" role=\"note\">\n<p class=\"note-title\">Mind</p>",
            "<div class=\"tabs\" data-tabs=\"language\" role=\"group\" aria-label=\"Python, Go\">\
             <details open=\"\"><summary>Python</summary><div class=\"code\">",
            "<div class=\"note is-note\" role=\"note\">\n<p class=\"note-title\">Remark</p>",
            "checked=\"\" aria-label=\"✓\"",
        ],
    );
    for raw in [":::", "!!!", "===", "title:", "[!NOTE]"] {
        assert!(!page.contains(raw), "{raw} is printed:\n{page}");
    }
}

#[test]
fn a_missing_file_stops_the_build() {
    let project = project();
    project.write("docs/kinds/apples.md", "# Apples\n\n{{#include nowhere.rs}}\n");
    let run = project.run(&["site", "--draft"]);
    run.expect_exit(100).expect_err("includes the file `nowhere.rs`, which does not exist");
}

#[test]
fn nothing_of_mdbook_is_loaded_and_nothing_for_the_build_is_published() {
    let project = project();
    let book = built(&project);
    let files: Vec<&str> =
        book.keys().map(String::as_str).filter(|path| !path.contains("cards/")).collect();
    let known = |path: &&str| {
        is_of(path, "html")
            || path.is_empty()
            || path.ends_with('/')
            || path.starts_with("sourcebook-")
            || path.starts_with("fonts/")
    };
    let others: Vec<&str> = files.iter().copied().filter(|path| !known(path)).collect();
    assert_eq!(others, [".nojekyll", "robots.txt", "round.svg", "search-index.js", "sitemap.xml"]);
    for page in files.iter().filter(|path| is_of(path, "html")) {
        let html = text(&book, page);
        let scripts = html.matches("<script").count() - html.matches("application/ld+json").count();
        assert_eq!(scripts, 1, "{page}");
    }
    let fonts: Vec<&str> = files.iter().copied().filter(|path| is_of(path, "woff2")).collect();
    assert_eq!(fonts, ["fonts/public-sans-latin.woff2", "fonts/source-code-pro-500.woff2"]);
    project.write("templates/theme.toml", "[fonts]\nbody = \"serif\"\nheading = \"serif\"\n");
    project.run(&["gen"]).expect_exit(0);
    let book = built(&project);
    assert!(!book.contains_key("fonts/public-sans-latin.woff2"), "no font that nobody asks for");
}

#[test]
fn style_sheets_and_scripts_of_the_project_are_loaded_after_ours() {
    let project = project();
    let toml = project
        .read("book.toml")
        .replace("[output.html]\n", "[output.html]\nadditional-js = [\"own.js\"]\n");
    project.write(
        "book.toml",
        toml.replace("[\"theme/sourcebook.css\"]", "[\"theme/sourcebook.css\", \"own.css\"]"),
    );
    project.write("own.js", "own()");
    project.write("own.css", "p {}");
    let book = built(&project);
    let page = text(&book, "kinds/apples.html");
    // The theme is a part of our own styles.
    let styles = page.split("rel=\"stylesheet\" href=\"").skip(1);
    let styles: Vec<&str> = styles.map(|rest| rest.split('-').next().expect("a name")).collect();
    assert_eq!(styles, ["../sourcebook", "../own"]);
    has(&page, &["<script src=\"../own-"]);
}

#[test]
fn redirects_lead_where_the_rules_say() {
    let project = project();
    let book = built(&project);
    has(
        &text(&book, "old.html"),
        &["URL=kinds/apples.html", "{&quot;#pips&quot;:&quot;kinds/apples.html#mine&quot;}"],
    );
    // Behind a server that redirects by itself the browser brings the fragment along.
    has(
        &text(&book, "kinds/apples.html"),
        &["data-moved=\"{&quot;#pips&quot;:&quot;apples.html#mine&quot;}\""],
    );
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let (one, other) = (project(), project());
    let first = built(&one);
    assert_eq!(first, built(&other), "another folder");
    assert_eq!(first, built(&one), "with a warm cache of cards");
}

#[test]
fn what_can_be_found_says_what_it_is() {
    let project = project();
    let index = text(&built(&project), "search-index.js");
    has(
        &index,
        &[
            r#"{"k":"operations","t":"listPets","s":"/pets · listPets","h":"api/pets.html#listPets","m":"GET"}"#,
            r#"{"k":"found_pages","t":"Apples","s":"Round & red.","h":"kinds/apples.html"}"#,
            r#""k":"sections","t":"Own","s":"Apples","h":"kinds/apples.html#mine""#,
        ],
    );
    // Of a page that is too large, operations are found, and its text is not.
    let limited = CONFIGURATION.replace("[site]\n", "[site]\nsearch-limit = \"0 KiB\"\n");
    project.write("sourcebook.toml", limited);
    project.run(&["gen"]).expect_exit(0);
    let index = text(&built(&project), "search-index.js");
    has(&index, &["\"t\":\"listPets\"", "kinds/apples.html#mine"]);
    assert!(!index.contains("\"k\":\"sections\",\"t\":\"listPets\""), "{index}");
}

#[test]
fn an_unknown_fact_stops_the_build() {
    let project = project();
    project.write("docs/kinds/apples.md", "# Apples\n{{#fact api.versoin}}\n");
    let run = project.run(&["site", "--draft"]);
    run.expect_exit(100).expect_err("includes the unknown fact `api.versoin`");
    run.expect_err("did you mean `api.version`?");
}

#[test]
fn no_site_is_built_while_a_check_fails_but_as_a_draft() {
    let project = project();
    project.write("docs/README.md", "# Home\n\n[Nothing](nowhere.md)\n");
    let run = project.run(&["site"]);
    run.expect_exit(100).expect_out("error[dead-link]").expect_out("no site was built");
    assert!(!project.has("book/html/index.html"));
    project.run(&["site", "--draft"]).expect_exit(0).expect_out("built in book/html");
    project.write("docs/README.md", "# Home\n");
    project.write(
        "docs/api/pets.md",
        project.read("docs/api/pets.md").replace("All pets", "Some pets"),
    );
    project.run(&["site"]).expect_exit(4).expect_out("error[drift]");
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
