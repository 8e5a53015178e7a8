//! A redirect to an anchor that its page does not have.

use sourcebook_syntax::{Diagnostic, nearest, problem_code};

use crate::facts::Facts;

problem_code! {
    /// The target page exists, but none of its headings has the anchor, so readers land at the top
    /// of the page instead of the section that they expect.
    ///
    /// Correct the fragment; the message suggests the closest one. To keep an anchor when a heading
    /// is reworded, give the heading an explicit id: `## New words {#old-words}`.
    pub(in super::super) static DEAD_REDIRECT_ANCHOR = "dead-redirect-anchor", Error,
        "a redirect points to an anchor that its page does not have";
}

pub(in super::super) fn check(facts: &Facts, found: &mut Vec<Diagnostic>) {
    let (Some(redirects), Some(pages)) = (&facts.redirects, &facts.pages) else {
        return;
    };
    for rule in redirects.rules.iter().filter(|rule| rule.target.is_literal()) {
        let (path, fragment) = rule.target_parts();
        let Some(fragment) = fragment.filter(|_| !rule.is_external()) else {
            continue;
        };
        let Some(page) = pages.at_url(path).filter(|page| !page.anchors.contains(fragment)) else {
            continue;
        };
        let help = match nearest(fragment, page.anchors.iter().map(String::as_str)) {
            Some(near) => format!("did you mean `#{near}`?"),
            None => format!("use the anchor of a heading of {}, or remove the fragment", page.path),
        };
        let message = format!("{} has no anchor `#{fragment}`", page.path);
        let diagnostic = Diagnostic::new(&DEAD_REDIRECT_ANCHOR, message);
        found.push(diagnostic.at(redirects.place(rule.to_span), "no such anchor").help(help));
    }
}
