//! A redirect to a page that is not there.

use sourcebook_syntax::{Diagnostic, nearest, problem_code};

use crate::facts::Facts;

problem_code! {
    /// The rule sends readers from an old address to one that has no page, either. The target is
    /// misspelled, or was itself moved or removed later.
    ///
    /// Correct the target; the message suggests the closest page. Targets with placeholders cannot
    /// be checked.
    pub(in super::super) static DEAD_REDIRECT = "dead-redirect", Error,
        "a redirect points to a page that does not exist";
}

pub(in super::super) fn check(facts: &Facts, found: &mut Vec<Diagnostic>) {
    let (Some(redirects), Some(pages)) = (&facts.redirects, &facts.pages) else {
        return;
    };
    for rule in redirects.rules.iter().filter(|rule| rule.target.is_literal()) {
        let (path, _) = rule.target_parts();
        let is_there = rule.is_external()
            || pages.at_url(path).is_some()
            || pages.has_file(path.trim_start_matches('/'))
            || redirects.rule_for(path).is_some();
        if is_there {
            continue;
        }
        let urls: Vec<String> = pages.urls().collect();
        let help = match nearest(path, urls.iter().map(String::as_str)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "use a page's path in the docs folder, without `.md`".to_owned(),
        };
        let message =
            format!("`{}` is redirected to `{path}`, which does not exist", rule.source());
        let diagnostic = Diagnostic::new(&DEAD_REDIRECT, message);
        found.push(diagnostic.at(redirects.place(rule.to_span), "no such page").help(help));
    }
}
