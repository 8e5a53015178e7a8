//! Redirects that lead to each other for ever.

use std::collections::BTreeSet;

use sourcebook_syntax::{Diagnostic, problem_code};

use super::follow::{End, follow};
use crate::facts::Facts;

problem_code! {
    /// A reader who follows one of these rules is redirected until the browser gives up. Usually a
    /// page was moved back to its old place, and the rule for the first move was left in the file.
    ///
    /// Remove the rule that redirects the page that exists.
    pub(in super::super) static REDIRECT_LOOP = "redirect-loop", Error,
        "redirects form a loop";
}

pub(in super::super) fn check(facts: &Facts, found: &mut Vec<Diagnostic>) {
    let Some(redirects) = &facts.redirects else {
        return;
    };
    let mut told: BTreeSet<Vec<usize>> = BTreeSet::new();
    for rule in &redirects.rules {
        let End::Never { mut cycle } = follow(redirects, rule) else {
            continue;
        };
        cycle.sort_unstable();
        if !cycle.contains(&rule.line) || !told.insert(cycle.clone()) {
            continue;
        }
        let message = format!("the redirect of `{}` is a loop", rule.source());
        let mut diagnostic = Diagnostic::new(&REDIRECT_LOOP, message)
            .at(redirects.place(rule.span), "leads back here")
            .help("remove the rule that redirects the page that exists");
        let others = redirects.rules.iter().filter(|other| other.line != rule.line);
        for other in others.filter(|other| cycle.contains(&other.line)) {
            diagnostic = diagnostic.related(redirects.place(other.span), "via this rule");
        }
        found.push(diagnostic);
    }
}
