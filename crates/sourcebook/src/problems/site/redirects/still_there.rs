//! A rule for an address at which there is still a page.

use sourcebook_syntax::{Diagnostic, problem_code};

use crate::facts::Facts;

problem_code! {
    /// The page and the rule contradict each other: some servers show the page, others follow the
    /// rule. The same is true of a fragment whose heading still exists.
    ///
    /// Delete the page (and its entry in the manifest) or the rule. A `!` after the status gives
    /// the rule precedence on servers that support it.
    pub(in super::super) static REDIRECTED_PAGE = "redirected-page", Error,
        "an address is redirected although it still has a page";
}

pub(in super::super) fn check(facts: &Facts, found: &mut Vec<Diagnostic>) {
    let (Some(redirects), Some(pages)) = (&facts.redirects, &facts.pages) else {
        return;
    };
    for rule in redirects.rules.iter().filter(|rule| rule.pattern.is_literal() && !rule.force) {
        let Some(page) = pages.at_url(&rule.from) else {
            continue;
        };
        let what = match &rule.fragment {
            None => format!("{} is still a page", page.path),
            Some(fragment) if page.anchors.contains(fragment) => {
                format!("{} still has the anchor `#{fragment}`", page.path)
            }
            Some(_) => continue,
        };
        let message = format!("`{}` is redirected, but {what}", rule.source());
        found.push(
            Diagnostic::new(&REDIRECTED_PAGE, message)
                .at(redirects.place(rule.from_span), "still there")
                .help("delete the page or the rule"),
        );
    }
}
