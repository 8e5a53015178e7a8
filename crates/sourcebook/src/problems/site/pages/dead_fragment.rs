//! A link to an anchor that its page does not have.

use sourcebook_prose::DEAD_FRAGMENT;
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

/// The problem of a link to a page that does not have its anchor.
pub(super) fn dead(pages: &Pages, page: &Page, link: &Link) -> Option<Diagnostic> {
    let parts = resolve(&page.path, &link.target)?;
    let (path, fragment) = (parts.path?, parts.fragment?);
    let target = pages.get(&path).or_else(|| pages.at_url(&path))?;
    if target.anchors.contains(&fragment) {
        return None;
    }
    let message = format!("{} has no anchor `#{fragment}`", target.path);
    let help = match nearest(&fragment, target.anchors.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `#{near}`?"),
        None => "link to the page without a fragment, or to one of its headings".to_owned(),
    };
    let diagnostic = Diagnostic::new(&DEAD_FRAGMENT, message);
    Some(diagnostic.at(page.place(link.span), "no such anchor").help(help))
}
