//! A link to an anchor that its page does not have.

use sourcebook_syntax::{Diagnostic, nearest, problem_code};

use super::resolve;
use crate::facts::pages::{Link, Page};
use crate::facts::{Facts, Pages};

problem_code! {
    /// The page exists, but none of its headings and elements has the anchor, so readers land at
    /// the top of the page. Usually a heading was reworded. Anchors follow mdBook's rules:
    /// lowercase, spaces become `-`, punctuation is dropped, and the second heading with the same
    /// text gets `-1`.
    ///
    /// Correct the fragment; the message suggests the closest one. To keep an old anchor, give the
    /// heading an explicit id: `## New words {#old-words}`.
    pub(in super::super) static DEAD_FRAGMENT = "dead-fragment", Error,
        "a link points to an anchor that its page does not have";
}

pub(in super::super) fn check(facts: &Facts, found: &mut Vec<Diagnostic>) {
    let Some(pages) = &facts.pages else {
        return;
    };
    for page in pages.iter().filter(|page| !page.is_reference()) {
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
