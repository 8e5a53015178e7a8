//! Proves that a page asks nobody for anything, by parsing its HTML and its CSS.

use std::cell::RefCell;

use cssparser::{Parser, ParserInput, Token};
use lol_html::html_content::{Attribute, Element};
use lol_html::{RewriteStrSettings, element, rewrite_str, text};

/// Elements that load something, run something or send something, whatever their attributes.
const FORBIDDEN: &[&str] = &[
    "script",
    "iframe",
    "frame",
    "frameset",
    "object",
    "embed",
    "applet",
    "form",
    "link",
    "base",
    "audio",
    "video",
    "source",
    "track",
    "portal",
    "fencedframe",
];

/// Attributes whose value is an address that is asked for by itself.
const LOADING: &[&str] = &[
    "src",
    "srcset",
    "poster",
    "background",
    "data",
    "action",
    "formaction",
    "manifest",
    "longdesc",
    "imagesrcset",
    "lowsrc",
    "dynsrc",
    "profile",
    "codebase",
    "classid",
    "archive",
];

/// Everything on the page that would make a request; nothing for a page that is self-contained.
pub(crate) fn requests(html: &str) -> Vec<String> {
    let found = RefCell::new(Vec::new());
    let styles = RefCell::new(String::new());
    let settings = RewriteStrSettings::new()
        .append_element_content_handler(element!("*", |element| {
            found.borrow_mut().extend(of_element(element));
            Ok(())
        }))
        .append_element_content_handler(text!("style", |chunk| {
            styles.borrow_mut().push_str(chunk.as_str());
            Ok(())
        }));
    let parsed = rewrite_str(html, settings);
    let mut found = found.into_inner();
    found.extend(of_css(&styles.into_inner()));
    found.extend(parsed.err().map(|error| format!("invalid HTML: {error}")));
    found
}

fn of_element(element: &Element<'_, '_>) -> Vec<String> {
    let tag = element.tag_name();
    if FORBIDDEN.contains(&tag.as_str()) {
        return vec![format!("an element `<{tag}>`")];
    }
    let attributes = element.attributes().iter();
    let mut found: Vec<_> =
        attributes.flat_map(|attribute| of_attribute(&tag, attribute)).collect();
    let refreshes = element
        .get_attribute("http-equiv")
        .is_some_and(|value| value.trim().eq_ignore_ascii_case("refresh"));
    if tag == "meta" && refreshes {
        found.push("a refresh".to_owned());
    }
    found
}

fn of_attribute(tag: &str, attribute: &Attribute<'_>) -> Vec<String> {
    let (name, value) = (attribute.name(), attribute.value());
    let shown = || vec![format!("`{name}=\"{value}\"` on `<{tag}>`")];
    if name.starts_with("on") || name == "ping" || name == "srcdoc" {
        return shown();
    }
    let followed = matches!(tag, "a" | "area") && name == "href";
    if followed {
        let scheme = value.trim_start().to_ascii_lowercase();
        return if scheme.starts_with("javascript:") { shown() } else { Vec::new() };
    }
    let loads = LOADING.contains(&name.as_str()) || name == "href" || name.ends_with(":href");
    if loads && !is_inside(&value) {
        return shown();
    }
    // Presentation attributes of SVG (`fill`, `mask`, `filter`) may hold `url(…)` as styles do.
    if name == "style" || value.contains('(') { of_css(&value) } else { Vec::new() }
}

/// Whether an address is on the page itself.
fn is_inside(address: &str) -> bool {
    let address = address.trim();
    address.is_empty() || address.starts_with('#') || address.starts_with("data:")
}

/// Everything in a style that would make a request.
fn of_css(css: &str) -> Vec<String> {
    let mut input = ParserInput::new(css);
    let mut found = Vec::new();
    walk(&mut Parser::new(&mut input), false, &mut found);
    found
}

/// Goes through the tokens. `loads` says that strings are addresses here, as in `image-set()`.
fn walk(parser: &mut Parser<'_, '_>, loads: bool, found: &mut Vec<String>) {
    while let Ok(token) = parser.next_including_whitespace_and_comments().cloned() {
        match &token {
            Token::UnquotedUrl(address) | Token::BadUrl(address) if !is_inside(address) => {
                found.push(format!("`url({address})` in its CSS"));
            }
            Token::QuotedString(address) if loads && !is_inside(address) => {
                found.push(format!("the address \"{address}\" in its CSS"));
            }
            Token::AtKeyword(name) if name.eq_ignore_ascii_case("import") => {
                found.push("`@import` in its CSS".to_owned());
            }
            Token::Function(name) => {
                let known = ["url", "src", "image", "image-set", "-webkit-image-set"];
                let loads = known.iter().any(|known| name.eq_ignore_ascii_case(known));
                nested(parser, loads, found);
            }
            Token::ParenthesisBlock | Token::SquareBracketBlock | Token::CurlyBracketBlock => {
                nested(parser, loads, found);
            }
            _ => {}
        }
    }
}

fn nested(parser: &mut Parser<'_, '_>, loads: bool, found: &mut Vec<String>) {
    let result: Result<(), cssparser::ParseError<'_, ()>> = parser.parse_nested_block(|inner| {
        walk(inner, loads, found);
        Ok(())
    });
    if result.is_err() {
        found.push("invalid CSS".to_owned());
    }
}
