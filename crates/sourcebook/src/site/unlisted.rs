//! Pages that are in no navigation: that of lost addresses, and the list of all pages.

use std::fmt::Write;

use super::markup::escape;
use super::navigation::{Item, Navigation};
use super::search_index::Found;
use crate::facts::Texts;

/// The list of all pages, to which the search leads where there is no script.
pub(super) const ALL_PAGES: &str = "search.html";

/// The contents of the page for addresses that lead nowhere. `base` is the root of the site.
pub(super) fn lost(texts: &Texts, base: &str) -> String {
    format!(
        "<h1>{}</h1><div class=\"lost\"><p>{}</p>\
         <p class=\"choices\"><a class=\"button first\" href=\"{base}{ALL_PAGES}\" data-search>{}</a>\
         <a class=\"button\" href=\"{base}index.html\">{}</a></p>\
         <div class=\"similar\" hidden><h2>{}</h2><ul class=\"page-list\"></ul></div></div>",
        escape(&texts.lost),
        escape(&texts.lost_hint),
        escape(&texts.search),
        escape(&texts.home),
        escape(&texts.similar),
        base = escape(base),
    )
}

/// All pages with their operations, for readers without a script.
pub(super) fn all_pages(navigation: &Navigation, found: &[Found], texts: &Texts) -> String {
    let mut html = format!("<h1>{}</h1>", escape(&texts.found_pages));
    for part in &navigation.parts {
        if let Some(title) = &part.title {
            let _ = write!(html, "<h2>{}</h2>", escape(title));
        }
        list(&part.items, found, &mut html);
    }
    html
}

fn list(items: &[Item], found: &[Found], html: &mut String) {
    html.push_str("<ul>");
    for item in items {
        let title = escape(&item.title);
        let _ = if item.file.is_empty() {
            write!(html, "<li>{title}")
        } else {
            write!(html, "<li><a href=\"{}\">{title}</a>", escape(&item.file))
        };
        let operations: Vec<&Found> =
            found.iter().filter(|one| one.is_operation_on(&item.file)).collect();
        if !operations.is_empty() {
            html.push_str("<ul>");
            for operation in operations {
                let (address, label) = operation.link();
                let _ =
                    write!(html, "<li><a href=\"{}\">{}</a></li>", escape(address), escape(&label));
            }
            html.push_str("</ul>");
        }
        if !item.children.is_empty() {
            list(&item.children, found, html);
        }
        html.push_str("</li>");
    }
    html.push_str("</ul>");
}
