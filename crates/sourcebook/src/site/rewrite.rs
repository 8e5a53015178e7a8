//! What is changed on mdBook's pages: the head, the way around, and elements that must be corrected.

use std::cell::Cell;
use std::collections::HashMap;
use std::fmt::Write;

use lol_html::html_content::{ContentType, Element};
use lol_html::{ElementContentHandlers, RewriteStrSettings, Selector, element, rewrite_str};

use super::anchors;
use super::enrich::escape;
use super::head::Head;
use super::languages::is_highlighted;
use super::outline::Leaf;
use super::output::SCRIPT_FILE;
use crate::facts::pages::html;

/// The way from each page to those above it and beside it.
pub(super) struct Around<'l> {
    leaves: &'l [Leaf],
    /// The place of each HTML file in the order of reading.
    places: HashMap<String, usize>,
}

impl<'l> Around<'l> {
    /// The pages in the order of reading.
    pub(super) fn of(leaves: &'l [Leaf]) -> Self {
        let places = leaves.iter().enumerate().map(|(at, leaf)| (html(&leaf.path), at)).collect();
        Self { leaves, places }
    }

    /// The pages above a page, the nearest last: HTML before the page's own.
    fn trail(&self, file: &str, root: &str) -> String {
        let parents = self.places.get(file).map_or(&[][..], |at| &self.leaves[*at].parents);
        if parents.is_empty() {
            return String::new();
        }
        let mut list = "<nav class=\"sourcebook-trail\" aria-label=\"Breadcrumb\"><ol>".to_owned();
        for (parent, title) in parents {
            let title = escape(title);
            let _ = if parent.is_empty() {
                write!(list, "<li>{title}</li>")
            } else {
                write!(list, "<li><a href=\"{root}{}\">{title}</a></li>", escape(parent))
            };
        }
        list + "</ol></nav>\n"
    }

    /// The page before and the page behind: HTML after the page's own.
    fn pager(&self, file: &str, root: &str) -> String {
        let Some(at) = self.places.get(file) else {
            return String::new();
        };
        let before = at.checked_sub(1).and_then(|at| self.leaves.get(at));
        let behind = self.leaves.get(at + 1);
        let mut links = String::new();
        for (rel, word, leaf) in [("prev", "Previous", before), ("next", "Next", behind)] {
            if let Some(leaf) = leaf {
                let (href, title) = (escape(&html(&leaf.path)), escape(&leaf.title));
                let _ = write!(
                    links,
                    "<a rel=\"{rel}\" href=\"{root}{href}\"><span>{word}</span>{title}</a>"
                );
            }
        }
        format!("\n<nav class=\"sourcebook-pager\" aria-label=\"Pages\">{links}</nav>")
    }
}

/// A page of mdBook, finished. `file` is its place on the site.
///
/// # Errors
/// When it is not a page as mdBook makes it.
pub(super) fn rewrite(
    page: &str,
    file: &str,
    head: &Head,
    around: &Around<'_>,
) -> Result<String, String> {
    let (titles, toggles) = (Cell::new(0), Cell::new(0));
    let root = "../".repeat(file.matches('/').count());
    let mut settings = RewriteStrSettings::new();
    for handler in head_handlers(head, &root, &titles) {
        settings = settings.append_element_content_handler(handler);
    }
    for handler in body_handlers(file, &root, around, &toggles) {
        settings = settings.append_element_content_handler(handler);
    }
    let page = anchors::without_doubled(page);
    let text = rewrite_str(&page, settings).map_err(|error| error.to_string())?;
    if (titles.get(), toggles.get()) == (1, 1) {
        Ok(text)
    } else {
        Err("it is not a page made by mdBook 0.5: its title or its sidebar toggle is missing"
            .to_owned())
    }
}

/// A selector with what is done to its elements.
type Handler<'h> =
    (std::borrow::Cow<'static, Selector>, ElementContentHandlers<'h, lol_html::LocalHandlerTypes>);

fn head_handlers<'h>(head: &'h Head, root: &str, titles: &'h Cell<u32>) -> [Handler<'h>; 3] {
    let script = format!("<script defer src=\"{root}{SCRIPT_FILE}\"></script>\n");
    [
        element!("head > title", move |title| {
            titles.set(titles.get() + 1);
            title.set_inner_content(&head.title, ContentType::Text);
            Ok(())
        }),
        element!("head > meta[name=description]", move |meta| {
            if head.description.is_empty() {
                meta.remove();
            } else {
                // Unlike contents, attributes are escaped for quotes only.
                meta.set_attribute("content", &head.description.replace('&', "&amp;"))?;
            }
            Ok(())
        }),
        element!("head", move |element| {
            element.append(&head.more, ContentType::Html);
            element.append(&script, ContentType::Html);
            Ok(())
        }),
    ]
}

fn body_handlers<'h>(
    file: &'h str,
    root: &'h str,
    around: &'h Around<'_>,
    toggles: &'h Cell<u32>,
) -> [Handler<'h>; 5] {
    [
        element!("#mdbook-sidebar-toggle", move |toggle| {
            toggles.set(toggles.get() + 1);
            mend_toggle(toggle)?;
            Ok(())
        }),
        element!("h1.menu-title", move |title| {
            // A page has one heading of the first level, its own; the site's name leads home.
            title.set_tag_name("a")?;
            title.set_attribute("href", &format!("{root}index.html"))?;
            Ok(())
        }),
        element!("#mdbook-theme-navy", |theme| {
            // The dark scheme of the theme took the place of mdBook's colors.
            theme.set_inner_content("Dark", ContentType::Text);
            Ok(())
        }),
        element!("main", move |main| {
            main.prepend(&around.trail(file, root), ContentType::Html);
            main.after(&around.pager(file, root), ContentType::Html);
            Ok(())
        }),
        element!("pre > code[class]", |code| {
            mend_language(code)?;
            Ok(())
        }),
    ]
}

/// The toggle is a label, which may have neither the state nor the name that mdBook's script and
/// template give it, and which no key reaches. As a button it may, and [`SCRIPT_FILE`] hears keys.
fn mend_toggle(toggle: &mut Element<'_, '_>) -> Result<(), lol_html::errors::AttributeNameError> {
    toggle.set_attribute("role", "button")?;
    toggle.set_attribute("tabindex", "0")
}

/// A language that the highlighter does not know makes it complain on the console of each reader.
fn mend_language(code: &mut Element<'_, '_>) -> Result<(), lol_html::errors::AttributeNameError> {
    let classes = code.get_attribute("class").unwrap_or_default();
    let mend = |class: &str| match class.strip_prefix("language-") {
        Some(language) if !is_highlighted(language) => "language-plaintext".to_owned(),
        _ => class.to_owned(),
    };
    let corrected: Vec<String> = classes.split_whitespace().map(mend).collect();
    code.set_attribute("class", &corrected.join(" "))
}
