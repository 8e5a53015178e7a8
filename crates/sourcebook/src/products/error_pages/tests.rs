//! The built-in page makes no request, and what would make one is seen.

use super::self_contained::requests;
use super::*;
use crate::facts::Theme;

fn product() -> ErrorPages {
    ErrorPages { settings: ErrorPageSettings::default(), template: built_in().to_owned() }
}

#[test]
fn every_page_is_made_and_asks_nobody_for_anything() {
    let pages = product().pages(&variables(&Theme::default()), "en").expect("pages");
    let names: Vec<_> = pages.iter().map(|(name, _)| name.as_str()).collect();
    let expected = ["404.html", "500.html", "502.html", "503.html", "504.html", "maintenance.html"];
    assert_eq!(names, expected);
    for (name, page) in pages {
        assert_eq!(requests(&page), Vec::<String>::new(), "{name}");
        assert!(page.contains("<h1>"), "{name}");
    }
}

#[test]
fn hostile_fields_cannot_make_a_request() {
    let hostile = "<img src=//e.com/x><script src=//e.com></script>\"'\u{0}\u{202e}</style>\
                   <link rel=stylesheet href=//e.com> ![x](https://e.com/x.png) \
                   [y](javascript:alert(1))";
    let page = ErrorPage {
        status: Some(500),
        title: hostile.to_owned(),
        description: hostile.to_owned(),
        additional_info: Some(hostile.to_owned()),
        warnings: vec![hostile.to_owned()],
        actions: vec![
            sourcebook_pages::Action::Link {
                label: hostile.to_owned(),
                href: "/x\"><b".to_owned(),
            },
            sourcebook_pages::Action::Retry { label: hostile.to_owned() },
        ],
    };
    let template = ErrorTemplate::new(built_in(), &variables(&Theme::default()), "en\"><b");
    let html = template.expect("a template").render(&page).expect("a page");
    assert_eq!(requests(&html), Vec::<String>::new());
    assert!(!html.contains("\"><b"), "{html}");
    assert!(!html.contains(['\u{0}', '\u{202e}']));
}

#[test]
fn what_would_make_a_request_is_seen() {
    let table = [
        ("<script>x</script>", "an element `<script>`"),
        ("<SCRIPT SRC=a></SCRIPT>", "an element `<script>`"),
        ("<link rel=icon href=/x>", "an element `<link>`"),
        ("<img src=/x.png>", "`src=\"/x.png\"` on `<img>`"),
        ("<img srcset='/x 2x'>", "`srcset=\"/x 2x\"` on `<img>`"),
        ("<p onclick=x>", "`onclick=\"x\"` on `<p>`"),
        ("<a ping=/x href=/y>", "`ping=\"/x\"` on `<a>`"),
        ("<a href=' JavaScript:x'>", "`href=\" JavaScript:x\"` on `<a>`"),
        ("<svg><use xlink:href=/x></svg>", "`xlink:href=\"/x\"` on `<use>`"),
        ("<svg><image href='/x'/></svg>", "`href=\"/x\"` on `<image>`"),
        ("<meta http-equiv=Refresh content='0; url=/x'>", "a refresh"),
        ("<p style='background:url(/x)'>", "`url(/x)` in its CSS"),
        ("<style>a{b:u\\72l(/x)}</style>", "`url(/x)` in its CSS"),
        ("<style>a{b:url('/x')}</style>", "the address \"/x\" in its CSS"),
        ("<style>@import '/x';</style>", "`@import` in its CSS"),
        ("<style>@media x{a{b:image-set(\"/x\" 1x)}}</style>", "the address \"/x\" in its CSS"),
        ("<svg><rect fill='url(//e.com/#a)'/></svg>", "`url(//e.com/#a)` in its CSS"),
    ];
    for (html, expected) in table {
        assert_eq!(requests(html), [expected], "{html}");
    }
    let quiet = [
        "<a href='https://example.com'>x</a>",
        "<img src='data:image/png;base64,AA'>",
        "<style>a{b:url(data:x)} a::before{content:\"/x\"}</style>",
        "<svg><use href='#a'/></svg>",
        "<!-- <script>x</script> -->",
    ];
    for html in quiet {
        assert_eq!(requests(html), Vec::<String>::new(), "{html}");
    }
}
