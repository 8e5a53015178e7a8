//! A redirect that leads to another redirect.

use sourcebook_syntax::{Diagnostic, problem_code};

use super::follow::{End, follow};
use crate::facts::Facts;

problem_code! {
    /// Every step of a chain costs the reader a round trip, and search engines stop to follow
    /// after a few. Chains grow when a page is moved again and only the newest move is written
    /// down.
    ///
    /// Let the rule lead to where the chain ends; the message shows the line.
    pub(in super::super) static REDIRECT_CHAIN = "redirect-chain", Error,
        "a redirect leads to another redirect instead of to a page";
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
                format!("`{}` leads to `{}`, which is redirected again", rule.source(), rule.to);
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
