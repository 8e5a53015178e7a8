//! Hostile texts in every field, and what becomes of them.

use proptest::prelude::*;

use super::*;

const TEMPLATE: &str = "<html lang=\"{{language}}\"><style>{{{css}}}</style><title>{{title}}\
</title>{{#if status}}<b>{{status}}</b>{{/if}}<h1>{{title}}</h1>{{{description}}}\
{{#if additional_info}}<pre>{{additional_info}}</pre>{{/if}}\
{{#each warnings}}<li>{{this}}</li>{{/each}}\
{{#each actions}}<a href=\"{{href}}\">{{label}}</a>{{/each}}</html>";

fn template() -> ErrorTemplate {
    ErrorTemplate::new(TEMPLATE, "a{}", "en").expect("a template")
}

#[test]
fn a_template_goes_through_its_file() {
    let text = ErrorTemplate::to_json(TEMPLATE, "a{}", "en");
    let page = ErrorPage { title: "Gone".to_owned(), ..ErrorPage::default() };
    let read = ErrorTemplate::from_json(&text).expect("a template").render(&page).expect("a page");
    assert_eq!(read, template().render(&page).expect("a page"));
    assert!(read.contains("<h1>Gone</h1>") && read.contains("<style>a{}</style>"), "{read}");
    let newer = text.replace("\"version\": 1", "\"version\": 2");
    let error = ErrorTemplate::from_json(&newer).expect_err("another version").to_string();
    assert!(error.contains("version 2"), "{error}");
    ErrorTemplate::new("{{#if a}}", "", "en").expect_err("not valid");
    let failed = ErrorTemplate::new("{{titel}}", "", "en").expect("valid").render(&page);
    assert!(failed.expect_err("a misspelled name").to_string().contains("titel"));
}

#[test]
fn markdown_is_kept_and_markup_is_text() {
    let table = [
        ("a **b** `c`", "<p>a <strong>b</strong> <code>c</code></p>\n"),
        ("<b>x</b>", "<p>&lt;b&gt;x&lt;/b&gt;</p>\n"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"),
        ("[a](javascript:alert(1))", "<p>a</p>\n"),
        ("[a](JaVaScRiPt:x) [b](/b)", "<p>a <a href=\"/b\">b</a></p>\n"),
        ("[a](data:text/html,x)", "<p>a</p>\n"),
        ("![logo](https://example.com/x.png)", "<p>logo</p>\n"),
        ("# T {#id .class onclick=x}", "<h1>T {#id .class onclick=x}</h1>\n"),
        ("```html onload=x\n<p>\n```", "<pre><code>&lt;p&gt;\n</code></pre>\n"),
    ];
    for (markdown, expected) in table {
        assert_eq!(to_html(markdown), expected, "{markdown}");
    }
}

#[test]
fn links_are_paths_or_known_schemes() {
    let cases = [
        ("/docs", true),
        ("https://example.com", true),
        ("mailto:a@example.com", true),
        ("javascript:alert(1)", false),
        ("\u{1}javascript:alert(1)", false),
        ("data:text/html,x", false),
        ("/a\nb", false),
        ("vbscript:x", false),
    ];
    for (href, kept) in cases {
        let action = Action::Link { label: "Go".to_owned(), href: href.to_owned() };
        let page = ErrorPage { actions: vec![action], ..ErrorPage::default() };
        let html = template().render(&page).expect("a page");
        assert_eq!(html.contains(">Go</a>"), kept, "{href}");
    }
}

/// Texts that break out of places where HTML is not escaped.
fn hostile() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "<script>x</script>",
        "\"><img src=x onerror=y>",
        "'",
        "\"",
        "`",
        "&",
        "]]>",
        "-->",
        "{{x}}",
        "\0",
        "\u{1b}[31m",
        "\u{202e}",
        "\r\n\r\n",
        "<!--",
        "</title>",
        "</style>",
        "[a](javascript:x)",
        "![i](//e.com/x)",
        "<https://e.com>",
        "é",
        " ",
        "a",
    ]);
    prop::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn no_field_breaks_out(
        title in hostile(), description in hostile(), info in hostile(), warning in hostile(),
        label in hostile(), href in hostile(),
    ) {
        let page = ErrorPage {
            status: Some(500),
            title,
            description,
            additional_info: Some(info),
            warnings: vec![warning],
            actions: vec![
                Action::Link { label: label.clone(), href: format!("/{href}") },
                Action::Retry { label },
            ],
        };
        let html = template().render(&page).expect("a page");
        prop_assert!(!html.contains("<script") && !html.contains("<img"), "{}", html);
        prop_assert!(!html.contains("href=\"javascript"), "{}", html);
        prop_assert_eq!(html.matches("</style>").count(), 1);
        prop_assert_eq!(html.matches("</title>").count(), 1);
        prop_assert!(!html.contains("<!--"), "{}", html);
        let is_bad = |letter: char| letter != '\n' && letter.is_control() || letter == '\u{202e}';
        prop_assert!(!html.contains(is_bad), "{:?}", html);
    }
}
