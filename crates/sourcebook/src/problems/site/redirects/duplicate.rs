//! Two rules for one address.

use std::collections::HashMap;

use sourcebook_syntax::{Diagnostic, problem_code};

use crate::facts::Facts;

problem_code! {
    /// Only the first of the rules is ever followed. If they have different targets, one of them is
    /// probably a mistake; a trailing slash makes no difference.
    ///
    /// Remove one of the rules.
    pub(in super::super) static DUPLICATE_REDIRECT = "duplicate-redirect", Error,
        "an address is redirected twice";
}

pub(in super::super) fn check(facts: &Facts, found: &mut Vec<Diagnostic>) {
    let Some(redirects) = &facts.redirects else {
        return;
    };
    let mut seen = HashMap::new();
    for rule in &redirects.rules {
        let Some(first) = seen.get(&rule.key()) else {
            seen.insert(rule.key(), rule.span);
            continue;
        };
        let message = format!("`{}` is redirected twice", rule.source());
        found.push(
            Diagnostic::new(&DUPLICATE_REDIRECT, message)
                .at(redirects.place(rule.span), "never followed")
                .related(redirects.place(*first), "followed first")
                .help("remove one of the rules"),
        );
    }
}
