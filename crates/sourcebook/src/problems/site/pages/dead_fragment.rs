//! A link to an anchor that its page does not have.

use sourcebook_syntax::{Diagnostic, nearest, problem_code};

use super::resolve;
use crate::facts::Facts;

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
    for page in pages.iter() {
        for link in &page.links {
            let Some(parts) = resolve(&page.path, &link.target) else {
                continue;
            };
            let (Some(path), Some(fragment)) = (parts.path, parts.fragment) else {
                continue;
            };
            let Some(target) = pages.get(&path).or_else(|| pages.at_url(&path)) else {
                continue;
            };
            if target.anchors.contains(&fragment) {
                continue;
            }
            let message = format!("{} has no anchor `#{fragment}`", target.path);
            let help = match nearest(&fragment, target.anchors.iter().map(String::as_str)) {
                Some(near) => format!("did you mean `#{near}`?"),
                None => "link to the page without a fragment, or to one of its headings".to_owned(),
            };
            let diagnostic = Diagnostic::new(&DEAD_FRAGMENT, message);
            found.push(diagnostic.at(page.place(link.span), "no such anchor").help(help));
        }
    }
}
