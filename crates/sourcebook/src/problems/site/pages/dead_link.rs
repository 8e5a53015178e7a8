//! A link on a page that leads to nothing in the book.

use sourcebook_prose::DEAD_LINK;
use sourcebook_syntax::{Diagnostic, nearest};

use super::resolve;
use crate::facts::pages::{Link, Page};
use crate::facts::{Facts, Pages};

pub(in super::super) fn check(facts: &Facts, found: &mut Vec<Diagnostic>) {
    let Some(pages) = &facts.pages else {
        return;
    };
    for page in pages.iter().filter(|page| super::is_checked(facts, page)) {
        found.extend(page.links.iter().filter_map(|link| dead(pages, page, link)));
    }
}

/// The problem of a link, if it is dead.
pub(super) fn dead(pages: &Pages, page: &Page, link: &Link) -> Option<Diagnostic> {
    let parts = resolve(&page.path, &link.target)?;
    let target = &link.target;
    let diagnose = |label: &str, help: String| {
        let message = format!("the link `{target}` is dead");
        Diagnostic::new(&DEAD_LINK, message).at(page.place(link.span), label).help(help)
    };
    let Some(path) = parts.path else {
        let help = "only the docs folder is published; use the file's full URL";
        return Some(diagnose("points outside of the docs folder", help.to_owned()));
    };
    if leads(pages, &path) {
        return None;
    }
    let help = match nearest(&path, pages.iter().map(|page| page.path.as_str())) {
        Some(near) => format!("did you mean {near}?"),
        None => format!("there is no {}/{path}", pages.folder),
    };
    Some(diagnose("no such page or file", help))
}

/// Whether there is something at a path relative to the docs folder. Pages are named by their
/// source, because a link to `x.md` works in editors too, or by the HTML that is made of them.
fn leads(pages: &Pages, path: &str) -> bool {
    let is_html = path.strip_suffix(".html").is_some_and(|_| pages.at_url(path).is_some());
    let is_folder = !path.contains('.') && pages.at_url(path).is_some();
    pages.get(path).is_some() || pages.has_file(path) || is_html || is_folder
}
