//! A redirect that leads to another redirect.

use sourcebook_syntax::{Diagnostic, problem_code};

use super::follow::{End, follow};
use crate::facts::Facts;

problem_code! {
    /// Every step of a chain costs the reader a round trip, and search engines give up after a few.
    /// Chains grow when a page is moved again and only the latest move is added.
    ///
    /// Point the rule to the end of the chain; the message shows the line.
    pub(in super::super) static REDIRECT_CHAIN = "redirect-chain", Error,
        "a redirect points to another redirect instead of a page";
}

pub(in super::super) fn check(facts: &Facts, found: &mut Vec<Diagnostic>) {
    let Some(redirects) = &facts.redirects else {
        return;
    };
    for rule in &redirects.rules {
        let End::At { to, lines } = follow(redirects, rule) else {
            continue;
        };
        if let [_, second, ..] = lines[..] {
            let message =
                format!("`{}` points to `{}`, which is redirected again", rule.source(), rule.to);
            let mut diagnostic = Diagnostic::new(&REDIRECT_CHAIN, message)
                .at(redirects.place(rule.to_span), "redirected again")
                .help(format!("write `{}`", rule.line(&to)));
            let next = redirects.rules.iter().find(|other| other.line == second);
            if let Some(next) = next {
                diagnostic = diagnostic.related(redirects.place(next.span), "by this rule");
            }
            found.push(diagnostic);
        }
    }
}
